//! The accept loop.

mod connection;
mod exchange;
mod request_body;
mod socket;
mod watched_body;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::runtime::{self, Runtime};
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use crate::service::Service;

/// Accepting fails when file descriptors run out; trying at once again would only burn the processor.
const ACCEPT_PAUSE: Duration = Duration::from_millis(20);

/// Two threads: one slow response (compressing a huge body) does not hold up the others.
pub(crate) fn runtime() -> io::Result<Runtime> {
    runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()
}

/// Serves until `stop` resolves, then closes every connection.
pub(crate) async fn serve(
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
    service: Arc<Service>,
    mut stop: oneshot::Receiver<()>,
) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            _ = &mut stop => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection::serve(stream, tls.clone(), Arc::clone(&service)));
                }
                Err(_) => tokio::time::sleep(ACCEPT_PAUSE).await,
            },
        }
    }
    drop(listener);
    connections.shutdown().await;
}
