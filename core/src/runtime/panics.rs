//! What becomes of a bug: an error that names its place.

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::pin::pin;
use std::sync::Once;
use std::task::Poll;

use crate::error::Error;

thread_local! {
    static PLACE: Cell<Option<String>> = const { Cell::new(None) };
}

/// Keeps panics off standard error, which belongs to the host.
///
/// For shared libraries, which have a copy of Rust's standard library to themselves. In a Rust program the hook is the
/// program's.
pub fn keep_quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        set_hook(Box::new(|panic| {
            let place = panic.location().map(|place| {
                let file = place.file().rsplit(['/', '\\']).next().unwrap_or_default();
                format!("{file}:{}", place.line())
            });
            // A thread that is ending may have lost it.
            let _ = PLACE.try_with(|kept| kept.set(place));
        }));
    });
}

/// Runs `work`; a panic in it becomes an error.
pub fn caught<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(error()))
}

/// Like [`caught`], for work that is polled. The panic is caught on the thread where it happened, which is the only one
/// that knows its place.
pub(crate) async fn caught_async<T>(work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    let mut work = pin!(work);
    poll_fn(|cx| {
        catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(cx)))
            .unwrap_or_else(|_| Poll::Ready(Err(error())))
    })
    .await
}

/// The error of the panic that this thread has just caught. A panic's message may hold what the user sent: only its
/// place is named, if [`keep_quiet`] has kept it.
fn error() -> Error {
    let place = PLACE.try_with(Cell::take).ok().flatten();
    let place = place.map_or_else(String::new, |place| format!(" at {place}"));
    Error::internal(format!("a panic{place} ended the call"))
}
