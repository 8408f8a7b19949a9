//! `data` of a response as a profile.

use super::draft::ProfileDraft;
use super::read::{field, unknown};
use super::{Gender, Identity, Status, UserSourceType, WorkStatus};
use crate::model::Timestamp;
use crate::model::json::{Json, Kind, Malformed, Scanner, Text};
use crate::model::note::Path;
use crate::profile_fields;

/// Why there is no profile.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum DecodeFailure {
    /// `data` is not an object.
    NotAnObject,
    /// `data` has no usable `userId`; perhaps the id stands under another name.
    NoUserId { found_instead: Option<&'static str> },
}

macro_rules! define_decode {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $key:literal,)+) => {
        /// Reads a profile where it stands in a larger document; `None` if something other than an object stands there.
        /// It is large, and is handed on and on: it stays where it is.
        pub(crate) fn data<'a>(
            scanner: &mut Scanner<'a>,
        ) -> Result<Option<Box<ProfileDraft<'a>>>, Malformed> {
            if scanner.kind()? != Kind::Object {
                return scanner.skip().map(|_| None);
            }
            let mut boxed = Box::<ProfileDraft<'_>>::default();
            let profile = &mut *boxed;
            let notes = &mut profile.notes;
            scanner.members(|key, scanner| {
                let path = Path::Key(&Path::Root, &key);
                match &*key {
                    "userId" => field::<String>(&mut profile.user_id, scanner, &path, notes),
                    $($key => field::<$type>(&mut profile.$name, scanner, &path, notes),)+
                    _ => unknown(&mut profile.extra, key, scanner, &Path::Root, notes),
                }
            })?;
            Ok(Some(boxed))
        }
    };
}
profile_fields!(define_decode);

/// Makes sure that a profile says who the user is.
pub(crate) fn check(profile: Option<Box<ProfileDraft<'_>>>) -> Result<Box<ProfileDraft<'_>>, DecodeFailure> {
    let mut profile = profile.ok_or(DecodeFailure::NotAnObject)?;
    // The name is taken: the library's own notes stand there.
    profile.extra.remove("_notes");
    if profile.user_id.as_ref().map(Text::as_str).unwrap_or_default().trim().is_empty() {
        let found_instead = ["id", "sub"].into_iter().find(|name| profile.extra.contains_key(*name));
        return Err(DecodeFailure::NoUserId { found_instead });
    }
    Ok(profile)
}
