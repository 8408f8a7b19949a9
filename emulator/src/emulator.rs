//! A running emulator.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use tokio_rustls::TlsAcceptor;

use crate::document;
use crate::error::StartError;
use crate::faults::{Fault, Standing};
use crate::journal::{Connections, RecordedRequest};
use crate::provider::{OpenIdProvider, ProviderError, Tokens};
use crate::server;
use crate::service::{Service, UnknownUser};

/// A running emulator; it stops when this is dropped.
#[derive(Debug)]
pub struct Emulator {
    address: SocketAddr,
    service: Arc<Service>,
    /// Dropping it tells the server to stop.
    stop: Option<oneshot::Sender<()>>,
    /// Resolves once no connection is left.
    stopped: Option<oneshot::Receiver<()>>,
    runtime: Option<Runtime>,
}

impl Emulator {
    /// Serves on the current tokio runtime; `address` is the listener's.
    pub(crate) fn run(
        listener: TcpListener,
        address: SocketAddr,
        tls: Option<TlsAcceptor>,
        service: Arc<Service>,
    ) -> Self {
        let (stop, stop_requested) = oneshot::channel();
        let (done, stopped) = oneshot::channel();
        let serving = server::serve(listener, tls, Arc::clone(&service), stop_requested);
        tokio::spawn(async move {
            serving.await;
            // Fails only when the emulator was dropped instead of stopped: the receiver is gone.
            let _ = done.send(());
        });
        Self { address, service, stop: Some(stop), stopped: Some(stopped), runtime: None }
    }

    pub(crate) fn keep(&mut self, runtime: Runtime) {
        self.runtime = Some(runtime);
    }

    /// The origin, such as `http://127.0.0.1:40123`: the client's `host`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.service.url
    }

    /// The address it listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The requests recorded so far whose path starts with `prefix`, oldest first.
    #[must_use]
    pub fn requests(&self, prefix: &str) -> Vec<RecordedRequest> {
        self.service.journal.requests(prefix)
    }

    /// Forgets the recorded requests whose path starts with `prefix`.
    pub fn clear_requests(&self, prefix: &str) {
        self.service.journal.clear(prefix);
    }

    /// The connection counters.
    #[must_use]
    pub fn connections(&self) -> Connections {
        self.service.journal.connections()
    }

    /// The `OpenID` provider: its applications, sign-ins, failures and counters.
    #[must_use]
    pub fn provider(&self) -> &OpenIdProvider {
        &self.service.provider
    }

    /// As [`OpenIdProvider::sign_in`].
    pub fn sign_in(&self, user: &str) -> Result<Tokens, ProviderError> {
        self.service.provider.sign_in(user)
    }

    /// Adds a user while the emulator runs, or replaces the one that was added with the same user id: an element of
    /// `users` in a users file, as a JSON string.
    pub fn add_user(&self, json: &str) -> Result<(), StartError> {
        let user = document::decode("user", json)?;
        self.service.change_users(|users| users.add(user))
    }

    /// Switches a fault on until it is switched off, in the place of one of its kind. It may name its user by user id,
    /// username, email or phone number.
    pub fn set_fault(&self, fault: Fault) -> Result<(), UnknownUser> {
        self.service.set_fault(Standing { fault, times: None })
    }

    /// As [`Emulator::set_fault`], for so many requests.
    pub fn set_fault_times(&self, fault: Fault, times: u32) -> Result<(), UnknownUser> {
        self.service.set_fault(Standing { fault, times: Some(times) })
    }

    /// Switches all faults off.
    pub fn clear_faults(&self) {
        self.service.faults.clear(None);
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
