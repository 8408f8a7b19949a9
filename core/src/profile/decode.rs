//! `data` of an answer as a [`Profile`].

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::note::Path;
use super::read::{field, members, object};
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

/// Reads a profile where it stands in a larger document; `None` when something else than an object stands there.
pub(crate) struct Data;

macro_rules! define_decode {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $key:literal,)+) => {
        impl<'de> Visitor<'de> for Data {
            type Value = Option<Profile>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("any value")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                let mut profile = Profile {
                    user_id: String::new(),
                    $($name: None,)+
                    extra: BTreeMap::new(),
                    notes: Vec::new(),
                    raw: RawBody::default(),
                };
                let notes = &mut profile.notes;
                members(map, |key, value| {
                    let at = Path::Key(&Path::Root, key);
                    match key {
                        "userId" => assign(&mut profile.user_id, field(value, &at, notes)),
                        $($key => assign(&mut profile.$name, field(value, &at, notes).map(Some)),)+
                        _ => profile.extra.extend(field(value, &at, notes).map(|json| (key.to_owned(), json))),
                    }
                })?;
                Ok(Some(profile))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
                while elements.next_element::<IgnoredAny>()?.is_some() {}
                Ok(None)
            }

            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(None)
            }

            fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
                Ok(None)
            }

            fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
                Ok(None)
            }

            fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
                Ok(None)
            }

            fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
                Ok(None)
            }

            fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
                Ok(None)
            }
        }
    };
}
profile_fields!(define_decode);

/// A key can come twice, with a space behind it the second time: what is absent there erases nothing.
fn assign<T>(field: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *field = value;
    }
}

impl<'de> DeserializeSeed<'de> for Data {
    type Value = Option<Profile>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Makes sure that a profile says who the user is.
pub(crate) fn check(profile: Option<Profile>, raw: RawBody) -> Result<Profile, DecodeFailure> {
    let mut profile = profile.ok_or(DecodeFailure::NotAnObject)?;
    // The name is taken: the library's own notes stand there.
    profile.extra.remove("_notes");
    if profile.user_id.trim().is_empty() {
        let found_instead = ["id", "sub"].into_iter().find(|name| profile.extra.contains_key(*name));
        return Err(DecodeFailure::NoUserId { found_instead });
    }
    Ok(Profile { raw, ..profile })
}

/// Reads a text that is one profile.
pub(crate) fn decode(json: &str) -> Option<Profile> {
    let mut reader = serde_json::Deserializer::from_str(json);
    let profile = Data.deserialize(&mut reader).ok()?;
    reader.end().ok().and(profile)
}

macro_rules! define_identity_decode {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $key:literal,)+) => {
        pub(super) fn identity(json: &str, at: &Path<'_>, notes: &mut Vec<DecodeNote>) -> Option<Identity> {
            let mut identity = Identity::default();
            object(json, |key, value| {
                let at = Path::Key(at, key);
                match key {
                    $($key => assign(&mut identity.$name, field(value, &at, notes).map(Some)),)+
                    _ => identity.extra.extend(field(value, &at, notes).map(|json| (key.to_owned(), json))),
                }
            })?;
            Some(identity)
        }
    };
}
identity_fields!(define_identity_decode);
