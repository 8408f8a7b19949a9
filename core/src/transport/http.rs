//! One attempt: the request, and the answer reduced to what decides.

use std::time::SystemTime;

use bytes::{Bytes, BytesMut};
use reqwest::header::{
    AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, LOCATION, RETRY_AFTER, WWW_AUTHENTICATE,
};
use reqwest::{Client, Response, Url, redirect};
use rustls::ClientConfig;

use super::phase::{Connecting, Phase, Progress, Resolver};
use super::retry_after;
use crate::error::{self, Answer, Error};
use crate::settings::Settings;
use crate::token::AccessToken;

/// A pool of connections to one server.
#[derive(Clone)]
pub(crate) struct Http(Client);

impl Http {
    pub(crate) fn new(settings: &Settings, tls: ClientConfig) -> Result<Self, Error> {
        let mut builder = Client::builder()
            .tls_backend_preconfigured(tls)
            .default_headers(settings.headers.clone())
            .redirect(redirect::Policy::none())
            .retry(reqwest::retry::never())
            .dns_resolver(Resolver)
            .connector_layer(Connecting)
            .no_proxy();
        for proxy in &settings.proxies {
            builder = builder.proxy(proxy.clone());
        }
        if let Some(limit) = settings.connect_timeout {
            builder = builder.connect_timeout(limit);
        }
        let client = builder.build().map_err(|error| {
            Error::internal(format!("no HTTP client could be made: {}", error.without_url()))
        })?;
        Ok(Self(client))
    }

    /// Sends the request once and reads the whole answer.
    pub(super) async fn get(
        &self,
        url: Url,
        token: &AccessToken,
        settings: &Settings,
    ) -> Result<Answer, Failure> {
        let request = self.0.get(url).header(AUTHORIZATION, token.header(settings.token_style));
        let response = request.send().await.map_err(|cause| Failure {
            on_stale_connection: Progress::reused_a_connection() && !cause.is_timeout(),
            error: error::send(cause, Progress::phase()),
        })?;
        Progress::enter(Phase::Reading);
        let mut answer = head(&response);
        answer.body = read_body(response, settings.max_response_bytes).await.map_err(|mut error| {
            error.set_http_status(answer.http_status);
            Failure { error, on_stale_connection: false }
        })?;
        Ok(answer)
    }
}

/// An attempt without an answer.
pub(super) struct Failure {
    pub(super) error: Error,
    /// The server had closed the pooled connection before the request reached it.
    pub(super) on_stale_connection: bool,
}

fn head(response: &Response) -> Answer {
    let headers = response.headers();
    let redirect = text(headers, &LOCATION).and_then(|to| response.url().join(&to).ok());
    Answer {
        http_status: response.status().as_u16(),
        body: Bytes::new(),
        is_html: text(headers, &CONTENT_TYPE).is_some_and(|kind| kind.to_ascii_lowercase().contains("html")),
        request_id: text(headers, &HeaderName::from_static("x-request-id")),
        retry_after: text(headers, &RETRY_AFTER)
            .and_then(|wait| retry_after::parse(&wait, SystemTime::now())),
        www_authenticate: text(headers, &WWW_AUTHENTICATE),
        redirect_origin: redirect.map(|url| url.origin().ascii_serialization()),
    }
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}

async fn read_body(mut response: Response, limit: usize) -> Result<Bytes, Error> {
    let Some(first) = response.chunk().await.map_err(error::body)? else { return Ok(Bytes::new()) };
    let mut body = BytesMut::from(first);
    while body.len() <= limit {
        match response.chunk().await.map_err(error::body)? {
            Some(chunk) => body.extend_from_slice(&chunk),
            None => return Ok(body.freeze()),
        }
    }
    Err(error::too_large(limit))
}
