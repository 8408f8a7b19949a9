//! `pthread_cancel`, which unwinds the thread that it ends, and so must never find it inside the library.
//!
//! The unwinding cannot be caught, and the guards against panics would try: the process would be aborted. So a request to
//! cancel waits until the function has done its work. Where the thread's cancellation is asynchronous it strikes as soon
//! as that is restored, inside [`held_back`]. That is why the functions of this crate are `extern "C-unwind"`, and why
//! nothing in them is left to drop at that point: such frames may be unwound.

/// Runs `body`; meanwhile this thread cannot be cancelled.
#[cfg(not(any(windows, target_os = "android")))]
pub(crate) fn held_back<T: Copy>(body: impl FnOnce() -> T) -> T {
    use pthread::{DEFERRED, DISABLED, pthread_setcancelstate, pthread_setcanceltype};

    // They fail for unknown values only.
    let (mut state, mut kind, mut ours) = (DISABLED, DEFERRED, 0);
    pthread_setcancelstate(DISABLED, &mut state);
    pthread_setcanceltype(DEFERRED, &mut kind);
    let outcome = body();
    // In this order: where the state lets a request strike, glibc forgets to say that the thread was cancelled.
    pthread_setcancelstate(state, &mut ours);
    pthread_setcanceltype(kind, &mut ours);
    outcome
}

/// Runs `body`: these systems cannot cancel threads.
#[cfg(any(windows, target_os = "android"))]
pub(crate) fn held_back<T: Copy>(body: impl FnOnce() -> T) -> T {
    body()
}

#[cfg(not(any(windows, target_os = "android")))]
mod pthread {
    use std::ffi::c_int;

    const IS_APPLE: bool = cfg!(target_vendor = "apple");
    /// `PTHREAD_CANCEL_DISABLE`.
    pub(super) const DISABLED: c_int = if IS_APPLE { 0 } else { 1 };
    /// `PTHREAD_CANCEL_DEFERRED`.
    pub(super) const DEFERRED: c_int = if IS_APPLE { 2 } else { 0 };

    // SAFETY: as POSIX declares them, and they take any number.
    unsafe extern "C-unwind" {
        pub(super) safe fn pthread_setcancelstate(state: c_int, before: &mut c_int) -> c_int;
        pub(super) safe fn pthread_setcanceltype(kind: c_int, before: &mut c_int) -> c_int;
    }
}
