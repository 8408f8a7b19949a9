//! Lenient readers: one JSON value as the type that the service documents, whatever form it came in.

use std::borrow::Cow;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::note::Path;
use super::{DecodeNote, Gender, Identity, Json, Status, Timestamp, UserSourceType, WorkStatus, decode};
use crate::secret::Secret;

/// A type that a field can have.
pub(super) trait Field: Sized {
    /// The documented type, in the words of a [`DecodeNote`].
    const EXPECTED: &'static str;

    /// Reads a value that is not `null`; `None` when it cannot mean this type.
    fn read(raw: &str, at: &Path<'_>, notes: &mut Vec<DecodeNote>) -> Option<Self>;
}

/// Reads the value of a field. `null` is an absent field; a value that cannot be read is absent and noted.
pub(super) fn field<T: Field>(raw: &str, at: &Path<'_>, notes: &mut Vec<DecodeNote>) -> Option<T> {
    if raw == "null" {
        return None;
    }
    let value = T::read(raw, at, notes);
    if value.is_none() {
        at.note(notes, T::EXPECTED, type_name(raw));
    }
    value
}

impl Field for String {
    const EXPECTED: &'static str = "string";

    fn read(raw: &str, _: &Path<'_>, _: &mut Vec<DecodeNote>) -> Option<Self> {
        scalar_text(raw).map(Cow::into_owned)
    }
}

macro_rules! text_field {
    ($($type:ty),+) => {
        $(impl Field for $type {
            const EXPECTED: &'static str = "string";

            fn read(raw: &str, at: &Path<'_>, notes: &mut Vec<DecodeNote>) -> Option<Self> {
                String::read(raw, at, notes).map(Self::from)
            }
        })+
    };
}
text_field!(Gender, Secret, Status, Timestamp, UserSourceType, WorkStatus);

impl Field for bool {
    const EXPECTED: &'static str = "boolean";

    fn read(raw: &str, _: &Path<'_>, _: &mut Vec<DecodeNote>) -> Option<Self> {
        let text = string(raw).unwrap_or(Cow::Borrowed(raw));
        match text.trim().to_ascii_lowercase().as_str() {
            "true" | "1" | "enabled" => Some(true),
            "false" | "0" | "disabled" => Some(false),
            _ => None,
        }
    }
}

impl Field for i64 {
    const EXPECTED: &'static str = "number";

    fn read(raw: &str, _: &Path<'_>, _: &mut Vec<DecodeNote>) -> Option<Self> {
        integer(raw)
    }
}

/// An integer, or a text that holds one.
pub(crate) fn integer(raw: &str) -> Option<i64> {
    let text = scalar_text(raw)?;
    let text = text.trim();
    text.parse().ok().or_else(|| whole(text.parse().ok()?))
}

/// `3.0` and `3e2` are integers to a JSON writer without an integer type.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the guard keeps to the range in which the cast is exact"
)]
fn whole(number: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
}

impl Field for Json {
    const EXPECTED: &'static str = "value of at most 120 levels";

    fn read(raw: &str, _: &Path<'_>, _: &mut Vec<DecodeNote>) -> Option<Self> {
        Self::compact(raw)
    }
}

impl Field for Identity {
    const EXPECTED: &'static str = "object";

    fn read(raw: &str, at: &Path<'_>, notes: &mut Vec<DecodeNote>) -> Option<Self> {
        match string(raw) {
            Some(text) => decode::identity(&text, at, notes),
            None => decode::identity(raw, at, notes),
        }
    }
}

impl<T: Field> Field for Vec<T> {
    const EXPECTED: &'static str = "array";

    fn read(raw: &str, at: &Path<'_>, notes: &mut Vec<DecodeNote>) -> Option<Self> {
        let Some(text) = string(raw) else { return list(raw, at, notes) };
        match text.trim() {
            "" => Some(Vec::new()),
            json if json.starts_with(['[', '{']) => list(json, at, notes),
            _ => list(raw, at, notes),
        }
    }
}

/// An array, or a single element without its brackets. A bad element loses only itself.
fn list<T: Field>(raw: &str, at: &Path<'_>, notes: &mut Vec<DecodeNote>) -> Option<Vec<T>> {
    if !raw.starts_with('[') {
        return T::read(raw, at, notes).map(|single| vec![single]);
    }
    let mut items = Vec::new();
    elements(raw, |index, item| items.extend(field(item, &Path::Index(at, index), notes)))?;
    Some(items)
}

/// The text of a string or number.
pub(crate) fn scalar_text(raw: &str) -> Option<Cow<'_, str>> {
    match raw.as_bytes().first()? {
        b'"' => string(raw),
        b'-' | b'0'..=b'9' => Some(Cow::Borrowed(raw)),
        _ => None,
    }
}

fn string(raw: &str) -> Option<Cow<'_, str>> {
    let inner = raw.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') {
        serde_json::from_str(raw).ok().map(Cow::Owned)
    } else {
        Some(Cow::Borrowed(inner))
    }
}

fn type_name(raw: &str) -> &'static str {
    match raw.as_bytes().first() {
        Some(b'"') => "string",
        Some(b'{') => "object",
        Some(b'[') => "array",
        Some(b't' | b'f') => "boolean",
        Some(b'n') => "null",
        _ => "number",
    }
}

/// Walks the members of a JSON object: trimmed key, text of the value. `None` when the text is not an object.
pub(crate) fn object<'a>(json: &'a str, member: impl FnMut(&str, &'a str)) -> Option<()> {
    let mut reader = serde_json::Deserializer::from_str(json);
    reader.deserialize_map(Members(member)).and_then(|()| reader.end()).ok()
}

struct Members<F>(F);

impl<'de, F: FnMut(&str, &'de str)> Visitor<'de> for Members<F> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        members(map, self.0)
    }
}

/// Walks the members of an object that is being read.
pub(super) fn members<'de, A: MapAccess<'de>>(
    mut map: A,
    mut member: impl FnMut(&str, &'de str),
) -> Result<(), A::Error> {
    while let Some((key, value)) = map.next_entry::<Key<'de>, &'de RawValue>()? {
        member(key.trimmed(), value.get());
    }
    Ok(())
}

/// A key, which the service now and then surrounds with spaces.
pub(crate) struct Key<'a>(Cow<'a, str>);

impl Key<'_> {
    pub(crate) fn trimmed(&self) -> &str {
        self.0.trim_ascii()
    }
}

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        // A key that no text can hold, such as half an emoji, is nothing that is looked for.
        Ok(Self(string(raw).unwrap_or(Cow::Borrowed(raw))))
    }
}

fn elements<'a>(json: &'a str, element: impl FnMut(usize, &'a str)) -> Option<()> {
    let mut reader = serde_json::Deserializer::from_str(json);
    reader.deserialize_seq(Elements(element)).and_then(|()| reader.end()).ok()
}

struct Elements<F>(F);

impl<'de, F: FnMut(usize, &'de str)> Visitor<'de> for Elements<F> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut elements: A) -> Result<(), A::Error> {
        let mut index = 0;
        while let Some(value) = elements.next_element::<&'de RawValue>()? {
            (self.0)(index, value.get());
            index += 1;
        }
        Ok(())
    }
}
