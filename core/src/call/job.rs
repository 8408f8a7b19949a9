//! What a call runs: one operation of the service, or several steps of a session.

use std::future::Future;
use std::pin::Pin;

use crate::error::Error;
use crate::operation::{Erased, Operation, typed};
use crate::pipeline::{Deadline, Pipeline, Source, Wire};

/// What a [`Call`](crate::Call) runs. Sealed: it is public because the call names it.
pub trait Job: Send + Sync + 'static {
    /// What a successful call yields.
    type Output: Send + 'static;

    /// Runs the job to its end. Its output is on the heap, because every layer above would have it on its stack.
    fn run(&self, context: Context<'_>) -> impl Future<Output = Result<Box<Self::Output>, Error>> + Send;
}

/// What a running job can use.
pub struct Context<'a> {
    pub(crate) pipeline: &'a Pipeline,
    pub(crate) wire: Wire<'a>,
    pub(super) source: &'a Source,
}

impl Context<'_> {
    /// The same with a time of its own for each request.
    pub(crate) fn with_deadline(&self, deadline: Deadline) -> Context<'_> {
        Context { wire: Wire { deadline, ..self.wire }, ..*self }
    }

    /// Asks the service one thing, with the time that the call has left.
    pub(crate) async fn ask<O: Operation>(&self, operation: &O) -> Result<Box<O::Output>, Error> {
        typed(self.pipeline.run(operation, self.source, self.wire).await?)
    }
}

impl<O: Operation> Job for O {
    type Output = O::Output;

    async fn run(&self, context: Context<'_>) -> Result<Box<O::Output>, Error> {
        context.ask(self).await
    }
}

/// A job behind a pointer: calls are driven by code that is compiled once for all jobs.
pub(super) trait AnyJob: Send + Sync {
    fn run_erased<'a>(&'a self, context: Context<'a>) -> Running<'a>;
}

/// A job that runs, on the heap, because a caller's stack may be small.
pub(super) type Running<'a> = Pin<Box<dyn Future<Output = Result<Erased, Error>> + Send + 'a>>;

impl<J: Job> AnyJob for J {
    fn run_erased<'a>(&'a self, context: Context<'a>) -> Running<'a> {
        Box::pin(async move { Ok(self.run(context).await? as Erased) })
    }
}
