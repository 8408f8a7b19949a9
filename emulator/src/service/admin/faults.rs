//! The faults that are switched on.

use bytes::Bytes;
use hyper::{Request, Response, StatusCode};
use serde_json::json;

use super::super::{Service, UnknownUser};
use super::body;
use crate::faults::Standing;
use crate::reply::{PacedBody, envelope};

pub(super) fn list(service: &Service, _: &Request<Bytes>) -> Response<PacedBody> {
    listed(service)
}

pub(super) fn set(service: &Service, request: &Request<Bytes>) -> Response<PacedBody> {
    body::respond(request, |standing: Standing| {
        service.set_fault(standing)?;
        Ok::<_, UnknownUser>(json!(service.faults.list()))
    })
}

pub(super) fn clear(service: &Service, request: &Request<Bytes>) -> Response<PacedBody> {
    service.faults.clear(body::parameter(request, "kind").as_deref());
    listed(service)
}

fn listed(service: &Service) -> Response<PacedBody> {
    envelope::json_response(StatusCode::OK, &json!(service.faults.list()))
}
