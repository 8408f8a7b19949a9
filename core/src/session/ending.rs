//! What ends a session against its user's will.

use std::sync::Arc;

use super::catching_up::{Events, newer};
use super::event::{EndReason, SessionEvent};
use super::inner::Inner;
use super::state::Tokens;
use super::store::Loaded;
use crate::error::Error;
use crate::runtime;

/// What a refused refresh means for the session.
pub(super) async fn refused(
    session: &Arc<Inner>,
    tokens: &Arc<Tokens>,
    error: Error,
    events: &mut Events,
) -> Result<Arc<Tokens>, Error> {
    let error = error.with(|facts| {
        facts.message = format!("could not refresh the access token: {}", facts.message);
    });
    if !error.session_is_dead() {
        if !error.outcome_unknown() {
            // Nothing is lost; the next process need not fear that.
            session.keep(tokens, None).await;
        }
        return Err(error);
    }
    if let Some(newer) = newer(session, tokens, events).await? {
        return Ok(newer);
    }
    let state = session.state.load_full();
    let is_lost = state.lost_response || state.refreshing_since.is_some();
    let reason = if is_lost { EndReason::LostRefresh } else { EndReason::InvalidGrant };
    let error = if is_lost {
        error.with(|facts| {
            facts
                .message
                .push_str("; an earlier refresh was interrupted, and the tokens that it got are lost");
        })
    } else {
        error
    };
    events.extend(end(session, &error, reason).await);
    Err(error)
}

/// Ends the session here and in its store, for what the server said.
pub(super) async fn end(session: &Arc<Inner>, error: &Error, reason: EndReason) -> Option<SessionEvent> {
    session.end(error)?;
    let this = session.clone();
    // A record that somebody else saved meanwhile is another session's.
    let remove = move || {
        let generation = this.state.load().generation;
        this.with_store(|store| match store.load() {
            Ok(Loaded::Record(record)) if record.generation == generation => store.remove(),
            _ => Ok(()),
        })
    };
    let _ = runtime::offload(remove).await;
    Some(SessionEvent::Ended(reason))
}
