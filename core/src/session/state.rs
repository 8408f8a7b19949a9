//! What a session knows at one moment.

use std::sync::Arc;

use ring::rand::{SecureRandom, SystemRandom};

use super::id_token::Claims;
use crate::error::{Error, ErrorKind};
use crate::model::{AccessToken, TokenSet, unix_now};

/// An access token with less time left is replaced while it is still used.
const STALE: i64 = 225;

/// The tokens of a session, ready for use.
pub(super) struct Tokens {
    pub(super) set: TokenSet,
    pub(super) access: Arc<AccessToken>,
    pub(super) claims: Option<Claims>,
    /// Seconds before its end from which on the access token is replaced.
    margin: i64,
}

/// How much longer an access token serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Freshness {
    Fresh,
    /// It is still valid, but will not be for long.
    Stale,
    Expired,
}

impl Tokens {
    /// Takes tokens into use. `lifetime` is how long a new access token is valid, in seconds.
    pub(super) fn new(set: TokenSet, claims: Option<Claims>, lifetime: Option<i64>) -> Result<Self, Error> {
        let access = Arc::new(AccessToken::try_from(set.access_token.as_str())?);
        // A token that lives shorter than the margin would otherwise never be fresh.
        let margin = lifetime.map_or(STALE, |lifetime| (lifetime / 2).min(STALE));
        Ok(Self { set, access, claims, margin: margin + jitter(margin / 8) })
    }

    pub(super) fn freshness(&self) -> Freshness {
        match self.set.expires_at.map(|end| end.saturating_sub(unix_now())) {
            Some(..=0) => Freshness::Expired,
            Some(left) if left < self.margin => Freshness::Stale,
            _ => Freshness::Fresh,
        }
    }
}

/// Anything from 0 to `most`, so that many machines do not refresh in the same second.
fn jitter(most: i64) -> i64 {
    let mut byte = [0];
    let _ = SystemRandom::new().fill(&mut byte);
    most * i64::from(byte[0]) / 255
}

/// What a session knows at one moment. Replaced as a whole, never changed.
#[derive(Clone)]
pub(super) struct State {
    /// The tokens, or why there are none any more.
    pub(super) tokens: Result<Arc<Tokens>, Error>,
    /// The generation of the stored record; 0 if nothing was stored yet.
    pub(super) generation: u64,
    /// Whether the store lacks these tokens.
    pub(super) unsaved: bool,
    /// Since when another process refreshes these tokens, or has before it crashed.
    pub(super) refreshing_since: Option<i64>,
    /// Whether a response to a refresh of these tokens got lost.
    pub(super) lost_response: bool,
    /// Whether these tokens were stale already when the session was opened.
    pub(super) opened_stale: bool,
}

impl State {
    /// The state of a session whose tokens stand in the record with this generation.
    pub(super) fn of(tokens: Arc<Tokens>, generation: u64) -> Self {
        Self {
            tokens: Ok(tokens),
            generation,
            unsaved: false,
            refreshing_since: None,
            lost_response: false,
            opened_stale: false,
        }
    }

    /// The state without tokens, for `reason`.
    pub(super) fn ended(&self, reason: Error) -> Self {
        Self { tokens: Err(reason), ..self.clone() }
    }
}

/// What calls of a session get after its sign-out.
pub(super) fn signed_out() -> Error {
    Error::new(ErrorKind::Unauthenticated, "the session was signed out")
        .with_hint("Let the user sign in again.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_lives_have_a_fresh_half() {
        let at = |left, lifetime| {
            let set = TokenSet::new("a").expires_at(unix_now() + left);
            Tokens::new(set, None, lifetime).unwrap().freshness()
        };
        assert_eq!(at(300, None), Freshness::Fresh);
        assert_eq!(at(150, None), Freshness::Stale);
        assert_eq!(at(0, None), Freshness::Expired);
        assert_eq!(at(100, Some(100)), Freshness::Fresh);
        assert_eq!(at(30, Some(100)), Freshness::Stale);
        assert_eq!(Tokens::new(TokenSet::new("a"), None, None).unwrap().freshness(), Freshness::Fresh);
    }
}
