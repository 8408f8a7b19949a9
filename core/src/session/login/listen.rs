//! A login whose redirect comes to this process, over the loopback interface (RFC 8252, section 7.3).

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONNECTION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY};
use http::{HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::Full;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;
use tokio::time::timeout;
use url::Url;

use super::options::LoginOptions;
use super::page::Page;
use super::redirect::Redirect;
use super::{Begun, LIFETIME};
use crate::call::{Context, Job};
use crate::error::{Error, ErrorKind};
use crate::model::unix_now;
use crate::pipeline::Deadline;
use crate::session::Session;

/// A browser that opens a connection in advance sends nothing for a while.
const HEADER_TIMEOUT: Duration = Duration::from_secs(30);
/// How long the last page may take to reach the browser.
const LAST_PAGE: Duration = Duration::from_secs(2);
const MOST_CONNECTIONS: usize = 32;

/// Binds the port that the options name, and says what the redirect URI is.
pub(super) fn bind(options: &LoginOptions) -> Result<(TcpListener, String), Error> {
    const SHAPE: &str = "redirect_uri: must be `http://127.0.0.1[:port]/path` for a login that listens";
    let written = match &*options.redirect_uri {
        "" => "http://127.0.0.1/callback",
        uri => uri,
    };
    let mut uri = Url::parse(written).map_err(|_| Error::invalid_argument(SHAPE))?;
    // `localhost` may be an address on which nobody listens.
    if uri.scheme() != "http" || uri.host_str() != Some("127.0.0.1") || uri.query().is_some() {
        return Err(Error::invalid_argument(SHAPE));
    }
    let ports = match (uri.port(), &*options.ports) {
        (Some(port), _) => vec![port],
        (None, []) => vec![0],
        (None, ports) => ports.to_vec(),
    };
    // The last failure speaks for all of them.
    let mut bound = Err(io::ErrorKind::AddrNotAvailable.into());
    for port in ports {
        bound = TcpListener::bind((Ipv4Addr::LOCALHOST, port));
        if bound.is_ok() {
            break;
        }
    }
    let listener = bound.and_then(|listener: TcpListener| {
        listener.set_nonblocking(true)?;
        let port = listener.local_addr()?.port();
        Ok((listener, port))
    });
    let (listener, port) = listener.map_err(|error| {
        Error::invalid_argument(format!("no port could be opened on 127.0.0.1: {error}"))
            .with_hint("Name other ports, and list their redirect URIs in the console.")
    })?;
    // It fails for URLs without a host only.
    let _ = uri.set_port(Some(port));
    Ok((listener, uri.into()))
}

/// The job behind [`Login::wait`](super::Login::wait).
pub struct AwaitLogin(pub(super) Arc<Begun>);

impl Job for AwaitLogin {
    type Output = Session;

    async fn run(&self, context: Context<'_>) -> Result<Box<Session>, Error> {
        let login = &self.0;
        let Some(listener) = &login.listener else {
            return Err(Error::invalid_argument("the login does not listen for the browser")
                .with_hint("Begin it with `listen`, or pass the redirected URL to `finish`."));
        };
        login.check_open()?;
        let left = u64::try_from(LIFETIME - (unix_now() - login.pending.created_at)).unwrap_or(0);
        let session = timeout(Duration::from_secs(left), serve(login, listener, &context));
        let outcome = session.await.unwrap_or_else(|_| Err(nobody_came(&login.pending.redirect_uri)));
        outcome.map(Box::new)
    }
}

fn nobody_came(redirect_uri: &str) -> Error {
    Error::new(ErrorKind::Timeout, "the browser did not come back within ten minutes")
        .with_hint(format!("Make sure that the console lists the callback URL {redirect_uri}"))
}

/// A request of the browser, and where its page goes.
struct Visit {
    url: String,
    reply: oneshot::Sender<Page>,
}

async fn serve(login: &Begun, listener: &TcpListener, context: &Context<'_>) -> Result<Session, Error> {
    let failed = |error| Error::internal(format!("the port of the login cannot be used: {error}"));
    // The copy goes with this call; the port stays for another one.
    let listener = listener.try_clone().and_then(tokio::net::TcpListener::from_std).map_err(failed)?;
    let path = Url::parse(&login.pending.redirect_uri).map(|uri| uri.path().to_owned()).unwrap_or_default();
    let (visits, mut visited) = mpsc::channel(1);
    let mut connections = JoinSet::new();
    let (outcome, reply) = loop {
        let visit: Visit = tokio::select! {
            accepted = listener.accept(), if connections.len() < MOST_CONNECTIONS => {
                if let Ok((stream, _)) = accepted {
                    connections.spawn(converse(stream, path.clone(), visits.clone()));
                }
                continue;
            }
            Some(_) = connections.join_next() => continue,
            Some(visit) = visited.recv() => visit,
        };
        match Redirect::parse(&visit.url) {
            Ok(redirect) if redirect.is_for(&login.pending.state) => {
                // The user may take his time, but the server may not.
                let deadline = Deadline::after(login.pipeline.prepared.timeout);
                let context = context.with_deadline(deadline);
                let completion = pin!(login.complete(&context, redirect));
                break (deadline.limit(completion, context.wire.trace).await, visit.reply);
            }
            // Any page on this machine can send such a request; it must not end the login.
            _ => {
                let _ = visit.reply.send(Page::WrongState);
            }
        }
    };
    let page = match &outcome {
        Ok(_) => Page::Done,
        Err(error) if error.kind() == ErrorKind::Login && error.oauth_error().is_some() => Page::Refused,
        Err(_) => Page::Failed,
    };
    let _ = reply.send(page);
    // The page is on its way; the other connections wait for nothing.
    drop((visits, visited, listener));
    let _ = timeout(LAST_PAGE, async { while connections.join_next().await.is_some() {} }).await;
    outcome
}

/// Serves one connection: one request.
async fn converse(stream: TcpStream, path: String, visits: mpsc::Sender<Visit>) {
    let service = service_fn(|request: Request<hyper::body::Incoming>| {
        let (path, visits) = (&path, &visits);
        async move {
            let is_redirect = request.method() == Method::GET && request.uri().path() == path;
            let page = if is_redirect { visit(request.uri(), visits).await } else { Page::NotFound };
            Ok::<_, Infallible>(response(page))
        }
    });
    // A connection that breaks is the browser's affair.
    let _ = http1::Builder::new()
        .keep_alive(false)
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

async fn visit(uri: &http::Uri, visits: &mpsc::Sender<Visit>) -> Page {
    let (reply, page) = oneshot::channel();
    // A login that has ended takes no more visits.
    let _ = visits.send(Visit { url: uri.to_string(), reply }).await;
    page.await.unwrap_or(Page::WrongState)
}

fn response(page: Page) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(page.html())));
    *response.status_mut() = StatusCode::from_u16(page.status()).expect("a status of our own");
    for (name, value) in [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CACHE_CONTROL, "no-store"),
        (CONTENT_SECURITY_POLICY, "default-src 'none'"),
        // The URL of the page holds the code.
        (REFERRER_POLICY, "no-referrer"),
        (CONNECTION, "close"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
