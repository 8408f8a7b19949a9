//! A session as a source of access tokens.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;

use super::Session;
use super::ending::end;
use super::event::{EndReason, SessionEvent};
use super::inner::Inner;
use super::keeping::Kept;
use super::renew::no_refresh_token;
use super::state::{Freshness, State, Tokens};
use crate::call::{Context, Job};
use crate::error::{Error, ErrorKind};
use crate::model::AccessToken;
use crate::pipeline::{Issuer, Noted, Pending};

/// How long the first call of an opened session waits for a refresh that it could do without. Half of the time that a call
/// has by default.
const PATIENCE: Duration = Duration::from_secs(5);

impl Inner {
    /// Tokens for a call that begins now.
    async fn usable(self: &Arc<Self>, rejected: Option<Arc<AccessToken>>) -> Result<Arc<Tokens>, Error> {
        self.save_at_last().await;
        let tokens = self.tokens()?;
        let is_rejected = rejected.is_some_and(|rejected| rejected == tokens.access);
        let can_refresh = tokens.set.refresh_token.is_some();
        match tokens.freshness() {
            _ if is_rejected && can_refresh => self.renewed(&tokens).await,
            Freshness::Expired if can_refresh => self.renewed(&tokens).await,
            Freshness::Expired if !is_rejected => Err(no_refresh_token()),
            Freshness::Stale if can_refresh => {
                if self.state.load().opened_stale {
                    return self.renewed_in_time(tokens).await;
                }
                // Whatever becomes of it: this token still serves.
                let _ = self.join(&tokens);
                Ok(tokens)
            }
            _ => Ok(tokens),
        }
    }

    /// Newer tokens if they come soon; else `tokens`, which still serve, unless the session has ended. Nobody waits again.
    async fn renewed_in_time(self: &Arc<Self>, tokens: Arc<Tokens>) -> Result<Arc<Tokens>, Error> {
        self.state.rcu(|state| State { opened_stale: false, ..State::clone(state) });
        match timeout(PATIENCE, self.renewed(&tokens)).await {
            Ok(Err(_)) | Err(_) => self.tokens().map(|_| tokens),
            Ok(renewed) => renewed,
        }
    }

    /// Saves tokens that the store lacks.
    async fn save_at_last(self: &Arc<Self>) {
        if self.state.load().unsaved
            && let Ok(tokens) = self.tokens()
            && let Kept::Removed = self.keep(&tokens, None).await
        {
            self.emit(SessionEvent::SignedOut).await;
        }
    }
}

impl Issuer for Session {
    fn token(&self, rejected: Option<Arc<AccessToken>>) -> Pending<'_> {
        Box::pin(async move { Ok(self.0.usable(rejected).await?.access.clone()) })
    }

    fn refused_again<'a>(&'a self, token: &'a AccessToken) -> Noted<'a> {
        Box::pin(async move {
            let Ok(tokens) = self.0.tokens() else { return };
            if *tokens.access != *token {
                return;
            }
            let error = Error::new(
                ErrorKind::Unauthenticated,
                "the service refused the token of a successful refresh",
            )
            .with_hint("Let the user sign in again.")
            .with(|facts| facts.session_is_dead = true);
            if let Some(event) = end(&self.0, &error, EndReason::TokenRefused).await {
                self.0.emit(event).await;
            }
        })
    }
}

/// The job behind [`Session::access_token`] and [`Session::access_token_after`].
#[derive(Debug)]
pub struct FreshToken {
    pub(super) session: Session,
    pub(super) rejected: Option<Arc<AccessToken>>,
}

impl Job for FreshToken {
    type Output = AccessToken;

    async fn run(&self, _: Context<'_>) -> Result<Box<AccessToken>, Error> {
        let tokens = self.session.0.usable(self.rejected.clone()).await?;
        if self.rejected.as_ref() == Some(&tokens.access) {
            return Err(cannot_refresh());
        }
        Ok(Box::new(AccessToken::clone(&tokens.access)))
    }
}

/// The job behind [`Session::refresh`].
#[derive(Debug)]
pub struct RefreshNow(pub(super) Session);

impl Job for RefreshNow {
    type Output = ();

    async fn run(&self, _: Context<'_>) -> Result<Box<()>, Error> {
        let tokens = self.0.0.tokens()?;
        if tokens.set.refresh_token.is_none() {
            return Err(cannot_refresh());
        }
        self.0.0.renewed(&tokens).await.map(|_| Box::new(()))
    }
}

fn cannot_refresh() -> Error {
    Error::new(ErrorKind::Unauthenticated, "the session has no refresh token")
        .with_hint("Ask for the scope `offline_access` when the user signs in.")
}
