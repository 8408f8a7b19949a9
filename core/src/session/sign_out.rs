//! The end of a session by its user.

use std::sync::Arc;

use super::Session;
use super::event::SessionEvent;
use super::keeping::failure;
use super::state::signed_out;
use super::wire::revocation;
use crate::call::{Context, Job};
use crate::error::Error;
use crate::runtime;

/// What a sign-out achieved. The tokens are gone from memory in any case.
///
/// Its default, where nothing was achieved, is for tests to start from.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct SignOut {
    /// Whether the server holds no grant of this session any more, as far as it said, now or at an earlier sign-out.
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
        let (newer, store_error) = match runtime::offload(move || this.remove()).await {
            Ok(Ok(newer)) => (newer, None),
            Ok(Err(error)) => (None, Some(failure(&error))),
            Err(error) => (None, Some(error)),
        };
        // Before the server is asked: what is over here is over, also if the call's time runs out there.
        if tokens.is_some() {
            session.emit(SessionEvent::SignedOut).await;
        }
        if let Some(tokens) = &tokens {
            let revocation = revocation(newer.as_ref().unwrap_or(&tokens.set));
            // What is out of time has not failed as a whole: the caller learns what is done and what is not.
            let asked = context.wire.deadline.limit(context.ask(&revocation), context.wire.trace).await;
            let error = asked.err().map(|error| {
                let attempts = context.wire.trace.attempts();
                Arc::new(error.with(|facts| facts.attempts = attempts))
            });
            session.not_revoked.store(error);
        }
        let revoke_error = session.not_revoked.load().as_deref().cloned();
        Ok(Box::new(SignOut {
            revoked: revoke_error.is_none(),
            store_removed: store_error.is_none(),
            revoke_error,
            store_error,
        }))
    }
}
