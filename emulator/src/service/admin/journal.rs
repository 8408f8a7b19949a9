//! What the emulator has recorded, with and without secrets, and the connections it has counted.

use bytes::Bytes;
use hyper::{Request, Response, StatusCode};
use serde_json::json;

use super::super::Service;
use super::body::parameter;
use crate::reply::{PacedBody, envelope};

pub(super) fn list(service: &Service, request: &Request<Bytes>) -> Response<PacedBody> {
    envelope::json_response(StatusCode::OK, &json!(service.journal.requests(&prefix(request))))
}

/// What the requests were, without what was in them.
pub(super) fn log(service: &Service, request: &Request<Bytes>) -> Response<PacedBody> {
    let after = parameter(request, "after").and_then(|id| id.parse().ok()).unwrap_or_default();
    envelope::json_response(StatusCode::OK, &json!(service.journal.log(after)))
}

pub(super) fn clear(service: &Service, request: &Request<Bytes>) -> Response<PacedBody> {
    service.journal.clear(&prefix(request));
    envelope::json_response(StatusCode::OK, &json!([]))
}

pub(super) fn connections(service: &Service, _: &Request<Bytes>) -> Response<PacedBody> {
    envelope::json_response(StatusCode::OK, &json!(service.journal.connections()))
}

fn prefix(request: &Request<Bytes>) -> String {
    parameter(request, "prefix").unwrap_or_default()
}
