//! Cancelling a call from outside.

use std::thread;
use std::time::Duration;

use genauth::Cancel;

/// Makes a call and cancels it after so many milliseconds; 0: before it begins.
pub(crate) fn after<T>(ms: Option<u64>, call: impl FnOnce(&Cancel) -> T) -> T {
    let cancel = Cancel::new();
    match ms {
        None => call(&cancel),
        Some(0) => {
            cancel.cancel();
            call(&cancel)
        }
        // Leaving the scope waits for the cancellation, also when the call has ended before it.
        Some(ms) => thread::scope(|scope| {
            scope.spawn(|| {
                thread::sleep(Duration::from_millis(ms));
                cancel.cancel();
            });
            call(&cancel)
        }),
    }
}
