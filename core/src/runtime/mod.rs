//! Who drives a call: the caller's own thread, or the one runtime of the process.
//!
//! A blocking call never hops between threads: it takes a *lane* (a runtime without threads and its connection),
//! drives it, and returns it. Asynchronous calls share one small runtime with a single thread, started by the
//! first of them. Both are rebuilt in a forked child. `docs/adr/0001-runtime.md` has the reasons and figures.

mod guest;
mod lane;
pub(crate) mod panics;
mod shared;
pub(crate) mod signals;

use std::io;

pub(crate) use lane::Lanes;
pub(crate) use shared::{is_shared_thread, offload, shared};

use crate::error::Error;

/// The system has no more threads or files to give.
pub(crate) fn exhausted(error: &io::Error) -> Error {
    Error::internal(format!("no thread or runtime could be started: {error}"))
        .with_hint("The process or the system has run out of threads, files or memory.")
}
