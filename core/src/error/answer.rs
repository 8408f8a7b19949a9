//! The answer of a server: a profile, or the one error that describes it best.

use std::borrow::Cow;
use std::iter;
use std::time::Duration;

use bytes::Bytes;

use super::envelope::{Envelope, is_id};
use super::scrub::{scrub, title};
use super::token_hint::token_hint;
use super::{Error, ErrorKind};
use crate::profile::{self, DecodeFailure, Profile, RawBody};

const OK: i32 = 200;
/// `apiCode`s that mean "not signed in": not logged in, login expired, login data wrong.
const SIGNED_OUT: [&str; 3] = ["2020", "2206", "2207"];
/// Trouble of the service itself that may pass; 601 is a failed call to a third party.
const PASSING: [i32; 5] = [500, 502, 503, 504, 601];

/// What came over the wire, reduced to what decides.
#[derive(Default)]
pub(crate) struct Answer {
    pub(crate) http_status: u16,
    pub(crate) body: Bytes,
    pub(crate) is_html: bool,
    pub(crate) request_id: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) www_authenticate: Option<String>,
    /// Origin that a redirect points to.
    pub(crate) redirect_origin: Option<String>,
}

/// Reads an answer to a request that carried `token`.
pub(crate) fn read(answer: &Answer, token: &str) -> Result<Profile, Error> {
    // The check alone is several times faster than the replacement, and nearly every answer passes it.
    let text =
        str::from_utf8(&answer.body).map_or_else(|_| String::from_utf8_lossy(&answer.body), Cow::Borrowed);
    let text = text.trim_start_matches('\u{feff}');
    let envelope = Envelope::parse(text);
    let reading = Reading { answer, text, token };
    if !(200..300).contains(&answer.http_status) {
        return Err(reading.refused(&envelope.unwrap_or_default()));
    }
    let Some(envelope) = envelope else { return Err(reading.not_an_envelope()) };
    match envelope.status_code {
        Some(OK) => reading.profile(envelope),
        Some(_) => Err(reading.refused(&envelope)),
        None => Err(reading.decode(&envelope, "the answer has no numeric statusCode").with_hint(WRONG_HOST)),
    }
}

const WRONG_HOST: &str = "Check `host`: it must be the address of the application, as the console shows it.";

struct Reading<'a> {
    answer: &'a Answer,
    text: &'a str,
    token: &'a str,
}

impl Reading<'_> {
    fn profile(&self, mut envelope: Envelope<'_>) -> Result<Profile, Error> {
        let data = envelope.data.take();
        let envelope = &envelope;
        profile::check(data, RawBody::new(self.answer.body.clone())).map_err(|failure| match failure {
            DecodeFailure::NotAnObject => self.decode(envelope, "success without a data object"),
            DecodeFailure::NoUserId { found_instead: None } => self
                .decode(envelope, "success without data.userId")
                .with_hint("Make sure that the access token has the scope `openid`."),
            DecodeFailure::NoUserId { found_instead: Some(name) } => self
                .decode(
                    envelope,
                    format!("success without data.userId; data.{name} is another API's name for it"),
                )
                .with_hint(WRONG_HOST),
        })
    }

    fn not_an_envelope(&self) -> Error {
        let (message, hint) = if self.answer.body.is_empty() {
            ("the answer is empty".to_owned(), WRONG_HOST)
        } else if self.looks_like_html() {
            (self.html(), "Check `host`, and that no captive portal or proxy answers in the server's place.")
        } else {
            ("the answer is not a JSON object".to_owned(), WRONG_HOST)
        };
        self.decode(&Envelope::default(), message).with_hint(hint)
    }

    fn decode(&self, envelope: &Envelope<'_>, message: impl Into<String>) -> Error {
        self.facts(ErrorKind::Decode, message.into(), envelope)
    }

    /// An answer that says no, in either layer.
    fn refused(&self, envelope: &Envelope<'_>) -> Error {
        let http = i32::from(self.answer.http_status);
        let is = |code| http == code || envelope.status_code == Some(code);
        let signed_out = envelope.api_code.as_deref().is_some_and(|code| SIGNED_OUT.contains(&code));
        let kind = if is(401) || signed_out {
            ErrorKind::Unauthenticated
        } else if is(403) {
            ErrorKind::Forbidden
        } else if is(429) {
            ErrorKind::RateLimited
        } else {
            ErrorKind::Api
        };
        let decisive = if (200..300).contains(&http) { envelope.status_code.unwrap_or(http) } else { http };
        let mut error = self.facts(kind, self.describe(envelope), envelope);
        error.0.hint = self.hint(kind, http, envelope);
        error.0.session_is_dead =
            kind == ErrorKind::Unauthenticated && (http != 401 || !self.is_from_something_between());
        error.0.retryable = match kind {
            ErrorKind::RateLimited => true,
            ErrorKind::Api => PASSING.contains(&decisive),
            _ => false,
        };
        error
    }

    fn facts(&self, kind: ErrorKind, message: String, envelope: &Envelope<'_>) -> Error {
        let mut error = Error::new(kind, message);
        error.0.http_status = Some(self.answer.http_status);
        error.0.status_code = envelope.status_code;
        error.0.api_code = self.without_token(envelope.api_code.as_ref());
        error.0.request_id = self
            .without_token(envelope.request_id.as_ref())
            .or_else(|| self.without_token(self.answer.request_id.as_ref().filter(|id| is_id(id))));
        error.0.retry_after = self.answer.retry_after;
        error
    }

    /// A server that repeats the token must not get it into an error.
    fn without_token(&self, text: Option<&String>) -> Option<String> {
        text.filter(|text| !text.contains(self.token)).cloned()
    }

    fn describe(&self, envelope: &Envelope<'_>) -> String {
        let mut codes = vec![format!("the server answered HTTP {}", self.answer.http_status)];
        codes.extend(envelope.status_code.map(|code| format!("statusCode {code}")));
        codes.extend(self.without_token(envelope.api_code.as_ref()).map(|code| format!("apiCode {code}")));
        let words = [self.challenge("error"), envelope.oauth_error.clone(), self.own_words(envelope)];
        let words =
            words.into_iter().flatten().map(|text| scrub(&text, self.token)).filter(|text| !text.is_empty());
        iter::once(codes.join(", ")).chain(words).collect::<Vec<_>>().join(": ")
    }

    /// The most telling sentence that the server itself wrote.
    fn own_words(&self, envelope: &Envelope<'_>) -> Option<Cow<'_, str>> {
        if let Some(message) = &envelope.message {
            return Some(Cow::Owned(message.clone().into_owned()));
        }
        if let Some(description) = self.challenge("error_description") {
            return Some(description);
        }
        if self.looks_like_html() {
            return Some(Cow::Owned(self.html()));
        }
        let is_text = !self.text.trim_start().starts_with(['{', '[']);
        is_text.then_some(Cow::Borrowed(self.text))
    }

    fn hint(&self, kind: ErrorKind, http: i32, envelope: &Envelope<'_>) -> String {
        let scope_missing = [self.challenge("error"), envelope.oauth_error.clone()]
            .into_iter()
            .flatten()
            .any(|error| error == "insufficient_scope");
        match kind {
            _ if scope_missing => match self.challenge("scope") {
                Some(scope) => format!("Ask for a token with the scope `{}`.", scrub(&scope, self.token)),
                None => "Ask for a token with more scopes.".into(),
            },
            _ if http == 407 || http == 401 && self.is_from_something_between() => {
                "A proxy answered, not the service: check `proxy` and its user name and password.".into()
            }
            ErrorKind::Unauthenticated => token_hint(self.token).unwrap_or_else(|| {
                "Refresh the access token, or let the user sign in again, and repeat the call.".into()
            }),
            ErrorKind::Forbidden => {
                "The user or the application may not do this: check its rights and `app_id` in the console."
                    .into()
            }
            ErrorKind::RateLimited => match self.answer.retry_after {
                Some(wait) => format!("Wait {} s before the next call.", wait.as_secs_f64().ceil()),
                None => "Call less often; keep the profile instead of asking for it each time.".into(),
            },
            _ if (300..400).contains(&http) => match self.without_token(self.answer.redirect_origin.as_ref())
            {
                Some(origin) => {
                    format!("Redirects are not followed, since a token must not travel: is `host` {origin}?")
                }
                None => "Redirects are not followed, since a token must not travel. Check `host`.".into(),
            },
            _ if http == 404 || self.looks_like_html() && http < 500 => WRONG_HOST.into(),
            _ if self.answer.http_status >= 500 => {
                "The service or a gateway has trouble: try again later.".into()
            }
            _ => String::new(),
        }
    }

    /// A parameter of the `WWW-Authenticate` header.
    fn challenge(&self, name: &str) -> Option<Cow<'_, str>> {
        let header = self.answer.www_authenticate.as_deref()?;
        let opening = format!("{name}=");
        let starts = header.match_indices(&opening).map(|(at, _)| at);
        // `error=` is also the end of a longer parameter name.
        let start = starts.into_iter().find(|at| header[..*at].ends_with([' ', ',']))?;
        let value = &header[start + opening.len()..];
        Some(Cow::Borrowed(match value.strip_prefix('"') {
            Some(quoted) => &quoted[..quoted.find('"')?],
            None => value.split([',', ' ']).next()?,
        }))
    }

    /// A page without the challenge of the OAuth standards is what a proxy sends, not the service.
    fn is_from_something_between(&self) -> bool {
        let has_challenge =
            self.answer.www_authenticate.as_deref().is_some_and(|challenge| {
                challenge.split(' ').any(|word| word.eq_ignore_ascii_case("bearer"))
            });
        self.looks_like_html() && !has_challenge
    }

    fn looks_like_html(&self) -> bool {
        self.answer.is_html || self.text.trim_start().starts_with('<')
    }

    fn html(&self) -> String {
        match title(self.text) {
            Some(title) => format!("the answer is an HTML page titled `{}`", scrub(title, self.token)),
            None => "the answer is an HTML page".into(),
        }
    }
}
