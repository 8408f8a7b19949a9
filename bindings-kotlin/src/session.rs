//! A signed-in user.

use std::sync::Arc;

use genauth::binding::timeout_from_seconds;
use genauth::{AccessToken, Call, Job, SignOut};

use crate::cancel::Cancel;
use crate::client::Client;
use crate::config::ConfigRecord;
use crate::error::{CallError, ErrorRecord};
use crate::event::SessionListener;
use crate::language::Language;
use crate::store::{Shared, Store};
use crate::tokens::{ClaimsRecord, TokenRecord};

/// What a sign-out achieved.
#[derive(uniffi::Record)]
#[expect(missing_docs, reason = "the facades document the fields")]
pub struct SignOutRecord {
    pub revoked: bool,
    pub store_removed: bool,
    pub revoke_error: Option<ErrorRecord>,
    pub store_error: Option<ErrorRecord>,
}

impl From<SignOut> for SignOutRecord {
    fn from(outcome: SignOut) -> Self {
        Self {
            revoked: outcome.revoked,
            store_removed: outcome.store_removed,
            revoke_error: outcome.revoke_error.as_ref().map(ErrorRecord::from),
            store_error: outcome.store_error.as_ref().map(ErrorRecord::from),
        }
    }
}

/// A signed-in user.
#[derive(Debug, uniffi::Object)]
pub struct Session(pub(crate) genauth::Session);

/// Takes up the session that a store holds. Blocks while the store reads.
#[uniffi::export]
pub fn open_session(
    language: Language,
    config: ConfigRecord,
    store: Arc<Store>,
) -> Result<Option<Arc<Session>>, CallError> {
    let session = genauth::Session::open(&config.prepare(language)?, Shared::from(store))?;
    Ok(session.map(|session| Arc::new(Session(session))))
}

#[uniffi::export]
impl Session {
    /// A session with tokens of the application's.
    #[uniffi::constructor]
    pub fn from_tokens(
        language: Language,
        config: ConfigRecord,
        tokens: TokenRecord,
    ) -> Result<Self, CallError> {
        Ok(Self(genauth::Session::from_tokens(&config.prepare(language)?, tokens.into())?))
    }

    /// Keeps the session in `store`. Blocks while the store works.
    pub fn use_store(&self, store: Arc<Store>) -> Result<(), CallError> {
        Ok(self.0.use_store(Shared::from(store))?)
    }

    /// A client for this session.
    #[must_use]
    pub fn client(&self) -> Arc<Client> {
        Arc::new(Client(self.0.client()))
    }

    /// The tokens as they are.
    #[must_use]
    pub fn tokens(&self) -> Option<TokenRecord> {
        self.0.tokens().map(TokenRecord::from)
    }

    /// Who signed in.
    #[must_use]
    pub fn claims(&self) -> Option<ClaimsRecord> {
        self.0.claims().map(ClaimsRecord::from)
    }

    /// Where to send the browser after the sign-out.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "uniffi passes options by value")]
    pub fn end_session_url(&self, post_logout_redirect_uri: Option<String>) -> String {
        self.0.end_session_url(post_logout_redirect_uri.as_deref())
    }

    /// Tells `listener` what happens.
    pub fn on_event(&self, listener: Box<dyn SessionListener>) {
        self.0.on_event(move |event| listener.on_event(event.into()));
    }

    /// A token that is fit for use.
    pub async fn access_token(
        &self,
        timeout: Option<f64>,
        cancel: Option<Arc<Cancel>>,
    ) -> Result<String, CallError> {
        let token = arranged(self.0.access_token(), timeout, cancel.as_deref())?.await?;
        Ok(token.as_str().to_owned())
    }

    /// A token that is fit for use; blocks.
    pub fn access_token_blocking(&self, timeout: Option<f64>) -> Result<String, CallError> {
        Ok(arranged(self.0.access_token(), timeout, None)?.wait()?.as_str().to_owned())
    }

    /// A token other than `rejected`.
    pub async fn access_token_after(
        &self,
        rejected: String,
        timeout: Option<f64>,
        cancel: Option<Arc<Cancel>>,
    ) -> Result<String, CallError> {
        let call = self.0.access_token_after(&AccessToken::try_from(&*rejected)?);
        Ok(arranged(call, timeout, cancel.as_deref())?.await?.as_str().to_owned())
    }

    /// A token other than `rejected`; blocks.
    #[expect(clippy::needless_pass_by_value, reason = "uniffi passes strings by value")]
    pub fn access_token_after_blocking(
        &self,
        rejected: String,
        timeout: Option<f64>,
    ) -> Result<String, CallError> {
        let call = self.0.access_token_after(&AccessToken::try_from(&*rejected)?);
        Ok(arranged(call, timeout, None)?.wait()?.as_str().to_owned())
    }

    /// Refreshes now.
    pub async fn refresh(&self, timeout: Option<f64>, cancel: Option<Arc<Cancel>>) -> Result<(), CallError> {
        Ok(arranged(self.0.refresh(), timeout, cancel.as_deref())?.await?)
    }

    /// Refreshes now; blocks.
    pub fn refresh_blocking(&self, timeout: Option<f64>) -> Result<(), CallError> {
        Ok(arranged(self.0.refresh(), timeout, None)?.wait()?)
    }

    /// Ends the session.
    pub async fn sign_out(
        &self,
        timeout: Option<f64>,
        cancel: Option<Arc<Cancel>>,
    ) -> Result<SignOutRecord, CallError> {
        Ok(arranged(self.0.sign_out(), timeout, cancel.as_deref())?.await?.into())
    }

    /// Ends the session; blocks.
    pub fn sign_out_blocking(&self, timeout: Option<f64>) -> Result<SignOutRecord, CallError> {
        Ok(arranged(self.0.sign_out(), timeout, None)?.wait()?.into())
    }
}

/// A call with the timeout and the handle that it was given.
pub(crate) fn arranged<J: Job>(
    mut call: Call<J>,
    timeout: Option<f64>,
    cancel: Option<&Cancel>,
) -> Result<Call<J>, genauth::Error> {
    if let Some(seconds) = timeout {
        call = call.timeout(timeout_from_seconds("timeout", seconds)?);
    }
    Ok(match cancel {
        Some(cancel) => call.cancel(&cancel.0),
        None => call,
    })
}
