//! The one table of error kinds.

/// Expands `$callback!` with every kind of error: documentation, variant, stable code and name.
///
/// Every list of kinds in this crate and in the bindings is this table, or is compared with it by a test.
#[doc(hidden)]
#[macro_export]
macro_rules! error_kinds {
    ($callback:ident) => {
        $callback! {
            /// An argument is invalid: NULL, not UTF-8, an unknown flag, a token with a line break.
            InvalidArgument = 1 "invalid_argument",
            /// The configuration is invalid; the message names the key.
            Config = 2 "config",
            /// There is no access token, or the server rejects it.
            Unauthenticated = 3 "unauthenticated",
            /// The server knows the user and denies access.
            Forbidden = 4 "forbidden",
            /// Too many requests; `retry_after` says how long to wait, if the server said so.
            RateLimited = 5 "rate_limited",
            /// The server sent any other error response.
            Api = 6 "api",
            /// The server could not be reached: name resolution, connection, TLS, reset.
            Network = 7 "network",
            /// The call's timeout or its connect timeout expired; the message names the phase.
            Timeout = 8 "timeout",
            /// The caller cancelled the call.
            Cancelled = 9 "cancelled",
            /// The server reported success, but its response holds no usable result.
            Decode = 10 "decode",
            /// The application's token provider gave no token.
            TokenProvider = 11 "token_provider",
            /// A bug in this library, or a process that has run out of threads or files.
            Internal = 12 "internal",
            /// The login ended without a session: the user or the server refused it, or its response does not belong to it.
            Login = 13 "login",
            /// The application's session store failed.
            Store = 14 "store",
        }
    };
}

macro_rules! define_kinds {
    ($($(#[$doc:meta])* $variant:ident = $code:literal $name:literal,)+) => {
        /// The kind of a failure: what callers branch on. The numbers are the C codes.
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
error_kinds!(define_kinds);
