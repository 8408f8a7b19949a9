//! Failures below the response: name resolution, connection, TLS, time.

use std::error::Error as StdError;
use std::io;
use std::sync::Arc;

use super::connect::local_address;
use super::head;
use super::log::Phase;
use super::lookup::NoThread;
use super::tls;
use super::trace::Trace;
use crate::error::{Error, ErrorKind};
use crate::response::CodingError;
use crate::runtime::exhausted;

/// A request that got no response.
pub(super) fn before_response(error: reqwest::Error, trace: &Trace) -> Error {
    let (error, phase) = (error.without_url(), trace.phase());
    if is_head_refused(&error) {
        return with_cause(head::too_large(), error).with(|facts| facts.outcome_unknown = true);
    }
    // Only the timeout of connecting: an unanswered ping is called a timeout, too.
    if error.is_timeout() && error.is_connect() {
        return with_cause(timeout(phase), error);
    }
    broken(error, phase, trace).with(|facts| {
        facts.outcome_unknown = !matches!(phase, Phase::Resolving | Phase::Connecting);
    })
}

/// A connection that could not be made, or that broke before the response.
fn broken(error: reqwest::Error, phase: Phase, trace: &Trace) -> Error {
    let problem = match phase {
        Phase::Resolving => "the host name could not be resolved",
        Phase::Connecting => "the connection could not be made",
        Phase::AtRest | Phase::Waiting | Phase::Reading => "the connection broke before the response",
    };
    if let Some(NoThread(lack)) = find(&error) {
        return exhausted(lack);
    }
    let Some(tls) = find::<rustls::Error>(&error).cloned().or_else(|| tls::alert_in(&chain(&error))) else {
        let failure = transport(problem, error);
        // Some servers close the connection without an alert, and on some systems the reset overtakes the alert.
        return if trace.was_asked_for_certificate() {
            failure.with_hint(tls::ASKED_FOR_CERTIFICATE)
        } else {
            failure
        };
    };
    let failure = tls::diagnose(&tls, trace.was_asked_for_certificate());
    let network = Error::new(ErrorKind::Network, failure.problem.unwrap_or(problem)).with_hint(failure.hint);
    with_cause(network.with(|facts| facts.retryable = failure.is_transient), error)
}

/// Whether a request that got no response may go out again without counting as a retry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeat {
    No,
    /// It went out on a connection that was open before its call began, which the server may have closed long ago.
    Once,
    /// The HTTP client dropped it with a connection that the server had closed, most likely before it was sent.
    Dropped,
    /// The server says that it has not processed the request.
    Unprocessed,
}

/// What the failure of a request says about repeating it.
pub(super) fn repeat(error: &reqwest::Error, trace: &Trace) -> Repeat {
    if is_head_refused(error) {
        return Repeat::No;
    }
    if find::<h2::Error>(error).is_some_and(is_unprocessed) {
        return Repeat::Unprocessed;
    }
    // The only fault of a user that a request of this library can bring about: nobody is left to send it.
    if find::<hyper::Error>(error).is_some_and(hyper::Error::is_user) {
        return Repeat::Dropped;
    }
    let connection = find::<hyper_util::client::legacy::Error>(error).and_then(|error| error.connect_info());
    let is_new = |local| trace.has_opened(local);
    let is_on_reused = connection.and_then(local_address).is_some_and(|local| !is_new(local));
    if is_on_reused { Repeat::Once } else { Repeat::No }
}

/// Whether the HTTP client gave up on the head of the response: on one that is too large or, over HTTP/2, where the error
/// is the same, malformed.
fn is_head_refused(error: &reqwest::Error) -> bool {
    let is_refusal = |error: &h2::Error| {
        let refusals =
            [h2::Reason::PROTOCOL_ERROR, h2::Reason::ENHANCE_YOUR_CALM, h2::Reason::COMPRESSION_ERROR];
        !error.is_remote() && error.reason().is_some_and(|reason| refusals.contains(&reason))
    };
    // The method that asks for it exists for servers only.
    let is_too_large = |error: &hyper::Error| error.is_parse() && error.to_string().ends_with("too large");
    find::<hyper::Error>(error).is_some_and(is_too_large) || find::<h2::Error>(error).is_some_and(is_refusal)
}

/// RFC 9113, sections 6.8 and 8.7: streams above the last one that a graceful GOAWAY names, and refused ones.
fn is_unprocessed(error: &h2::Error) -> bool {
    let refused = error.is_reset() && error.reason() == Some(h2::Reason::REFUSED_STREAM);
    let gone = error.is_go_away() && error.reason() == Some(h2::Reason::NO_ERROR);
    error.is_remote() && (refused || gone)
}

/// A body that ended before its time, or whose framing is invalid.
pub(super) fn within_body(error: reqwest::Error) -> Error {
    let error = error.without_url();
    match io_kind(&error) {
        Some(io::ErrorKind::ConnectionReset) => transport("the connection broke within the response", error),
        Some(io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData) => with_cause(
            Error::new(ErrorKind::Decode, "the response has an invalid chunk")
                .with_hint("Check `host`, and which server or proxy responds there."),
            error,
        ),
        _ => with_cause(truncated(), error),
    }
}

/// Whether the connection ended without the notice of its end that TLS asks for.
pub(super) fn is_end_without_notice(error: &reqwest::Error) -> bool {
    io_kind(error) == Some(io::ErrorKind::UnexpectedEof)
}

fn io_kind(error: &reqwest::Error) -> Option<io::ErrorKind> {
    find::<io::Error>(error).map(io::Error::kind)
}

fn truncated() -> Error {
    Error::new(ErrorKind::Decode, "the response was truncated")
        .with_hint("The server or a proxy closed the connection too early: try again.")
        .with(|facts| facts.retryable = true)
}

/// A complete body whose content codings cannot be removed.
pub(super) fn undecodable(error: CodingError) -> Error {
    let failure = match error {
        CodingError::TooLarge(limit) => return too_large(limit),
        CodingError::Truncated(_) => truncated(),
        CodingError::Unsupported(_) | CodingError::TooMany | CodingError::Damaged(_) => {
            Error::new(ErrorKind::Decode, "could not decompress the response body").with_hint(
                "Check which proxy or server compresses the response: gzip and brotli are understood.",
            )
        }
    };
    with_cause(failure, error)
}

/// A timeout passed.
pub(crate) fn timeout(phase: Phase) -> Error {
    let (message, hint) = match phase {
        Phase::Resolving => ("timed out while resolving the host name", "Check the network and `host`."),
        Phase::Connecting => (
            "timed out while connecting",
            "Check the network, `host` and the proxy; `connect_timeout_ms` limits this phase.",
        ),
        Phase::AtRest | Phase::Waiting => {
            ("timed out while waiting for the response", "Try again later, or raise `timeout_ms`.")
        }
        Phase::Reading => ("timed out while reading the response", "Try again later, or raise `timeout_ms`."),
    };
    Error::new(ErrorKind::Timeout, message).with_hint(hint).with(|facts| {
        facts.retryable = true;
        facts.outcome_unknown = matches!(phase, Phase::Waiting | Phase::Reading);
    })
}

/// A body over the limit of the configuration.
pub(super) fn too_large(limit: usize) -> Error {
    Error::new(ErrorKind::Decode, format!("the response is larger than {limit} bytes"))
        .with_hint("Raise `max_response_bytes` if the user's custom data really is that large.")
}

fn transport(problem: &str, error: reqwest::Error) -> Error {
    let cause = chain(&error);
    // The error of the tunnel has no type that could be asked.
    let lacks_credentials = cause.contains("proxy authorization required");
    let hint = if lacks_credentials {
        "The proxy asks for a user name and password: give them in `proxy`."
    } else if cause.contains("tunnel error: unsuccessful") {
        "The proxy refused to connect to the server: check `host`, the proxy's rules and the credentials in `proxy`."
    } else {
        "Check the network, `host` and the proxy settings."
    };
    let failure = Error::new(ErrorKind::Network, problem).with_hint(hint);
    // Repeating a wrong password can lock an account.
    with_cause(failure.with(|facts| facts.retryable = !lacks_credentials), error)
}

fn with_cause(failure: Error, cause: impl StdError + Send + Sync + 'static) -> Error {
    let message = format!("{}: {}", failure.message(), chain(&cause));
    failure.with(|facts| facts.message = message).with_source(Arc::new(cause))
}

/// The causes of an error in one line, without those that only repeat the next one.
fn chain(error: &(dyn StdError + 'static)) -> String {
    let mut messages = causes(error).skip(1).map(ToString::to_string).collect::<Vec<_>>();
    messages.dedup();
    if messages.is_empty() { error.to_string() } else { messages.join(": ") }
}

/// An error and its causes, from the outside in.
fn causes<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    let mut next = Some(error);
    std::iter::from_fn(move || {
        let error = next?;
        next = error.source();
        Some(error)
    })
}

/// Looks for a cause of a type; also inside `io::Error`, whose `source` skips the error that it wraps. Look-ups share theirs.
fn find<'a, T: StdError + 'static>(error: &'a (dyn StdError + 'static)) -> Option<&'a T> {
    causes(error).find_map(|error| {
        let shared = || error.downcast_ref::<Arc<io::Error>>().map(AsRef::as_ref);
        let wrapped = error.downcast_ref().or_else(shared).and_then(io::Error::get_ref);
        error.downcast_ref().or_else(|| wrapped.and_then(|wrapped| find(wrapped)))
    })
}
