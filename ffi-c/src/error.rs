//! `genauth_error`: the facts of a failure.

use std::ffi::{CStr, CString, c_char};
use std::ptr;

use genauth::binding::{self, error_kinds};
use genauth::{Error, ErrorKind};

use crate::boundary::{borrow, give, give_text, guard, take, text};

/// GENAUTH_OK, or the kind of an error: one of GENAUTH_ERR_...
pub type genauth_code = i32;

/// No error.
pub const GENAUTH_OK: genauth_code = 0;
/// An argument is invalid: NULL, not UTF-8, an unknown flag, a token with a line break.
pub const GENAUTH_ERR_INVALID_ARGUMENT: genauth_code = 1;
/// The configuration is invalid; the message names the key.
pub const GENAUTH_ERR_CONFIG: genauth_code = 2;
/// There is no token, or the server rejects it.
pub const GENAUTH_ERR_UNAUTHENTICATED: genauth_code = 3;
/// The server knows the user and denies access.
pub const GENAUTH_ERR_FORBIDDEN: genauth_code = 4;
/// Too many requests; genauth_error_retry_after_ms() says how long to wait, if the server said so.
pub const GENAUTH_ERR_RATE_LIMITED: genauth_code = 5;
/// The server sent any other error response.
pub const GENAUTH_ERR_API: genauth_code = 6;
/// The server could not be reached: name resolution, connection, TLS, reset.
pub const GENAUTH_ERR_NETWORK: genauth_code = 7;
/// The call's timeout or its connect timeout expired; the message names the phase.
pub const GENAUTH_ERR_TIMEOUT: genauth_code = 8;
/// The call was cancelled.
pub const GENAUTH_ERR_CANCELLED: genauth_code = 9;
/// The server reported success, but the response holds no profile.
pub const GENAUTH_ERR_DECODE: genauth_code = 10;
/// The application's token provider gave no token.
pub const GENAUTH_ERR_TOKEN_PROVIDER: genauth_code = 11;
/// A bug in the library, or a process that has run out of threads or files.
pub const GENAUTH_ERR_INTERNAL: genauth_code = 12;
/// The login ended without a session: the user or the server refused it, or its response does not belong to it.
pub const GENAUTH_ERR_LOGIN: genauth_code = 13;
/// The application's session store failed.
pub const GENAUTH_ERR_STORE: genauth_code = 14;

// cbindgen needs literal numbers; the compiler compares them with the one table in core.
const _: () = {
    assert!(GENAUTH_ERR_INVALID_ARGUMENT == ErrorKind::InvalidArgument.code());
    assert!(GENAUTH_ERR_CONFIG == ErrorKind::Config.code());
    assert!(GENAUTH_ERR_UNAUTHENTICATED == ErrorKind::Unauthenticated.code());
    assert!(GENAUTH_ERR_FORBIDDEN == ErrorKind::Forbidden.code());
    assert!(GENAUTH_ERR_RATE_LIMITED == ErrorKind::RateLimited.code());
    assert!(GENAUTH_ERR_API == ErrorKind::Api.code());
    assert!(GENAUTH_ERR_NETWORK == ErrorKind::Network.code());
    assert!(GENAUTH_ERR_TIMEOUT == ErrorKind::Timeout.code());
    assert!(GENAUTH_ERR_CANCELLED == ErrorKind::Cancelled.code());
    assert!(GENAUTH_ERR_DECODE == ErrorKind::Decode.code());
    assert!(GENAUTH_ERR_TOKEN_PROVIDER == ErrorKind::TokenProvider.code());
    assert!(GENAUTH_ERR_INTERNAL == ErrorKind::Internal.code());
    assert!(GENAUTH_ERR_LOGIN == ErrorKind::Login.code());
    assert!(GENAUTH_ERR_STORE == ErrorKind::Store.code());
    assert!(ErrorKind::ALL.len() == 14);
};

/// What went wrong. Holds no token and no personal data. One thread at a time.
pub struct genauth_error {
    error: Error,
    message: CString,
    hint: CString,
    api_code: Option<CString>,
    request_id: Option<CString>,
    oauth_error: Option<CString>,
}

impl From<Error> for genauth_error {
    fn from(error: Error) -> Self {
        Self {
            message: c_text(error.message()),
            hint: c_text(error.hint()),
            api_code: error.api_code().map(c_text),
            request_id: error.request_id().map(c_text),
            oauth_error: error.oauth_error().map(c_text),
            error,
        }
    }
}

/// A server's string can contain NULs; they are removed, so that C sees all of the rest.
fn c_text(text: &str) -> CString {
    CString::new(text.replace('\0', "")).unwrap_or_default()
}

/// Makes an error of that kind, for layers over this interface and for tests of applications. GENAUTH_OK and unknown
/// numbers make one of GENAUTH_ERR_INTERNAL. `message` is copied; NULL and what is not UTF-8 count as "". All other facts
/// are absent. Free it with genauth_error_free(). Any thread.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_error_new(code: genauth_code, message: *const c_char) -> *mut genauth_error {
    guard(ptr::null_mut(), || {
        let kind = ErrorKind::ALL.iter().copied().find(|kind| kind.code() == code);
        let message = text("message", message).ok().flatten().unwrap_or_default();
        give(binding::error(kind.unwrap_or(ErrorKind::Internal), message).into())
    })
}

fn read<T: Copy>(
    error: *const genauth_error,
    absent: T,
    fact: impl FnOnce(&'static genauth_error) -> T,
) -> T {
    guard(None, || borrow(error).map(fact)).unwrap_or(absent)
}

/// Returns the kind of an error; GENAUTH_OK for NULL.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_error_code(error: *const genauth_error) -> genauth_code {
    read(error, GENAUTH_OK, |error| error.error.kind().code())
}

/// What happened, for people; never parse it. Borrowed from the error. Never NULL: "" for a NULL error.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_error_message(error: *const genauth_error) -> *const c_char {
    read(error, c"".as_ptr(), |error| error.message.as_ptr())
}

/// What to do about it, in one line. Borrowed from the error. Never NULL, may be "".
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_error_hint(error: *const genauth_error) -> *const c_char {
    read(error, c"".as_ptr(), |error| error.hint.as_ptr())
}

/// HTTP status of the response; 0: there is none, as for NULL.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_error_http_status(error: *const genauth_error) -> i32 {
    read(error, 0, |error| error.error.http_status().map_or(0, i32::from))
}

/// "statusCode" of the service's envelope, which also has values such as 499 and 601; 0: there is none, as for NULL.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_error_status_code(error: *const genauth_error) -> i32 {
    read(error, 0, |error| error.error.status_code().unwrap_or(0))
}

/// "apiCode" of the envelope, such as "2020". Borrowed from the error. NULL: there is none.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_error_api_code(error: *const genauth_error) -> *const c_char {
    read(error, ptr::null(), |error| error.api_code.as_deref().map_or(ptr::null(), CStr::as_ptr))
}

/// Id of the request, for the service's support. Borrowed from the error. NULL: there is none.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_error_request_id(error: *const genauth_error) -> *const c_char {
    read(error, ptr::null(), |error| error.request_id.as_deref().map_or(ptr::null(), CStr::as_ptr))
}

/// The OAuth error code of a login or a refresh, such as "access_denied". Borrowed from the error. NULL: there is none.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_error_oauth_error(error: *const genauth_error) -> *const c_char {
    read(error, ptr::null(), |error| error.oauth_error.as_deref().map_or(ptr::null(), CStr::as_ptr))
}

/// How many milliseconds the server asked to wait; -1: it did not say, as for NULL.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_error_retry_after_ms(error: *const genauth_error) -> i64 {
    read(error, -1, |error| binding::retry_after_ms(&error.error).unwrap_or(-1))
}

/// Whether the same call may succeed later. False for NULL.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_error_is_retryable(error: *const genauth_error) -> bool {
    read(error, false, |error| error.error.is_retryable())
}

/// Whether the server itself said that the session is over: only then sign the user out. False for NULL.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_error_session_is_dead(error: *const genauth_error) -> bool {
    read(error, false, |error| error.error.session_is_dead())
}

/// Returns every fact as a JSON object; absent facts are null. Free it with genauth_string_free(). NULL for NULL.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_error_to_json(error: *const genauth_error) -> *mut c_char {
    read(error, ptr::null_mut(), |error| give_text(error.error.to_json()).unwrap_or(ptr::null_mut()))
}

macro_rules! define_code_name {
    ($($(#[$doc:meta])* $variant:ident = $code:literal $name:literal,)+) => {
        fn name(code: genauth_code) -> &'static [u8] {
            match code {
                GENAUTH_OK => b"ok\0",
                $($code => concat!($name, "\0").as_bytes(),)+
                _ => b"unknown\0",
            }
        }
    };
}
error_kinds!(define_code_name);

/// Returns the name of a code, such as "rate_limited"; "ok" for GENAUTH_OK, "unknown" for any other number. Static.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_code_name(code: genauth_code) -> *const c_char {
    name(code).as_ptr().cast()
}

/// Frees an error and everything borrowed from it. NULL is allowed.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_error_free(error: *mut genauth_error) {
    guard((), || drop(take(error)));
}
