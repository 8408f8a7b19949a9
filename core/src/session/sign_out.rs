//! The end of a session by its user.

use super::Session;
use super::event::SessionEvent;
use super::keeping::failure;
use super::state::signed_out;
use super::store::Store;
use super::wire::revocation;
use crate::call::{Context, Job};
use crate::error::Error;
use crate::runtime;

/// What a sign-out achieved. The tokens are gone from memory in any case.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SignOut {
    /// Whether the server holds no grant of this session any more, as far as it said.
    pub revoked: bool,
    /// Whether the store holds no record of this session any more.
    pub store_removed: bool,
    /// Why the tokens were not revoked. They end when the server lets them expire.
    pub revoke_error: Option<Error>,
    /// Why the record was not removed.
    pub store_error: Option<Error>,
}

impl SignOut {
    /// The outcome as a JSON object; an error stands in it as [`Error::to_json`] writes it, or `null`.
    #[must_use]
    pub fn to_json(&self) -> String {
        let error = |error: &Option<Error>| error.as_ref().map_or("null".into(), Error::to_json);
        let (revoke_error, store_error) = (error(&self.revoke_error), error(&self.store_error));
        let Self { revoked, store_removed, .. } = self;
        format!(
            r#"{{"revoked":{revoked},"store_removed":{store_removed},"revoke_error":{revoke_error},"store_error":{store_error}}}"#
        )
    }
}

/// The job behind [`Session::sign_out`].
#[derive(Debug)]
pub struct EndSession(pub(super) Session);

impl Job for EndSession {
    type Output = SignOut;

    async fn run(&self, context: Context<'_>) -> Result<Box<SignOut>, Error> {
        let session = &self.0.0;
        // First what no network can prevent.
        let tokens = session.end(&signed_out());
        let this = session.clone();
        let removed = runtime::offload(move || this.with_store(Store::remove)).await;
        let store_error = match removed {
            Ok(None | Some(Ok(()))) => None,
            Ok(Some(Err(error))) => Some(failure(&error)),
            Err(error) => Some(error),
        };
        // Before the server is asked: what is over here is over, also if the call's time runs out there.
        if tokens.is_some() {
            session.emit(SessionEvent::SignedOut).await;
        }
        let revoke_error = match &tokens {
            Some(tokens) => context.ask(&revocation(&tokens.set)).await.err().map(|error| {
                let attempts = context.wire.trace.attempts();
                error.with(|facts| facts.attempts = attempts)
            }),
            None => None,
        };
        Ok(Box::new(SignOut {
            revoked: revoke_error.is_none(),
            store_removed: store_error.is_none(),
            revoke_error,
            store_error,
        }))
    }
}
