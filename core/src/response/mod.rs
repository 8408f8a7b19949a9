//! What a server returned, and what it means.
//!
//! The status decides first, then the envelope: a success yields the envelope with its data, everything else the one
//! error that describes it best.

pub(crate) mod challenge;
pub(crate) mod charset;
pub(crate) mod coding;
mod envelope;
mod intermediary;
mod lexer;
mod oauth;
mod refusal;
mod retry_after;
mod scrub;
mod token_hint;

use std::borrow::Cow;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, DATE, LOCATION, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderName, HeaderValue};
use url::Url;

use crate::error::{Error, ErrorKind};
use crate::model::{DecodeNote, Malformed, Scanner, Secret};
use challenge::Challenges;
use charset::Decoded;
pub(crate) use coding::{CodingError, SUPPORTED_CODINGS, Undecodable, decode};
use envelope::Envelope;
pub(crate) use oauth::is_code;
#[cfg(any(fuzzing, test))]
pub(crate) use retry_after::parse as parse_retry_after;
pub(crate) use scrub::scrub;
use scrub::title;

const OK: i32 = 200;
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The hint for responses of something that is not the service.
pub(crate) const WRONG_HOST: &str =
    "Check `host`: it must be the address of the application, as the console shows it.";

/// A response, complete unless it has a flaw.
pub(crate) struct Response {
    pub(crate) url: Url,
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    /// As received, after decompression; with a flaw, what could be read of it.
    pub(crate) body: Bytes,
    pub(crate) flaw: Option<Flaw>,
}

/// Why the body is not known to be whole. A success is then none; of an error, the status has decided.
pub(crate) struct Flaw {
    pub(crate) error: Error,
    /// It ended without saying so, as many servers end it: if it is a whole JSON object, nothing is missing.
    pub(crate) may_be_complete: bool,
}

impl From<Error> for Flaw {
    fn from(error: Error) -> Self {
        Self { error, may_be_complete: false }
    }
}

impl Response {
    fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    fn header(&self, name: &HeaderName) -> Option<Cow<'_, str>> {
        self.headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()))
    }

    fn retry_after(&self) -> Option<Duration> {
        let sent = self.header(&DATE);
        retry_after::parse(&self.header(&RETRY_AFTER)?, sent.as_deref(), SystemTime::now())
    }

    /// The origin that a redirect points to.
    fn redirect_origin(&self) -> Option<String> {
        let target = self.url.join(&self.header(&LOCATION)?).ok()?;
        Some(target.origin().ascii_serialization())
    }

    /// Whether the type of the body contains `name`, which is in small letters.
    fn declares(&self, name: &str) -> bool {
        self.header(&CONTENT_TYPE).is_some_and(|kind| kind.to_ascii_lowercase().contains(name))
    }
}

/// A response while it is being read.
pub struct Reader<'a> {
    response: &'a Response,
    body: Decoded<'a>,
    challenges: Challenges,
    /// What no error may show. The access token of the request, if it carried one, comes first.
    secrets: &'a [Secret],
}

impl<'a> Reader<'a> {
    /// Reads a response to a request that carried `secrets`.
    pub(crate) fn new(response: &'a Response, secrets: &'a [Secret]) -> Self {
        let content_type = response.headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes);
        let challenges = response.headers.get_all(WWW_AUTHENTICATE).iter().map(HeaderValue::as_bytes);
        Self {
            response,
            body: charset::decode(&response.body, content_type),
            challenges: Challenges::parse(challenges),
            secrets,
        }
    }

    /// Reads the service's envelope, and by `data` what stands in it under that name. Succeeds only if both layers, HTTP
    /// and envelope, report success.
    pub(crate) fn envelope<'b, T: Default>(
        &'b self,
        data: impl Fn(&mut Scanner<'b>) -> Result<T, Malformed>,
    ) -> Result<(Envelope<'b>, T), Error> {
        let parsed = Envelope::parse(self.text(), data);
        if !self.response.is_success() {
            return Err(self.refusal(&parsed.map(|(envelope, _)| envelope).unwrap_or_default()));
        }
        self.whole(parsed.is_some())?;
        let Some((envelope, data)) = parsed else { return Err(self.not_an_envelope()) };
        match envelope.status_code {
            Some(OK) => Ok((envelope, data)),
            Some(_) => Err(self.refusal(&envelope)),
            None => Err(self
                .decode_error(&envelope, "the response has no numeric statusCode")
                .with_hint(WRONG_HOST)),
        }
    }

    /// Makes sure that nothing of the body of a success is missing.
    fn whole(&self, is_object: bool) -> Result<(), Error> {
        match &self.response.flaw {
            Some(flaw) if !(flaw.may_be_complete && is_object) => Err(flaw.error.clone().with(|facts| {
                facts.http_status = Some(self.response.status);
                facts.outcome_unknown = true;
            })),
            _ => Ok(()),
        }
    }

    /// The body as received.
    pub(crate) fn raw(&self) -> Bytes {
        self.response.body.clone()
    }

    /// What the body lost because bytes of it had no meaning in its charset. Where they stood, nobody knows any more:
    /// the note is about the document.
    pub(crate) fn damage(&self) -> Option<DecodeNote> {
        self.body.is_damaged.then(|| DecodeNote::new("", self.body.charset, "invalid bytes"))
    }

    /// A success whose content is unusable.
    pub(crate) fn decode_error(&self, envelope: &Envelope<'_>, message: impl Into<String>) -> Error {
        self.error(ErrorKind::Decode, message.into(), envelope)
    }

    fn not_an_envelope(&self) -> Error {
        let (message, hint) = if self.response.body.is_empty() {
            ("the response is empty".to_owned(), WRONG_HOST)
        } else if self.looks_like_html() {
            (self.html(), "Check `host`, and that no captive portal or proxy responds in the server's place.")
        } else {
            ("the response is not a JSON object".to_owned(), WRONG_HOST)
        };
        self.decode_error(&Envelope::default(), message).with_hint(hint)
    }

    fn error(&self, kind: ErrorKind, message: String, envelope: &Envelope<'_>) -> Error {
        let in_header = self.response.header(&REQUEST_ID).map(Cow::into_owned);
        Error::new(kind, message).with(|facts| {
            facts.http_status = Some(self.response.status);
            facts.status_code = envelope.status_code;
            facts.api_code = self.without_secrets(envelope.api_code.as_ref());
            facts.request_id = self
                .without_secrets(envelope.request_id.as_ref())
                .or_else(|| self.without_secrets(in_header.as_ref().filter(|id| envelope::is_id(id))));
            facts.retry_after = self.response.retry_after();
            facts.outcome_unknown = self.response.flaw.is_some();
        })
    }

    fn text(&self) -> &str {
        self.body.text.trim_start_matches('\u{feff}')
    }

    /// A server that repeats a secret must not get it into an error.
    fn without_secrets(&self, text: Option<&String>) -> Option<String> {
        text.filter(|text| !self.secrets.iter().any(|secret| text.contains(secret.as_str()))).cloned()
    }

    fn looks_like_html(&self) -> bool {
        self.response.declares("html") || self.text().trim_start().starts_with('<')
    }

    fn html(&self) -> String {
        match title(self.text()) {
            Some(title) => format!("the response is an HTML page titled `{}`", scrub(title, self.secrets)),
            None => "the response is an HTML page".into(),
        }
    }
}
