//! Connections, counted.

use std::sync::atomic::{AtomicU64, Ordering};

use serde::Serialize;

/// How many connections the emulator has seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Connections {
    /// All since the start.
    pub accepted: u64,
    /// Open right now; over HTTP, the connection that asks is among them.
    pub open: u64,
    /// Closed by the client before a response was fully written.
    pub aborted: u64,
}

#[derive(Debug, Default)]
pub(super) struct Counters {
    accepted: AtomicU64,
    closed: AtomicU64,
    aborted: AtomicU64,
}

impl Counters {
    /// Counts a new connection and returns its number.
    pub(super) fn accept(&self) -> u64 {
        self.accepted.fetch_add(1, Ordering::SeqCst) + 1
    }

    pub(super) fn close(&self) {
        self.closed.fetch_add(1, Ordering::SeqCst);
    }

    pub(super) fn abort(&self) {
        self.aborted.fetch_add(1, Ordering::SeqCst);
    }

    pub(super) fn read(&self) -> Connections {
        // `closed` first: it can then never exceed `accepted`.
        let closed = self.closed.load(Ordering::SeqCst);
        let accepted = self.accepted.load(Ordering::SeqCst);
        Connections { accepted, open: accepted - closed, aborted: self.aborted.load(Ordering::SeqCst) }
    }
}
