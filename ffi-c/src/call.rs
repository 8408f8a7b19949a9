//! `genauth_call`: what is particular to one call, and its cancel handle.

use std::ffi::c_char;
use std::ptr;
use std::time::Duration;

use genauth::{AccessToken, Cancel, GetProfile};

use crate::boundary::{borrow, borrow_mut, fallible, give, guard, needed, take, text};
use crate::error::genauth_error;

/// The token and timeout of one call, and the handle that cancels it. It serves one call at a time and may serve the next
/// one after that, unless it was cancelled: then it stays so.
pub struct genauth_call {
    access_token: Option<AccessToken>,
    timeout: Option<Duration>,
    cancel: Cancel,
}

impl genauth_call {
    pub(crate) fn apply(&self, mut call: GetProfile) -> GetProfile {
        if let Some(token) = &self.access_token {
            call = call.access_token(token.clone());
        }
        if let Some(timeout) = self.timeout {
            call = call.timeout(timeout);
        }
        call.cancel(&self.cancel)
    }
}

/// Options that change nothing yet. Free them with genauth_call_free(). Any thread. Never NULL.
#[unsafe(no_mangle)]
pub extern "C" fn genauth_call_new() -> *mut genauth_call {
    guard(ptr::null_mut(), || give(genauth_call { access_token: None, timeout: None, cancel: Cancel::new() }))
}

/// The token for this call instead of the client's; NULL: the client's. Returns false and sets `*error`
/// (GENAUTH_ERR_INVALID_ARGUMENT) when `call` is NULL, or when the token is empty or has characters that cannot be sent.
/// The token is copied. Not while the call is under way.
#[unsafe(no_mangle)]
pub extern "C" fn genauth_call_set_access_token(
    call: *mut genauth_call,
    token: *const c_char,
    error: *mut *mut genauth_error,
) -> bool {
    fallible(error, false, || {
        let call = needed("call", borrow_mut(call))?;
        call.access_token = text("token", token)?.map(AccessToken::try_from).transpose()?;
        Ok(true)
    })
}

/// Milliseconds for this whole call instead of the client's timeout; 0: no limit. A NULL `call` is left alone. Not while the
/// call is under way.
#[unsafe(no_mangle)]
pub extern "C" fn genauth_call_set_timeout_ms(call: *mut genauth_call, ms: u32) {
    guard((), || {
        if let Some(call) = borrow_mut(call) {
            call.timeout = Some(Duration::from_millis(ms.into()));
        }
    });
}

/// Cancels: the request is dropped, its connection closed, and the call ends with GENAUTH_ERR_CANCELLED. Any thread, any
/// time, any number of times; a call that has already ended keeps its outcome. NULL is allowed.
#[unsafe(no_mangle)]
pub extern "C" fn genauth_call_cancel(call: *const genauth_call) {
    guard((), || {
        if let Some(call) = borrow(call) {
            call.cancel.cancel();
        }
    });
}

/// Frees the options and wipes their token. NULL is allowed. An asynchronous call that was started with them goes on. Not
/// while another thread blocks in a call with them.
#[unsafe(no_mangle)]
pub extern "C" fn genauth_call_free(call: *mut genauth_call) {
    guard((), || drop(take(call)));
}
