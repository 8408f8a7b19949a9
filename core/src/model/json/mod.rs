//! JSON: how it is read and written, and a value that stays unparsed until somebody needs it.

mod plain;
mod scanner;
mod text;
mod writer;

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeOwned, Error as _, IgnoredAny};

pub(crate) use scanner::{Kind, Malformed, Scanner, Skipped};
pub(crate) use text::Text;
pub(crate) use writer::Writer;

/// Deeper values are rejected, so that a caller's JSON parser cannot overflow its stack. Common parsers go down 128 levels,
/// and the profile around a value takes some of them.
const MAX_DEPTH: usize = 120;

/// A JSON value whose shape the customer or another identity provider decides, as the service sent it.
///
/// Keeping it unparsed keeps everything: integers beyond 64 bits, decimals, the order of keys. Only the white space
/// between the tokens is gone. It is valid JSON and nests at most 120 deep. `Debug` shows the length only, since the
/// value is personal data.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Json(String);

impl Json {
    /// Takes a string that [`compact`] has made.
    pub(super) fn from_compact(json: Cow<'_, str>) -> Self {
        Self(json.into_owned())
    }

    /// The value as JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads the value into a type of yours, `serde_json::Value` included.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(&self.0)
    }
}

/// A value without white space between its tokens; `None` if it nests too deep.
pub(super) fn compact<'a>(value: &Skipped<'a>) -> Option<Cow<'a, str>> {
    if value.depth > MAX_DEPTH {
        return None;
    }
    if value.is_compact {
        return Some(Cow::Borrowed(value.text));
    }
    let mut compact = String::with_capacity(value.text.len());
    let (mut in_string, mut escaped) = (false, false);
    for c in value.text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            ' ' | '\t' | '\r' | '\n' if !in_string => continue,
            _ => {}
        }
        compact.push(c);
    }
    Some(Cow::Owned(compact))
}

impl From<Json> for String {
    fn from(json: Json) -> Self {
        json.0
    }
}

impl TryFrom<String> for Json {
    type Error = serde_json::Error;

    fn try_from(json: String) -> Result<Self, Self::Error> {
        serde_json::from_str::<IgnoredAny>(&json)?;
        let value = Scanner::document(&json, Scanner::skip).map_err(|_| Self::Error::custom("not JSON"))?;
        compact(&value)
            .map(|json| Self(json.into_owned()))
            .ok_or_else(|| Self::Error::custom("nests too deep"))
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Json({} bytes)", self.0.len())
    }
}
