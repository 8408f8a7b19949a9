//! The tokens of a sign-in, as a test and as a client get them.

use std::fmt;

use serde::Serialize;

/// The tokens of a sign-in. Its `Debug` output shows none of them.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Tokens {
    /// The access token: a JWT.
    pub access_token: String,
    /// Present with the scope `offline_access`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// Present with the scope `openid`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_token: Option<String>,
    /// When the access token expires, in Unix seconds by the provider's clock.
    pub expires_at: u64,
    /// The granted scopes.
    pub scope: String,
}

impl fmt::Debug for Tokens {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Tokens")
            .field("expires_at", &self.expires_at)
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}

/// What the token endpoint responds.
pub(crate) struct Issued {
    pub(crate) tokens: Tokens,
    /// Seconds.
    pub(crate) expires_in: u64,
}
