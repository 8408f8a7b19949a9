//! A JSON value that stays text until somebody wants it.

use std::fmt;

use serde::de::DeserializeOwned;

/// A JSON value whose shape the customer or another identity provider decides, as the service wrote it.
///
/// Keeping the text keeps everything: integers beyond 64 bits, decimals, the order of keys. It is valid JSON and
/// nests at most 128 deep. `Debug` shows the length only, since the value is personal data.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Json(String);

impl Json {
    pub(crate) fn from_valid(text: &str) -> Self {
        Self(text.to_owned())
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
        serde_json::from_str::<serde::de::IgnoredAny>(&text)?;
        Ok(Self(text))
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Json({} bytes)", self.0.len())
    }
}
