//! The connections to one server, and when they are no longer to be trusted.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use http::header::{ACCEPT_ENCODING, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};
use rustls::ClientConfig;

use super::connect::{Reporting, Resolver};
use super::head;
use super::request::Request;
use crate::config::{Prepared, ProxyUrl};
use crate::error::Error;
use crate::response::SUPPORTED_CODINGS;

/// A call that waits on a dead HTTP/2 connection learns of it early enough to be repeated within the default timeout.
const PING_AFTER: Duration = Duration::from_secs(5);
const PING_TIMEOUT: Duration = Duration::from_secs(3);

/// A pool of connections. It is given up as a whole: the HTTP client hides which connection a request went out on, and
/// where one has gone stale, its neighbours usually have too. Requests in progress on it may finish.
pub(super) struct Pool {
    client: reqwest::Client,
    /// What every request carries, with room for the credentials: a map that is copied has none to spare.
    headers: HeaderMap,
    condemned: AtomicBool,
    /// Whether a response has come over HTTP/1, whose connections serve one request at a time.
    speaks_http1: AtomicBool,
}

impl Pool {
    pub(super) fn new(prepared: &Prepared, tls: ClientConfig) -> Result<Self, Error> {
        let mut builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .dns_resolver(Resolver)
            .connector_layer(Reporting)
            // Other crates of the application may have enabled the HTTP client's own decoders.
            .no_gzip()
            .no_brotli()
            .no_deflate()
            .no_zstd()
            .http1_max_headers(head::MAX_LINES)
            .http2_max_header_list_size(head::MAX_HTTP2_LIST_BYTES)
            // One odd header of an intermediary must not cost the user. None of it hides a header that frames the body:
            // a name with white space behind it is read, and a line that is ignored is ignored with its folded lines.
            .http1_ignore_invalid_headers_in_responses(true)
            .http1_allow_spaces_after_header_name_in_responses(true)
            .http1_allow_obsolete_multiline_headers_in_responses(true)
            .http2_keep_alive_interval(PING_AFTER)
            .http2_keep_alive_timeout(PING_TIMEOUT)
            .no_proxy();
        if let Some(proxy) = &prepared.proxy {
            builder = builder.proxy(through(proxy)?);
        }
        if let Some(limit) = prepared.connect_timeout.duration() {
            builder = builder.connect_timeout(limit);
        }
        let client = builder.build().map_err(|error| unusable(&error.without_url()))?;
        let headers = headers(prepared);
        Ok(Self { client, headers, condemned: AtomicBool::new(false), speaks_http1: AtomicBool::new(false) })
    }

    /// The headers of a request: its own, and those that every request carries. The HTTP client would look each of them
    /// up anew.
    pub(super) fn headers(&self, request: &Request) -> HeaderMap {
        let mut headers = self.headers.clone();
        match &request.authorization {
            Some(credentials) => headers.insert(AUTHORIZATION, credentials.clone()),
            None => headers.remove(AUTHORIZATION),
        };
        if request.form.is_some() {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        }
        headers
    }

    /// Sends a request on a connection of this pool.
    ///
    /// What arrived on an idle connection belongs to nobody. Letting the runtime look at the sockets first makes the HTTP
    /// client find it and drop the connection, before the request is written and takes it for its response.
    pub(super) async fn execute(&self, request: reqwest::Request) -> reqwest::Result<reqwest::Response> {
        tokio::task::yield_now().await;
        let response = self.client.execute(request).await?;
        self.speaks_http1.store(response.version() < http::Version::HTTP_2, Ordering::Relaxed);
        Ok(response)
    }

    /// Leaves this pool to the requests that are in progress on it.
    pub(super) fn condemn(&self) {
        self.condemned.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_condemned(&self) -> bool {
        self.condemned.load(Ordering::Relaxed)
    }

    /// A guard for a request, which condemns the pool if it is cut off: a request that waits in vain says that its
    /// connection may be dead. Over HTTP/1 that connection is closed with the request; over HTTP/2 it would live on and
    /// fail every later call.
    pub(super) fn watch(&self) -> Watch<'_> {
        Watch { pool: self, is_over: false }
    }
}

/// See [`Pool::watch`].
pub(super) struct Watch<'a> {
    pool: &'a Pool,
    is_over: bool,
}

impl Watch<'_> {
    /// The request has ended by itself.
    pub(super) fn over(mut self) {
        self.is_over = true;
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        if !self.is_over && !self.pool.speaks_http1.load(Ordering::Relaxed) {
            self.pool.condemn();
        }
    }
}

/// What every request carries: the configured headers, and the codings that a body may come in. The place of the
/// credentials is taken.
fn headers(prepared: &Prepared) -> HeaderMap {
    let mut headers = prepared.headers.clone();
    headers.insert(AUTHORIZATION, HeaderValue::from_static(""));
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(SUPPORTED_CODINGS));
    headers
}

fn through(proxy: &ProxyUrl) -> Result<reqwest::Proxy, Error> {
    let all = reqwest::Proxy::all(proxy.address.as_str()).map_err(|error| unusable(&error.without_url()))?;
    Ok(match &proxy.credentials {
        Some(credentials) => all.basic_auth(&credentials.user, &credentials.password),
        None => all,
    })
}

fn unusable(error: &reqwest::Error) -> Error {
    Error::internal(format!("no HTTP client could be made: {error}"))
}
