//! What tests do with the `OpenID` provider, over HTTP.

use bytes::Bytes;
use hyper::{Request, Response, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::Service;
use super::body::respond;
use crate::provider::{Application, Endpoint, Failure, ProviderError, TEST_APP_ID, TokenFlaw};
use crate::reply::{PacedBody, envelope};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignIn {
    user: String,
    app_id: Option<String>,
    scope: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Token {
    token: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Clock {
    offset_seconds: i64,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected `endpoint` and `failure`, or `token_flaw`")]
enum NextFailure {
    Endpoint { endpoint: Endpoint, failure: Failure },
    Token { token_flaw: TokenFlaw },
}

pub(super) fn register(service: &Service, request: &Request<Bytes>) -> Response<PacedBody> {
    respond(request, |application: Application| done(service.provider.register(application)))
}

pub(super) fn sign_in(service: &Service, request: &Request<Bytes>) -> Response<PacedBody> {
    respond(request, |SignIn { user, app_id, scope }| {
        let app_id = app_id.as_deref().unwrap_or(TEST_APP_ID);
        Ok::<_, ProviderError>(json!(service.provider.sign_in_to(app_id, &user, scope.as_deref())?))
    })
}

pub(super) fn expire(service: &Service, request: &Request<Bytes>) -> Response<PacedBody> {
    respond(request, |Token { token }| done(service.provider.expire(&token)))
}

pub(super) fn revoke(service: &Service, request: &Request<Bytes>) -> Response<PacedBody> {
    respond(request, |Token { token }| done(service.provider.revoke(&token)))
}

pub(super) fn fail_next(service: &Service, request: &Request<Bytes>) -> Response<PacedBody> {
    respond(request, |next| {
        match next {
            NextFailure::Endpoint { endpoint, failure } => service.provider.fail_next(endpoint, failure),
            NextFailure::Token { token_flaw } => service.provider.spoil_next(token_flaw),
        }
        done(Ok(()))
    })
}

pub(super) fn roll_over_key(service: &Service, _: &Request<Bytes>) -> Response<PacedBody> {
    service.provider.roll_over_key();
    envelope::json_response(StatusCode::OK, &json!({}))
}

pub(super) fn set_clock(service: &Service, request: &Request<Bytes>) -> Response<PacedBody> {
    respond(request, |Clock { offset_seconds }| {
        service.provider.set_clock_offset(offset_seconds);
        done(Ok(()))
    })
}

pub(super) fn request_counts(service: &Service, _: &Request<Bytes>) -> Response<PacedBody> {
    envelope::json_response(StatusCode::OK, &json!(service.provider.request_counts()))
}

fn done(outcome: Result<(), ProviderError>) -> Result<Value, ProviderError> {
    outcome.map(|()| json!({}))
}
