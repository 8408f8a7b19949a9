//! One client's connection: hyper for everything that is HTTP, the bare socket for scripted faults.

use std::future::poll_fn;
use std::sync::Arc;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::exchange::Exchange;
use crate::recorder::Outcome;
use crate::server::State;
use crate::service;
use crate::wire::Wire;

pub(crate) async fn serve(stream: TcpStream, state: Arc<State>) {
    // Without it a head and a delayed body may wait for each other's acknowledgement; with it they are only slower.
    let _ = stream.set_nodelay(true);
    let exchange = Arc::new(Exchange::new(state));
    let wire = Wire { stream, exchange: Arc::clone(&exchange) };
    let serving = Arc::clone(&exchange);
    let answer = service_fn(move |request| Box::pin(service::answer(Arc::clone(&serving), request)));
    let mut connection = http1::Builder::new().serve_connection(TokioIo::new(wire), answer);

    // A client that went away and a reply that was handed over both end in an error; the exchange tells which.
    let _ = poll_fn(|context| connection.poll_without_shutdown(context)).await;
    let Wire { mut stream, .. } = connection.into_parts().io.into_inner();

    match exchange.end() {
        Some((record, reply)) => {
            let outcome = match reply.play(stream).await {
                Ok(()) => Outcome::Faulted,
                Err(_) => Outcome::Aborted,
            };
            exchange.conclude(record, outcome);
        }
        // The client may have closed it already.
        None => drop(stream.shutdown().await),
    }
}
