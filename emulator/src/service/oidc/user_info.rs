//! The user-info endpoint.

use bytes::Bytes;
use hyper::header::{AUTHORIZATION, HeaderMap, HeaderValue, WWW_AUTHENTICATE};
use hyper::{Request, Response, StatusCode};
use serde_json::Value;

use super::Context;
use crate::provider::OAuthError;
use crate::reply::{PacedBody, envelope};

pub(super) fn get(context: &Context, request: &Request<Bytes>) -> Response<PacedBody> {
    if let Some(claims) = bearer(request.headers()).and_then(|token| context.provider.user_info(token)) {
        return envelope::json_response(StatusCode::OK, &Value::Object(claims));
    }
    refusal()
}

pub(super) fn refusal() -> Response<PacedBody> {
    let mut response = super::refusal(&OAuthError::invalid_token());
    let challenge = HeaderValue::from_static("Bearer realm=\"GenAuth emulator\", error=\"invalid_token\"");
    response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
    response
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
