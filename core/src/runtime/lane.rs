//! Blocking calls: the caller's own thread drives the call.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};

use super::signals::Sigpipe;
use super::{exhausted, guest, panics};
use crate::error::Error;

/// A lane that was idle for this long is dropped with its connection when the next call ends.
const IDLE: Duration = Duration::from_secs(60);

/// A runtime without threads and the connections that live on it, used by one caller at a time.
struct Lane<C> {
    connections: C,
    runtime: Option<Runtime>,
    sigpipe: Sigpipe,
}

impl<C: Clone + Send> Lane<C> {
    fn new(connections: C) -> Result<Self, Error> {
        let sigpipe = Sigpipe::new().map_err(|error| exhausted(&error))?;
        let runtime =
            Builder::new_current_thread().enable_all().build().map_err(|error| exhausted(&error))?;
        Ok(Self { connections, runtime: Some(runtime), sigpipe })
    }

    fn run<F: Future + Send>(&self, call: impl FnOnce(C) -> F + Send) -> Result<F::Output, Error>
    where
        F::Output: Send,
    {
        let Some(runtime) = &self.runtime else { return Err(Error::internal("a lane without its runtime")) };
        // Tokio panics where the system gives no more threads, and a panic is nothing that a host should see.
        let (connections, sigpipe) = (self.connections.clone(), &self.sigpipe);
        let drive = || panics::caught(|| Ok(sigpipe.held_back(|| runtime.block_on(call(connections)))));
        if guest::is_needless() { drive() } else { guest::run(drive) }
    }
}

impl<C> Drop for Lane<C> {
    fn drop(&mut self) {
        // A plain drop panics inside an async context.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// The idle lanes of one client. As many lanes exist as calls ever ran at once, less those left idle too long.
pub(crate) struct Lanes<C>(Mutex<Vec<(Instant, Lane<C>)>>);

impl<C> Default for Lanes<C> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<C: Clone + Send> Lanes<C> {
    /// Runs one call on a lane of its own, with connections of its own. The lane serves again if `is_reusable` says so
    /// when the call has ended.
    pub(crate) fn run<F: Future + Send>(
        &self,
        connections: impl FnOnce() -> Result<C, Error>,
        call: impl FnOnce(C) -> F + Send,
        is_reusable: impl FnOnce() -> bool,
    ) -> Result<F::Output, Error>
    where
        F::Output: Send,
    {
        let lane = match self.check_out() {
            Some(lane) => lane,
            None => Lane::new(connections()?)?,
        };
        let outcome = lane.run(call)?;
        if is_reusable() {
            self.check_in(lane);
        }
        Ok(outcome)
    }

    fn check_out(&self) -> Option<Lane<C>> {
        self.idle().pop().map(|(_, lane)| lane)
    }

    fn check_in(&self, lane: Lane<C>) {
        let now = Instant::now();
        let stale = {
            let mut idle = self.idle();
            idle.push((now, lane));
            // The last in is the first out, so the ones left longest stand in front.
            let first_fresh = idle.iter().position(|(since, _)| now.duration_since(*since) < IDLE);
            idle.drain(..first_fresh.unwrap_or(0)).collect::<Vec<_>>()
        };
        drop(stale);
    }

    fn idle(&self) -> MutexGuard<'_, Vec<(Instant, Lane<C>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
