//! A call: its options, and the three ways to run it. The same for every operation.

mod blocking;
mod callback;
mod cancel;
mod future;
mod job;

use std::fmt;
use std::pin::pin;
use std::sync::Arc;

pub use cancel::Cancel;
pub use future::CallFuture;
use job::AnyJob;
pub(crate) use job::Context;
pub use job::Job;

use crate::config::Timeout;
use crate::error::{Error, ErrorKind};
use crate::http::{Client, Log, Trace};
use crate::model::AccessToken;
use crate::operation::{Erased, Operation};
use crate::pipeline::{Deadline, Network, Pipeline, Source, Wire};

/// A call that has not begun. `.await` it, [`wait`](Self::wait) for it, or [`start`](Self::start) it.
#[must_use = "nothing is sent until the call is awaited, waited for or started"]
pub struct Call<J> {
    pipeline: Arc<Pipeline>,
    job: J,
    /// The call's own source of a token, in the place of the client's.
    source: Option<Source>,
    timeout: Timeout,
    cancel: Option<Cancel>,
    log: Option<Log>,
}

impl<J: Job> Call<J> {
    pub(crate) fn new(pipeline: Arc<Pipeline>, job: J) -> Self {
        let timeout = pipeline.prepared.timeout;
        Self { pipeline, job, source: None, timeout, cancel: None, log: None }
    }

    /// Uses this timeout for the whole call instead of the client's.
    pub fn timeout(mut self, limit: impl Into<Timeout>) -> Self {
        self.timeout = limit.into();
        self
    }

    /// Lets `cancel` stop the call, which then ends as [`Cancelled`](ErrorKind::Cancelled).
    pub fn cancel(mut self, cancel: &Cancel) -> Self {
        self.cancel = Some(cancel.clone());
        self
    }

    /// Writes down in `log` what the call does.
    pub(crate) fn log(mut self, log: &Log) -> Self {
        self.log = Some(log.clone());
        self
    }

    /// Fixes what belongs to the moment of the call: its token source and its deadline.
    fn begin(self) -> Begun {
        Begun {
            source: self.pipeline.tokens.choose(self.source),
            pipeline: self.pipeline,
            job: Box::new(self.job),
            deadline: Deadline::after(self.timeout),
            cancel: self.cancel,
            trace: Trace::logged(self.log),
        }
    }
}

impl<O: Operation> Call<O> {
    /// Uses this token instead of the client's.
    pub fn access_token(self, token: AccessToken) -> Self {
        self.with_source(Source::Fixed(Some(Arc::new(token))))
    }

    pub(crate) fn with_source(mut self, source: Source) -> Self {
        self.source = Some(source);
        self
    }
}

/// A call that has begun.
struct Begun {
    pipeline: Arc<Pipeline>,
    job: Box<dyn AnyJob>,
    source: Arc<Source>,
    deadline: Deadline,
    cancel: Option<Cancel>,
    trace: Trace,
}

impl Begun {
    async fn run(&self, network: &Network, http: &Client) -> Result<Erased, Error> {
        let wire = Wire { network, http, trace: &self.trace, deadline: self.deadline };
        let context = Context { pipeline: &self.pipeline, wire, source: &self.source };
        let job = self.job.run_erased(context);
        // Pinned here, because each layer that took the one below it by value would copy it.
        let limited = pin!(self.deadline.limit(job, &self.trace));
        let outcome = match &self.cancel {
            Some(cancel) => cancel.guard(limited).await,
            None => Some(limited.await),
        };
        let outcome =
            outcome.unwrap_or_else(|| Err(Error::new(ErrorKind::Cancelled, "the call was cancelled")));
        outcome
            .map_err(|error| error.with(|facts| facts.attempts = facts.attempts.max(self.trace.attempts())))
    }

    /// Runs on the runtime and the connections that asynchronous calls share.
    async fn run_shared(self) -> Result<Erased, Error> {
        let network = self.pipeline.network.get(Network::default);
        let http = network.shared(&self.pipeline.prepared)?;
        self.run(&network, &http).await
    }
}

impl<J> fmt::Debug for Call<J> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").finish_non_exhaustive()
    }
}
