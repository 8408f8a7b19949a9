//! Timeouts.

use std::time::Duration;

use crate::error::Error;

/// The longest that a call, or a part of one, may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timeout {
    /// No limit.
    None,
    /// At most this long.
    After(Duration),
}

impl Timeout {
    /// Reads seconds as Python, Kotlin and Swift have them. Zero means no limit, and no other number rounds to it.
    pub(crate) fn from_seconds(name: &str, seconds: f64) -> Result<Self, Error> {
        let limit = Duration::try_from_secs_f64(seconds).map_err(|_| {
            Error::invalid_argument(format!("{name}: must be a number of seconds, 0 or larger"))
                .with_hint("0 means no limit.")
        })?;
        Ok(if seconds > 0.0 { Self::After(limit.max(Duration::from_nanos(1))) } else { Self::None })
    }

    /// The limit, if there is one.
    #[must_use]
    pub fn duration(self) -> Option<Duration> {
        match self {
            Self::None => None,
            Self::After(limit) => Some(limit),
        }
    }
}

impl From<Duration> for Timeout {
    /// Zero means no limit, as in every language and configuration file.
    fn from(limit: Duration) -> Self {
        if limit.is_zero() { Self::None } else { Self::After(limit) }
    }
}
