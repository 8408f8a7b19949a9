//! Where the library's threads enter Python: to run a store, a token provider or a listener of the application.
//!
//! Nothing may enter once the interpreter is going away: a thread that waits for the GIL then is ended in the middle of
//! what it does. So the last thing that runs in Python closes the gate, and waits for those who are inside.

use std::process;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

/// How long the end of the interpreter waits for a callback in progress.
const LAST_CALLBACKS: Duration = Duration::from_secs(2);

/// The process (upper half) and how many of its threads are inside (lower half): a forked child has none of its parent's.
static INSIDE: AtomicU64 = AtomicU64::new(0);
/// The process whose gate is closed.
static CLOSED: AtomicU32 = AtomicU32::new(0);

/// Sees to it that the gate is closed in time. Whoever lets the library's threads in calls it first.
pub(crate) fn guard(py: Python<'_>) -> PyResult<()> {
    static GUARDED: PyOnceLock<()> = PyOnceLock::new();
    GUARDED
        .get_or_try_init(py, || {
            let close_gate = py.import("libgenauth._libgenauth")?.getattr("close_gate")?;
            py.import("atexit")?.call_method1("register", (close_gate,)).map(drop)
        })
        .copied()
}

/// Runs `work` with Python, on any thread; `None` if the interpreter is going away.
pub(crate) fn attached<T>(work: impl FnOnce(Python<'_>) -> T) -> Option<T> {
    let _inside = Inside::enter()?;
    Python::try_attach(work)
}

struct Inside;

impl Inside {
    fn enter() -> Option<Self> {
        change(|inside| inside + 1);
        let inside = Self;
        (CLOSED.load(Ordering::SeqCst) != process::id()).then_some(inside)
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        // A child that was forked inside of a callback leaves one that it never entered.
        change(|inside| inside.saturating_sub(1));
    }
}

fn change(by: impl Fn(u64) -> u64) {
    let process = u64::from(process::id()) << 32;
    let changed = |before| Some(process | by(count(before)));
    let _ = INSIDE.fetch_update(Ordering::SeqCst, Ordering::SeqCst, changed);
}

/// How many threads of this process are inside.
fn count(state: u64) -> u64 {
    if state >> 32 == u64::from(process::id()) { state & u64::from(u32::MAX) } else { 0 }
}

/// Closes the gate, at the exit of the interpreter.
#[pyfunction]
pub(crate) fn close_gate(py: Python<'_>) {
    CLOSED.store(process::id(), Ordering::SeqCst);
    py.detach(|| {
        let begin = Instant::now();
        while count(INSIDE.load(Ordering::SeqCst)) > 0 && begin.elapsed() < LAST_CALLBACKS {
            thread::sleep(Duration::from_millis(1));
        }
    });
}
