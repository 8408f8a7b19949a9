//! A [`Profile`] as JSON, under the service's own names and documented types.

use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use super::{Gender, Identity, Json, Profile, Status, Timestamp, UserSourceType, WorkStatus};
use crate::secret::Secret;
use crate::{identity_fields, profile_fields};

impl Profile {
    /// The profile as one JSON object: the service's own names, documented types, absent fields left out, unknown
    /// fields kept, and `_notes` when something was malformed.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a map with text keys is always JSON")
    }
}

impl Identity {
    /// The identity as one JSON object, in the form that it has within a profile.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a map with text keys is always JSON")
    }
}

macro_rules! define_encode {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $key:literal,)+) => {
        impl Serialize for Profile {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(None)?;
                map.serialize_entry("userId", &self.user_id)?;
                $(if let Some(value) = &self.$name { map.serialize_entry($key, value)?; })+
                write_extra(&mut map, &self.extra)?;
                if !self.notes.is_empty() {
                    map.serialize_entry("_notes", &self.notes)?;
                }
                map.end()
            }
        }
    };
}
profile_fields!(define_encode);

macro_rules! define_identity_encode {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $key:literal,)+) => {
        impl Serialize for Identity {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(None)?;
                $(if let Some(value) = &self.$name { map.serialize_entry($key, value)?; })+
                write_extra(&mut map, &self.extra)?;
                map.end()
            }
        }
    };
}
identity_fields!(define_identity_encode);

fn write_extra<M: SerializeMap>(map: &mut M, extra: &BTreeMap<String, Json>) -> Result<(), M::Error> {
    extra.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))
}

macro_rules! encode_as_text {
    ($($type:ty),+) => {
        $(impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        })+
    };
}
encode_as_text!(Gender, Secret, Status, Timestamp, UserSourceType, WorkStatus);

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw: &RawValue = serde_json::from_str(self.as_str()).map_err(serde::ser::Error::custom)?;
        raw.serialize(serializer)
    }
}
