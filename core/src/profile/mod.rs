//! Who the signed-in user is.

mod choice;
mod decode;
mod encode;
mod fields;
mod json;
mod note;
mod read;
mod timestamp;

use std::collections::BTreeMap;
use std::fmt;

pub use choice::{Gender, Status, UserSourceType, WorkStatus};
pub(crate) use decode::{Data, DecodeFailure, check};
pub use json::Json;
pub use note::DecodeNote;
pub(crate) use read::{Key, integer, scalar_text};
pub use timestamp::Timestamp;

use crate::error::{Error, ErrorKind};
use crate::secret::Secret;
use crate::{identity_fields, profile_fields};

macro_rules! define_profile {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $key:literal,)+) => {
        /// The signed-in user.
        ///
        /// Every field but `user_id` is optional: the service returns what the scopes of the access token cover,
        /// and what [`ProfileOptions`](crate::ProfileOptions) asks for. A field whose value has an unexpected
        /// type is absent and named in [`notes`](Self::notes); it never costs the rest of the profile.
        ///
        /// `Debug` shows the user id only.
        #[derive(Clone, PartialEq, Eq)]
        pub struct Profile {
            /// The user's id. Never empty.
            pub user_id: String,
            $($(#[$doc])* pub $name: Option<$type>,)+
            /// Fields that this version does not know, by the service's own name.
            pub extra: BTreeMap<String, Json>,
            /// What was malformed in the answer and is therefore absent.
            pub notes: Vec<DecodeNote>,
            /// The body of the service's answer, byte for byte. Equality ignores it.
            pub raw: RawBody,
        }
    };
}
profile_fields!(define_profile);

macro_rules! define_identity {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $key:literal,)+) => {
        /// One account of the user at another identity provider.
        ///
        /// A person has several entries for one provider when the provider knows several ids
        /// (`WeChat`: `openid` and `unionid`). `Debug` shows provider and type only.
        #[derive(Clone, Default, PartialEq, Eq)]
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
        let raw = RawBody::new(json.to_owned().into());
        let mut decoded = decode::decode(json);
        let notes = decoded.as_mut().and_then(|profile| profile.extra.remove("_notes"));
        let mut profile = check(decoded, raw).map_err(|_| {
            Error::new(ErrorKind::Decode, "the text is not a profile")
                .with_hint("Pass what `to_json` wrote: a JSON object with a `userId`.")
        })?;
        if let Some(notes) = notes {
            profile.notes = notes
                .parse()
                .map_err(|_| Error::new(ErrorKind::Decode, "`_notes` is not a list of notes"))?;
        }
        Ok(profile)
    }
}

impl Identity {
    /// Reads back what [`to_json`](Self::to_json) wrote.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        decode::identity(json, &note::Path::Root, &mut Vec::new())
            .ok_or_else(|| Error::new(ErrorKind::Decode, "the text is not an identity: a JSON object"))
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

/// The body of an answer as it came over the wire.
///
/// All bodies are equal to each other: two answers that say the same about a user are the same profile, whatever
/// their request ids. `Debug` shows the length only.
#[derive(Clone, Default, Eq)]
pub struct RawBody(bytes::Bytes);

impl RawBody {
    pub(crate) fn new(bytes: bytes::Bytes) -> Self {
        Self(bytes)
    }

    /// The bytes as received, after decompression.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for RawBody {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes.into())
    }
}

impl PartialEq for RawBody {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl fmt::Debug for RawBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawBody({} bytes)", self.0.len())
    }
}
