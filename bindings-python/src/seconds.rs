//! Durations, which Python counts in seconds.

use std::time::Duration;

use genauth::Error;

/// Zero stays zero, which means no limit; no other number may round to it.
pub(crate) fn duration(name: &str, seconds: f64) -> Result<Duration, Error> {
    let Ok(duration) = Duration::try_from_secs_f64(seconds) else {
        return Err(Error::invalid_argument(format!("{name}: must be a number of seconds, 0 or larger"))
            .with_hint("Pass None for no limit."));
    };
    Ok(if seconds > 0.0 { duration.max(Duration::from_nanos(1)) } else { duration })
}
