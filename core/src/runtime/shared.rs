//! The one runtime that the asynchronous calls of a process share.

use std::cell::Cell;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

use tokio::runtime::{Builder, Handle, Runtime};

use super::{exhausted, guest, signals};
use crate::error::Error;
use crate::process::PerProcess;

thread_local! {
    static IS_OURS: Cell<bool> = const { Cell::new(false) };
}

/// Never dropped: process exit neither waits for it nor joins its thread.
static SHARED: PerProcess<OnceLock<Runtime>> = PerProcess::new();

/// The runtime that the asynchronous calls of this process share.
pub(crate) fn shared() -> Result<Handle, Error> {
    let slot = SHARED.get(OnceLock::new);
    if let Some(runtime) = slot.get() {
        return Ok(runtime.handle().clone());
    }
    // A failure is not kept: the next call may find what this one lacked.
    let fresh = if guest::is_ending() { guest::run(start)? } else { start()? };
    if let Err(late) = slot.set(fresh) {
        late.shutdown_background();
    }
    slot.get().map(|runtime| runtime.handle().clone()).ok_or_else(|| Error::internal("no runtime was kept"))
}

fn start() -> Result<Runtime, Error> {
    // Tokio panics where the system gives no more threads.
    let started = catch_unwind(|| signals::blocked(build));
    started.unwrap_or_else(|_| Err(io::ErrorKind::OutOfMemory.into())).map_err(|error| exhausted(&error))
}

fn build() -> io::Result<Runtime> {
    Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("genauth")
        .on_thread_start(|| IS_OURS.set(true))
        .enable_all()
        .build()
}

/// Runs `work`, which may block, on a thread that is there for that.
pub(crate) async fn offload<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    let work = || {
        // A thread that may block may also wait for calls.
        let was_ours = IS_OURS.replace(false);
        let outcome = catch_unwind(AssertUnwindSafe(work));
        IS_OURS.set(was_ours);
        outcome
    };
    let runtime = shared()?;
    let task = signals::blocked(|| runtime.spawn_blocking(work));
    match task.await {
        Ok(Ok(outcome)) => Ok(outcome),
        Ok(Err(_)) => Err(Error::internal("a callback of the application panicked")),
        Err(_) => Err(Error::internal("the runtime dropped a callback")),
    }
}

/// Whether this thread belongs to the shared runtime, so that blocking it would stall every asynchronous call.
pub(crate) fn is_shared_thread() -> bool {
    IS_OURS.get()
}
