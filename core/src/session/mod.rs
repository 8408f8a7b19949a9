//! A signed-in user: tokens that refresh themselves, are saved, and can be ended.

mod budget;
mod catching_up;
mod ending;
mod event;
mod flight;
mod id_token;
mod inner;
mod issuer;
mod keeping;
mod lease;
mod lock;
mod login;
mod renew;
mod sign_out;
mod state;
mod store;
mod wire;

/// What the fuzzers try from outside.
#[cfg(any(fuzzing, test))]
pub(crate) mod probe {
    pub(crate) use super::id_token::{Expected, Jws, is_signed_by, verify};
    pub(crate) use super::login::Redirect;
}

use std::fmt;
use std::sync::Arc;

use crate::call::Call;
use crate::config::Config;
use crate::error::Error;
use crate::model::{AccessToken, Secret, TokenSet};
use crate::pipeline::{Pipeline, Source};
use inner::Inner;
use keeping::Kept;
use state::{Freshness, State, Tokens};

pub use event::{EndReason, SessionEvent};
pub use id_token::{Claims, VerifiedBy};
pub use issuer::{FreshToken, RefreshNow};
pub use login::{AwaitLogin, FinishLogin, Login, LoginOptions};
pub use sign_out::{EndSession, SignOut};
pub use store::{FileStore, Loaded, Lock, MemoryStore, Record, Saved, Store, StoreError};

/// One signed-in user of one application.
///
/// Its tokens refresh themselves: an access token that is about to expire is replaced in the background, one that has
/// expired or that the service refuses before the call goes on. Any number of threads and tasks share one refresh. With a
/// [store](Self::use_store), new tokens are saved before anybody gets them.
///
/// A session that is [opened](Self::open) with a token that is about to expire replaces it before its first call: a
/// program that ends soon would cut off a refresh in the background, and with it lose the new tokens.
///
/// Cheap to clone; clones are the same session. It may be used in a child after `fork()`; parent and child need a store
/// that both use, since a refresh token serves once. Tokens are wiped when they are replaced, and no `Debug` shows one.
#[derive(Clone)]
pub struct Session(Arc<Inner>);

impl Session {
    /// A session with tokens that the application got itself. Performs no I/O except reading `ca_file`.
    ///
    /// Nothing vouches for an ID token that comes this way, unless it is signed with the application's secret.
    pub fn from_tokens(config: &Config, tokens: TokenSet) -> Result<Self, Error> {
        let pipeline = Pipeline::new(config, Source::Fixed(None))?;
        let claims = tokens.id_token.as_ref().and_then(|token| Claims::given(token, &pipeline.prepared));
        let tokens = Tokens::new(tokens, claims, None)?;
        Ok(Self::new(Arc::new(pipeline), State::of(Arc::new(tokens), 0)))
    }

    /// Takes a session up again that a store holds; `None` if it is empty. Blocks while the store reads; does not touch
    /// the network.
    ///
    /// Errors: [`Store`](crate::ErrorKind::Store) if the store fails, is locked, or holds another application's session.
    pub fn open(config: &Config, store: impl Store) -> Result<Option<Self>, Error> {
        let pipeline = Pipeline::new(config, Source::Fixed(None))?;
        let record = match store.load() {
            Ok(Loaded::Record(record)) => *record,
            Ok(Loaded::Empty) => return Ok(None),
            Ok(Loaded::Locked) => return Err(keeping::locked()),
            Err(error) => return Err(keeping::failure(&error)),
        };
        let (generation, refreshing_since) = (record.generation, record.refreshing_since);
        let tokens = keeping::tokens_of(record, &pipeline.prepared.app_id)?;
        let opened_stale = tokens.freshness() == Freshness::Stale;
        let state = State { refreshing_since, opened_stale, ..State::of(Arc::new(tokens), generation) };
        let session = Self::new(Arc::new(pipeline), state);
        session.0.store.store(Some(Arc::new(Box::new(store))));
        Ok(Some(session))
    }

    fn new(pipeline: Arc<Pipeline>, state: State) -> Self {
        Self(Arc::new(Inner::new(pipeline, state)))
    }

    /// Keeps the session in `store` from now on, and saves it at once, in the place of what the store holds. Blocks while
    /// the store works.
    ///
    /// Errors: [`Store`](crate::ErrorKind::Store). The store is used all the same: the session tries to save again at its
    /// next call.
    pub fn use_store(&self, store: impl Store) -> Result<(), Error> {
        self.0.store.store(Some(Arc::new(Box::new(store))));
        self.0.state.rcu(|state| State { generation: 0, unsaved: true, ..State::clone(state) });
        match self.0.save(&*self.0.tokens()?, None) {
            Kept::Failed(error) => Err(error),
            _ => Ok(()),
        }
    }

    /// Gives an access token that is fit for use, after a refresh if need be. For the application's own requests.
    ///
    /// Errors: [`Unauthenticated`](crate::ErrorKind::Unauthenticated) if the session has ended or cannot be refreshed,
    /// else why the refresh failed.
    pub fn access_token(&self) -> Call<FreshToken> {
        self.fresh_token(None)
    }

    /// Gives an access token other than `rejected`, which the application's own server has refused: the one that somebody
    /// got since, else that of a refresh. However many requests were refused with one token, it is refreshed once.
    ///
    /// Errors: as for [`access_token`](Self::access_token).
    pub fn access_token_after(&self, rejected: &AccessToken) -> Call<FreshToken> {
        self.fresh_token(Some(Arc::new(rejected.clone())))
    }

    fn fresh_token(&self, rejected: Option<Arc<AccessToken>>) -> Call<FreshToken> {
        Call::new(self.0.pipeline.clone(), FreshToken { session: self.clone(), rejected })
    }

    /// Refreshes now, however fresh the tokens are. A refresh in progress is shared.
    pub fn refresh(&self) -> Call<RefreshNow> {
        Call::new(self.0.pipeline.clone(), RefreshNow(self.clone()))
    }

    /// The tokens as they are, without a refresh; `None` when the session has ended. Secrets.
    #[must_use]
    pub fn tokens(&self) -> Option<TokenSet> {
        self.0.tokens().ok().map(|tokens| tokens.set.clone())
    }

    /// Who signed in, as the ID token says; `None` without one, and when the session has ended.
    #[must_use]
    pub fn claims(&self) -> Option<Claims> {
        self.0.tokens().ok().and_then(|tokens| tokens.claims.clone())
    }

    /// Ends the session: wipes tokens and store, then revokes the grant at the server. Succeeds whatever fails, and says
    /// what did. Without network it takes as long as the call may. A record of another user, who has signed in since, stays.
    ///
    /// Errors: [`Cancelled`](crate::ErrorKind::Cancelled).
    pub fn sign_out(&self) -> Call<EndSession> {
        Call::new(self.0.pipeline.clone(), EndSession(self.clone()))
    }

    /// Where to send the user's browser to end its own session with the server. It works after the sign-out as well: for
    /// that, the ID token is kept until the session is dropped. It stands in the URL, so do not log it.
    #[must_use]
    pub fn end_session_url(&self, post_logout_redirect_uri: Option<&str>) -> String {
        let mut url = self.0.pipeline.prepared.url("/oidc/session/end");
        let id_token = self.0.last_id_token.load_full();
        let hint = id_token.as_deref().map(Secret::as_str);
        let parameters = match hint {
            Some(token) => ("id_token_hint", token),
            None => ("client_id", &*self.0.pipeline.prepared.app_id),
        };
        url.query_pairs_mut()
            .extend_pairs([parameters])
            .extend_pairs(post_logout_redirect_uri.map(|uri| ("post_logout_redirect_uri", uri)));
        url.into()
    }

    /// Tells `listener` from now on what happens to the session; it replaces an earlier one.
    ///
    /// It runs on a thread of the library, where it may block and use the session. No lock is held. Those who wait for
    /// what it is told wait for it, too.
    pub fn on_event(&self, listener: impl Fn(SessionEvent) + Send + Sync + 'static) {
        self.0.listener.store(Some(Arc::new(Arc::new(listener))));
    }

    /// The settings and connections of this session, with the session as the source of tokens.
    pub(crate) fn pipeline(&self) -> Pipeline {
        self.0.pipeline.with_source(self.source())
    }

    /// This session as a source of tokens.
    pub(crate) fn source(&self) -> Source {
        Source::Issuer(Arc::new(self.clone()))
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("is_open", &self.0.tokens().is_ok()).finish_non_exhaustive()
    }
}
