//! The status page, for people: users, requests, faults, commands to copy. It reads the emulator's own endpoints.

use bytes::Bytes;
use hyper::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue, REFERRER_POLICY};
use hyper::{Request, Response};

use super::Service;
use crate::reply::{Pace, PacedBody};

/// Nothing comes from elsewhere, and nothing is written into the page that could run.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(super) fn index() -> Response<PacedBody> {
    resource("text/html; charset=utf-8", include_str!("index.html"))
}

pub(super) fn style(_: &Service, _: &Request<Bytes>) -> Response<PacedBody> {
    resource("text/css; charset=utf-8", include_str!("page.css"))
}

pub(super) fn script(_: &Service, _: &Request<Bytes>) -> Response<PacedBody> {
    resource("text/javascript; charset=utf-8", include_str!("page.js"))
}

pub(super) fn commands(_: &Service, _: &Request<Bytes>) -> Response<PacedBody> {
    resource("text/javascript; charset=utf-8", include_str!("commands.js"))
}

fn resource(content_type: &'static str, text: &'static str) -> Response<PacedBody> {
    let body = PacedBody::new(Bytes::from_static(text.as_bytes()), Pace::default());
    let mut response = Response::new(body);
    for (name, value) in [
        (CONTENT_TYPE, content_type),
        (CONTENT_SECURITY_POLICY, POLICY),
        (REFERRER_POLICY, "no-referrer"),
        // Another version may listen on the same port next time.
        (CACHE_CONTROL, "no-store"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
