//! Who the signed-in user is.

mod choice;
mod decode;
mod draft;
mod encode;
mod fields;
mod raw_body;
mod read;
#[cfg(any(feature = "binding", test))]
mod scalars;
mod serialize;

use std::collections::BTreeMap;
use std::fmt;

pub use choice::{Gender, Status, UserSourceType, WorkStatus};
pub(crate) use decode::{DecodeFailure, check, data};
pub(crate) use draft::ProfileDraft;
pub use raw_body::RawBody;
pub(crate) use read::integer;
#[cfg(any(feature = "binding", test))]
pub use scalars::Scalar;
#[cfg(any(feature = "binding", test))]
pub(crate) use scalars::Scalars;

use super::json::{Malformed, Scanner};
use super::note::Path;
use super::{DecodeNote, Json, Secret, Timestamp};
use crate::error::{Error, ErrorKind};
use crate::{identity_fields, profile_fields};
use draft::Field;
use read::Read;

macro_rules! define_profile {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $key:literal,)+) => {
        /// The signed-in user.
        ///
        /// Every field but `user_id` is optional: the service returns what the scopes of the access token cover,
        /// and what [`ProfileOptions`](crate::ProfileOptions) requests. A field whose value has an unexpected
        /// type is absent and named in [`notes`](Self::notes); the rest of the profile survives.
        ///
        /// `Debug` shows the user id only. Tests make one with [`Profile::new`] and set the fields they need.
        #[derive(Clone, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct Profile {
            /// The user's id. Never empty.
            pub user_id: String,
            $($(#[$doc])* pub $name: Option<$type>,)+
            /// Fields that this version does not know, by the service's own name.
            pub extra: BTreeMap<String, Json>,
            /// What was malformed in the response and is therefore absent.
            pub notes: Vec<DecodeNote>,
            /// The body of the service's response, byte for byte. Equality ignores it.
            pub raw: RawBody,
        }

        impl Profile {
            /// A profile that holds nothing but its user id, for tests of applications.
            ///
            /// ```
            /// let mut profile = genauth::Profile::new("u-1");
            /// profile.email = Some("ada@example.com".into());
            /// ```
            #[must_use]
            pub fn new(user_id: impl Into<String>) -> Self {
                Self {
                    user_id: user_id.into(),
                    $($name: None,)+
                    extra: BTreeMap::new(),
                    notes: Vec::new(),
                    raw: RawBody::default(),
                }
            }
        }
    };
}
profile_fields!(define_profile);

macro_rules! define_identity {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $key:literal,)+) => {
        /// One account of the user at another identity provider.
        ///
        /// A person has several entries for one provider when the provider knows several ids
        /// (`WeChat`: `openid` and `unionid`). `Debug` shows provider and type only. Tests make one with
        /// [`Identity::default`] and set the fields they need.
        #[derive(Clone, Default, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct Identity {
            $($(#[$doc])* pub $name: Option<$type>,)+
            /// Fields that this version does not know, by the service's own name.
            pub extra: BTreeMap<String, Json>,
        }
    };
}
identity_fields!(define_identity);

impl Profile {
    /// Reads back what [`to_json`](Self::to_json) wrote, for applications that keep profiles. `raw` is then `json`.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        let mut decoded = Scanner::document(json, data).ok().flatten();
        let notes = decoded.as_mut().and_then(|profile| profile.extra.remove("_notes"));
        let mut profile = check(decoded).map_err(|_| {
            Error::new(ErrorKind::Decode, "the string is not a profile")
                .with_hint("Pass what `to_json` wrote: a JSON object with a `userId`.")
        })?;
        if let Some(notes) = notes {
            profile.notes = serde_json::from_str(&notes)
                .map_err(|_| Error::new(ErrorKind::Decode, "`_notes` is not a list of notes"))?;
        }
        Ok(profile.own(RawBody::new(json.to_owned().into())))
    }
}

#[cfg(any(feature = "binding", test))]
impl Profile {
    /// Reads once more what a profile was read from, which gave these notes.
    pub(crate) fn reread(data: &str, notes: &[DecodeNote]) -> Option<Self> {
        let mut draft = check(Scanner::document(data, decode::data).ok()?).ok()?;
        draft.notes = notes.to_vec();
        Some(draft.own(RawBody::default()))
    }
}

impl Identity {
    /// Reads back what [`to_json`](Self::to_json) wrote.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        let read = |scanner: &mut _| Self::read(scanner, &Path::Root, &mut Vec::new());
        match Scanner::document(json, read) {
            Ok(Some(identity)) => Ok(Self::own(identity)),
            Ok(None) | Err(Malformed) => {
                Err(Error::new(ErrorKind::Decode, "the string is not an identity: a JSON object"))
            }
        }
    }
}

impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Profile").field("user_id", &self.user_id).finish_non_exhaustive()
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity")
            .field("provider", &self.provider)
            .field("type", &self.r#type)
            .finish_non_exhaustive()
    }
}
