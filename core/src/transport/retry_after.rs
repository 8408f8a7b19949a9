//! `Retry-After`: seconds or a date.

use std::time::{Duration, SystemTime};

/// How long the server asks to wait, or `None` when the header says nothing that can be read.
pub(crate) fn parse(header: &str, now: SystemTime) -> Option<Duration> {
    let header = header.trim();
    if let Ok(seconds) = header.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds).ok();
    }
    let date = httpdate::parse_http_date(header).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}
