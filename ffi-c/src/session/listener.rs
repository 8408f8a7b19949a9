//! The application's listener, which no event reaches any more once it was replaced.

use std::ffi::{CString, c_char, c_void};
use std::process;
use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use genauth::SessionEvent;

use crate::boundary::Opaque;
use crate::callback::{self, Callback, is_inside};

/// Receives what happens to a session. `event` is "refreshed", "ended" (the user must sign in again), "signed_out" or
/// "store_failed" (the session goes on in memory); more may come. `reason` says why it ended, else it is NULL:
/// "invalid_grant", "lost_refresh" or "token_refused". Both are borrowed.
///
/// It runs on a thread of the library, where it may block and use the session; those who wait for what it is told wait
/// for it, too. No lock is held. It must not throw or longjmp.
pub type genauth_session_event_fn =
    Option<extern "C" fn(user_data: *mut c_void, event: *const c_char, reason: *const c_char)>;

/// How often to look whether a listener has returned. A lock would not survive fork().
const POLL: Duration = Duration::from_millis(1);

/// Where a session has its listener.
pub(super) type Place = Option<Arc<Listener>>;

pub(super) struct Listener {
    function: genauth_session_event_fn,
    user_data: Opaque,
    is_closed: AtomicBool,
    running: AtomicUsize,
    /// Whose threads are running: a forked child has none of its parent's.
    process: u32,
}

impl Listener {
    pub(super) fn new(function: genauth_session_event_fn, user_data: *mut c_void) -> Arc<Self> {
        Arc::new(Self {
            function,
            user_data: Opaque::new(user_data),
            is_closed: AtomicBool::new(false),
            running: AtomicUsize::new(0),
            process: process::id(),
        })
    }

    pub(super) fn hear(&self, event: SessionEvent) {
        let Some(function) = self.function else { return };
        let reason = match event {
            SessionEvent::Ended(reason) => CString::new(reason.name()).ok(),
            _ => None,
        };
        let name = CString::new(event.name()).unwrap_or_default();
        let reason = reason.as_ref().map_or(ptr::null(), |reason| reason.as_ptr());
        self.running.fetch_add(1, Ordering::SeqCst);
        if !self.is_closed.load(Ordering::SeqCst) {
            callback::run(Callback::Listener, || function(self.user_data.get(), name.as_ptr(), reason));
        }
        self.running.fetch_sub(1, Ordering::SeqCst);
    }

    /// Lets no event through any more, and waits for the present one.
    fn close(&self) {
        self.is_closed.store(true, Ordering::SeqCst);
        // Inside a callback the wait could be one for itself.
        while !is_inside() && self.process == process::id() && self.running.load(Ordering::SeqCst) > 0 {
            thread::sleep(POLL);
        }
    }
}

/// Puts a listener in the place of another one, which is closed.
pub(super) fn replace(place: &Mutex<Place>, listener: Place) {
    let old = std::mem::replace(&mut *place.lock().unwrap_or_else(PoisonError::into_inner), listener);
    if let Some(old) = old {
        old.close();
    }
}
