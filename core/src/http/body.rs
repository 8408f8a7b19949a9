//! The body of a response, within its limits and without its content codings.

use std::mem;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderValue, Version};
use serde::de::IgnoredAny;
use tokio::time::{Instant, timeout_at};

use super::failure;
use super::log::Phase;
use crate::response::{Flaw, Undecodable, decode};

/// What the body of an error may cost: its status says what matters most.
const MAX_ERROR_BYTES: usize = 64 * 1024;
const MAX_ERROR_WAIT: Duration = Duration::from_secs(1);

/// Reads a body, or as much of it as there is: at most `limit` bytes as received and as decoded. What is not read goes
/// with its connection.
pub(super) async fn read(
    response: &mut reqwest::Response,
    limit: usize,
    deadline: Option<Instant>,
) -> (Bytes, Option<Flaw>) {
    let mut received = Bytes::new();
    if response.status().is_success() {
        let flaw = receive(response, limit, &mut received).await.err();
        return decoded(response.headers(), received, limit, flaw);
    }
    let limit = limit.min(MAX_ERROR_BYTES);
    let outcome = timeout_at(patience(deadline), receive(response, limit, &mut received)).await;
    let flaw = outcome.map_or_else(|_| Some(failure::timeout(Phase::Reading).into()), Result::err);
    match decoded(response.headers(), received.clone(), limit, flaw) {
        // Some servers declare a coding that they have not applied.
        (body, Some(_)) if body.is_empty() && is_json(&received) => (received, None),
        read => read,
    }
}

/// Until when to wait for the body of an error, so that the call still reports its status in time.
fn patience(deadline: Option<Instant>) -> Instant {
    let now = Instant::now();
    let wait = deadline.map_or(MAX_ERROR_WAIT, |end| end.saturating_duration_since(now) / 2);
    now + wait.min(MAX_ERROR_WAIT)
}

async fn receive(response: &mut reqwest::Response, limit: usize, received: &mut Bytes) -> Result<(), Flaw> {
    let may_be_complete = ends_with_connection(response);
    while let Some(chunk) = response.chunk().await.map_err(|cause| {
        let may_be_complete = may_be_complete && failure::is_end_without_notice(&cause);
        Flaw { error: failure::within_body(cause), may_be_complete }
    })? {
        let space = limit - received.len();
        append(received, chunk.slice(..chunk.len().min(space)));
        if chunk.len() > space {
            return Err(failure::too_large(limit).into());
        }
    }
    Ok(())
}

/// Most bodies have one chunk, which is not copied.
fn append(received: &mut Bytes, chunk: Bytes) {
    if received.is_empty() {
        *received = chunk;
    } else {
        let mut joined = BytesMut::from(mem::take(received));
        joined.extend_from_slice(&chunk);
        *received = joined.freeze();
    }
}

/// Whether nothing but the end of its connection says where the body ends.
fn ends_with_connection(response: &reqwest::Response) -> bool {
    let headers = response.headers();
    response.version() < Version::HTTP_2
        && !headers.contains_key(CONTENT_LENGTH)
        && !headers.contains_key(TRANSFER_ENCODING)
}

/// Without the content codings; where they cannot be removed, what comes before the fault. Decoders have a frame of their
/// own, so that the caller's stack has no room for them while the call connects.
#[inline(never)]
fn decoded(headers: &HeaderMap, received: Bytes, limit: usize, flaw: Option<Flaw>) -> (Bytes, Option<Flaw>) {
    let codings = headers.get_all(CONTENT_ENCODING).iter().map(HeaderValue::as_bytes);
    match decode(codings, received, limit) {
        Ok(body) => (body, flaw),
        Err(Undecodable { error, beginning }) => {
            let error = flaw.map_or_else(|| failure::undecodable(error), |flaw| flaw.error);
            (beginning, Some(error.into()))
        }
    }
}

fn is_json(body: &[u8]) -> bool {
    serde_json::from_slice::<IgnoredAny>(body).is_ok()
}
