//! Which handler a request gets.

use bytes::Bytes;
use hyper::header::{ALLOW, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};

use crate::reply::{PacedBody, envelope};

/// An endpoint: its handler sees `C`, what the endpoints of its table have in common.
pub(super) struct Route<C> {
    pub(super) method: Method,
    /// Anything may stand before it, as in the host of a deployment with a path.
    pub(super) path: &'static str,
    pub(super) handler: fn(&C, &Request<Bytes>) -> Response<PacedBody>,
}

pub(super) fn dispatch<C>(routes: &[Route<C>], context: &C, request: &Request<Bytes>) -> Response<PacedBody> {
    let routes = routes.iter().filter(|route| request.uri().path().ends_with(route.path));
    let routes = routes.collect::<Vec<_>>();
    match routes.iter().find(|route| route.method == request.method()) {
        Some(route) => (route.handler)(context, request),
        None if routes.is_empty() => not_found("No such resource"),
        None => method_not_allowed(routes.iter().map(|route| &route.method)),
    }
}

pub(super) fn not_found(message: &str) -> Response<PacedBody> {
    envelope::http_error(StatusCode::NOT_FOUND, message)
}

pub(super) fn method_not_allowed<'a>(allowed: impl Iterator<Item = &'a Method>) -> Response<PacedBody> {
    let allowed = allowed.map(Method::as_str).collect::<Vec<_>>().join(", ");
    let message = format!("Only {allowed} is allowed");
    let mut response = envelope::http_error(StatusCode::METHOD_NOT_ALLOWED, &message);
    let allowed = HeaderValue::from_str(&allowed).expect("methods are tokens");
    response.headers_mut().insert(ALLOW, allowed);
    response
}
