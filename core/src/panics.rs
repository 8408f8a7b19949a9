//! What becomes of a bug: an error that names its place.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::sync::Once;

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
            PLACE.set(place);
        }));
    });
}

/// Runs `work`; a panic in it becomes an error.
pub fn caught<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(error()))
}

/// The error of the panic that this thread is recovering from. A panic's own words may hold what the user sent: only its
/// place is told, if [`keep_quiet`] has kept it.
pub(crate) fn error() -> Error {
    let place = PLACE.take().map_or_else(String::new, |place| format!(" at {place}"));
    Error::internal(format!("a panic{place} ended the call"))
}
