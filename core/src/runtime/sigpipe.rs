//! SIGPIPE, which ends a C program that does not expect it.
//!
//! Writing to a connection that the peer has closed raises it, unless each single write asks for an error instead; the
//! vectored writes of the standard library, which TLS uses, cannot. Rust, Python and Java programs ignore the signal,
//! C and Swift programs die. So it is held back from the thread that drives a call.

#[cfg(unix)]
use nix::sys::signal::{SigSet, SigmaskHow, Signal, raise};

/// Holds the signal back from this thread for good.
pub(super) fn hold_back() {
    #[cfg(unix)]
    // It fails for wrong arguments only.
    let _ = SigSet::from(Signal::SIGPIPE).thread_block();
}

/// Runs `call` with the signal held back from this thread, which is then as it was.
pub(super) fn without<T>(call: impl FnOnce() -> T) -> T {
    #[cfg(unix)]
    let _held = Held::back();
    call()
}

#[cfg(unix)]
struct Held {
    pipe: SigSet,
    before: SigSet,
}

#[cfg(unix)]
impl Held {
    /// `None` when the host holds the signal back itself: then what is pending is its own.
    fn back() -> Option<Self> {
        let pipe = SigSet::from(Signal::SIGPIPE);
        let before = pipe.thread_swap_mask(SigmaskHow::SIG_BLOCK).ok()?;
        (!before.contains(Signal::SIGPIPE)).then_some(Self { pipe, before })
    }
}

#[cfg(unix)]
impl Drop for Held {
    fn drop(&mut self) {
        // What is pending must be taken before the mask is restored. Raising the signal once more makes sure that there
        // is something to take, and it does not queue: exactly one is pending.
        if raise(Signal::SIGPIPE).is_ok() {
            let _ = self.pipe.wait();
        }
        let _ = self.before.thread_set_mask();
    }
}
