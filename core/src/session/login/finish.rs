//! The end of a login: the code becomes a session.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::redirect::Redirect;
use super::{Begun, refused};
use crate::call::{Context, Job};
use crate::error::{Error, ErrorKind};
use crate::model::{Secret, TokenSet};
use crate::operation::{ExchangeCode, Issued, Provider};
use crate::session::Session;
use crate::session::id_token::{Claims, Expected, discovered, keys_for, verify};
use crate::session::state::{State, Tokens};

/// The job behind [`Login::finish`](super::Login::finish).
pub struct FinishLogin {
    pub(super) login: Arc<Begun>,
    pub(super) url: Secret,
}

impl Job for FinishLogin {
    type Output = Session;

    async fn run(&self, context: Context<'_>) -> Result<Box<Session>, Error> {
        self.login.check_open()?;
        let redirect = Redirect::parse(self.url.as_str())?;
        if !redirect.is_for(&self.login.pending.state) {
            return Err(refused("the redirect belongs to another login (`state`)"));
        }
        self.login.complete(&context, redirect).await.map(Box::new)
    }
}

impl Begun {
    /// Ends the login with a redirect that belongs to it.
    pub(super) async fn complete(&self, context: &Context<'_>, redirect: Redirect) -> Result<Session, Error> {
        let named = redirect.issuer.clone();
        let code = redirect.code().inspect_err(|_| self.is_used.store(true, Ordering::Release))?;
        // Before the exchange, so that a failure costs no code.
        let provider = discovered(context).await?;
        if named.is_some_and(|named| named != provider.issuer) {
            return Err(refused("the redirect is from another issuer (`iss`)"));
        }
        let issued = self.exchange(context, code).await?;
        // The code is spent: whatever fails from here on, the same login cannot be tried again.
        let claims = self.claims(context, &provider, &issued.tokens).await.map_err(|error| {
            if error.is_retryable() {
                error
                    .with(|facts| facts.retryable = false)
                    .with_hint("The login is used up: begin another one.")
            } else {
                error
            }
        })?;
        let Issued { tokens, lifetime } = issued;
        let tokens = Tokens::new(tokens, claims, lifetime)
            .map_err(|error| error.with(|facts| facts.kind = ErrorKind::Decode))?;
        Ok(Session::new(self.pipeline.clone(), State::of(Arc::new(tokens), 0)))
    }

    /// Exchanges the code, once.
    async fn exchange(&self, context: &Context<'_>, code: Secret) -> Result<Issued, Error> {
        self.claim()?;
        let exchange = ExchangeCode {
            code,
            verifier: self.pending.code_verifier.clone().into(),
            redirect_uri: self.pending.redirect_uri.clone(),
        };
        context.ask(&exchange).await.map(|issued| *issued).inspect_err(|error| {
            // Nothing was sent, or the server was too busy to look at it: the code is still good.
            if error.is_retryable() && !error.outcome_unknown() {
                self.is_used.store(false, Ordering::Release);
            }
        })
    }

    async fn claims(
        &self,
        context: &Context<'_>,
        provider: &Provider,
        tokens: &TokenSet,
    ) -> Result<Option<Claims>, Error> {
        let Some(token) = &tokens.id_token else {
            let is_missing = self.pending.asks_for_id_token();
            return if is_missing { Err(refused("the token response has no ID token")) } else { Ok(None) };
        };
        let keys = keys_for(context, provider, token.as_str()).await?;
        let expected = Expected {
            issuer: &provider.issuer,
            prepared: &context.pipeline.prepared,
            nonce: &self.pending.nonce,
            since: self.pending.created_at,
        };
        verify(token, &expected, &keys).map(Some)
    }
}
