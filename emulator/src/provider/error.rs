//! What the provider refuses to its tests, and what it refuses to its clients.

use std::borrow::Cow;

/// Why the provider did not do what a test asked for.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProviderError {
    /// The key of the application that is wrong, and why.
    #[error("{0}")]
    InvalidApplication(String),
    /// No application has this id.
    #[error("there is no application {0:?}")]
    UnknownApplication(String),
    /// No user has this user id, username, email or phone number.
    #[error("there is no such user")]
    UnknownUser,
    /// The provider did not issue this token, or it is gone.
    #[error("there is no such token")]
    UnknownToken,
}

/// An error response of OAuth 2.0. Like the service's, it does not say why a grant is invalid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OAuthError {
    pub(crate) error: Cow<'static, str>,
    pub(crate) description: Cow<'static, str>,
}

impl OAuthError {
    pub(crate) fn new(
        error: impl Into<Cow<'static, str>>,
        description: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { error: error.into(), description: description.into() }
    }

    pub(crate) fn invalid_request(description: impl Into<Cow<'static, str>>) -> Self {
        Self::new("invalid_request", description)
    }

    pub(crate) fn invalid_grant() -> Self {
        Self::new("invalid_grant", "grant request is invalid")
    }

    pub(crate) fn invalid_client() -> Self {
        Self::new("invalid_client", "client authentication failed")
    }

    pub(crate) fn invalid_token() -> Self {
        Self::new("invalid_token", "invalid token provided")
    }
}
