//! One attempt: a request out, a complete response in.

use std::mem;
use std::sync::Arc;

use arc_swap::ArcSwap;
use rustls::ClientConfig;
use tokio::time::Instant;

use super::address::LastAddress;
use super::failure::{self, Repeat};
use super::log::{Event, Phase};
use super::pool::Pool;
use super::request::Request;
use super::trace::Trace;
use super::{body, head};
use crate::config::Prepared;
use crate::error::Error;
use crate::response::Response;

/// Sends requests to one server. Clones share their connections.
#[derive(Clone)]
pub(crate) struct Client(Arc<Shared>);

struct Shared {
    tls: ClientConfig,
    pool: ArcSwap<Pool>,
    address: LastAddress,
}

/// An attempt without a complete response.
pub(crate) struct Failure {
    pub(crate) error: Error,
    /// Whether the request may go out once more without counting as a retry.
    pub(crate) repeat: Repeat,
}

impl Client {
    pub(crate) fn new(prepared: &Prepared, tls: ClientConfig) -> Result<Self, Error> {
        let pool = ArcSwap::from_pointee(Pool::new(prepared, tls.clone())?);
        Ok(Self(Arc::new(Shared { tls, pool, address: LastAddress::default() })))
    }

    /// Sends the request once and reads the whole response, that of an error in good time before the deadline.
    pub(crate) async fn send(
        &self,
        request: &Request,
        prepared: &Prepared,
        trace: &Trace,
        deadline: Option<Instant>,
    ) -> Result<Response, Failure> {
        let pool = self.pool(prepared)?;
        trace.begin_attempt();
        let watch = pool.watch();
        let outcome = trace.scope(Box::pin(self.exchange(&pool, request, prepared, trace, deadline))).await;
        watch.over();
        trace.enter(Phase::AtRest);
        match outcome.as_ref().map_err(|failure| failure.repeat) {
            // So that the repetition goes out on a new connection.
            Err(Repeat::Once) => pool.condemn(),
            Err(Repeat::Dropped | Repeat::Unprocessed) => trace.forget_attempt(),
            Err(Repeat::No) | Ok(_) => {}
        }
        outcome
    }

    /// The pool for a request that begins now. Of several threads that replace a condemned one, one wins.
    fn pool(&self, prepared: &Prepared) -> Result<Arc<Pool>, Error> {
        let current = self.0.pool.load_full();
        if !current.is_condemned() {
            return Ok(current);
        }
        let fresh = Arc::new(Pool::new(prepared, self.0.tls.clone())?);
        let before = self.0.pool.compare_and_swap(&current, fresh.clone());
        Ok(if Arc::ptr_eq(&before, &current) { fresh } else { Arc::clone(&before) })
    }

    async fn exchange(
        &self,
        pool: &Pool,
        request: &Request,
        prepared: &Prepared,
        trace: &Trace,
        deadline: Option<Instant>,
    ) -> Result<Response, Failure> {
        let url = self.0.address.of(request, prepared);
        let mut outgoing = reqwest::Request::new(request.method.clone(), url.clone());
        *outgoing.headers_mut() = pool.headers(request);
        // The copy is not wiped: it is the HTTP client's.
        *outgoing.body_mut() = request.form.as_ref().map(|form| form.as_bytes().to_vec().into());
        let mut incoming = pool.execute(outgoing).await.map_err(|cause| {
            let repeat = failure::repeat(&cause, trace);
            let error = failure::before_response(cause, trace);
            let unknown = error.outcome_unknown() && repeat != Repeat::Unprocessed;
            Failure { repeat, error: error.with(|facts| facts.outcome_unknown = unknown) }
        })?;
        let status = incoming.status().as_u16();
        trace.note(|| Event::Head { status, date: head::date(incoming.headers()) });
        trace.enter(Phase::Reading);
        head::check(incoming.headers()).map_err(|error| {
            error.with(|facts| {
                facts.http_status = Some(status);
                facts.outcome_unknown = true;
            })
        })?;
        if head::is_framed_twice(incoming.headers()) {
            pool.condemn();
        }
        let (body, flaw) = body::read(&mut incoming, prepared.max_response_bytes, deadline).await;
        Ok(Response { url, status, headers: mem::take(incoming.headers_mut()), body, flaw })
    }
}

/// The failure of a response, which was made for this request and so is final.
impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self { error, repeat: Repeat::No }
    }
}
