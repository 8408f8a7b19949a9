//! A moment as the service wrote it.

use std::time::SystemTime;

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
        OffsetDateTime::parse(&self.0, &Rfc3339)
            .or_else(|_| OffsetDateTime::parse(&self.0, &Iso8601::PARSING))
            .ok()
            .map(SystemTime::from)
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
