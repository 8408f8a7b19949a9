//! What a call has been through: which phase it is in, what it opened, how often it was sent.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::log::{Event, Log, Phase};

const PHASES: [Phase; 5] =
    [Phase::AtRest, Phase::Resolving, Phase::Connecting, Phase::Waiting, Phase::Reading];

/// The trace of one call. Clones share it.
#[derive(Clone)]
pub(crate) struct Trace(Arc<State>);

struct State {
    phase: AtomicU8,
    attempts: AtomicU32,
    /// The local addresses of the connections that were opened for this call.
    opened: Mutex<Vec<SocketAddr>>,
    was_asked_for_certificate: AtomicBool,
    /// Where everything is written down, if somebody wants to know.
    log: Option<Log>,
}

tokio::task_local! {
    /// The way from the connector, to which nothing else can be handed, to its call's trace. A connection that outlives
    /// the call it was begun for is finished outside of any call.
    static CURRENT: Trace;
}

impl Trace {
    pub(crate) fn new() -> Self {
        Self::logged(None)
    }

    /// A trace that also writes everything down in `log`.
    pub(crate) fn logged(log: Option<Log>) -> Self {
        Self(Arc::new(State {
            phase: AtomicU8::new(Phase::AtRest as u8),
            attempts: AtomicU32::new(0),
            opened: Mutex::default(),
            was_asked_for_certificate: AtomicBool::new(false),
            log,
        }))
    }

    /// How many requests were sent, those aside that the server says it has not processed.
    pub(crate) fn attempts(&self) -> u32 {
        self.0.attempts.load(Ordering::Relaxed)
    }

    pub(crate) fn phase(&self) -> Phase {
        PHASES[usize::from(self.0.phase.load(Ordering::Relaxed))]
    }

    /// Whether every request has ended by itself: a call that was cut off leaves its connection in an unknown state.
    pub(crate) fn is_at_rest(&self) -> bool {
        self.phase() == Phase::AtRest
    }

    pub(super) fn enter(&self, phase: Phase) {
        self.0.phase.store(phase as u8, Ordering::Relaxed);
        self.note(|| Event::Phase(phase));
    }

    /// Writes an event down, if somebody wants to know.
    pub(super) fn note(&self, event: impl FnOnce() -> Event) {
        if let Some(log) = &self.0.log {
            log.add(event());
        }
    }

    pub(super) fn begin_attempt(&self) {
        self.0.attempts.fetch_add(1, Ordering::Relaxed);
        self.enter(Phase::Waiting);
    }

    /// What the server has not processed does not count.
    pub(super) fn forget_attempt(&self) {
        self.0.attempts.fetch_sub(1, Ordering::Relaxed);
    }

    pub(super) fn opened(&self, local: SocketAddr) {
        self.connections().push(local);
    }

    /// Whether the connection with this local address was opened for this call.
    pub(super) fn has_opened(&self, local: SocketAddr) -> bool {
        self.connections().contains(&local)
    }

    /// A server asked for a client certificate.
    pub(super) fn asked_for_certificate(&self) {
        self.0.was_asked_for_certificate.store(true, Ordering::Relaxed);
    }

    pub(super) fn was_asked_for_certificate(&self) -> bool {
        self.0.was_asked_for_certificate.load(Ordering::Relaxed)
    }

    fn connections(&self) -> MutexGuard<'_, Vec<SocketAddr>> {
        self.0.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs a request whose connector reports to this trace.
    pub(super) async fn scope<T>(&self, request: impl Future<Output = T>) -> T {
        CURRENT.scope(self.clone(), request).await
    }

    /// Lets `work`, which another task does, report to the trace of the call that this task works for.
    pub(super) fn inherit<T>(work: impl Future<Output = T>) -> impl Future<Output = T> {
        let trace = CURRENT.try_with(Self::clone).ok();
        async move {
            match trace {
                Some(trace) => trace.scope(work).await,
                None => work.await,
            }
        }
    }

    /// Reports to the trace of the call that the connector works for.
    pub(super) fn report(event: impl FnOnce(&Self)) {
        let _ = CURRENT.try_with(event);
    }
}
