//! `data` of an answer as a [`Profile`].

use std::collections::BTreeMap;

use super::note::Path;
use super::read::{self, field, object};
use super::{DecodeNote, Identity, Profile, RawBody};
use crate::{identity_fields, profile_fields};

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
        /// Reads the `data` object of an answer whose whole body is `raw`.
        pub(crate) fn decode(data: &str, raw: RawBody) -> Result<Profile, DecodeFailure> {
            let mut profile = Profile {
                user_id: String::new(),
                $($name: None,)+
                extra: BTreeMap::new(),
                notes: Vec::new(),
                raw,
            };
            let notes = &mut profile.notes;
            object(data, |key, value| {
                let at = Path::Key(&Path::Root, key);
                match key {
                    "userId" => profile.user_id = field(value, &at, notes).unwrap_or_default(),
                    $($key => profile.$name = field(value, &at, notes),)+
                    _ => profile.extra.extend(field(value, &at, notes).map(|json| (key.to_owned(), json))),
                }
            })
            .ok_or(DecodeFailure::NotAnObject)?;
            if profile.user_id.trim().is_empty() {
                let found_instead = ["id", "sub"].into_iter().find(|name| profile.extra.contains_key(*name));
                return Err(DecodeFailure::NoUserId { found_instead });
            }
            Ok(profile)
        }
    };
}
profile_fields!(define_decode);

macro_rules! define_identity_decode {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $key:literal,)+) => {
        pub(super) fn identity(json: &str, at: &Path<'_>, notes: &mut Vec<DecodeNote>) -> Option<Identity> {
            let mut identity = Identity::default();
            object(json, |key, value| {
                let at = Path::Key(at, key);
                match key {
                    $($key => identity.$name = read::field(value, &at, notes),)+
                    _ => identity.extra.extend(field(value, &at, notes).map(|json| (key.to_owned(), json))),
                }
            })?;
            Some(identity)
        }
    };
}
identity_fields!(define_identity_decode);
