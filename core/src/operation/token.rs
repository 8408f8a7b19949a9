//! `POST /oidc/token`: tokens for a code, and new tokens for a refresh token.

use serde::Deserialize;
use serde_json::Value;

use super::{Auth, Operation};
use crate::error::{Error, ErrorKind};
use crate::http::Request;
use crate::model::{Secret, TokenSet, unix_now};
use crate::response::Reader;

const TOKEN: &str = "/oidc/token";

/// Tokens as the token endpoint gives them.
pub(crate) struct Issued {
    pub(crate) tokens: TokenSet,
    /// How long the access token is valid, in seconds.
    pub(crate) lifetime: Option<i64>,
}

/// Exchanges the code of a login. A code serves once, so the request must not be sent twice.
pub(crate) struct ExchangeCode {
    pub(crate) code: Secret,
    pub(crate) verifier: Secret,
    pub(crate) redirect_uri: String,
}

impl Operation for ExchangeCode {
    type Output = Issued;

    const NAME: &'static str = "exchange_code";
    const IDEMPOTENT: bool = false;
    const AUTH: Auth = Auth::Client;

    fn request(&self) -> Request {
        Request::post(TOKEN)
            .field("grant_type", "authorization_code")
            .secret_field("code", &self.code)
            .field("redirect_uri", &self.redirect_uri)
            .secret_field("code_verifier", &self.verifier)
    }

    fn read(&self, response: &Reader<'_>) -> Result<Issued, Error> {
        issued(response).map_err(|error| {
            if error.oauth_error().is_none() || error.kind() == ErrorKind::Config || error.is_retryable() {
                return error;
            }
            // What was refused is the code, not a session.
            error.with_hint("Begin the login again: a code is valid once, and for a short time.").with(
                |facts| {
                    facts.kind = ErrorKind::Login;
                    facts.session_is_dead = false;
                },
            )
        })
    }
}

/// Exchanges a refresh token. The server may replace it, and then takes a second use for theft: the request must not be
/// sent twice.
pub(crate) struct Refresh(pub(crate) Secret);

impl Operation for Refresh {
    type Output = Issued;

    const NAME: &'static str = "refresh";
    const IDEMPOTENT: bool = false;
    const AUTH: Auth = Auth::Client;

    fn request(&self) -> Request {
        Request::post(TOKEN).field("grant_type", "refresh_token").secret_field("refresh_token", &self.0)
    }

    fn read(&self, response: &Reader<'_>) -> Result<Issued, Error> {
        issued(response)
    }
}

#[derive(Deserialize)]
struct Response {
    access_token: Option<String>,
    refresh_token: Option<String>,
    id_token: Option<String>,
    /// A number, or a string that holds one.
    #[serde(alias = "expire_in")]
    expires_in: Option<Value>,
    scope: Option<String>,
}

fn issued(response: &Reader<'_>) -> Result<Issued, Error> {
    let response: Response = response.json("a token response").map_err(received)?;
    let present = |token: Option<String>| token.filter(|token| !token.is_empty()).map(Secret::from);
    let access_token = present(response.access_token)
        .ok_or_else(|| received(Error::new(ErrorKind::Decode, "the token response has no access_token")))?;
    let lifetime = response.expires_in.and_then(|value| match value {
        Value::Number(number) => number.as_i64(),
        Value::String(string) => string.trim().parse().ok(),
        _ => None,
    });
    let tokens = TokenSet {
        access_token,
        refresh_token: present(response.refresh_token),
        id_token: present(response.id_token),
        expires_at: lifetime.map(|lifetime| unix_now().saturating_add(lifetime)),
        scope: response.scope,
    };
    Ok(Issued { tokens, lifetime })
}

/// A success that cannot be read: the server has acted, and what it gave is lost.
fn received(error: Error) -> Error {
    let is_lost = error.kind() == ErrorKind::Decode;
    error.with(|facts| facts.outcome_unknown |= is_lost)
}
