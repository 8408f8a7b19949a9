//! Responses in the form of the OAuth standards: plain JSON, and `{error, error_description}` for a refusal.

use serde::de::DeserializeOwned;

use super::Reader;
use super::envelope::Envelope;
use crate::error::{Error, ErrorKind};
use crate::model::Scanner;

/// Refusals that no other token and no later try can change: the application or its request is wrong.
const MISCONFIGURED: [&str; 5] =
    ["invalid_client", "unauthorized_client", "invalid_scope", "unsupported_grant_type", "invalid_request"];
/// Refusals that say "try again later".
const BUSY: [&str; 2] = ["temporarily_unavailable", "server_error"];

impl Reader<'_> {
    /// Reads a JSON object that is no envelope. `what` names it in the error.
    pub(crate) fn json<T: DeserializeOwned>(&self, what: &str) -> Result<T, Error> {
        self.accepted()?;
        serde_json::from_str(self.text()).map_err(|_| {
            // The reader's own words may quote the body, which holds tokens.
            self.decode_error(&Envelope::default(), format!("the response is not {what}"))
        })
    }

    /// Makes sure that the server reported success, whatever the body holds.
    pub(crate) fn accepted(&self) -> Result<(), Error> {
        let ignore = |scanner: &mut Scanner<'_>| scanner.skip().map(drop);
        let parsed = Envelope::parse(self.text(), ignore).map(|(envelope, ())| envelope);
        if self.response.is_success() {
            self.whole(parsed.is_some())?;
        }
        let envelope = parsed.unwrap_or_default();
        if self.response.is_success() && envelope.oauth_error.is_none() {
            return Ok(());
        }
        Err(self.oauth_refusal(&envelope))
    }

    fn oauth_refusal(&self, envelope: &Envelope<'_>) -> Error {
        let code = envelope.oauth_error.as_deref().filter(|code| is_code(code)).map(str::to_owned);
        let code = self.without_secrets(code.as_ref());
        let refusal = self.refusal(envelope);
        let is = |codes: &[&str]| code.as_deref().is_some_and(|code| codes.contains(&code));
        let (is_busy, is_refused_grant, is_misconfigured) =
            (is(&BUSY), is(&["invalid_grant"]), is(&MISCONFIGURED));
        refusal.with(|facts| {
            // Only `invalid_grant` says something about the session.
            facts.session_is_dead = is_refused_grant;
            if is_refused_grant {
                facts.kind = ErrorKind::Unauthenticated;
                facts.hint = "Let the user sign in again.".into();
            } else if is_misconfigured {
                facts.kind = ErrorKind::Config;
                facts.hint =
                    "Check `app_id`, `app_secret` and `client_auth`, and the application's settings \
                              in the console."
                        .into();
            } else if facts.kind == ErrorKind::Unauthenticated {
                facts.kind = ErrorKind::Api;
            }
            facts.retryable |= is_busy;
            facts.oauth_error = code;
        })
    }
}

/// The codes of the standards are words; anything else could hold personal data.
pub(crate) fn is_code(code: &str) -> bool {
    !code.is_empty()
        && code.len() <= 64
        && code
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-.".contains(&byte))
}
