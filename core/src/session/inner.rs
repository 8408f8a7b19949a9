//! What the clones of a session share.

use std::sync::{Arc, Mutex};

use arc_swap::{ArcSwap, ArcSwapOption};
use tokio::sync::watch;

use super::budget::Limit;
use super::event::{Listener, SessionEvent};
use super::lock::lock;
use super::state::{State, Tokens};
use super::store::Store;
use crate::error::Error;
use crate::model::Secret;
use crate::pipeline::Pipeline;
use crate::process::PerProcess;
use crate::runtime;

/// What a refresh came to, once it has.
pub(super) type Outcome = Option<Result<Arc<Tokens>, Error>>;

/// What the clones of a session share. Nothing outside of `live` is behind a lock, so that a forked child can go on with
/// it.
pub(super) struct Inner {
    pub(super) pipeline: Arc<Pipeline>,
    pub(super) state: ArcSwap<State>,
    /// For the logout page, which needs it after the sign-out as well.
    pub(super) last_id_token: ArcSwapOption<Secret>,
    /// Why the sign-out left the grant at the server. There is nothing left to try it again with.
    pub(super) not_revoked: ArcSwapOption<Error>,
    pub(super) store: ArcSwapOption<Box<dyn Store>>,
    pub(super) listener: ArcSwapOption<Listener>,
    pub(super) live: PerProcess<Live>,
}

/// What is in progress in one process.
#[derive(Default)]
pub(super) struct Live {
    /// The refresh in progress.
    pub(super) flight: Mutex<Option<watch::Receiver<Outcome>>>,
    pub(super) limit: Mutex<Limit>,
    /// Held while the application's store works.
    store: Mutex<()>,
}

impl Inner {
    pub(super) fn new(pipeline: Arc<Pipeline>, state: State) -> Self {
        let inner = Self {
            pipeline,
            state: ArcSwap::from_pointee(state),
            last_id_token: ArcSwapOption::empty(),
            not_revoked: ArcSwapOption::empty(),
            store: ArcSwapOption::empty(),
            listener: ArcSwapOption::empty(),
            live: PerProcess::new(),
        };
        if let Ok(tokens) = &inner.state.load().tokens {
            inner.keep_id_token(tokens);
        }
        inner
    }

    /// The tokens, or why there are none any more.
    pub(super) fn tokens(&self) -> Result<Arc<Tokens>, Error> {
        self.state.load().tokens.clone()
    }

    /// Replaces the tokens, unless the session has ended meanwhile.
    pub(super) fn replace(&self, tokens: &Arc<Tokens>, change: impl Fn(&State) -> State) -> bool {
        let before = self.state.rcu(|state| match &state.tokens {
            Ok(_) => Arc::new(change(state)),
            Err(_) => state.clone(),
        });
        let is_open = before.tokens.is_ok();
        if is_open {
            self.keep_id_token(tokens);
        }
        is_open
    }

    /// Drops the tokens, and returns them: the first to end a session is told so by getting them.
    pub(super) fn end(&self, reason: &Error) -> Option<Arc<Tokens>> {
        let before = self.state.rcu(|state| match &state.tokens {
            Ok(_) => Arc::new(state.ended(reason.clone())),
            Err(_) => state.clone(),
        });
        before.tokens.clone().ok()
    }

    fn keep_id_token(&self, tokens: &Tokens) {
        if let Some(token) = &tokens.set.id_token {
            self.last_id_token.store(Some(Arc::new(token.clone())));
        }
    }

    /// Runs `work` with the store, if there is one, on this thread.
    pub(super) fn with_store<T>(&self, work: impl FnOnce(&dyn Store) -> T) -> Option<T> {
        let store = self.store.load_full()?;
        let live = self.live.get(Live::default);
        let _alone = lock(&live.store);
        Some(work(&**store))
    }

    /// Tells the listener, on a thread where it may block and call the session. No lock is held.
    pub(super) async fn emit(&self, event: SessionEvent) {
        if let Some(listener) = self.listener.load_full() {
            // A listener that panics is no failure of the session.
            let _ = runtime::offload(move || listener(event)).await;
        }
    }
}
