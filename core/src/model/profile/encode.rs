//! A profile as JSON, under the service's own names and documented types.

use std::borrow::Cow;

use super::draft::{Extra, Field, IdentityDraft, ProfileDraft};
use super::{Gender, Identity, Profile, Status, UserSourceType, WorkStatus};
use crate::model::json::{Json, Text, Writer};
use crate::model::{DecodeNote, Secret, Timestamp};
use crate::{identity_fields, profile_fields};

/// Most profiles, with some room to spare.
const USUAL_BYTES: usize = 4096;

impl Profile {
    /// The profile as one JSON object: the service's own names, documented types, absent fields left out, unknown
    /// fields kept, and `_notes` when something was malformed.
    #[must_use]
    pub fn to_json(&self) -> String {
        self.view().to_json(USUAL_BYTES)
    }
}

impl Identity {
    /// The identity as one JSON object, in the form that it has within a profile.
    #[must_use]
    pub fn to_json(&self) -> String {
        json::<Self>(&self.view())
    }
}

/// A type that a field can have, as far as writing it goes.
trait Write: Field {
    fn write(draft: &Self::Draft<'_>, writer: &mut Writer);
}

/// One value of a profile by itself.
fn json<T: Write>(draft: &T::Draft<'_>) -> String {
    let mut writer = Writer::with_capacity(0);
    T::write(draft, &mut writer);
    writer.finish()
}

fn notes_to_json(notes: &[DecodeNote]) -> String {
    serde_json::to_string(notes).expect("strings are always JSON")
}

/// A key as it stands in front of its value.
macro_rules! ready {
    ($key:literal) => {
        concat!("\"", $key, "\":")
    };
}

macro_rules! define_profile {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $key:literal,)+) => {
        impl ProfileDraft<'_> {
            /// The profile as one JSON object, which takes about so many bytes.
            pub(crate) fn to_json(&self, bytes: usize) -> String {
                let mut writer = Writer::with_capacity(bytes);
                writer.begin_object();
                member::<String>(ready!("userId"), self.user_id.as_ref(), &mut writer);
                $(member::<$type>(ready!($key), self.$name.as_ref(), &mut writer);)+
                write_extra(&self.extra, &mut writer);
                if !self.notes.is_empty() {
                    writer.ready_key(ready!("_notes"));
                    writer.json(&notes_to_json(&self.notes));
                }
                writer.end_object();
                writer.finish()
            }
        }

        impl Profile {
            /// The value of one member of [`to_json`](Self::to_json), by its name there.
            pub(crate) fn field_to_json(&self, key: &str) -> Option<String> {
                match key {
                    "userId" => Some(json::<String>(&self.user_id.view())),
                    $($key => self.$name.as_ref().map(|value| json::<$type>(&value.view())),)+
                    "_notes" => (!self.notes.is_empty()).then(|| notes_to_json(&self.notes)),
                    _ => self.extra.get(key).map(|value| value.as_str().to_owned()),
                }
            }
        }
    };
}
profile_fields!(define_profile);

macro_rules! define_identity {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $key:literal,)+) => {
        impl Write for Identity {
            fn write(draft: &IdentityDraft<'_>, writer: &mut Writer) {
                writer.begin_object();
                $(member::<$type>(ready!($key), draft.$name.as_ref(), writer);)+
                write_extra(&draft.extra, writer);
                writer.end_object();
            }
        }
    };
}
identity_fields!(define_identity);

fn member<T: Write>(ready_key: &str, value: Option<&T::Draft<'_>>, writer: &mut Writer) {
    if let Some(value) = value {
        writer.ready_key(ready_key);
        T::write(value, writer);
    }
}

fn write_extra(extra: &Extra<'_>, writer: &mut Writer) {
    for (key, json) in extra {
        writer.key(key);
        writer.json(json);
    }
}

macro_rules! write_borrowed_string {
    ($($type:ty),+) => {
        $(impl Write for $type {
            fn write(draft: &Text<'_>, writer: &mut Writer) {
                writer.text(draft);
            }
        })+
    };
}
write_borrowed_string!(Secret, String, Timestamp);

macro_rules! write_choice {
    ($($type:ty),+) => {
        $(impl Write for $type {
            fn write(draft: &Self, writer: &mut Writer) {
                writer.string(draft.as_str());
            }
        })+
    };
}
write_choice!(Gender, Status, UserSourceType, WorkStatus);

impl Write for Json {
    fn write(draft: &Cow<'_, str>, writer: &mut Writer) {
        writer.json(draft);
    }
}

impl Write for bool {
    fn write(draft: &bool, writer: &mut Writer) {
        writer.boolean(*draft);
    }
}

impl Write for i64 {
    fn write(draft: &i64, writer: &mut Writer) {
        writer.integer(*draft);
    }
}

impl<T: Write> Write for Vec<T> {
    fn write(draft: &Self::Draft<'_>, writer: &mut Writer) {
        writer.array(draft, |writer, item| T::write(item, writer));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::value::RawValue;

    use super::*;

    #[test]
    fn a_field_is_the_member_of_the_whole() {
        let scenario = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/scenarios/every-field.json");
        let scenario: serde_json::Value = serde_json::from_slice(&std::fs::read(scenario).unwrap()).unwrap();
        let mut data = scenario["expect"]["profile"].clone();
        data["unknown"] = "x".into();
        data["_notes"] = serde_json::json!([{"path": "a", "expected": "string", "got": "object"}]);
        let profile = Profile::from_json(&data.to_string()).unwrap();

        let whole = profile.to_json();
        let members: BTreeMap<String, &RawValue> = serde_json::from_str(&whole).unwrap();
        assert_eq!(members.len(), data.as_object().unwrap().len());
        for (key, value) in &members {
            assert_eq!(profile.field_to_json(key).as_deref(), Some(value.get()), "{key}");
        }
        assert_eq!(profile.field_to_json("user_id"), None);
        assert_eq!(Profile::new("u").field_to_json("_notes"), None);
        assert_eq!(Profile::new("u").field_to_json("email"), None);
    }
}
