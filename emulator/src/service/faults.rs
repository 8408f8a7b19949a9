//! What a fault that is switched on does to a request.

use std::time::Duration;

use bytes::Bytes;
use hyper::{Request, Response, StatusCode};
use serde_json::json;

use super::{Plan, Service, oidc, profile};
use crate::faults::{Fault, Met};
use crate::provider::{Endpoint, Parameters};
use crate::reply::{self, FaultyReply, PacedBody, Reply, envelope};

/// Longer than any client waits.
const FOREVER: Duration = Duration::from_secs(24 * 60 * 60);

/// The plan of an endpoint, unless a fault comes first.
pub(super) fn plan(service: &Service, request: &Request<Bytes>, usual: impl FnOnce() -> Plan) -> Plan {
    let Met { delay, fault } = service.faults.meet(|| user(service, request));
    let plan = match fault {
        None => usual(),
        Some(fault) => faulty(&fault, request),
    };
    Plan { delay: plan.delay + delay, ..plan }
}

fn faulty(fault: &Fault, request: &Request<Bytes>) -> Plan {
    let reset = Reply::Faulty(FaultyReply::Nothing(reply::Fault::Reset));
    let (delay, reply) = match fault {
        Fault::RateLimited { retry_after } => (
            Duration::ZERO,
            Reply::Http(envelope::try_later(StatusCode::TOO_MANY_REQUESTS, Some(*retry_after))),
        ),
        Fault::Unavailable { retry_after } => {
            (Duration::ZERO, Reply::Http(envelope::try_later(StatusCode::SERVICE_UNAVAILABLE, *retry_after)))
        }
        Fault::SuspendedUser { .. } => (Duration::ZERO, Reply::Http(refused(request, envelope::locked))),
        Fault::SessionEnded { .. } => {
            (Duration::ZERO, Reply::Http(refused(request, envelope::not_logged_in)))
        }
        Fault::Slow { milliseconds } => (Duration::from_millis(u64::from(*milliseconds)), reset),
        Fault::Hang => (FOREVER, reset),
        Fault::Reset => (Duration::ZERO, reset),
    };
    Plan { is_recorded: true, turn: None, delay, reply }
}

/// What an endpoint says to the token of a user whom it refuses; `refusal` is what the service itself says.
fn refused(request: &Request<Bytes>, refusal: fn() -> Response<PacedBody>) -> Response<PacedBody> {
    match oidc::endpoint(request.uri().path()) {
        Some((Endpoint::Token, _)) => oidc::invalid_grant(),
        Some((Endpoint::UserInfo, _)) => oidc::invalid_token(),
        Some(_) => envelope::json_response(StatusCode::OK, &json!({ "active": false })),
        None => refusal(),
    }
}

/// Whose request it is; nobody's, if no token of a user matters to it.
fn user(service: &Service, request: &Request<Bytes>) -> Option<String> {
    let form = Parameters::parse(request.body());
    let token = match oidc::endpoint(request.uri().path()) {
        Some((Endpoint::Token, _)) => form.get("refresh_token"),
        Some((Endpoint::Introspection, _)) => form.get("token"),
        Some((Endpoint::UserInfo, _)) | None => profile::token(request.headers()),
        Some(_) => None,
    }?;
    let own = service.users.access(token).and_then(|access| access.user.id().map(str::to_owned));
    own.or_else(|| service.provider.user_of(token))
}
