//! An error response as an [`Error`].

use std::borrow::Cow;
use std::iter;

use super::envelope::Envelope;
use super::scrub::scrub;
use super::token_hint::token_hint;
use super::{Reader, WRONG_HOST};
use crate::error::{Error, ErrorKind};

/// `apiCode`s that mean "not signed in": not logged in, login expired, login data wrong.
const SIGNED_OUT: [&str; 3] = ["2020", "2206", "2207"];
/// Transient trouble of the service itself; 601 is a failed call to a third party.
const TRANSIENT: [i32; 5] = [500, 502, 503, 504, 601];

impl Reader<'_> {
    /// The error of a response that reports one, in either layer.
    pub(super) fn refusal(&self, envelope: &Envelope<'_>) -> Error {
        let http = i32::from(self.response.status);
        let kind = kind(http, envelope);
        let decisive = if self.response.is_success() { envelope.status_code.unwrap_or(http) } else { http };
        self.error(kind, self.describe(envelope), envelope).with(|facts| {
            facts.hint = self.hint(kind, http, envelope);
            facts.session_is_dead = kind == ErrorKind::Unauthenticated && !self.is_intermediarys_refusal();
            facts.retryable = match kind {
                ErrorKind::RateLimited => true,
                ErrorKind::Api => TRANSIENT.contains(&decisive),
                _ => false,
            };
        })
    }

    fn describe(&self, envelope: &Envelope<'_>) -> String {
        let mut codes = vec![format!("the server returned HTTP {}", self.response.status)];
        codes.extend(envelope.status_code.map(|code| format!("statusCode {code}")));
        codes.extend(self.without_secrets(envelope.api_code.as_ref()).map(|code| format!("apiCode {code}")));
        let words = [
            self.challenges.bearer_param("error").map(Cow::Borrowed),
            envelope.oauth_error.as_deref().map(Cow::Borrowed),
            self.own_words(envelope),
        ];
        let words = words
            .into_iter()
            .flatten()
            .map(|text| scrub(&text, self.secrets))
            .filter(|text| !text.is_empty());
        iter::once(codes.join(", ")).chain(words).collect::<Vec<_>>().join(": ")
    }

    /// The most telling sentence that the server itself wrote.
    fn own_words<'b>(&'b self, envelope: &'b Envelope<'_>) -> Option<Cow<'b, str>> {
        if let Some(message) = &envelope.message {
            return Some(Cow::Borrowed(message));
        }
        if let Some(description) = self.challenges.bearer_param("error_description") {
            return Some(Cow::Borrowed(description));
        }
        if self.looks_like_html() {
            return Some(Cow::Owned(self.html()));
        }
        // The end of a truncated text may be the beginning of the token, which nobody would recognise.
        let is_whole = self.response.flaw.is_none();
        let is_text = is_whole && !self.text().trim_start().starts_with(['{', '[']);
        is_text.then_some(Cow::Borrowed(self.text()))
    }

    fn hint(&self, kind: ErrorKind, http: i32, envelope: &Envelope<'_>) -> String {
        const SCOPE_MISSING: &str = "insufficient_scope";
        let scope_missing = self.challenges.bearer_param("error") == Some(SCOPE_MISSING)
            || envelope.oauth_error.as_deref() == Some(SCOPE_MISSING);
        match kind {
            _ if scope_missing => match self.challenges.bearer_param("scope") {
                Some(scope) => format!("Request a token with the scope `{}`.", scrub(scope, self.secrets)),
                None => "Request a token with more scopes.".into(),
            },
            _ if matches!(http, 401 | 403 | 407) && self.is_intermediarys_refusal() => {
                self.hint_for_intermediarys_refusal()
            }
            _ if self.is_firewalls_page() => {
                "Ask whoever runs it to let the request through: a firewall or proxy refused it, not the service."
                    .into()
            }
            ErrorKind::Unauthenticated => {
                self.secrets.first().and_then(|token| token_hint(token.as_str())).unwrap_or_else(|| {
                    "Refresh the access token, or let the user sign in again, and repeat the call.".into()
                })
            }
            ErrorKind::Forbidden => {
                "Check the rights of the user and of the application, and `app_id`, in the console.".into()
            }
            ErrorKind::RateLimited => match self.response.retry_after() {
                Some(wait) => format!("Wait {} s before the next call.", wait.as_secs_f64().ceil()),
                None => "Call less often: keep the profile instead of requesting it each time.".into(),
            },
            _ if (300..400).contains(&http) => {
                match self.without_secrets(self.response.redirect_origin().as_ref()) {
                    Some(origin) => {
                        format!(
                            "Redirects are not followed, since they could carry the token away: is `host` {origin}?"
                        )
                    }
                    None => {
                        "Check `host`: redirects are not followed, since they could carry the token away."
                            .into()
                    }
                }
            }
            _ if http == 404 || self.looks_like_html() && http < 500 => WRONG_HOST.into(),
            _ if http >= 500 => "Try again later: the service or a gateway failed.".into(),
            _ => String::new(),
        }
    }
}

fn kind(http: i32, envelope: &Envelope<'_>) -> ErrorKind {
    let is = |code| http == code || envelope.status_code == Some(code);
    if is(401) || envelope.api_code.as_deref().is_some_and(|code| SIGNED_OUT.contains(&code)) {
        ErrorKind::Unauthenticated
    } else if is(403) {
        ErrorKind::Forbidden
    } else if is(429) {
        ErrorKind::RateLimited
    } else {
        ErrorKind::Api
    }
}
