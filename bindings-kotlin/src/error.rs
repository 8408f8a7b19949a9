//! Errors as they cross: the name of the kind, and the facts.

use genauth::{Error, binding};

use crate::provider;

/// Everything that is known about a failed call.
#[derive(Clone, Debug, uniffi::Record)]
#[expect(missing_docs, reason = "the facades document the facts")]
pub struct ErrorRecord {
    /// The kind's name in every language, such as `rate_limited`.
    pub kind: String,
    pub detail: String,
    pub hint: String,
    pub http_status: Option<i32>,
    pub status_code: Option<i32>,
    pub api_code: Option<String>,
    pub request_id: Option<String>,
    pub oauth_error: Option<String>,
    pub retry_after_ms: Option<i64>,
    pub retryable: bool,
    pub session_is_dead: bool,
    pub attempts: i32,
    /// The number that the token provider gave its failure.
    pub provider_failure: Option<u32>,
}

impl From<&Error> for ErrorRecord {
    fn from(error: &Error) -> Self {
        let (detail, provider_failure) = provider::unmarked(error.message());
        Self {
            kind: error.kind().name().to_owned(),
            detail,
            hint: error.hint().to_owned(),
            http_status: error.http_status().map(i32::from),
            status_code: error.status_code(),
            api_code: error.api_code().map(str::to_owned),
            request_id: error.request_id().map(str::to_owned),
            oauth_error: error.oauth_error().map(str::to_owned),
            retry_after_ms: binding::retry_after_ms(error),
            retryable: error.is_retryable(),
            session_is_dead: error.session_is_dead(),
            attempts: i32::try_from(error.attempts()).unwrap_or(i32::MAX),
            provider_failure,
        }
    }
}

/// What uniffi throws. The facades turn it into their own error of the kind.
#[derive(Clone, Debug, uniffi::Error)]
pub enum CallError {
    /// The call, or the making of the client, failed.
    Failed {
        /// What is known about the failure.
        facts: Box<ErrorRecord>,
    },
}

impl std::fmt::Display for CallError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self::Failed { facts } = self;
        f.write_str(&facts.detail)
    }
}

impl From<Error> for CallError {
    fn from(error: Error) -> Self {
        Self::Failed { facts: Box::new(ErrorRecord::from(&error)) }
    }
}
