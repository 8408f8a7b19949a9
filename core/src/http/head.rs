//! The head of a response: what it may cost, and whether it says clearly where the body ends.

use std::time::SystemTime;

use http::header::{CONTENT_LENGTH, DATE, HeaderMap, TRANSFER_ENCODING};

use crate::error::{Error, ErrorKind};

/// Some services send hundreds of cookies.
pub(super) const MAX_LINES: usize = 512;
pub(super) const MAX_BYTES: usize = 128 * 1024;
/// Larger than [`MAX_BYTES`], so that the same check decides over HTTP/2 as over HTTP/1: there each line costs 32 bytes
/// more, and what breaks this limit fails without saying why.
pub(super) const MAX_HTTP2_LIST_BYTES: u32 = 512 * 1024;

/// Refuses a head that is larger than any that makes sense.
pub(super) fn check(headers: &HeaderMap) -> Result<(), Error> {
    let bytes: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    if headers.len() > MAX_LINES || bytes > MAX_BYTES { Err(too_large()) } else { Ok(()) }
}

/// A head over the limits. Which of them, the HTTP client does not say.
pub(super) fn too_large() -> Error {
    let (lines, kibibytes) = (MAX_LINES, MAX_BYTES / 1024);
    Error::new(
        ErrorKind::Decode,
        format!("the response headers are invalid or exceed {lines} lines or {kibibytes} KiB"),
    )
    .with_hint("Check which server or proxy adds so many headers; cookies are a common cause.")
}

/// When the server sent the response, by its own clock.
pub(super) fn date(headers: &HeaderMap) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(DATE)?.to_str().ok()?).ok()
}

/// Whether the head frames the body in two ways. Something on the way may have followed the other one, so nothing that
/// comes after this response on its connection is to be trusted (RFC 9112, section 6.3).
pub(super) fn is_framed_twice(headers: &HeaderMap) -> bool {
    headers.contains_key(TRANSFER_ENCODING) && headers.contains_key(CONTENT_LENGTH)
}
