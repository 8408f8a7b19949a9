//! A thread for what the caller's own thread cannot do.

use std::thread;

use tokio::runtime::Handle;

use super::{exhausted, signals};
use crate::error::Error;

/// Runs `work` on a thread of its own and waits for it.
pub(super) fn run<T: Send>(work: impl FnOnce() -> Result<T, Error> + Send) -> Result<T, Error> {
    let guest = thread::Builder::new().name("genauth-guest".into());
    thread::scope(|scope| {
        let guest =
            signals::blocked(|| guest.spawn_scoped(scope, work)).map_err(|error| exhausted(&error))?;
        guest.join().unwrap_or_else(|_| Err(Error::internal("a guest thread panicked")))
    })
}

/// Whether this thread can enter a runtime: one that already runs a runtime must not enter a second one, and one that is
/// [ending](is_ending) cannot.
pub(super) fn is_needless() -> bool {
    Handle::try_current().is_err_and(|absent| absent.is_missing_context())
}

/// Whether this thread's local values are gone, as in handlers of `atexit` and destructors.
pub(super) fn is_ending() -> bool {
    Handle::try_current().is_err_and(|absent| absent.is_thread_local_destroyed())
}
