//! What the endpoints do.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value};

use super::authorization::{self, Authorization, Refusal};
use super::endpoint::Endpoint;
use super::error::OAuthError;
use super::failure::Failure;
use super::logout::{self, Logout};
use super::parameters::Parameters;
use super::scope::OFFLINE_ACCESS;
use super::store::{Code, Grant};
use super::tokens::Issued;
use super::{OpenIdProvider, claims, client_auth, exchange, introspection, random};
use crate::sync::lock;
use crate::users::User;

impl OpenIdProvider {
    /// Counts a request, and says what goes wrong with it.
    pub(crate) fn begin(&self, endpoint: Endpoint, grant_type: Option<&str>) -> Option<Failure> {
        let mut state = lock(&self.state);
        state.counts.count(endpoint, grant_type);
        state.failures.next(endpoint)
    }

    pub(crate) fn key_set(&self) -> Value {
        lock(&self.state).keys.public()
    }

    pub(crate) fn check_authorization(
        &self,
        parameters: &Parameters,
        issuer: &str,
    ) -> Result<Authorization, Refusal> {
        let app_id = parameters.require("client_id").map_err(Refusal::Page)?;
        let unknown = |_| Refusal::Page(OAuthError::new("invalid_client", "client is invalid"));
        let application = lock(&self.state).application(app_id).map_err(unknown)?;
        let issuer = (!self.settings.anonymous_redirects).then_some(issuer);
        authorization::check(&application, parameters, issuer)
    }

    /// Signs a user in and returns the code.
    pub(crate) fn authorize(&self, request: &Authorization, user: &Arc<User>) -> Result<String, OAuthError> {
        let user_id = user.id().ok_or_else(|| OAuthError::new("access_denied", "the user has no id"))?;
        let state = &mut *lock(&self.state);
        let application = state.application(&request.app_id);
        let application = application.map_err(|_| OAuthError::new("invalid_client", "client is invalid"))?;
        let now = state.clock.now();
        let grant = state.store.add(Grant {
            app_id: request.app_id.clone(),
            user: Arc::clone(user),
            user_id: user_id.to_owned(),
            scope: request.scope.clone(),
            nonce: request.nonce.clone(),
            signed_in_at: now,
        });
        let code = random::token();
        state.store.codes.insert(
            code.clone(),
            Code {
                grant,
                redirect_uri: request.redirect.uri.clone(),
                challenge: request.challenge.clone(),
                expires_at: now + Duration::from_secs(application.code_seconds),
                is_used: false,
            },
        );
        Ok(code)
    }

    /// The token endpoint; `authorization` is the header's value.
    pub(crate) fn token(
        &self,
        authorization: Option<&str>,
        parameters: &Parameters,
        issuer: &str,
    ) -> Result<Issued, OAuthError> {
        let state = &mut *lock(&self.state);
        let application = client_auth::authenticate(&state.applications, authorization, parameters)?;
        parameters.reject_repeated()?;
        match parameters.require("grant_type")? {
            "authorization_code" => exchange::code(state, &application, parameters, issuer),
            "refresh_token" => exchange::refresh(state, &application, parameters, issuer),
            _ => Err(OAuthError::new("unsupported_grant_type", "unsupported grant_type requested")),
        }
    }

    /// The revocation endpoint: an unknown token, and one of another application, are not an error.
    pub(crate) fn revocation(
        &self,
        authorization: Option<&str>,
        parameters: &Parameters,
    ) -> Result<(), OAuthError> {
        let state = &mut *lock(&self.state);
        let application = client_auth::authenticate(&state.applications, authorization, parameters)?;
        parameters.reject_repeated()?;
        if let Some(id) = state.store.grant_of(parameters.require("token")?)
            && state.store.grant(id).is_some_and(|grant| grant.app_id == application.app_id)
        {
            state.store.revoke(id);
        }
        Ok(())
    }

    pub(crate) fn introspection(
        &self,
        authorization: Option<&str>,
        parameters: &Parameters,
        issuer: &str,
    ) -> Result<Value, OAuthError> {
        let state = lock(&self.state);
        let application = client_auth::authenticate(&state.applications, authorization, parameters)?;
        parameters.reject_repeated()?;
        Ok(introspection::introspect(&state, &application, parameters.require("token")?, issuer))
    }

    pub(crate) fn check_logout(&self, parameters: &Parameters) -> Result<Logout, OAuthError> {
        logout::check(&lock(&self.state), parameters)
    }

    /// Offline sessions outlive it: that is what they are for.
    pub(crate) fn log_out(&self, logout: &Logout) {
        let Some(session) = &logout.session else { return };
        lock(&self.state).store.revoke_where(|grant| {
            grant.app_id == session.app_id
                && grant.user_id == session.user_id
                && !grant.scope.has(OFFLINE_ACCESS)
        });
    }

    /// The user id of the sign-in that an access token or refresh token comes from.
    pub(crate) fn user_of(&self, token: &str) -> Option<String> {
        let state = lock(&self.state);
        Some(state.store.grant(state.store.grant_of(token)?)?.user_id.clone())
    }

    /// The claims for the user-info endpoint.
    pub(crate) fn user_info(&self, token: &str) -> Option<Map<String, Value>> {
        self.with_access(token, |grant, scope| scope.has("openid").then(|| claims::of(grant, scope)))?
    }
}
