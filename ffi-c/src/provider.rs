//! `genauth_token_sink`: where the application's token provider delivers its token.

use std::error::Error as StdError;
use std::ffi::{CString, c_char, c_void};
use std::future::Future;
use std::ptr;
use std::sync::{Arc, Mutex, PoisonError};

use genauth::AccessToken;
use genauth::binding::{self, TokenSink};
use zeroize::Zeroizing;

use crate::boundary::{borrow, give_share, guard, needed, take_share, text};
use crate::callback::{self, Callback, UserData};

/// Where a token provider delivers its token: by genauth_token_sink_give() or genauth_token_sink_fail(), one of them,
/// once. Both free it. Any thread.
pub struct genauth_token_sink(Mutex<Option<TokenSink>>);

/// The application's own source of access tokens, for genauth_client_use_provider().
///
/// `rejected_token` is the token that the service has just refused, else NULL; borrowed until the function returns. The
/// function returns true if `sink` has its token or gets it later, from any thread; false if there is none, and then it
/// must not use `sink` after it has returned. A sink that gets nothing lets the call run into its timeout.
///
/// It runs on any thread, and on several at once: on the caller's own for a blocking call, whose timeout cannot interrupt
/// it. It may block, and use sessions, but a genauth_client_get_profile() inside it fails with
/// GENAUTH_ERR_INVALID_ARGUMENT. It must not throw or longjmp.
pub type genauth_token_provider_fn = Option<
    extern "C" fn(
        user_data: *mut c_void,
        rejected_token: *const c_char,
        sink: *mut genauth_token_sink,
    ) -> bool,
>;

/// Delivers a token, which is copied, and frees the sink. A token that is NULL, empty or not visible ASCII ends the
/// call with GENAUTH_ERR_TOKEN_PROVIDER. NULL for `sink` is allowed. A call that has ended meanwhile needs no token.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_token_sink_give(sink: *mut genauth_token_sink, token: *const c_char) {
    settle(sink, |sink| {
        let token = text("token", token).and_then(|token| needed("token", token));
        match token.and_then(AccessToken::try_from) {
            Ok(token) => sink.give(token),
            Err(error) => sink.fail(error.message()),
        }
    });
}

/// Says that there is no token, and frees the sink. The call ends with GENAUTH_ERR_TOKEN_PROVIDER, and `message` is in
/// its message: no secret belongs there. NULL is allowed.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_token_sink_fail(sink: *mut genauth_token_sink, message: *const c_char) {
    settle(sink, |sink| match text("message", message) {
        Ok(message) => sink.fail(message.unwrap_or("no reason was given")),
        Err(error) => sink.fail(error.message()),
    });
}

fn settle(sink: *mut genauth_token_sink, deliver: impl FnOnce(TokenSink)) {
    guard((), || {
        // Whoever finds it used already has no share in it any more.
        if let Some(own) = borrow(sink).and_then(genauth_token_sink::take) {
            drop(take_share(sink));
            deliver(own);
        }
    });
}

impl genauth_token_sink {
    fn take(&self) -> Option<TokenSink> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// The callback behind genauth_client_use_provider().
pub(crate) struct Provider {
    pub(crate) provide: extern "C" fn(*mut c_void, *const c_char, *mut genauth_token_sink) -> bool,
    pub(crate) user_data: UserData,
}

impl Provider {
    pub(crate) fn ask(
        &self,
        rejected: Option<AccessToken>,
    ) -> impl Future<Output = Result<AccessToken, Box<dyn StdError + Send + Sync>>> + Send + use<> {
        let (sender, outcome) = binding::token_sink();
        // This share keeps the sink alive until it is known whether the callback has used it.
        let sink = Arc::new(genauth_token_sink(Mutex::new(Some(sender))));
        let given = give_share(&sink);
        let rejected = rejected.and_then(|token| CString::new(token.as_str()).ok()).map(Zeroizing::new);
        let rejected = rejected.as_ref().map_or(ptr::null(), |token| token.as_ptr());
        let has_promised =
            callback::run(Callback::Provider, || (self.provide)(self.user_data.get(), rejected, given));
        if !has_promised {
            settle(given, |sink| sink.fail("it returned false"));
        }
        outcome
    }
}
