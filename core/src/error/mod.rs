//! What can go wrong, as one closed table.

mod kinds;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

pub use kinds::ErrorKind;

/// Everything that is known about a failed call. Holds no token and no personal data.
#[derive(Clone)]
pub struct Error(Box<Facts>);

#[derive(Clone)]
pub(crate) struct Facts {
    pub(crate) kind: ErrorKind,
    pub(crate) message: String,
    pub(crate) hint: String,
    pub(crate) http_status: Option<u16>,
    pub(crate) status_code: Option<i32>,
    pub(crate) api_code: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) oauth_error: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) retryable: bool,
    pub(crate) session_is_dead: bool,
    /// Whether the server may have acted on a request whose response is lost. Decides about repeating; never shown.
    pub(crate) outcome_unknown: bool,
    pub(crate) attempts: u32,
    pub(crate) source: Option<Arc<dyn StdError + Send + Sync>>,
}

impl Error {
    /// An error of the application's own making, for layers around this library and for tests. It has no facts beyond
    /// its kind and message.
    #[must_use]
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Facts {
            kind,
            message: message.into(),
            hint: String::new(),
            http_status: None,
            status_code: None,
            api_code: None,
            request_id: None,
            oauth_error: None,
            retry_after: None,
            retryable: false,
            session_is_dead: false,
            outcome_unknown: false,
            attempts: 0,
            source: None,
        }))
    }

    pub(crate) fn invalid_argument(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidArgument, message)
    }

    /// A failure that only a bug can explain.
    pub(crate) fn internal(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Internal, message)
            .with_hint("This is a bug in genauth: please report it with this message.")
    }

    pub(crate) fn config(key: &str, problem: impl fmt::Display) -> Self {
        Self::new(ErrorKind::Config, format!("{key}: {problem}"))
    }

    /// Says what to do about the error, in one line.
    pub(crate) fn with_hint(self, hint: impl Into<String>) -> Self {
        self.with(|facts| facts.hint = hint.into())
    }

    /// Adds a sentence to the hint.
    pub(crate) fn with_remark(self, remark: &str) -> Self {
        self.with(|facts| {
            if !facts.hint.is_empty() {
                facts.hint.push(' ');
            }
            facts.hint.push_str(remark);
        })
    }

    pub(crate) fn with_source(self, source: Arc<dyn StdError + Send + Sync>) -> Self {
        self.with(|facts| facts.source = Some(source))
    }

    /// Adds what else is known.
    pub(crate) fn with(mut self, change: impl FnOnce(&mut Facts)) -> Self {
        change(&mut self.0);
        self
    }

    /// What kind of failure this is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What happened, for people. Never parse it.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// What to do about it, in one line; may be empty.
    #[must_use]
    pub fn hint(&self) -> &str {
        &self.0.hint
    }

    /// HTTP status of the response.
    #[must_use]
    pub fn http_status(&self) -> Option<u16> {
        self.0.http_status
    }

    /// `statusCode` of the service's envelope; not an HTTP status, it may be 499 or 601, for example.
    #[must_use]
    pub fn status_code(&self) -> Option<i32> {
        self.0.status_code
    }

    /// `apiCode` of the envelope, such as `2020`: the service's own, finer error code.
    #[must_use]
    pub fn api_code(&self) -> Option<&str> {
        self.0.api_code.as_deref()
    }

    /// Id of the request, for the service's support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// The error code of the OAuth standards, such as `access_denied` or `invalid_grant`.
    #[must_use]
    pub fn oauth_error(&self) -> Option<&str> {
        self.0.oauth_error.as_deref()
    }

    /// How long the server asked to wait.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Whether the same call may succeed later. The library has already retried it then, as far as `max_attempts`
    /// and the timeout allowed.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }

    /// Whether the server itself said that the session is over: only then sign the user out.
    #[must_use]
    pub fn session_is_dead(&self) -> bool {
        self.0.session_is_dead
    }

    /// Whether the server may have acted on the request although its response is lost.
    pub(crate) fn outcome_unknown(&self) -> bool {
        self.0.outcome_unknown
    }

    /// How many requests were sent, retries included.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// The error as a JSON object with every fact; absent facts are `null`.
    #[must_use]
    pub fn to_json(&self) -> String {
        #[derive(serde::Serialize)]
        struct Document<'a> {
            kind: &'a str,
            message: &'a str,
            hint: &'a str,
            http_status: Option<u16>,
            status_code: Option<i32>,
            api_code: Option<&'a str>,
            request_id: Option<&'a str>,
            oauth_error: Option<&'a str>,
            retry_after_ms: Option<i64>,
            retryable: bool,
            session_is_dead: bool,
            attempts: u32,
        }
        let facts = &self.0;
        serde_json::to_string(&Document {
            kind: facts.kind.name(),
            message: &facts.message,
            hint: &facts.hint,
            http_status: facts.http_status,
            status_code: facts.status_code,
            api_code: facts.api_code.as_deref(),
            request_id: facts.request_id.as_deref(),
            oauth_error: facts.oauth_error.as_deref(),
            retry_after_ms: self.retry_after_ms(),
            retryable: facts.retryable,
            session_is_dead: facts.session_is_dead,
            attempts: facts.attempts,
        })
        .expect("strings and numbers are always JSON")
    }

    /// [`retry_after`](Self::retry_after) in whole milliseconds, at most those that fit.
    pub(crate) fn retry_after_ms(&self) -> Option<i64> {
        self.0.retry_after.map(|wait| i64::try_from(wait.as_millis()).unwrap_or(i64::MAX))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({})", self.to_json())
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
