//! Who drives a call: the caller's own thread, or the one runtime of the process.
//!
//! A blocking call never hops between threads: it takes a *lane* (a runtime without threads and its connection),
//! drives it, and gives it back. Asynchronous calls share one small runtime with a single thread, started by the
//! first of them. Both are rebuilt in a forked child. `docs/adr/0001-runtime.md` has the reasons and figures.

mod lane;
mod per_process;
mod sigpipe;

use std::cell::Cell;
use std::io;
use std::panic::catch_unwind;
use std::sync::OnceLock;
use std::time::Duration;

use tokio::runtime::{Builder, Handle, Runtime};

pub(crate) use lane::Lanes;
pub(crate) use per_process::PerProcess;

use crate::error::Error;

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
    let fresh = catch_unwind(start).unwrap_or_else(|_| Err(io::ErrorKind::OutOfMemory.into()));
    let fresh = fresh.map_err(|error| exhausted(&error))?;
    if let Err(late) = slot.set(fresh) {
        late.shutdown_background();
    }
    slot.get().map(|runtime| runtime.handle().clone()).ok_or_else(|| Error::internal("no runtime was kept"))
}

/// The system gives no more threads or files.
fn exhausted(error: &io::Error) -> Error {
    Error::internal(format!("no runtime could be started: {error}"))
        .with_hint("The process or the system has run out of threads, files or memory.")
}

fn start() -> io::Result<Runtime> {
    Builder::new_multi_thread()
        .worker_threads(1)
        .max_blocking_threads(16)
        .thread_keep_alive(Duration::from_secs(5))
        .thread_name("genauth")
        .on_thread_start(|| {
            IS_OURS.set(true);
            sigpipe::hold_back();
        })
        .enable_all()
        .build()
}

/// Whether this thread belongs to the shared runtime, so that blocking it would stall every asynchronous call.
pub(crate) fn is_shared_thread() -> bool {
    IS_OURS.get()
}
