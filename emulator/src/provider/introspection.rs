//! What a token is worth, as the introspection endpoint tells.

use std::time::Duration;

use serde_json::{Value, json};

use super::application::Application;
use super::scope::Scope;
use super::state::State;
use super::store::Grant;

/// What is the same for tokens of either kind.
struct Facts<'a> {
    grant: &'a Grant,
    scope: &'a Scope,
    issued_at: Duration,
    expires_at: Duration,
    is_used_up: bool,
    kind: Option<&'static str>,
}

/// An application without a secret learns about its own tokens alone.
pub(super) fn introspect(state: &State, application: &Application, token: &str, issuer: &str) -> Value {
    let live = |facts: &Facts<'_>| !facts.is_used_up && state.clock.now() < facts.expires_at;
    let own = |facts: &Facts<'_>| !application.is_public() || facts.grant.app_id == application.app_id;
    let Some(facts) = facts(state, token).filter(live).filter(own) else {
        return json!({ "active": false });
    };
    let mut response = json!({
        "active": true,
        "sub": facts.grant.user_id,
        "client_id": facts.grant.app_id,
        "exp": facts.expires_at.as_secs(),
        "iat": facts.issued_at.as_secs(),
        "iss": issuer,
        "scope": facts.scope.to_string(),
    });
    if let Some(kind) = facts.kind {
        response["token_type"] = kind.into();
    }
    response
}

fn facts<'a>(state: &'a State, token: &str) -> Option<Facts<'a>> {
    let grant = state.store.grant(state.store.grant_of(token)?)?;
    if let Some(access) = state.store.access_tokens.get(token) {
        let (issued_at, expires_at) = (access.issued_at, access.expires_at);
        let kind = Some("Bearer");
        return Some(Facts { grant, scope: &access.scope, issued_at, expires_at, is_used_up: false, kind });
    }
    let refresh = state.store.refresh_tokens.get(token)?;
    let (issued_at, expires_at) = (refresh.issued_at, refresh.expires_at);
    let is_used_up = refresh.rotated_at.is_some();
    Some(Facts { grant, scope: &grant.scope, issued_at, expires_at, is_used_up, kind: None })
}
