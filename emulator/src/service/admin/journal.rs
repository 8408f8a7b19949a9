//! What the emulator has recorded, and the connections it has counted.

use std::borrow::Cow;

use bytes::Bytes;
use hyper::{Request, Response, StatusCode};
use serde_json::json;

use super::super::Service;
use crate::reply::{PacedBody, envelope};

pub(super) fn list(service: &Service, request: &Request<Bytes>) -> Response<PacedBody> {
    envelope::json_response(StatusCode::OK, &json!(service.journal.requests(&prefix(request))))
}

pub(super) fn clear(service: &Service, request: &Request<Bytes>) -> Response<PacedBody> {
    service.journal.clear(&prefix(request));
    envelope::json_response(StatusCode::OK, &json!([]))
}

pub(super) fn connections(service: &Service, _: &Request<Bytes>) -> Response<PacedBody> {
    envelope::json_response(StatusCode::OK, &json!(service.journal.connections()))
}

fn prefix(request: &Request<Bytes>) -> Cow<'_, str> {
    let query = request.uri().query().unwrap_or_default().as_bytes();
    let prefix = form_urlencoded::parse(query).find(|(key, _)| key == "prefix");
    prefix.map(|(_, value)| value).unwrap_or_default()
}
