//! The calls of one request, one after the other.

use std::env;
use std::future::IntoFuture as _;
use std::io;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;
use genauth::{Call, Cancel, Job};
use tokio::runtime::{Builder, Runtime};

use crate::cancel;

/// How calls are made: awaited or waited for.
pub(crate) struct Caller(Option<Runtime>);

impl Caller {
    pub(crate) fn from_arguments() -> io::Result<Self> {
        let is_async = env::args().any(|argument| argument == "--async");
        is_async.then(|| Builder::new_current_thread().build()).transpose().map(Self)
    }
}

/// The calls of one request, and the time of the last one.
pub(crate) struct Calls<'a> {
    caller: &'a Caller,
    count: u32,
    cancel_after_ms: Option<u64>,
    elapsed: Duration,
}

impl<'a> Calls<'a> {
    pub(crate) fn new(caller: &'a Caller, count: u32, cancel_after_ms: Option<u64>) -> Self {
        Self { caller, count, cancel_after_ms, elapsed: Duration::ZERO }
    }

    pub(crate) fn elapsed_ms(&self) -> u128 {
        self.elapsed.as_millis()
    }

    /// Makes all calls. Only the last outcome counts.
    pub(crate) fn make<J: Job>(&mut self, call: impl Fn() -> Result<Call<J>>) -> Result<J::Output> {
        self.rounds(|calls| calls.once(&call))
    }

    /// Makes so many calls at the same time, in the place of each.
    pub(crate) fn make_at_once<J: Job>(
        &mut self,
        count: usize,
        call: impl Fn() -> Result<Call<J>> + Sync,
    ) -> Result<Vec<J::Output>> {
        self.rounds(|calls| {
            thread::scope(|scope| {
                let threads = (0..count).map(|_| scope.spawn(|| calls.once(&call)));
                let threads = threads.collect::<Vec<_>>();
                threads.into_iter().map(|thread| thread.join().expect("a call does not panic")).collect()
            })
        })
    }

    fn rounds<T>(&mut self, round: impl Fn(&Self) -> Result<T>) -> Result<T> {
        for _ in 1..self.count {
            let _ = round(self);
        }
        let start = Instant::now();
        let outcome = round(self);
        self.elapsed = start.elapsed();
        outcome
    }

    fn once<J: Job>(&self, call: impl Fn() -> Result<Call<J>>) -> Result<J::Output> {
        cancel::after(self.cancel_after_ms, |cancel: &Cancel| {
            let call = call()?.cancel(cancel);
            Ok(match &self.caller.0 {
                Some(runtime) => runtime.block_on(call.into_future()),
                None => call.wait(),
            }?)
        })
    }
}

/// The call with the time that the scenario gives it.
pub(crate) fn limited<J: Job>(call: Call<J>, timeout_ms: Option<u64>) -> Call<J> {
    match timeout_ms {
        Some(ms) => call.timeout(Duration::from_millis(ms)),
        None => call,
    }
}
