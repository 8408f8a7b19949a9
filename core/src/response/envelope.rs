//! The service's envelope, or what an error response has instead of it.

use std::borrow::Cow;

use crate::model::{Malformed, Scanner, integer};

/// What a response says beside its data.
#[derive(Default)]
pub(crate) struct Envelope<'a> {
    pub(super) status_code: Option<i32>,
    pub(super) message: Option<Cow<'a, str>>,
    pub(super) api_code: Option<String>,
    pub(super) request_id: Option<String>,
    pub(super) oauth_error: Option<Cow<'a, str>>,
    /// `code` of the older envelope, which has one number for `statusCode` and `apiCode`.
    legacy_code: Option<String>,
}

impl<'a> Envelope<'a> {
    /// Reads a whole body in one pass, `data` by the reader of that name; `None` if it is not a JSON object.
    pub(super) fn parse<T: Default>(
        body: &'a str,
        read_data: impl Fn(&mut Scanner<'a>) -> Result<T, Malformed>,
    ) -> Option<(Self, T)> {
        let (mut envelope, mut data) = (Self::default(), T::default());
        let members = |scanner: &mut Scanner<'a>| {
            scanner.members(|key, scanner| {
                if key == "data" {
                    data = read_data(scanner)?;
                    return Ok(());
                }
                scanner.scalar().map(|value| envelope.member(&key, value))
            })
        };
        Scanner::document(body, members).ok()?;
        if envelope.status_code.is_none() {
            envelope.status_code = envelope.legacy_code.as_deref().and_then(code);
            if envelope.api_code.is_none() && envelope.status_code.is_some_and(|code| code > 999) {
                envelope.api_code = envelope.legacy_code.take();
            }
        }
        Some((envelope, data))
    }

    /// Takes the characters of a string or number.
    fn member(&mut self, key: &str, value: Option<Cow<'a, str>>) {
        let Some(value) = value.filter(|value| !value.is_empty()) else { return };
        let word = |value: Cow<'_, str>| Some(value.into_owned()).filter(|value| is_code(value));
        let id = |value: Cow<'_, str>| Some(value.into_owned()).filter(|value| is_id(value));
        match key {
            "statusCode" => self.status_code = code(&value).or(self.status_code),
            "code" => self.legacy_code = word(value).or(self.legacy_code.take()),
            "apiCode" => self.api_code = word(value).or(self.api_code.take()),
            "message" | "error_description" => self.message = Some(value),
            "error" => self.oauth_error = Some(value),
            "requestId" => self.request_id = id(value).or(self.request_id.take()),
            "uniqueId" if self.request_id.is_none() => self.request_id = id(value),
            _ => {}
        }
    }
}

fn code(value: &str) -> Option<i32> {
    integer(value)?.try_into().ok()
}

/// Codes are short words; anything longer is prose that could hold personal data.
fn is_code(string: &str) -> bool {
    string.len() <= 32 && string.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
}

/// Ids are one word of moderate length, so that no prose gets into an error this way.
pub(super) fn is_id(string: &str) -> bool {
    string.len() <= 128 && string.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'@')
}
