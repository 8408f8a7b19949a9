//! The accept loop and what all connections share.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::runtime::{self, Runtime};
use tokio::sync::oneshot;
use tokio::task::JoinSet;

use crate::connection;
use crate::emulator::Connections;
use crate::recorder::Recorder;
use crate::scenario::Scenarios;
use crate::users::Directory;

/// Accepting fails when file descriptors run out; trying at once again would only burn the processor.
const ACCEPT_PAUSE: Duration = Duration::from_millis(20);

#[derive(Debug)]
pub(crate) struct State {
    pub(crate) address: SocketAddr,
    pub(crate) url: String,
    pub(crate) users: Directory,
    pub(crate) scenarios: Scenarios,
    pub(crate) recorder: Recorder,
    pub(crate) counters: Counters,
}

impl State {
    pub(crate) fn new(address: SocketAddr, users: Directory, scenarios: Scenarios) -> Self {
        Self {
            address,
            url: format!("http://{address}"),
            users,
            scenarios,
            recorder: Recorder::new(),
            counters: Counters::default(),
        }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Counters {
    accepted: AtomicU64,
    closed: AtomicU64,
    aborted: AtomicU64,
}

impl Counters {
    /// Counts a new connection and returns its number.
    pub(crate) fn accept(&self) -> u64 {
        self.accepted.fetch_add(1, Ordering::SeqCst) + 1
    }

    pub(crate) fn close(&self) {
        self.closed.fetch_add(1, Ordering::SeqCst);
    }

    pub(crate) fn abort(&self) {
        self.aborted.fetch_add(1, Ordering::SeqCst);
    }

    pub(crate) fn read(&self) -> Connections {
        // `closed` first: it can then never exceed `accepted`.
        let closed = self.closed.load(Ordering::SeqCst);
        let accepted = self.accepted.load(Ordering::SeqCst);
        Connections { accepted, open: accepted - closed, aborted: self.aborted.load(Ordering::SeqCst) }
    }
}

/// Two threads: one slow answer (compressing a huge body) does not hold up the others.
pub(crate) fn runtime() -> io::Result<Runtime> {
    runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()
}

pub(crate) async fn serve(listener: TcpListener, state: Arc<State>, mut stop: oneshot::Receiver<()>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            _ = &mut stop => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection::serve(stream, Arc::clone(&state)));
                }
                Err(_) => tokio::time::sleep(ACCEPT_PAUSE).await,
            },
        }
    }
    drop(listener);
    connections.shutdown().await;
}
