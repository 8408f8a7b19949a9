//! What can go wrong, as one closed table.

mod answer;
mod envelope;
mod network;
mod scrub;
mod token_hint;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

pub(crate) use answer::{Answer, read as read_answer};
pub(crate) use network::{body, send, timeout, too_large};

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $code:literal $name:literal,)+) => {
        /// What kind of failure a caller has to deal with. The numbers are the C codes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(i32)]
        #[non_exhaustive]
        pub enum ErrorKind {
            $($(#[$doc])* $variant = $code,)+
        }

        impl ErrorKind {
            /// Every kind, in the order of the codes.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name that every language uses, such as `rate_limited`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// The stable number of the kind; 0 means success and is no kind.
            #[must_use]
            pub const fn code(self) -> i32 {
                self as i32
            }
        }
    };
}

kinds! {
    /// An argument cannot be what it is: NULL, not UTF-8, an unknown flag, a token with a line break.
    InvalidArgument = 1 "invalid_argument",
    /// The configuration is wrong; the message names the key.
    Config = 2 "config",
    /// There is no token, or the server does not accept it.
    Unauthenticated = 3 "unauthenticated",
    /// The server knows the user and refuses.
    Forbidden = 4 "forbidden",
    /// Too many requests; `retry_after` says how long to wait, when the server said so.
    RateLimited = 5 "rate_limited",
    /// The server answered with any other error.
    Api = 6 "api",
    /// The server could not be reached: name resolution, connection, TLS, reset.
    Network = 7 "network",
    /// The time for the whole call was used up; the message says in which phase.
    Timeout = 8 "timeout",
    /// The caller cancelled the call.
    Cancelled = 9 "cancelled",
    /// The server reported success, but its answer holds no profile.
    Decode = 10 "decode",
    /// The application's own token callback failed.
    TokenProvider = 11 "token_provider",
    /// A bug in this library.
    Internal = 12 "internal",
}

/// Everything that is known about a failed call. Holds no token and no personal data.
#[derive(Clone)]
pub struct Error(Box<Facts>);

#[derive(Clone)]
struct Facts {
    kind: ErrorKind,
    message: String,
    hint: String,
    http_status: Option<u16>,
    status_code: Option<i32>,
    api_code: Option<String>,
    request_id: Option<String>,
    retry_after: Option<Duration>,
    retryable: bool,
    session_is_dead: bool,
    attempts: u32,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Facts {
            kind,
            message: message.into(),
            hint: String::new(),
            http_status: None,
            status_code: None,
            api_code: None,
            request_id: None,
            retry_after: None,
            retryable: false,
            session_is_dead: false,
            attempts: 0,
            source: None,
        }))
    }

    /// An argument that a binding refused before the call began.
    #[must_use]
    pub fn invalid_argument(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidArgument, message)
    }

    /// A failure that only a bug can explain; bindings report a caught panic this way.
    #[must_use]
    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Internal, message)
            .with_hint("This is a bug in genauth: please report it with this message.")
    }

    pub(crate) fn config(key: &str, problem: impl fmt::Display) -> Self {
        Self::new(ErrorKind::Config, format!("{key}: {problem}"))
    }

    pub(crate) fn cancelled() -> Self {
        Self::new(ErrorKind::Cancelled, "the call was cancelled")
    }

    /// Says what to do about the error, in one line.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hint = hint.into();
        self
    }

    pub(crate) fn with_retryable(mut self, retryable: bool) -> Self {
        self.0.retryable = retryable;
        self
    }

    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    pub(crate) fn set_http_status(&mut self, status: u16) {
        self.0.http_status = Some(status);
    }

    pub(crate) fn with_source(mut self, source: Arc<dyn StdError + Send + Sync>) -> Self {
        self.0.source = Some(source);
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

    /// HTTP status of the answer.
    #[must_use]
    pub fn http_status(&self) -> Option<u16> {
        self.0.http_status
    }

    /// `statusCode` of the service's envelope; not an HTTP status, it also takes values such as 499 and 601.
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

    /// How long the server asked to wait.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Whether the same call may succeed later. The library has then already repeated it `attempts` times.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }

    /// Whether the server itself said that the session is over: only then sign the user out.
    #[must_use]
    pub fn session_is_dead(&self) -> bool {
        self.0.session_is_dead
    }

    /// How many requests were sent.
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
            retry_after_ms: Option<u64>,
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
            retry_after_ms: facts.retry_after.map(crate::millis),
            retryable: facts.retryable,
            session_is_dead: facts.session_is_dead,
            attempts: facts.attempts,
        })
        .expect("text and numbers are always JSON")
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
