//! The discovery document and the key set.

use bytes::Bytes;
use hyper::{Request, Response, StatusCode};
use serde_json::json;

use super::Context;
use crate::provider::{Endpoint, SUPPORTED_SCOPES};
use crate::reply::{PacedBody, envelope};

pub(super) fn discovery(context: &Context, request: &Request<Bytes>) -> Response<PacedBody> {
    // Endpoints stay where this document is, whatever the issuer calls itself.
    let base = request.uri().path().strip_suffix(Endpoint::Discovery.path()).unwrap_or_default();
    let at = |endpoint: Endpoint| format!("{}{base}{}", context.provider.url(), endpoint.path());
    let auth = json!(["client_secret_post", "client_secret_basic", "none"]);
    let document = json!({
        "issuer": context.issuer,
        "authorization_endpoint": at(Endpoint::Authorization),
        "token_endpoint": at(Endpoint::Token),
        "revocation_endpoint": at(Endpoint::Revocation),
        "introspection_endpoint": at(Endpoint::Introspection),
        "end_session_endpoint": at(Endpoint::EndSession),
        "userinfo_endpoint": at(Endpoint::UserInfo),
        "jwks_uri": at(Endpoint::Keys),
        "scopes_supported": SUPPORTED_SCOPES,
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256", "HS256"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": auth,
        "revocation_endpoint_auth_methods_supported": auth,
        "introspection_endpoint_auth_methods_supported": auth,
        "authorization_response_iss_parameter_supported": !context.provider.settings.anonymous_redirects,
    });
    envelope::json_response(StatusCode::OK, &document)
}

pub(super) fn keys(context: &Context, _: &Request<Bytes>) -> Response<PacedBody> {
    envelope::json_response(StatusCode::OK, &context.provider.key_set())
}
