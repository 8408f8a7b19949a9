//! The one runtime that the asynchronous calls of a process share.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;
use std::{io, thread};

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

use super::{exhausted, guest, signals};
use crate::error::Error;
use crate::process::PerProcess;

thread_local! {
    static IS_OURS: Cell<bool> = const { Cell::new(false) };
}

/// Never dropped: process exit neither waits for it nor joins its thread.
static SHARED: PerProcess<OnceLock<Shared>> = PerProcess::new();

/// A runtime that a thread of its own drives until this is dropped.
struct Shared {
    handle: Handle,
    _driven: oneshot::Sender<()>,
}

/// The runtime that the asynchronous calls of this process share.
pub(crate) fn shared() -> Result<Handle, Error> {
    let slot = SHARED.get(OnceLock::new);
    if let Some(shared) = slot.get() {
        return Ok(shared.handle.clone());
    }
    // A failure is not kept: the next call may find what this one lacked.
    let fresh = if guest::is_ending() { guest::run(start)? } else { start()? };
    Ok(slot.get_or_init(|| fresh).handle.clone())
}

fn start() -> Result<Shared, Error> {
    signals::blocked(drive).map_err(|error| exhausted(&error))
}

fn drive() -> io::Result<Shared> {
    let runtime = Builder::new_current_thread().thread_name("genauth").enable_all().build()?;
    let handle = runtime.handle().clone();
    let (driven, end) = oneshot::channel();
    thread::Builder::new().name("genauth".into()).spawn(move || {
        IS_OURS.set(true);
        let _ = runtime.block_on(end);
        runtime.shutdown_background();
    })?;
    Ok(Shared { handle, _driven: driven })
}

/// Runs `work`, which may block, on a thread that is there for that.
pub(crate) async fn offload<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    let work = || catch_unwind(AssertUnwindSafe(work));
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
