//! A JSON value that stays text until somebody wants it.

use std::fmt;

use serde::de::{DeserializeOwned, IgnoredAny};

/// Deeper values are refused: no caller's own JSON reader must be driven into the ground by an answer. Common readers go
/// down 128 levels, and the profile around a value takes some of them.
const MAX_DEPTH: usize = 120;

/// A JSON value whose shape the customer or another identity provider decides, as the service wrote it.
///
/// Keeping the text keeps everything: integers beyond 64 bits, decimals, the order of keys. Only the white space between
/// the tokens is gone. It is valid JSON and nests at most 120 deep. `Debug` shows the length only, since the value is
/// personal data.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Json(String);

impl Json {
    /// Takes a text that is known to be JSON; `None` when it nests too deep.
    pub(crate) fn compact(json: &str) -> Option<Self> {
        let mut text = String::with_capacity(json.len());
        let (mut depth, mut in_string, mut escaped) = (0, false, false);
        for c in json.chars() {
            match c {
                _ if escaped => escaped = false,
                '\\' if in_string => escaped = true,
                '"' => in_string = !in_string,
                _ if in_string => {}
                '{' | '[' if depth == MAX_DEPTH => return None,
                '{' | '[' => depth += 1,
                '}' | ']' => depth -= 1,
                ' ' | '\t' | '\r' | '\n' => continue,
                _ => {}
            }
            text.push(c);
        }
        Some(Self(text))
    }

    /// The JSON text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads the value into a type of yours, `serde_json::Value` included.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(&self.0)
    }
}

impl From<Json> for String {
    fn from(json: Json) -> Self {
        json.0
    }
}

impl TryFrom<String> for Json {
    type Error = serde_json::Error;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        serde_json::from_str::<IgnoredAny>(&text)?;
        Self::compact(&text).ok_or_else(|| serde::de::Error::custom("nests too deep"))
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Json({} bytes)", self.0.len())
    }
}
