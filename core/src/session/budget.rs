//! A limit on refreshes, so that a session that cannot be refreshed does not flood the token endpoint.

use std::time::{Duration, Instant};

use crate::error::{Error, ErrorKind};

const BURST: u32 = 5;
/// Three a minute.
const REFILL: Duration = Duration::from_secs(20);

/// A token bucket.
struct Budget {
    left: u32,
    /// When the last one was earned.
    since: Instant,
}

impl Default for Budget {
    fn default() -> Self {
        Self { left: BURST, since: Instant::now() }
    }
}

impl Budget {
    /// Pays for a refresh, or says how long to wait for the next one.
    fn take(&mut self, now: Instant) -> Result<(), Duration> {
        while self.left < BURST && now.duration_since(self.since) >= REFILL {
            self.left += 1;
            self.since += REFILL;
        }
        if self.left == BURST {
            self.since = now;
        }
        self.left = self.left.checked_sub(1).ok_or_else(|| REFILL.saturating_sub(now - self.since))?;
        Ok(())
    }
}

/// How many refreshes are left, and what the last one failed with.
#[derive(Default)]
pub(super) struct Limit {
    budget: Budget,
    pub(super) last_error: Option<Error>,
}

impl Limit {
    /// Pays for a refresh; beyond the budget, the error is that of the last one.
    pub(super) fn take(&mut self) -> Result<(), Error> {
        let Err(wait) = self.budget.take(Instant::now()) else { return Ok(()) };
        Err(self.last_error.clone().unwrap_or_else(|| {
            Error::new(ErrorKind::RateLimited, "the session was refreshed too often")
                .with_hint(format!("Wait {} s before the next refresh.", wait.as_secs().max(1)))
                .with(|facts| {
                    facts.retry_after = Some(wait);
                    facts.retryable = true;
                })
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_at_once_then_three_a_minute() {
        let (mut budget, start) = (Budget::default(), Instant::now());
        for _ in 0..5 {
            assert_eq!(budget.take(start), Ok(()));
        }
        assert_eq!(budget.take(start), Err(REFILL));
        let later = start + Duration::from_secs(60);
        for _ in 0..3 {
            assert_eq!(budget.take(later), Ok(()));
        }
        assert!(budget.take(later).is_err());
    }
}
