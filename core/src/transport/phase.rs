//! Where a call is: what a timeout names, and how a stale connection is told from a new one.

use std::cell::Cell;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tower_layer::Layer;
use tower_service::Service;

/// What a call is busy with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    Resolving,
    Connecting,
    Waiting,
    Reading,
    BackingOff,
}

/// The progress of one call.
pub(super) struct Progress {
    phase: Cell<Phase>,
    connected: Cell<bool>,
    attempts: Cell<u32>,
}

tokio::task_local! {
    static PROGRESS: Progress;
}

impl Progress {
    /// Runs a call that reports its progress.
    pub(super) async fn track<T>(call: impl Future<Output = T>) -> T {
        let start =
            Self { phase: Cell::new(Phase::Waiting), connected: Cell::new(false), attempts: Cell::new(0) };
        PROGRESS.scope(start, call).await
    }

    pub(super) fn enter(phase: Phase) {
        // A connection that outlives the call it was begun for is finished outside of any call.
        let _ = PROGRESS.try_with(|progress| progress.phase.set(phase));
    }

    pub(super) fn phase() -> Phase {
        PROGRESS.try_with(|progress| progress.phase.get()).unwrap_or(Phase::Waiting)
    }

    pub(super) fn begin_attempt() {
        let _ = PROGRESS.try_with(|progress| {
            progress.attempts.set(progress.attempts.get() + 1);
            progress.connected.set(false);
            progress.phase.set(Phase::Waiting);
        });
    }

    pub(super) fn attempts() -> u32 {
        PROGRESS.try_with(|progress| progress.attempts.get()).unwrap_or_default()
    }

    /// Whether this attempt went out on a connection that an earlier call had opened.
    pub(super) fn reused_a_connection() -> bool {
        PROGRESS.try_with(|progress| !progress.connected.get()).unwrap_or_default()
    }

    fn connecting() {
        let _ = PROGRESS.try_with(|progress| progress.connected.set(true));
        Self::enter(Phase::Connecting);
    }
}

/// The system's resolver, reporting when it is at work.
pub(super) struct Resolver;

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            Progress::enter(Phase::Resolving);
            let addresses = tokio::net::lookup_host((name.as_str(), 0)).await?.collect::<Vec<SocketAddr>>();
            Progress::enter(Phase::Connecting);
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

/// Reports when a connection is opened.
#[derive(Clone)]
pub(super) struct Connecting;

impl<S> Layer<S> for Connecting {
    type Service = ReportConnecting<S>;

    fn layer(&self, connector: S) -> Self::Service {
        ReportConnecting(connector)
    }
}

#[derive(Clone)]
pub(super) struct ReportConnecting<S>(S);

impl<R, S: Service<R>> Service<R> for ReportConnecting<S>
where
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(cx)
    }

    fn call(&mut self, target: R) -> Self::Future {
        let connect = self.0.call(target);
        Box::pin(async move {
            Progress::connecting();
            let connection = connect.await?;
            Progress::enter(Phase::Waiting);
            Ok(connection)
        })
    }
}
