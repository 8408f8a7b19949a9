//! A session and its store: taking what others saved, saving what is new.

use std::io;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use super::id_token::Claims;
use super::inner::Inner;
use super::state::{State, Tokens, signed_out};
use super::store::{Loaded, Record, Saved, Store, StoreError};
use crate::error::{Error, ErrorKind};
use crate::model::{Secret, TokenSet};
use crate::runtime;

/// What became of an attempt to bring session and store together.
pub(super) enum Kept {
    /// The store holds what the session has, or there is no store.
    Same,
    /// Another process was faster; its tokens are taken.
    Adopted,
    /// Another process has removed the record, which has ended the session.
    Removed,
    /// The session had ended before.
    Closed,
    /// The store failed; the session goes on in memory.
    Failed(Error),
}

impl Inner {
    /// Takes what another process saved. Blocks.
    fn reconcile(&self) -> Kept {
        let loaded = match self.with_store(Store::load) {
            None => return Kept::Same,
            Some(Ok(loaded)) => loaded,
            Some(Err(error)) => return Kept::Failed(failure(&error)),
        };
        let generation = self.state.load().generation;
        match loaded {
            Loaded::Locked => Kept::Failed(locked()),
            // The session was never saved, so what is stored is an earlier one.
            _ if generation == 0 => Kept::Same,
            Loaded::Record(record) if record.generation == generation => Kept::Same,
            Loaded::Record(record) => self.adopt(*record),
            Loaded::Empty => self.removed(),
        }
    }

    /// Saves `tokens` over the record that the session knows, or over whatever is stored if it was never saved. Blocks.
    pub(super) fn save(&self, tokens: &Tokens, refreshing_since: Option<i64>) -> Kept {
        let saved = self.with_store(|store| {
            let state = self.state.load();
            if state.tokens.is_err() {
                return Ok(Saved::Conflict(None));
            }
            if state.generation == 0 {
                return self.take_over(store, tokens, refreshing_since).map(|()| Saved::Saved);
            }
            let record = self.record(tokens, next(state.generation), refreshing_since);
            let saved = store.save(state.generation, &record)?;
            if matches!(saved, Saved::Saved) {
                self.note_saved(record.generation);
            }
            Ok(saved)
        });
        match saved {
            None | Some(Ok(Saved::Saved)) => Kept::Same,
            Some(Ok(Saved::Conflict(Some(record)))) => self.adopt(*record),
            Some(Ok(Saved::Conflict(None))) => self.removed(),
            Some(Err(error)) => Kept::Failed(failure(&error)),
        }
    }

    /// Puts the session in the place of what a newly given store holds. Blocks.
    fn take_over(
        &self,
        store: &dyn Store,
        tokens: &Tokens,
        refreshing_since: Option<i64>,
    ) -> Result<(), StoreError> {
        // Somebody else may change the record between the two steps; the session that begins last wins.
        for _ in 0..3 {
            let before = match store.load()? {
                Loaded::Record(record) => record.generation,
                Loaded::Empty => 0,
                Loaded::Locked => return Err(locked().into()),
            };
            let record = self.record(tokens, next(before), refreshing_since);
            if let Saved::Saved = store.save(before, &record)? {
                self.note_saved(record.generation);
                return Ok(());
            }
        }
        Err(Error::new(ErrorKind::Store, "the session store changes all the time").into())
    }

    /// Removes the record, unless it is another user's, who has signed in since. Blocks.
    ///
    /// Returns the tokens that the record held, if another process got them.
    pub(super) fn remove(&self) -> Result<Option<TokenSet>, StoreError> {
        let generation = self.state.load().generation;
        let remove = |store: &dyn Store| {
            let stored = match store.load() {
                Ok(Loaded::Record(record)) => Some(*record),
                // Whatever it is: it is to go.
                Ok(_) | Err(_) => None,
            };
            if stored.as_ref().is_some_and(|record| self.is_of_another_user(record)) {
                return Ok(None);
            }
            store.remove()?;
            Ok(stored.filter(|record| record.generation != generation).map(|record| record.tokens))
        };
        self.with_store(remove).unwrap_or(Ok(None))
    }

    /// Whether a record is known to be of another user than the session.
    fn is_of_another_user(&self, record: &Record) -> bool {
        let own = self.last_id_token.load();
        let user = |token: &Secret| Some(Claims::of(token, None)?.subject()?.to_owned());
        let users = (own.as_deref().and_then(user), record.tokens.id_token.as_ref().and_then(user));
        matches!(users, (Some(own), Some(other)) if own != other)
    }

    fn note_saved(&self, generation: u64) {
        self.state.rcu(|state| State { generation, unsaved: false, ..State::clone(state) });
    }

    fn record(&self, tokens: &Tokens, generation: u64, refreshing_since: Option<i64>) -> Record {
        Record {
            generation,
            app_id: self.pipeline.prepared.app_id.clone(),
            tokens: tokens.set.clone(),
            refreshing_since,
            verified_by: tokens.claims.as_ref().and_then(Claims::verified_by),
        }
    }

    fn adopt(&self, record: Record) -> Kept {
        if self.is_of_another_user(&record) {
            return self.removed();
        }
        let (generation, refreshing_since) = (record.generation, record.refreshing_since);
        let tokens = match tokens_of(record, &self.pipeline.prepared.app_id) {
            Ok(tokens) => Arc::new(tokens),
            Err(error) => return Kept::Failed(error),
        };
        let is_open =
            self.replace(&tokens, |_| State { refreshing_since, ..State::of(tokens.clone(), generation) });
        if is_open { Kept::Adopted } else { Kept::Closed }
    }

    fn removed(&self) -> Kept {
        if self.end(&signed_out()).is_some() { Kept::Removed } else { Kept::Closed }
    }
}

// The same on a thread that may block. A store that panics has failed.
impl Inner {
    pub(super) async fn catch_up(self: &Arc<Self>) -> Kept {
        let this = self.clone();
        runtime::offload(move || this.reconcile()).await.unwrap_or_else(Kept::Failed)
    }

    pub(super) async fn keep(self: &Arc<Self>, tokens: &Arc<Tokens>, refreshing_since: Option<i64>) -> Kept {
        let (this, tokens) = (self.clone(), tokens.clone());
        let kept = runtime::offload(move || this.save(&tokens, refreshing_since));
        kept.await.unwrap_or_else(Kept::Failed)
    }
}

/// The tokens of a record, if they are the application's.
pub(super) fn tokens_of(record: Record, app_id: &str) -> Result<Tokens, Error> {
    if record.app_id != app_id {
        return Err(Error::new(ErrorKind::Store, "the stored session belongs to another application")
            .with_hint("Give each application a store of its own."));
    }
    let claims = record.tokens.id_token.as_ref().and_then(|token| Claims::of(token, record.verified_by));
    Tokens::new(record.tokens, claims, None)
        .map_err(|error| error.with(|facts| facts.kind = ErrorKind::Store))
}

/// The generation after another one. The first one is the time, so that a record that was removed never looks like one of
/// a later sign-in.
fn next(generation: u64) -> u64 {
    if generation > 0 {
        return generation + 1;
    }
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(1).max(1)
}

/// A failure of the application's store. Its own words may hold what was to be saved.
pub(super) fn failure(error: &StoreError) -> Error {
    if let Some(own) = error.downcast_ref::<Error>() {
        return own.clone();
    }
    let kind = error.downcast_ref::<io::Error>().map(|error| format!(": {}", error.kind()));
    let message = format!("the session store failed{}", kind.unwrap_or_default());
    Error::new(ErrorKind::Store, message)
}

pub(super) fn locked() -> Error {
    Error::new(ErrorKind::Store, "the session store is locked")
        .with_hint("Try again when the device is unlocked.")
        .with(|facts| facts.retryable = true)
}
