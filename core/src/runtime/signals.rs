//! Signals, which belong to the host.
//!
//! The kernel hands a signal for the process to any thread that does not block it. A host that blocks one in its own
//! threads, to fetch it with `sigwait` or `signalfd`, would lose it to a thread that it does not know of. So the
//! library's own threads block them all, from their first instruction: they inherit the mask of the thread that starts
//! them.
//!
//! SIGPIPE ends a C program that does not expect it. Writing to a connection that the peer has closed raises it, unless
//! each single write asks for an error instead; the vectored writes of the standard library, which TLS uses, cannot.
//! Rust, Python and Java programs ignore the signal, C and Swift programs die. So it is blocked in the thread that drives
//! a call.

use std::io;

#[cfg(all(unix, not(target_os = "linux")))]
use nix::sys::signal::raise;
#[cfg(unix)]
use nix::sys::signal::{SigSet, SigmaskHow, Signal};
#[cfg(target_os = "linux")]
use nix::sys::signalfd::{SfdFlags, SignalFd};

/// What a fault of the thread itself raises. Blocked, it would end the process past the host's handler for it, which a
/// Java machine cannot do without.
#[cfg(unix)]
const FAULTS: [Signal; 6] =
    [Signal::SIGBUS, Signal::SIGFPE, Signal::SIGILL, Signal::SIGSEGV, Signal::SIGSYS, Signal::SIGTRAP];

/// Runs `work`, which starts threads; they take no signal.
pub(crate) fn blocked<T>(work: impl FnOnce() -> T) -> T {
    #[cfg(unix)]
    let _blocked = Mask::blocking_all();
    work()
}

/// Holds SIGPIPE back from the threads that drive the calls of one lane, one at a time.
pub(super) struct Sigpipe {
    /// Takes what is pending with one system call, and nothing else. It lives as long as the lane's sockets.
    #[cfg(target_os = "linux")]
    pending: SignalFd,
}

impl Sigpipe {
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self {
            #[cfg(target_os = "linux")]
            pending: SignalFd::with_flags(
                &SigSet::from(Signal::SIGPIPE),
                SfdFlags::SFD_NONBLOCK | SfdFlags::SFD_CLOEXEC,
            )?,
        })
    }

    /// Runs `call` with the signal held back from this thread, which is then as it was.
    pub(super) fn held_back<T>(&self, call: impl FnOnce() -> T) -> T {
        #[cfg(unix)]
        let _held = Held::back(self);
        call()
    }

    /// Takes the signal if it is pending, so that the mask can be restored.
    #[cfg(target_os = "linux")]
    fn take(&self) {
        let _ = self.pending.read_signal();
    }

    /// Raising the signal once more makes sure that there is something to take, and it does not queue: exactly one is
    /// pending.
    #[cfg(all(unix, not(target_os = "linux")))]
    fn take(&self) {
        if raise(Signal::SIGPIPE).is_ok() {
            let _ = SigSet::from(Signal::SIGPIPE).wait();
        }
    }
}

/// The mask that this thread had, and has again when this is dropped.
#[cfg(unix)]
struct Mask(SigSet);

#[cfg(unix)]
impl Mask {
    fn blocking(signals: SigSet) -> Option<Self> {
        // It fails for wrong arguments only.
        signals.thread_swap_mask(SigmaskHow::SIG_BLOCK).ok().map(Self)
    }

    fn blocking_all() -> Option<Self> {
        let mut signals = SigSet::all();
        for fault in FAULTS {
            signals.remove(fault);
        }
        Self::blocking(signals)
    }
}

#[cfg(unix)]
impl Drop for Mask {
    fn drop(&mut self) {
        let _ = self.0.thread_set_mask();
    }
}

#[cfg(unix)]
struct Held<'a> {
    sigpipe: &'a Sigpipe,
    _before: Mask,
}

#[cfg(unix)]
impl<'a> Held<'a> {
    /// `None` when the host holds the signal back itself: then what is pending is its own.
    fn back(sigpipe: &'a Sigpipe) -> Option<Self> {
        let before = Mask::blocking(SigSet::from(Signal::SIGPIPE))?;
        (!before.0.contains(Signal::SIGPIPE)).then_some(Self { sigpipe, _before: before })
    }
}

#[cfg(unix)]
impl Drop for Held<'_> {
    fn drop(&mut self) {
        // What is pending must be taken before the mask is restored.
        self.sigpipe.take();
    }
}
