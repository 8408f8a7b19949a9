//! Tokens are made here.

use std::time::Duration;

use serde_json::{Value, json};

use super::application::Application;
use super::claims;
use super::digest;
use super::failure::TokenFlaw;
use super::jwt::Signer;
use super::keys::Keys;
use super::random;
use super::scope::{OFFLINE_ACCESS, Scope};
use super::store::{AccessToken, Grant, GrantId, RefreshToken, Store};
use super::tokens::{Issued, Tokens};

/// Seconds; more than the skew that any client allows.
const EXPIRED_FOR: u64 = 24 * 60 * 60;

/// All that tokens are made of.
pub(super) struct Issue<'a> {
    pub(super) application: &'a Application,
    pub(super) keys: &'a Keys,
    pub(super) issuer: &'a str,
    pub(super) now: Duration,
    pub(super) flaw: Option<TokenFlaw>,
    pub(super) grant: GrantId,
    pub(super) scope: Scope,
    /// The one to return; without it, a new one is made if the scope asks for it.
    pub(super) refresh_token: Option<String>,
}

impl Issue<'_> {
    /// Absent when the grant is revoked.
    pub(super) fn run(self, store: &mut Store) -> Option<Issued> {
        let grant = store.grant(self.grant)?;
        let lifetime = self.application.access_token_seconds;
        let expires_at = self.now + Duration::from_secs(lifetime);
        let access_token = self.access_token(grant, expires_at);
        let id_token = self.scope.has("openid").then(|| self.id_token(grant, &access_token));
        let is_offline = grant.scope.has(OFFLINE_ACCESS);

        let access =
            AccessToken { grant: self.grant, scope: self.scope.clone(), issued_at: self.now, expires_at };
        store.access_tokens.insert(access_token.clone(), access);
        let new = || {
            let expires_at = self.now + Duration::from_secs(self.application.refresh_token_seconds);
            insert_refresh_token(store, self.grant, self.now, expires_at)
        };
        let refresh_token = self.refresh_token.or_else(|| is_offline.then(new));
        let tokens = Tokens {
            access_token,
            refresh_token: refresh_token.filter(|_| self.flaw != Some(TokenFlaw::NoRefreshToken)),
            id_token: id_token.filter(|_| self.flaw != Some(TokenFlaw::NoIdToken)),
            expires_at: expires_at.as_secs(),
            scope: self.scope.to_string(),
        };
        Some(Issued { tokens, expires_in: lifetime })
    }

    fn access_token(&self, grant: &Grant, expires_at: Duration) -> String {
        Signer::Rs256(self.keys).sign(&json!({
            "jti": random::token(),
            "iss": self.issuer,
            "sub": grant.user_id,
            "aud": grant.app_id,
            "scope": self.scope.to_string(),
            "iat": self.now.as_secs(),
            "exp": expires_at.as_secs(),
        }))
    }

    fn id_token(&self, grant: &Grant, access_token: &str) -> String {
        let is = |flaw| self.flaw == Some(flaw);
        let iat = self.now.as_secs();
        let lifetime = self.application.id_token_seconds;
        let mut claims = claims::of(grant, &self.scope);
        let mut set = |claim: &str, value: Value| claims.insert(claim.to_owned(), value);
        set(
            "iss",
            if is(TokenFlaw::WrongIssuer) { "https://other.example.com/oidc" } else { self.issuer }.into(),
        );
        set("aud", if is(TokenFlaw::WrongAudience) { "another-application" } else { &grant.app_id }.into());
        set(
            "iat",
            if is(TokenFlaw::Expired) { iat.saturating_sub(lifetime + EXPIRED_FOR) } else { iat }.into(),
        );
        set(
            "exp",
            if is(TokenFlaw::Expired) { iat.saturating_sub(EXPIRED_FOR) } else { iat + lifetime }.into(),
        );
        set("auth_time", grant.signed_in_at.as_secs().into());
        set("at_hash", digest::half(access_token).into());
        if is(TokenFlaw::WrongNonce) {
            set("nonce", random::token().into());
        } else if let Some(nonce) = &grant.nonce {
            set("nonce", nonce.as_str().into());
        }
        let signer =
            if is(TokenFlaw::Unsigned) { Signer::Nothing } else { Signer::of(self.application, self.keys) };
        let claims = Value::Object(claims);
        let token = signer.sign(&claims);
        if !is(TokenFlaw::WrongSignature) {
            return token;
        }
        let other = signer.sign(&json!({}));
        let message = token.rsplit_once('.').map(|(message, _)| message).unwrap_or_default();
        let signature = other.rsplit_once('.').map(|(_, signature)| signature).unwrap_or_default();
        format!("{message}.{signature}")
    }
}

pub(super) fn insert_refresh_token(
    store: &mut Store,
    grant: GrantId,
    issued_at: Duration,
    expires_at: Duration,
) -> String {
    let token = random::token();
    let refresh = RefreshToken { grant, issued_at, expires_at, rotated_at: None };
    store.refresh_tokens.insert(token.clone(), refresh);
    token
}
