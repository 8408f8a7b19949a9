//! Blocking calls: the caller's own thread drives the call.

use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Handle, Runtime};

use super::{exhausted, sigpipe};
use crate::error::Error;
use crate::panics;
use crate::transport::Http;

/// A lane that nobody needed for this long is given up with its connection, when the next call ends.
const IDLE: Duration = Duration::from_secs(60);

/// A runtime without threads and the connections that live on it, used by one caller at a time.
pub(crate) struct Lane {
    http: Http,
    runtime: Option<Runtime>,
}

impl Lane {
    fn new(http: Http) -> Result<Self, Error> {
        let runtime = Builder::new_current_thread()
            .enable_all()
            // Only name resolution needs a thread; a second one serves the attempt after one that hangs.
            .max_blocking_threads(2)
            .thread_name("genauth-dns")
            .thread_keep_alive(Duration::from_secs(1))
            .build()
            .map_err(|error| exhausted(&error))?;
        Ok(Self { http, runtime: Some(runtime) })
    }

    fn run<F: Future + Send>(&self, call: impl FnOnce(Http) -> F + Send) -> Result<F::Output, Error>
    where
        F::Output: Send,
    {
        let Some(runtime) = &self.runtime else { return Err(Error::internal("a lane without its runtime")) };
        // Tokio panics where the system gives no more threads, and a panic is nothing that a host should see.
        let drive = || panics::caught(|| Ok(sigpipe::without(|| runtime.block_on(call(self.http.clone())))));
        if Handle::try_current().is_err() {
            return drive();
        }
        // A thread that already runs a runtime must not enter a second one; its guest does.
        thread::scope(|scope| {
            let guest =
                thread::Builder::new().spawn_scoped(scope, drive).map_err(|error| exhausted(&error))?;
            guest.join().unwrap_or_else(|_| Err(Error::internal("a guest thread panicked")))
        })
    }
}

impl Drop for Lane {
    fn drop(&mut self) {
        // A plain drop waits for a name resolution under way, and panics inside an async context.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// The idle lanes of one client. As many lanes exist as calls ever ran at once, less those left idle too long.
#[derive(Default)]
pub(crate) struct Lanes(Mutex<Vec<(Instant, Lane)>>);

impl Lanes {
    /// Runs one call on a lane of its own. The lane serves again if `reusable` says so of the outcome.
    pub(crate) fn run<F: Future + Send>(
        &self,
        http: impl FnOnce() -> Result<Http, Error>,
        call: impl FnOnce(Http) -> F + Send,
        reusable: impl FnOnce(&F::Output) -> bool,
    ) -> Result<F::Output, Error>
    where
        F::Output: Send,
    {
        let lane = match self.check_out() {
            Some(lane) => lane,
            None => Lane::new(http()?)?,
        };
        let outcome = lane.run(call)?;
        if reusable(&outcome) {
            self.give_back(lane);
        }
        Ok(outcome)
    }

    fn check_out(&self) -> Option<Lane> {
        self.idle().pop().map(|(_, lane)| lane)
    }

    fn give_back(&self, lane: Lane) {
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

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<(Instant, Lane)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
