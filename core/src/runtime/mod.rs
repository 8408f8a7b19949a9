//! Who drives a call: the caller's own thread, or the one runtime of the process.
//!
//! A blocking call never hops between threads: it takes a *lane* (a runtime without threads and its connection),
//! drives it, and gives it back. Asynchronous calls share one small runtime with a single thread, started by the
//! first of them. Both are rebuilt in a forked child. `docs/adr/0001-runtime.md` has the reasons and figures.

mod lane;
mod per_process;

use std::cell::Cell;
use std::io;
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
static SHARED: PerProcess<OnceLock<io::Result<Runtime>>> = PerProcess::new();

/// The runtime that the asynchronous calls of this process share.
pub(crate) fn shared() -> Result<Handle, Error> {
    match SHARED.get(OnceLock::new).get_or_init(start) {
        Ok(runtime) => Ok(runtime.handle().clone()),
        Err(error) => Err(Error::internal(format!("no runtime could be started: {error}"))),
    }
}

fn start() -> io::Result<Runtime> {
    Builder::new_multi_thread()
        .worker_threads(1)
        .max_blocking_threads(16)
        .thread_keep_alive(Duration::from_secs(5))
        .thread_name("genauth")
        .on_thread_start(|| IS_OURS.set(true))
        .enable_all()
        .build()
}

/// Whether this thread belongs to the shared runtime, so that blocking it would stall every asynchronous call.
pub(crate) fn is_shared_thread() -> bool {
    IS_OURS.get()
}
