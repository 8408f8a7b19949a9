//! A moment as the service wrote it.

use std::time::{Duration, SystemTime};

use time::OffsetDateTime;
use time::format_description::well_known::{Iso8601, Rfc3339};

/// A moment, kept as the service's own text (`2022-07-03T03:20:30.000Z`) and read when asked.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Timestamp(String);

impl Timestamp {
    /// The text of the service, verbatim.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The moment, or `None` when the text is not an ISO 8601 date and time with an offset.
    #[must_use]
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let (seconds, nanoseconds) = self.to_unix_time()?;
        let whole = Duration::from_secs(seconds.unsigned_abs());
        let start = match seconds {
            0.. => SystemTime::UNIX_EPOCH.checked_add(whole),
            _ => SystemTime::UNIX_EPOCH.checked_sub(whole),
        };
        start?.checked_add(Duration::from_nanos(nanoseconds.into()))
    }

    /// The moment as whole seconds since 1970, negative before, and the nanoseconds that follow them.
    #[must_use]
    pub fn to_unix_time(&self) -> Option<(i64, u32)> {
        let parsed = OffsetDateTime::parse(&self.0, &Rfc3339)
            .or_else(|_| OffsetDateTime::parse(&self.0, &Iso8601::PARSING))
            .ok()?;
        Some((parsed.unix_timestamp(), parsed.nanosecond()))
    }
}

impl From<String> for Timestamp {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<Timestamp> for String {
    fn from(timestamp: Timestamp) -> Self {
        timestamp.0
    }
}
