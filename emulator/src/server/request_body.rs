//! A request's body, read into memory up to a limit.

use bytes::Bytes;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use hyper::body::{Body as _, Incoming};

/// More than any request to the service has. It bounds what one request can make the emulator hold.
const LIMIT: usize = 1024 * 1024;

#[derive(Debug)]
pub(super) enum Unread {
    TooLarge,
    /// The client went away, or its chunks make no sense.
    Broken,
}

/// Polling the body is what makes hyper send `100 Continue`, so a body that is announced as too large is not polled.
pub(super) async fn read(body: Incoming) -> Result<Bytes, Unread> {
    if body.size_hint().lower() > LIMIT as u64 {
        return Err(Unread::TooLarge);
    }
    match Limited::new(body, LIMIT).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Unread::TooLarge),
        Err(_) => Err(Unread::Broken),
    }
}
