//! A running emulator.

use std::net::SocketAddr;
use std::sync::Arc;

use serde::Serialize;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

use crate::builder::Builder;
use crate::recorder::RecordedRequest;
use crate::server::{self, State};

/// A running emulator; it stops when this is dropped.
#[derive(Debug)]
pub struct Emulator {
    state: Arc<State>,
    /// Dropping it tells the server to stop.
    stop: Option<oneshot::Sender<()>>,
    /// Resolves once no connection is left.
    stopped: Option<oneshot::Receiver<()>>,
    runtime: Option<Runtime>,
}

/// How many connections the emulator has seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Connections {
    /// All since the start.
    pub accepted: u64,
    /// Open right now; over HTTP the asker's own is among them.
    pub open: u64,
    /// Closed by the client before a reply was fully written.
    pub aborted: u64,
}

impl Emulator {
    /// An emulator on a free loopback port that knows the documented user only.
    pub fn builder() -> Builder {
        Builder::new()
    }

    pub(crate) fn run(listener: TcpListener, state: State) -> Self {
        let state = Arc::new(state);
        let (stop, told_to_stop) = oneshot::channel();
        let (done, stopped) = oneshot::channel();
        let serving = Arc::clone(&state);
        tokio::spawn(async move {
            server::serve(listener, serving, told_to_stop).await;
            // Fails only when the emulator was dropped instead of stopped: then nobody waits.
            let _ = done.send(());
        });
        Self { state, stop: Some(stop), stopped: Some(stopped), runtime: None }
    }

    pub(crate) fn keep(&mut self, runtime: Runtime) {
        self.runtime = Some(runtime);
    }

    /// The origin, such as `http://127.0.0.1:40123`: the client's `host`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.state.url
    }

    /// The address it listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.state.address
    }

    /// The requests recorded so far whose path starts with `prefix`, oldest first.
    #[must_use]
    pub fn requests(&self, prefix: &str) -> Vec<RecordedRequest> {
        self.state.recorder.list(prefix)
    }

    /// Forgets the recorded requests whose path starts with `prefix`.
    pub fn clear_requests(&self, prefix: &str) {
        self.state.recorder.clear(prefix);
    }

    /// The connection counters.
    #[must_use]
    pub fn connections(&self) -> Connections {
        self.state.counters.read()
    }

    /// Closes every connection and waits until the port is free again.
    pub async fn stop(mut self) {
        drop(self.stop.take());
        if let Some(stopped) = self.stopped.take() {
            // An error means that the server task is gone, which is what is waited for.
            let _ = stopped.await;
        }
    }

    /// As [`Emulator::stop`], for callers without tokio.
    ///
    /// # Panics
    /// When called from within an async task.
    pub fn stop_blocking(mut self) {
        drop(self.stop.take());
        if let Some(stopped) = self.stopped.take() {
            let _ = stopped.blocking_recv();
        }
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        // Dropping a runtime the usual way would panic inside an async test.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
