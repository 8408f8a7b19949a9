//! The two grants of the token endpoint.

use std::time::Duration;

use super::application::{Application, Rotation};
use super::digest;
use super::error::OAuthError;
use super::issue::{Issue, insert_refresh_token};
use super::parameters::Parameters;
use super::scope::Scope;
use super::state::State;
use super::store::RefreshToken;
use super::tokens::Issued;

/// A sign-in this old is not rotated any more.
const ROTATION_ENDS: Duration = Duration::from_secs(31_557_600);

pub(super) fn code(
    state: &mut State,
    application: &Application,
    parameters: &Parameters,
    issuer: &str,
) -> Result<Issued, OAuthError> {
    let presented = parameters.require("code")?;
    let redirect_uri = parameters.require("redirect_uri")?;
    let now = state.clock.now();
    let code = state.store.codes.get(presented).ok_or_else(OAuthError::invalid_grant)?;
    let grant = state.store.grant(code.grant).ok_or_else(OAuthError::invalid_grant)?;
    let challenge = parameters.get("code_verifier").map(digest::challenge);
    if grant.app_id != application.app_id
        || now >= code.expires_at
        || challenge != code.challenge
        || redirect_uri != code.redirect_uri
    {
        return Err(OAuthError::invalid_grant());
    }
    let (id, scope) = (code.grant, grant.scope.clone());
    if code.is_used {
        // Somebody else may have used it.
        state.store.revoke(id);
        return Err(OAuthError::invalid_grant());
    }
    if let Some(code) = state.store.codes.get_mut(presented) {
        code.is_used = true;
    }
    let flaw = state.failures.next_flaw();
    let issue =
        Issue { application, keys: &state.keys, issuer, now, flaw, grant: id, scope, refresh_token: None };
    issue.run(&mut state.store).ok_or_else(OAuthError::invalid_grant)
}

pub(super) fn refresh(
    state: &mut State,
    application: &Application,
    parameters: &Parameters,
    issuer: &str,
) -> Result<Issued, OAuthError> {
    let presented = parameters.require("refresh_token")?;
    let now = state.clock.now();
    let token = state.store.refresh_tokens.get(presented).ok_or_else(OAuthError::invalid_grant)?.clone();
    let grant = state.store.grant(token.grant).ok_or_else(OAuthError::invalid_grant)?;
    if grant.app_id != application.app_id || now >= token.expires_at {
        return Err(OAuthError::invalid_grant());
    }
    let scope = parameters.get("scope").map_or_else(|| grant.scope.clone(), Scope::parse);
    if !grant.scope.contains(&scope) {
        return Err(OAuthError::new("invalid_scope", "refresh token missing requested scope"));
    }
    let signed_in_at = grant.signed_in_at;
    let grace = Duration::from_secs(application.reuse_grace_seconds);
    if token.rotated_at.is_some_and(|rotated_at| now >= rotated_at + grace) {
        // Two have this token now, and one of them stole it.
        state.store.revoke(token.grant);
        return Err(OAuthError::invalid_grant());
    }
    let rotates = token.rotated_at.is_some() || rotates(application, &token, signed_in_at, now);
    let refresh_token = if rotates {
        if let Some(token) = state.store.refresh_tokens.get_mut(presented) {
            token.rotated_at.get_or_insert(now);
        }
        let expires_at = expiry_of_next(application, &token, now);
        insert_refresh_token(&mut state.store, token.grant, now, expires_at)
    } else {
        presented.to_owned()
    };
    let flaw = state.failures.next_flaw();
    let issue = Issue {
        application,
        keys: &state.keys,
        issuer,
        now,
        flaw,
        grant: token.grant,
        scope,
        refresh_token: Some(refresh_token),
    };
    issue.run(&mut state.store).ok_or_else(OAuthError::invalid_grant)
}

fn rotates(application: &Application, token: &RefreshToken, signed_in_at: Duration, now: Duration) -> bool {
    match application.rotation {
        Rotation::Always => true,
        Rotation::Never => false,
        Rotation::Standard if now.saturating_sub(signed_in_at) >= ROTATION_ENDS => false,
        Rotation::Standard if application.is_public() => true,
        Rotation::Standard => {
            let life = token.expires_at.saturating_sub(token.issued_at);
            now.saturating_sub(token.issued_at) * 10 >= life * 7
        }
    }
}

/// In a browser, without a secret, the session ends when the first token would have: a thief gains no time.
fn expiry_of_next(application: &Application, token: &RefreshToken, now: Duration) -> Duration {
    if application.is_public() && !application.native {
        token.expires_at
    } else {
        now + Duration::from_secs(application.refresh_token_seconds)
    }
}
