//! One refresh at a time, however many threads and tasks wait for it.

use std::sync::Arc;

use tokio::sync::watch;

use super::inner::{Inner, Live, Outcome};
use super::lock::lock;
use super::renew::renew;
use super::state::Tokens;
use crate::error::Error;
use crate::runtime::{self, panics};

impl Inner {
    /// Tokens that are newer than `seen`: those of the refresh in progress, or of a new one. Whoever stops waiting leaves
    /// the refresh alone.
    pub(super) async fn renewed(self: &Arc<Self>, seen: &Arc<Tokens>) -> Result<Arc<Tokens>, Error> {
        let Some(mut flight) = self.join(seen)? else { return self.tokens() };
        let outcome = flight.wait_for(Option::is_some).await.ok().and_then(|outcome| outcome.clone());
        outcome.unwrap_or_else(|| Err(Error::internal("the runtime dropped the refresh")))
    }

    /// Begins a refresh, unless one is in progress or has replaced `seen` already.
    pub(super) fn join(
        self: &Arc<Self>,
        seen: &Arc<Tokens>,
    ) -> Result<Option<watch::Receiver<Outcome>>, Error> {
        let live = self.live.get(Live::default);
        let mut flight = lock(&live.flight);
        if let Some(flight) = flight.as_ref().filter(|flight| flight.has_changed().is_ok()) {
            return Ok(Some(flight.clone()));
        }
        // A flight changes the tokens before it leaves its place, so this cannot miss it.
        if !Arc::ptr_eq(&self.tokens()?, seen) {
            return Ok(None);
        }
        let (sender, receiver) = watch::channel(None);
        let (session, seen) = (self.clone(), seen.clone());
        runtime::shared()?.spawn(session.fly(seen, sender));
        *flight = Some(receiver.clone());
        Ok(Some(receiver))
    }

    /// The refresh itself, which nobody's cancellation reaches.
    async fn fly(self: Arc<Self>, seen: Arc<Tokens>, done: watch::Sender<Outcome>) {
        let mut events = Vec::new();
        let outcome = panics::caught_async(renew(&self, &seen, &mut events)).await;
        let live = self.live.get(Live::default);
        lock(&live.limit).last_error = outcome.as_ref().err().cloned();
        // The listener may ask for the next refresh, and waiters see its effects.
        *lock(&live.flight) = None;
        for event in events {
            self.emit(event).await;
        }
        done.send_replace(Some(outcome));
    }
}
