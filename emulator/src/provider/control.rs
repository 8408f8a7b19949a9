//! What tests do with the provider.

use std::sync::Arc;

use super::application::Application;
use super::endpoint::{Endpoint, RequestCounts};
use super::error::ProviderError;
use super::failure::{Failure, TokenFlaw};
use super::issue::Issue;
use super::scope::Scope;
use super::store::Grant;
use super::tokens::Tokens;
use super::{OpenIdProvider, TEST_APP_ID};
use crate::sync::lock;

impl OpenIdProvider {
    /// Registers an application, in place of the one with the same id if there is one.
    pub fn register(&self, application: Application) -> Result<(), ProviderError> {
        let application = application.check()?;
        lock(&self.state).applications.insert(application.app_id.clone(), Arc::new(application));
        Ok(())
    }

    /// Signs a user in to [`TEST_APP_ID`] with every scope, and without a browser.
    ///
    /// `user` is a user id, username, email or phone number.
    pub fn sign_in(&self, user: &str) -> Result<Tokens, ProviderError> {
        self.sign_in_to(TEST_APP_ID, user, None)
    }

    /// As [`Self::sign_in`], to any application and with the scopes of a space-separated list. Without
    /// `offline_access` among them, there is no refresh token.
    pub fn sign_in_to(&self, app_id: &str, user: &str, scope: Option<&str>) -> Result<Tokens, ProviderError> {
        let user = self.users.named(user).ok_or(ProviderError::UnknownUser)?;
        let user_id = user.id().ok_or(ProviderError::UnknownUser)?.to_owned();
        let issuer = self.issuer("");
        let state = &mut *lock(&self.state);
        let application = state.application(app_id)?;
        let now = state.clock.now();
        let scope = scope.map_or_else(Scope::every, Scope::parse);
        let grant = state.store.add(Grant {
            app_id: app_id.to_owned(),
            user,
            user_id,
            scope: scope.clone(),
            nonce: None,
            signed_in_at: now,
        });
        let issue = Issue {
            application: &application,
            keys: &state.keys,
            issuer: &issuer,
            now,
            flaw: None,
            grant,
            scope,
            refresh_token: None,
        };
        let made = issue.run(&mut state.store).expect("the grant is there since the lock was taken");
        Ok(made.tokens)
    }

    /// Ends the life of an access token or refresh token, and of nothing else.
    pub fn expire(&self, token: &str) -> Result<(), ProviderError> {
        let state = &mut *lock(&self.state);
        state.store.expire(token, state.clock.now())
    }

    /// Revokes the sign-in that an access token or refresh token comes from, with all of its tokens.
    pub fn revoke(&self, token: &str) -> Result<(), ProviderError> {
        let mut state = lock(&self.state);
        let grant = state.store.grant_of(token).ok_or(ProviderError::UnknownToken)?;
        state.store.revoke(grant);
        Ok(())
    }

    /// Makes the next request to an endpoint fail, behind the failures that wait for it already.
    pub fn fail_next(&self, endpoint: Endpoint, failure: Failure) {
        lock(&self.state).failures.add(endpoint, failure);
    }

    /// Spoils the next successful token response, behind the flaws that wait already.
    pub fn spoil_next(&self, flaw: TokenFlaw) {
        lock(&self.state).failures.add_flaw(flaw);
    }

    /// Signs with a new key from now on. The key set shows it and the one before.
    pub fn roll_over_key(&self) {
        lock(&self.state).keys.roll_over();
    }

    /// Sets the provider's clock off by this many seconds. What it issued expires by that clock, too.
    pub fn set_clock_offset(&self, seconds: i64) {
        lock(&self.state).clock.set_offset(seconds);
    }

    /// How many requests each endpoint got.
    #[must_use]
    pub fn request_counts(&self) -> RequestCounts {
        lock(&self.state).counts
    }
}
