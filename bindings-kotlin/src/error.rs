//! Errors: one variant per kind, the same facts in each.

use genauth::{Error, ErrorKind};

/// Everything that is known about a failed call. Holds no token and no personal data.
#[derive(Clone, Debug, uniffi::Record)]
pub struct ErrorFacts {
    /// What happened, for people. Never parse it.
    pub detail: String,
    /// What to do about it, in one line; may be empty.
    pub hint: String,
    /// HTTP status of the answer.
    pub http_status: Option<i32>,
    /// `statusCode` of the service's envelope; not an HTTP status, it also takes values such as 499 and 601.
    pub status_code: Option<i32>,
    /// `apiCode` of the envelope, such as `2020`: the service's own, finer error code.
    pub api_code: Option<String>,
    /// Id of the request, for the service's support.
    pub request_id: Option<String>,
    /// How long the server asked to wait, in milliseconds.
    pub retry_after_ms: Option<i64>,
    /// Whether the same call may succeed later. The library has then already repeated it.
    pub retryable: bool,
    /// Whether the server itself said that the session is over: only then sign the user out.
    pub session_is_dead: bool,
    /// How many requests were sent.
    pub attempts: i32,
}

impl From<&Error> for ErrorFacts {
    fn from(error: &Error) -> Self {
        Self {
            detail: error.message().to_owned(),
            hint: error.hint().to_owned(),
            http_status: error.http_status().map(i32::from),
            status_code: error.status_code(),
            api_code: error.api_code().map(str::to_owned),
            request_id: error.request_id().map(str::to_owned),
            retry_after_ms: error
                .retry_after()
                .map(|wait| i64::try_from(wait.as_millis()).unwrap_or(i64::MAX)),
            retryable: error.is_retryable(),
            session_is_dead: error.session_is_dead(),
            attempts: i32::try_from(error.attempts()).unwrap_or(i32::MAX),
        }
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident,)+) => {
        /// What can go wrong. Every kind carries the same facts.
        #[derive(Clone, Debug, uniffi::Error)]
        pub enum GenAuthError {
            $($(#[$doc])* $kind {
                /// What is known about the failure.
                facts: Box<ErrorFacts>,
            },)+
        }

        impl std::fmt::Display for GenAuthError {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    $(Self::$kind { facts })|+ => f.write_str(&facts.detail),
                }
            }
        }

        impl From<Error> for GenAuthError {
            fn from(error: Error) -> Self {
                let facts = Box::new(ErrorFacts::from(&error));
                match error.kind() {
                    $(ErrorKind::$kind => Self::$kind { facts },)+
                    _ => Self::Internal { facts },
                }
            }
        }
    };
}

kinds! {
    /// An argument cannot be what it is, such as a token with a line break.
    InvalidArgument,
    /// The configuration is wrong; the detail names the key.
    Config,
    /// There is no token, or the server does not accept it.
    Unauthenticated,
    /// The server knows the user and refuses.
    Forbidden,
    /// Too many requests; the facts say how long to wait, when the server said so.
    RateLimited,
    /// The server answered with any other error.
    Api,
    /// The server could not be reached: name resolution, connection, TLS, reset.
    Network,
    /// The time for the whole call was used up; the detail says in which phase.
    Timeout,
    /// The caller cancelled the call.
    Cancelled,
    /// The server reported success, but its answer holds no profile.
    Decode,
    /// The application's own token callback failed.
    TokenProvider,
    /// A bug in this library.
    Internal,
}
