//! A refresh: sent once, saved before anybody gets the new tokens.

use std::sync::Arc;

use super::catching_up::{Events, go_on, newer, note_failure, replacement};
use super::ending::refused;
use super::event::SessionEvent;
use super::id_token::successor;
use super::inner::{Inner, Live};
use super::keeping::Kept;
use super::lease::Lease;
use super::lock::lock;
use super::state::{State, Tokens, signed_out};
use super::wire;
use crate::error::{Error, ErrorKind};
use crate::model::{Secret, TokenSet, unix_now};
use crate::operation::{Issued, Refresh};

/// Replaces the tokens `seen` by new ones.
pub(super) async fn renew(
    session: &Arc<Inner>,
    seen: &Arc<Tokens>,
    events: &mut Events,
) -> Result<Arc<Tokens>, Error> {
    let lease = Lease::take(session).await?;
    if let Some(newer) = newer(session, seen, events).await? {
        return Ok(newer);
    }
    lock(&session.live.get(Live::default).limit).take()?;
    // Saying so in the store comes first; whoever else has said so goes first.
    let (tokens, refresh_token) = loop {
        go_on(session, &lease.outlast_others(session).await, events)?;
        if let Some(newer) = replacement(session, seen)? {
            return Ok(newer);
        }
        let tokens = session.tokens()?;
        let refresh_token = tokens.set.refresh_token.clone().ok_or_else(no_refresh_token)?;
        let kept = session.keep(&tokens, Some(unix_now())).await;
        if !go_on(session, &kept, events)? {
            break (tokens, refresh_token);
        }
    };
    match send(session, &tokens, &refresh_token, events).await? {
        Sent::Issued(issued) => accept(session, &tokens, issued, events).await,
        Sent::Adopted(tokens) => Ok(tokens),
        Sent::Refused(error) => refused(session, &tokens, error, events).await,
    }
}

enum Sent {
    Issued(Issued),
    /// The response was lost, but another process had newer tokens.
    Adopted(Arc<Tokens>),
    Refused(Error),
}

/// Sends the refresh; once more if its outcome is unknown.
async fn send(
    session: &Arc<Inner>,
    tokens: &Arc<Tokens>,
    refresh_token: &Secret,
    events: &mut Events,
) -> Result<Sent, Error> {
    let first = match wire::ask(session, &Refresh(refresh_token.clone())).await {
        Ok(issued) => return Ok(Sent::Issued(issued)),
        Err(error) if !error.outcome_unknown() => return Ok(Sent::Refused(error)),
        Err(error) => error,
    };
    session.state.rcu(|state| State { lost_response: true, ..State::clone(state) });
    if let Some(newer) = newer(session, tokens, events).await? {
        return Ok(Sent::Adopted(newer));
    }
    match wire::ask(session, &Refresh(refresh_token.clone())).await {
        Ok(issued) => Ok(Sent::Issued(issued)),
        Err(error) => Ok(Sent::Refused(error.with(|facts| {
            facts.attempts += first.attempts();
            facts.outcome_unknown = true;
            facts.message.push_str(
                "; an earlier response to this refresh was lost, so it is unknown whether it took effect",
            );
        }))),
    }
}

/// Saves what the server gave, and only then takes it into use.
async fn accept(
    session: &Arc<Inner>,
    before: &Arc<Tokens>,
    issued: Issued,
    events: &mut Events,
) -> Result<Arc<Tokens>, Error> {
    let fresh = Arc::new(merged(session, before, issued)?);
    let is_used = match session.keep(&fresh, None).await {
        Kept::Same => session.replace(&fresh, |state| State::of(fresh.clone(), state.generation)),
        Kept::Adopted => return session.tokens(),
        Kept::Failed(_) => {
            note_failure(session, events);
            session.replace(&fresh, |state| State {
                unsaved: true,
                ..State::of(fresh.clone(), state.generation)
            })
        }
        Kept::Removed => {
            events.push(SessionEvent::SignedOut);
            false
        }
        Kept::Closed => false,
    };
    if is_used {
        events.push(SessionEvent::Refreshed);
        return Ok(fresh);
    }
    // The session ended meanwhile: what came too late must not live on at the server.
    let _ = wire::revoke(session, &fresh.set).await;
    Err(session.tokens().err().unwrap_or_else(signed_out))
}

/// The new tokens, with the old ones where the server gave none.
fn merged(session: &Inner, before: &Tokens, issued: Issued) -> Result<Tokens, Error> {
    let (old, new) = (&before.set, issued.tokens);
    let claims = successor(before.claims.as_ref(), new.id_token.as_ref(), &session.pipeline.prepared)?;
    // Claims and ID token go together, also in the store.
    let (id_token, claims) = match claims {
        Some(claims) => (new.id_token, Some(claims)),
        None => (old.id_token.clone(), before.claims.clone()),
    };
    let set = TokenSet {
        access_token: new.access_token,
        refresh_token: new.refresh_token.or_else(|| old.refresh_token.clone()),
        id_token,
        expires_at: new.expires_at,
        scope: new.scope.or_else(|| old.scope.clone()),
    };
    Tokens::new(set, claims, issued.lifetime)
        .map_err(|error| error.with(|facts| facts.kind = ErrorKind::Decode))
}

pub(super) fn no_refresh_token() -> Error {
    Error::new(ErrorKind::Unauthenticated, "the access token has expired, and there is no refresh token")
        .with_hint("Let the user sign in again; ask for the scope `offline_access` to get a refresh token.")
}
