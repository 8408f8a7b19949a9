//! The endpoints for applications: token, revocation, introspection.

use bytes::Bytes;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue, WWW_AUTHENTICATE};
use hyper::{Request, Response, StatusCode};
use serde_json::{Value, json};

use super::{Context, refusal};
use crate::provider::{Issued, OAuthError, Parameters};
use crate::reply::{PacedBody, envelope};

pub(super) fn token(context: &Context, request: &Request<Bytes>) -> Response<PacedBody> {
    let issue = |form: &Parameters| context.provider.token(authorization(request), form, &context.issuer);
    respond(request, issue, |issued| envelope::json_response(StatusCode::OK, &body(issued)))
}

pub(super) fn revocation(context: &Context, request: &Request<Bytes>) -> Response<PacedBody> {
    let revoke = |form: &Parameters| context.provider.revocation(authorization(request), form);
    respond(request, revoke, |()| envelope::response(StatusCode::OK, Bytes::new()))
}

pub(super) fn introspection(context: &Context, request: &Request<Bytes>) -> Response<PacedBody> {
    let introspect =
        |form: &Parameters| context.provider.introspection(authorization(request), form, &context.issuer);
    respond(request, introspect, |facts| envelope::json_response(StatusCode::OK, &facts))
}

fn respond<T>(
    request: &Request<Bytes>,
    act: impl FnOnce(&Parameters) -> Result<T, OAuthError>,
    success: impl FnOnce(T) -> Response<PacedBody>,
) -> Response<PacedBody> {
    match form(request).and_then(|form| act(&form)) {
        Ok(value) => success(value),
        Err(error) => {
            let mut response = refusal(&error);
            if response.status() == StatusCode::UNAUTHORIZED && authorization(request).is_some() {
                let challenge = HeaderValue::from_static("Basic realm=\"GenAuth emulator\"");
                response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
            }
            response
        }
    }
}

fn authorization(request: &Request<Bytes>) -> Option<&str> {
    request.headers().get(AUTHORIZATION)?.to_str().ok()
}

fn form(request: &Request<Bytes>) -> Result<Parameters, OAuthError> {
    let content_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Ok(Parameters::parse(request.body()));
    }
    let description = "only application/x-www-form-urlencoded content-type bodies are supported";
    Err(OAuthError::invalid_request(description))
}

fn body(issued: Issued) -> Value {
    let tokens = issued.tokens;
    let mut body = json!({ "access_token": tokens.access_token, "expires_in": issued.expires_in });
    if let Some(token) = tokens.id_token {
        body["id_token"] = token.into();
    }
    if let Some(token) = tokens.refresh_token {
        body["refresh_token"] = token.into();
    }
    body["scope"] = tokens.scope.into();
    body["token_type"] = "Bearer".into();
    body
}
