//! What goes wrong on purpose: each failure is for one request.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use serde::Deserialize;

use super::endpoint::Endpoint;

/// What happens at an endpoint instead of what should.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Failure {
    /// HTTP 503; the request has no effect.
    Unavailable {
        /// Seconds, for the `retry-after` header.
        retry_after: Option<u32>,
    },
    /// HTTP 429; the request has no effect.
    TooManyRequests {
        /// Seconds, for the `retry-after` header.
        retry_after: Option<u32>,
    },
    /// The connection is closed without a response; the request has no effect.
    RequestLost,
    /// The request has its effect, such as a rotation; the connection is closed without a response.
    ResponseLost,
    /// The request has its effect at once; the response takes its time.
    Slow {
        /// Before the response.
        milliseconds: u32,
    },
    /// An OAuth error; the request has no effect. At the authorization endpoint it goes to the redirect URI.
    OauthError {
        /// Its code, such as `temporarily_unavailable` or `access_denied`.
        error: String,
    },
}

/// What is wrong with a successful token response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TokenFlaw {
    /// The ID token's `nonce` is another one.
    WrongNonce,
    /// Its `iss` is another provider.
    WrongIssuer,
    /// Its `aud` is another application.
    WrongAudience,
    /// Its signature belongs to another token.
    WrongSignature,
    /// It is not signed, its `alg` is `none`.
    Unsigned,
    /// It expired before it was issued.
    Expired,
    /// There is no ID token.
    NoIdToken,
    /// There is no refresh token, although there may have been a rotation.
    NoRefreshToken,
}

#[derive(Default)]
pub(super) struct Failures {
    endpoints: HashMap<Endpoint, VecDeque<Failure>>,
    tokens: VecDeque<TokenFlaw>,
}

impl Failures {
    pub(super) fn add(&mut self, endpoint: Endpoint, failure: Failure) {
        self.endpoints.entry(endpoint).or_default().push_back(failure);
    }

    pub(super) fn add_flaw(&mut self, flaw: TokenFlaw) {
        self.tokens.push_back(flaw);
    }

    pub(super) fn next(&mut self, endpoint: Endpoint) -> Option<Failure> {
        self.endpoints.get_mut(&endpoint)?.pop_front()
    }

    pub(super) fn next_flaw(&mut self) -> Option<TokenFlaw> {
        self.tokens.pop_front()
    }
}

impl Failure {
    pub(crate) fn delay(&self) -> Duration {
        match self {
            Self::Slow { milliseconds } => Duration::from_millis(u64::from(*milliseconds)),
            _ => Duration::ZERO,
        }
    }
}
