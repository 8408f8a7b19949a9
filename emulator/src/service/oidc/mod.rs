//! The `OpenID` provider over HTTP.

mod authorize;
mod client;
mod logout;
mod metadata;
mod page;
mod user_info;

use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use bytes::Bytes;
use hyper::header::{CACHE_CONTROL, DATE, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};
use serde_json::json;

use super::Plan;
use super::routes::{self, Route};
use crate::provider::{Endpoint, Failure, OAuthError, OpenIdProvider, Parameters};
use crate::reply::{Fault, FaultyReply, PacedBody, Reply, envelope};

/// What a handler knows beside its request.
struct Context {
    provider: Arc<OpenIdProvider>,
    issuer: String,
    /// The error that was asked for, where the handler has to deliver it.
    refusal: Option<OAuthError>,
}

static ROUTES: [Route<Context>; 10] = [
    Route { method: Method::GET, path: Endpoint::Authorization.path(), handler: authorize::get },
    Route { method: Method::POST, path: Endpoint::Authorization.path(), handler: authorize::post },
    Route { method: Method::POST, path: Endpoint::Token.path(), handler: client::token },
    Route { method: Method::POST, path: Endpoint::Revocation.path(), handler: client::revocation },
    Route { method: Method::POST, path: Endpoint::Introspection.path(), handler: client::introspection },
    Route { method: Method::GET, path: Endpoint::EndSession.path(), handler: logout::get },
    Route { method: Method::POST, path: Endpoint::EndSession.path(), handler: logout::post },
    Route { method: Method::GET, path: Endpoint::UserInfo.path(), handler: user_info::get },
    Route { method: Method::GET, path: Endpoint::Discovery.path(), handler: metadata::discovery },
    Route { method: Method::GET, path: Endpoint::Keys.path(), handler: metadata::keys },
];

/// The endpoint of a path, and what stands before it.
pub(super) fn endpoint(path: &str) -> Option<(Endpoint, &str)> {
    Endpoint::ALL.into_iter().find_map(|endpoint| Some((endpoint, path.strip_suffix(endpoint.path())?)))
}

pub(super) fn plan(
    provider: &Arc<OpenIdProvider>,
    endpoint: Endpoint,
    base: &str,
    request: &Request<Bytes>,
) -> Plan {
    let form = Parameters::parse(request.body());
    let failure = provider.begin(endpoint, form.get("grant_type"));
    let mut context =
        Context { provider: Arc::clone(provider), issuer: provider.issuer(base), refusal: None };
    let delay = failure.as_ref().map_or(Duration::ZERO, Failure::delay);
    let reply = match failure {
        None | Some(Failure::Slow { .. }) => respond(&context, request),
        Some(Failure::RequestLost) => Reply::Faulty(FaultyReply::Nothing(Fault::Close)),
        Some(Failure::ResponseLost) => {
            respond(&context, request);
            Reply::Faulty(FaultyReply::Nothing(Fault::Close))
        }
        Some(Failure::Unavailable { retry_after }) => {
            Reply::Http(envelope::try_later(StatusCode::SERVICE_UNAVAILABLE, retry_after))
        }
        Some(Failure::TooManyRequests { retry_after }) => {
            Reply::Http(envelope::try_later(StatusCode::TOO_MANY_REQUESTS, retry_after))
        }
        Some(Failure::OauthError { error }) => {
            let error = OAuthError::new(error, "the emulator was told to respond so");
            if endpoint == Endpoint::Authorization {
                context.refusal = Some(error);
                respond(&context, request)
            } else {
                Reply::Http(refusal(&error))
            }
        }
    };
    Plan { is_recorded: true, turn: None, delay, reply }
}

fn respond(context: &Context, request: &Request<Bytes>) -> Reply {
    let mut response = routes::dispatch(&ROUTES, context, request);
    let now = httpdate::fmt_http_date(UNIX_EPOCH + context.provider.now());
    response.headers_mut().insert(DATE, HeaderValue::from_str(&now).expect("a date is visible ASCII"));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Reply::Http(response)
}

/// The token endpoint's response to a refresh token that is worth nothing.
pub(super) fn invalid_grant() -> Response<PacedBody> {
    refusal(&OAuthError::invalid_grant())
}

pub(super) fn invalid_token() -> Response<PacedBody> {
    user_info::refusal()
}

fn refusal(error: &OAuthError) -> Response<PacedBody> {
    let status = match &*error.error {
        "invalid_client" | "invalid_token" => StatusCode::UNAUTHORIZED,
        _ => StatusCode::BAD_REQUEST,
    };
    let body = json!({ "error": error.error, "error_description": error.description });
    envelope::json_response(status, &body)
}

fn query(request: &Request<Bytes>) -> Parameters {
    Parameters::parse(request.uri().query().unwrap_or_default().as_bytes())
}
