//! What happens between a call and its request, one concern a file; each wraps the next:
//! the deadline ([`deadline`]), the token ([`auth`]), the retries ([`retry`]), one attempt ([`crate::http`]).

mod auth;
mod deadline;
mod network;
mod provider;
mod quota;
mod retry;
mod tokens;

use std::sync::Arc;

pub(crate) use deadline::Deadline;
pub(crate) use network::Network;
pub(crate) use provider::Provider;
pub(crate) use tokens::{Issuer, Noted, Pending, Source, TokenSource};

use crate::config::{Config, Prepared};
use crate::error::Error;
use crate::http::{Client, Request, Trace};
use crate::operation::{AnyOperation, Erased};
use crate::process::PerProcess;
use crate::response::Reader;
use retry::Retries;

/// What the calls of one client share. Clones share the connections, but each has a token source of its own.
pub(crate) struct Pipeline {
    pub(crate) prepared: Arc<Prepared>,
    pub(crate) tokens: TokenSource,
    pub(crate) network: Arc<PerProcess<Network>>,
}

/// What one call brings along, besides what it asks.
#[derive(Clone, Copy)]
pub(crate) struct Wire<'a> {
    pub(crate) network: &'a Network,
    pub(crate) http: &'a Client,
    pub(crate) trace: &'a Trace,
    pub(crate) deadline: Deadline,
}

impl Pipeline {
    /// Checks a configuration. Performs no I/O except reading `ca_file`.
    pub(crate) fn new(config: &Config, source: Source) -> Result<Self, Error> {
        Ok(Self {
            prepared: Arc::new(Prepared::new(config)?),
            tokens: TokenSource::new(source),
            network: Arc::new(PerProcess::new()),
        })
    }

    /// The same settings and connections with another token source.
    pub(crate) fn with_source(&self, source: Source) -> Self {
        Self {
            prepared: self.prepared.clone(),
            tokens: TokenSource::new(source),
            network: self.network.clone(),
        }
    }

    /// Sends the operation's request, with retries, until there is an outcome. Whoever runs it limits its time.
    pub(crate) async fn run(
        &self,
        operation: &dyn AnyOperation,
        source: &Source,
        wire: Wire<'_>,
    ) -> Result<Erased, Error> {
        let send = |request| Box::pin(self.attempts(operation, request, wire));
        auth::authorized(operation, source, &self.prepared, send).await
    }

    async fn attempts(
        &self,
        operation: &dyn AnyOperation,
        request: Request,
        wire: Wire<'_>,
    ) -> Result<Erased, Error> {
        let (request, prepared) = (&request, &*self.prepared);
        let attempt = || async move {
            let response = wire.http.send(request, prepared, wire.trace, wire.deadline.end()).await?;
            Ok(read(operation, &Reader::new(&response, request.secrets()))?)
        };
        let retries = Retries {
            max_attempts: prepared.max_attempts,
            quota: &wire.network.quota,
            deadline: wire.deadline,
            is_idempotent: operation.is_idempotent(),
        };
        retries.run(attempt).await
    }
}

/// Reads a response in a frame of its own: an attempt would otherwise keep room for the output on the caller's stack while
/// it connects.
#[inline(never)]
fn read(operation: &dyn AnyOperation, response: &Reader<'_>) -> Result<Erased, Error> {
    operation.read_erased(response)
}
