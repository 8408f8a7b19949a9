//! One client's connection: hyper for everything that is HTTP, the bare socket for scripted faults.

use std::error::Error as _;
use std::future::poll_fn;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;

use super::exchange::Exchange;
use super::request_body::{self, Unread};
use super::socket::Socket;
use super::watched_body::WatchedBody;
use crate::journal::Outcome;
use crate::reply::{FaultyReply, Reply};
use crate::service::{Plan, Service};
use crate::stream::Stream;

/// How long a client that is still sending may take to read the response: closing at once would reset the connection.
const LINGER: Duration = Duration::from_secs(1);

/// Makes hyper let go of the connection without a response.
#[derive(Debug, thiserror::Error)]
enum NoResponse {
    #[error("the reply is written on the bare socket")]
    Fault(FaultyReply),
    #[error("the request is incomplete")]
    BrokenRequest,
}

pub(super) async fn serve(stream: TcpStream, tls: Option<TlsAcceptor>, service: Arc<Service>) {
    // Without it a head and a delayed body may wait for each other's acknowledgement; with it they are only slower.
    let _ = stream.set_nodelay(true);
    let stream = match tls {
        None => Stream::Plain(stream),
        Some(tls) => match tls.accept(stream).await {
            Ok(stream) => Stream::Tls(Box::new(stream)),
            // A client that does not trust the authority; it knows why.
            Err(_) => return,
        },
    };
    let exchange = Arc::new(Exchange::new(Arc::clone(&service.journal)));
    let socket = Socket { stream, exchange: Arc::clone(&exchange) };
    let responding = Arc::clone(&exchange);
    let respond =
        service_fn(move |request| Box::pin(respond(Arc::clone(&service), Arc::clone(&responding), request)));
    let mut connection = http1::Builder::new().serve_connection(TokioIo::new(socket), respond);

    let end = poll_fn(|context| connection.poll_without_shutdown(context)).await;
    let Socket { mut stream, .. } = connection.into_parts().io.into_inner();

    if let Some(reply) = end.err().as_ref().and_then(handed_over) {
        let played = reply.clone().play(stream).await;
        exchange.end(if played.is_ok() { Outcome::Faulted } else { Outcome::Aborted });
        return;
    }
    exchange.end(Outcome::Aborted);
    // The client may have closed it already.
    if stream.shutdown().await.is_ok() {
        let mut sink = tokio::io::sink();
        let drain = tokio::io::copy(&mut stream, &mut sink);
        // Whether the client ended it or the time did: there is nothing left to do.
        let _ = tokio::time::timeout(LINGER, drain).await;
    }
}

async fn respond(
    service: Arc<Service>,
    exchange: Arc<Exchange>,
    request: Request<Incoming>,
) -> Result<Response<WatchedBody>, NoResponse> {
    exchange.begin();
    let (head, body) = request.into_parts();
    let (request, plan) = match request_body::read(body).await {
        Ok(body) => {
            let request = Request::from_parts(head, body);
            let plan = service.plan(&request);
            (request, plan)
        }
        Err(Unread::TooLarge) => (Request::from_parts(head, Bytes::new()), Plan::content_too_large()),
        Err(Unread::Broken) => return Err(NoResponse::BrokenRequest),
    };
    if plan.is_recorded {
        exchange.record(&request, plan.turn, plan.reply.status());
    }
    if !plan.delay.is_zero() {
        tokio::time::sleep(plan.delay).await;
    }
    match plan.reply {
        Reply::Http(response) => Ok(response.map(|body| WatchedBody { body, exchange })),
        Reply::Faulty(reply) => Err(NoResponse::Fault(reply)),
    }
}

/// The faulty reply for which hyper let go of the connection, if that is why it did.
fn handed_over(error: &hyper::Error) -> Option<&FaultyReply> {
    match error.source()?.downcast_ref()? {
        NoResponse::Fault(reply) => Some(reply),
        NoResponse::BrokenRequest => None,
    }
}
