//! What others did to the store while this session looked elsewhere.

use std::sync::Arc;

use super::event::SessionEvent;
use super::inner::Inner;
use super::keeping::Kept;
use super::state::{Freshness, Tokens, signed_out};
use crate::error::Error;

/// What the listener is told when the work has ended.
pub(super) type Events = Vec<SessionEvent>;

/// Takes what another process saved, if its tokens can be used instead of `seen`.
pub(super) async fn newer(
    session: &Arc<Inner>,
    seen: &Arc<Tokens>,
    events: &mut Events,
) -> Result<Option<Arc<Tokens>>, Error> {
    let kept = session.catch_up().await;
    // Tokens that cannot be saved would be lost with the process: the old ones still serve.
    if let Kept::Failed(error) = &kept
        && error.is_retryable()
    {
        return Err(error.clone());
    }
    if go_on(session, &kept, events)? { replacement(session, seen) } else { Ok(None) }
}

/// The session's tokens, if they are others than `seen` and can be used.
pub(super) fn replacement(session: &Inner, seen: &Arc<Tokens>) -> Result<Option<Arc<Tokens>>, Error> {
    let tokens = session.tokens()?;
    let is_usable = tokens.access != seen.access && tokens.freshness() != Freshness::Expired;
    Ok(Some(tokens).filter(|_| is_usable))
}

/// Whether the store had other tokens, which the session has taken; an error if it has ended. A store that fails keeps
/// nobody from going on.
pub(super) fn go_on(session: &Inner, kept: &Kept, events: &mut Events) -> Result<bool, Error> {
    match kept {
        Kept::Same => return Ok(false),
        Kept::Adopted => return Ok(true),
        Kept::Failed(_) => {
            note_failure(session, events);
            return Ok(false);
        }
        Kept::Removed => events.push(SessionEvent::SignedOut),
        Kept::Closed => {}
    }
    Err(session.tokens().err().unwrap_or_else(signed_out))
}

pub(super) fn note_failure(session: &Inner, events: &mut Events) {
    if !session.state.load().unsaved && !events.contains(&SessionEvent::StoreFailed) {
        events.push(SessionEvent::StoreFailed);
    }
}
