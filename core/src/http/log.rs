//! What a call did and when, for whoever wants to show it.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Instant, SystemTime};

/// What a call is busy with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Phase {
    /// No request is in progress, so no connection is in use.
    AtRest,
    /// The name of the server or of the proxy is being resolved.
    Resolving,
    /// A connection is being opened, TLS included.
    Connecting,
    /// The request is sent, and the response awaited.
    Waiting,
    /// The body of the response is being read.
    Reading,
}

/// What happened during a call. Holds no token; certificates and addresses are the server's, or the proxy's.
#[derive(Clone, Debug)]
pub enum Event {
    /// The call enters a phase.
    Phase(Phase),
    /// The name has these addresses, with port 0.
    Resolved(Vec<SocketAddr>),
    /// A TLS handshake has begun, or goes on.
    Handshake,
    /// The server showed these certificates, its own first, as DER. They are not verified yet.
    Certificates(Vec<Vec<u8>>),
    /// A connection to this address is ready.
    Connected(SocketAddr),
    /// The status and headers of a response have arrived.
    Head {
        /// HTTP status.
        status: u16,
        /// When the server sent it, by its own clock.
        date: Option<SystemTime>,
    },
}

/// The events of one call, with their times. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Log(Arc<Mutex<Vec<(Instant, Event)>>>);

impl Log {
    /// An empty log.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What happened so far.
    #[must_use]
    pub fn events(&self) -> Vec<(Instant, Event)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn add(&self, event: Event) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((Instant::now(), event));
    }
}
