//! The service's envelope, or what stands in its place in an error answer.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::profile::{Data, Key, Profile, integer, scalar_text};

/// What an answer says beside the profile.
#[derive(Default)]
pub(super) struct Envelope<'a> {
    pub(super) status_code: Option<i32>,
    pub(super) message: Option<Cow<'a, str>>,
    pub(super) api_code: Option<String>,
    pub(super) request_id: Option<String>,
    pub(super) data: Option<Profile>,
    pub(super) oauth_error: Option<Cow<'a, str>>,
    /// `code` of the older envelope, which has one number for `statusCode` and `apiCode`.
    legacy_code: Option<String>,
}

impl<'a> Envelope<'a> {
    /// Reads a whole body in one pass; `None` when it is not a JSON object.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let mut reader = serde_json::Deserializer::from_str(text);
        let mut envelope = reader.deserialize_map(Members(Self::default())).ok()?;
        reader.end().ok()?;
        if envelope.status_code.is_none() {
            envelope.status_code = envelope.legacy_code.as_deref().and_then(code);
            if envelope.api_code.is_none() && envelope.status_code.is_some_and(|code| code > 999) {
                envelope.api_code = envelope.legacy_code.take();
            }
        }
        Some(envelope)
    }

    fn member(&mut self, key: &str, value: &'a str) {
        let scalar = || scalar_text(value).filter(|text| !text.is_empty());
        let id = || scalar().filter(|text| is_id(text)).map(Cow::into_owned);
        let word = || scalar().filter(|text| is_code(text)).map(Cow::into_owned);
        match key {
            "statusCode" => self.status_code = code(value).or(self.status_code),
            "code" => self.legacy_code = word().or(self.legacy_code.take()),
            "apiCode" => self.api_code = word().or(self.api_code.take()),
            "message" | "error_description" => self.message = scalar().or(self.message.take()),
            "error" => self.oauth_error = scalar().or(self.oauth_error.take()),
            "requestId" => self.request_id = id().or(self.request_id.take()),
            "uniqueId" => self.request_id = self.request_id.take().or_else(id),
            _ => {}
        }
    }
}

fn code(value: &str) -> Option<i32> {
    integer(value)?.try_into().ok()
}

/// Codes are short words; anything longer is text that could hold personal data.
fn is_code(text: &str) -> bool {
    text.len() <= 32 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
}

/// Ids are one word of moderate length, so that no text gets into an error by this way.
pub(super) fn is_id(text: &str) -> bool {
    text.len() <= 128 && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'@')
}

struct Members<'a>(Envelope<'a>);

impl<'de> Visitor<'de> for Members<'de> {
    type Value = Envelope<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut envelope = self.0;
        while let Some(key) = map.next_key::<Key<'de>>()? {
            match key.trimmed() {
                "data" => envelope.data = map.next_value_seed(Data)?,
                key => envelope.member(key, map.next_value::<&'de RawValue>()?.get()),
            }
        }
        Ok(envelope)
    }
}
