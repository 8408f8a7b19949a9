//! Name resolution and connecting, reported to the call's trace.

use std::future::{Future, poll_fn};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use http::Extensions;
use hyper_util::client::legacy::connect::{Connected, Connection, HttpInfo};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::task::{JoinError, JoinHandle};
use tower_layer::Layer;
use tower_service::Service;

use super::log::{Event, Phase};
use super::lookup;
use super::trace::Trace;

/// The system's resolver.
pub(super) struct Resolver;

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            Trace::report(|trace| trace.enter(Phase::Resolving));
            let addresses = lookup::addresses(name.as_str()).await?;
            Trace::report(|trace| {
                trace.note(|| Event::Resolved(addresses.clone()));
                trace.enter(Phase::Connecting);
            });
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

/// Makes a connector report to the trace of the call that it works for.
#[derive(Clone)]
pub(super) struct Reporting;

impl<S> Layer<S> for Reporting {
    type Service = Connector<S>;

    fn layer(&self, connector: S) -> Self::Service {
        Connector(Arc::new(connector))
    }
}

/// The HTTP client clones its connector several times for each request, most of which need no new connection: what is
/// below is cloned when there is one to be made.
pub(super) struct Connector<S>(Arc<S>);

impl<S> Clone for Connector<S> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<R, S> Service<R> for Connector<S>
where
    R: Send + 'static,
    S: Service<R> + Clone + Send + 'static,
    S::Response: Connection + Send + 'static,
    S::Error: From<JoinError> + Send + 'static,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, target: R) -> Self::Future {
        let mut connector = S::clone(&self.0);
        let connect = Trace::inherit(async move {
            poll_fn(|cx| connector.poll_ready(cx)).await?;
            connector.call(target).await
        });
        Box::pin(async move {
            Trace::report(|trace| trace.enter(Phase::Connecting));
            let connection = OwnTask(tokio::spawn(connect)).await??;
            Trace::report(|trace| {
                let connected = connection.connected();
                if let Some(local) = local_address(&connected) {
                    trace.opened(local);
                }
                if let Some(remote) = address(&connected, HttpInfo::remote_addr) {
                    trace.note(|| Event::Connected(remote));
                }
                trace.enter(Phase::Waiting);
            });
            Ok(connection)
        })
    }
}

/// A task that ends with the one that waits for it. Connecting takes the deepest stack of all, and the caller's may be small:
/// a task is polled from the bottom.
struct OwnTask<T>(JoinHandle<T>);

impl<T> Future for OwnTask<T> {
    type Output = Result<T, JoinError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(cx)
    }
}

impl<T> Drop for OwnTask<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// What tells a connection from every other one that is open at the same time.
pub(super) fn local_address(connection: &Connected) -> Option<SocketAddr> {
    address(connection, HttpInfo::local_addr)
}

fn address(connection: &Connected, end: impl FnOnce(&HttpInfo) -> SocketAddr) -> Option<SocketAddr> {
    let mut extras = Extensions::new();
    connection.get_extras(&mut extras);
    extras.get::<HttpInfo>().map(end)
}
