//! Failures below the answer: name resolution, connection, TLS, time.

use std::error::Error as StdError;
use std::io;
use std::sync::Arc;

use rustls::CertificateError;

use super::{Error, ErrorKind};
use crate::transport::Phase;

/// A request that got no answer.
pub(crate) fn send(error: reqwest::Error, phase: Phase) -> Error {
    let error = error.without_url();
    if error.is_timeout() {
        return with_cause(timeout(phase), error);
    }
    let problem = match phase {
        Phase::Resolving => "the host name could not be resolved",
        Phase::Connecting => "the connection could not be made",
        Phase::BackingOff | Phase::Waiting | Phase::Reading => "the connection broke before the answer came",
    };
    transport(problem, error)
}

/// A body that ended before its time, or that cannot be unpacked.
pub(crate) fn body(error: reqwest::Error) -> Error {
    let error = error.without_url();
    let io = find::<io::Error>(&error).map(io::Error::kind);
    if io == Some(io::ErrorKind::ConnectionReset) {
        return transport("the connection broke within the answer", error);
    }
    let is_damaged = error.is_decode() && io.is_some_and(|kind| kind != io::ErrorKind::UnexpectedEof);
    let (problem, hint) = if is_damaged {
        ("the answer cannot be unpacked", "The server or something on the way compresses wrongly.")
    } else {
        (
            "the answer was cut short",
            "The server or something on the way closed the connection too early: try again.",
        )
    };
    let failure = Error::new(ErrorKind::Decode, problem).with_hint(hint).with_retryable(!is_damaged);
    with_cause(failure, error)
}

/// The time was used up.
pub(crate) fn timeout(phase: Phase) -> Error {
    let (message, hint) = match phase {
        Phase::Resolving => ("timed out while resolving the host name", "Check the network and `host`."),
        Phase::Connecting => (
            "timed out while connecting",
            "Check the network, `host` and the proxy; `connect_timeout_ms` limits this phase.",
        ),
        Phase::Waiting => {
            ("timed out while waiting for the answer", "Try again later, or raise `timeout_ms`.")
        }
        Phase::Reading => ("timed out while reading the answer", "Try again later, or raise `timeout_ms`."),
        Phase::BackingOff => {
            ("timed out before the next attempt", "The service has trouble: try again later.")
        }
    };
    Error::new(ErrorKind::Timeout, message).with_hint(hint).with_retryable(true)
}

fn transport(problem: &str, error: reqwest::Error) -> Error {
    let certificate = find::<rustls::Error>(&error).and_then(|tls| match tls {
        rustls::Error::InvalidCertificate(problem) => Some(problem),
        _ => None,
    });
    // The error of the tunnel has no type that could be asked.
    let is_proxy_refusal = chain(&error).contains("proxy authorization required");
    let hint = match certificate {
        Some(problem) => certificate_hint(problem),
        None if is_proxy_refusal => "The proxy asks for a user name and password: give them in `proxy`.",
        None if find::<rustls::Error>(&error).is_some() => {
            "TLS 1.2 or newer is needed: check that `host` and its port speak it."
        }
        None => "Check the network, `host` and the proxy settings.",
    };
    // A wrong certificate stays wrong, and repeating a wrong password can lock an account.
    let may_pass = certificate.is_none() && !is_proxy_refusal;
    let failure = Error::new(ErrorKind::Network, problem).with_hint(hint).with_retryable(may_pass);
    with_cause(failure, error)
}

fn certificate_hint(problem: &CertificateError) -> &'static str {
    match problem {
        CertificateError::UnknownIssuer => {
            "The certificate is not from a trusted authority. For a private authority add its certificate with `ca_file`."
        }
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            "The server's certificate has expired; also check the clock of this machine."
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "The server's certificate is not valid yet; also check the clock of this machine."
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "The certificate is for another name: check `host`."
        }
        _ => "The server's certificate was refused; verification cannot be switched off.",
    }
}

fn with_cause(mut failure: Error, cause: reqwest::Error) -> Error {
    failure.0.message = format!("{}: {}", failure.message(), chain(&cause));
    failure.with_source(Arc::new(cause))
}

/// The causes of an error in one line, without those that only repeat the next one.
fn chain(error: &(dyn StdError + 'static)) -> String {
    let mut texts = causes(error).skip(1).map(ToString::to_string).collect::<Vec<_>>();
    texts.dedup();
    if texts.is_empty() { error.to_string() } else { texts.join(": ") }
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

/// Looks for a cause of a type; also inside `io::Error`, whose `source` skips the error that it wraps.
fn find<'a, T: StdError + 'static>(error: &'a (dyn StdError + 'static)) -> Option<&'a T> {
    causes(error).find_map(|error| {
        let wrapped = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        error.downcast_ref().or_else(|| wrapped.and_then(|wrapped| find(wrapped)))
    })
}

/// A body over the limit of the configuration.
pub(crate) fn too_large(limit: usize) -> Error {
    Error::new(ErrorKind::Decode, format!("the answer is larger than {limit} bytes"))
        .with_hint("Raise `max_response_bytes` if the user's custom data really is that large.")
}
