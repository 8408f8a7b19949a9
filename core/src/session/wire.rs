//! What a session asks the service on its own account.

use std::pin::pin;
use std::time::Duration;

use super::inner::Inner;
use crate::config::Timeout;
use crate::error::Error;
use crate::http::Trace;
use crate::model::TokenSet;
use crate::operation::{Operation, Revoke, typed};
use crate::pipeline::{Deadline, Network, Source, Wire};

/// The longest that one try of a refresh may take, whatever the configuration says: others wait for it.
pub(super) const LONGEST_TRY: Duration = Duration::from_secs(20);

/// Runs an operation outside of any call, with the time that a call has. It gets connections of its own: one that was idle
/// may break at the moment of sending, and nobody could tell whether the server got the request.
pub(super) async fn ask<O: Operation>(session: &Inner, operation: &O) -> Result<O::Output, Error> {
    let pipeline = &session.pipeline;
    let network = pipeline.network.get(Network::default);
    let http = network.separate(&pipeline.prepared)?;
    let limit = pipeline.prepared.timeout.duration().unwrap_or(LONGEST_TRY).min(LONGEST_TRY);
    let trace = Trace::new();
    let deadline = Deadline::after(Timeout::After(limit));
    let wire = Wire { network: &network, http: &http, trace: &trace, deadline };
    let call = pin!(pipeline.run(operation, &Source::Fixed(None), wire));
    let outcome = deadline.limit(call, &trace).await;
    let outcome = outcome.and_then(typed).map(|output| *output);
    outcome.map_err(|error| error.with(|facts| facts.attempts = trace.attempts()))
}

/// Revokes what was granted with these tokens.
pub(super) async fn revoke(session: &Inner, tokens: &TokenSet) -> Result<(), Error> {
    ask(session, &revocation(tokens)).await
}

/// The refresh token stands for the whole grant; without one, the access token is all there is.
pub(super) fn revocation(tokens: &TokenSet) -> Revoke {
    match &tokens.refresh_token {
        Some(token) => Revoke { token: token.clone(), hint: "refresh_token" },
        None => Revoke { token: tokens.access_token.clone(), hint: "access_token" },
    }
}
