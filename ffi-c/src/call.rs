//! `genauth_call`: per-call options, and the cancel handle.

use std::ffi::c_char;
use std::ptr;
use std::time::Duration;

use genauth::{AccessToken, Call, Cancel, Error, Job, Operation};

use crate::boundary::{borrow, borrow_mut, fallible, give, guard, needed, take, text};
use crate::callback::may_wait;
use crate::error::genauth_error;

/// The token and timeout of one call, and the handle that cancels it. It serves one call at a time, and may be used
/// for another call afterwards, unless it was cancelled: it stays cancelled. Calls of a login or a session use the
/// timeout and the cancellation alone.
pub struct genauth_call {
    access_token: Option<AccessToken>,
    timeout: Option<Duration>,
    cancel: Cancel,
}

impl genauth_call {
    /// Applies everything to a call that carries an access token.
    pub(crate) fn apply<O: Operation>(&self, call: Call<O>) -> Call<O> {
        self.limit(match &self.access_token {
            Some(token) => call.access_token(token.clone()),
            None => call,
        })
    }

    /// Applies the timeout and the cancel handle.
    fn limit<J: Job>(&self, mut call: Call<J>) -> Call<J> {
        if let Some(timeout) = self.timeout {
            call = call.timeout(timeout);
        }
        call.cancel(&self.cancel)
    }
}

/// Waits for a call of a login or a session, with the timeout and the cancel handle of `options`.
pub(crate) fn wait<J: Job>(call: Call<J>, options: *mut genauth_call) -> Result<J::Output, Error> {
    may_wait()?;
    match borrow(options) {
        Some(options) => options.limit(call).wait(),
        None => call.wait(),
    }
}

/// Creates options that change nothing yet. Free them with genauth_call_free(). Any thread. Never NULL.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_call_new() -> *mut genauth_call {
    guard(ptr::null_mut(), || give(genauth_call { access_token: None, timeout: None, cancel: Cancel::new() }))
}

/// Sets the token for this call, instead of the client's; NULL: the client's. Returns false and sets `*error`
/// (GENAUTH_ERR_INVALID_ARGUMENT) if `call` is NULL, or if the token is empty or has characters other than visible
/// ASCII. The token is copied. Not while the call is in progress.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_call_set_access_token(
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

/// Sets the milliseconds for this whole call, instead of the client's timeout; 0: no limit. A NULL `call` is ignored.
/// Not while the call is in progress.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_call_set_timeout_ms(call: *mut genauth_call, ms: u32) {
    guard((), || {
        if let Some(call) = borrow_mut(call) {
            call.timeout = Some(Duration::from_millis(ms.into()));
        }
    });
}

/// Cancels the call: the request is dropped, its connection closed, and the call ends with GENAUTH_ERR_CANCELLED. Any
/// thread, any time, any number of times; a call that has already ended keeps its outcome. NULL is allowed.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_call_cancel(call: *const genauth_call) {
    guard((), || {
        if let Some(call) = borrow(call) {
            call.cancel.cancel();
        }
    });
}

/// Frees the options and wipes their token. NULL is allowed. An asynchronous call that was started with them continues.
/// Not while another thread blocks in a call with them.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_call_free(call: *mut genauth_call) {
    guard((), || drop(take(call)));
}
