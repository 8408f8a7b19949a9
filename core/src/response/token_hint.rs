//! What a rejected token says of itself. Its signature is not verified: good for a hint, never for a decision.

use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde::de::IgnoredAny;

#[derive(Deserialize)]
struct Claims {
    exp: Option<u64>,
    nonce: Option<IgnoredAny>,
    at_hash: Option<IgnoredAny>,
    scope: Option<IgnoredAny>,
}

/// A likely reason why `token` was rejected, when the token itself shows one.
pub(super) fn token_hint(token: &str) -> Option<String> {
    let payload = URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
    let claims: Claims = serde_json::from_slice(&payload).ok()?;
    if claims.scope.is_none() && (claims.nonce.is_some() || claims.at_hash.is_some()) {
        return Some("This looks like an ID token: pass the access token instead.".into());
    }
    let expiry = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(claims.exp?))?;
    let age = SystemTime::now().duration_since(expiry).ok()?;
    Some(format!("The token expired {} s ago: refresh it and repeat the call.", age.as_secs()))
}
