//! Whether a failed attempt is worth another one, and when.

use std::time::Duration;

use ring::rand::{SecureRandom, SystemRandom};
use tokio::time::sleep;

use super::deadline::Deadline;
use super::quota::Quota;
use crate::error::Error;
use crate::http::{Failure, Repeat};

/// Back-off before the second attempt; it doubles with each further one.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// Without a deadline, a server that asks for a longer wait is reported to the caller instead.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// A server that processes nothing at all must not keep a call without a deadline for ever.
const MOST_UNPROCESSED: u64 = 1000;

/// The retries of one call.
pub(super) struct Retries<'a> {
    pub(super) max_attempts: u32,
    pub(super) quota: &'a Quota,
    pub(super) deadline: Deadline,
    /// Whether a request may be sent again after its bytes went out.
    pub(super) is_idempotent: bool,
}

impl Retries<'_> {
    /// Repeats `attempt` until it succeeds or a further one is not worth it. What comes out then is the last failure, also
    /// if only the time for another attempt is missing.
    pub(super) async fn run<T, F>(&self, attempt: impl Fn() -> F) -> Result<T, Error>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        let (mut retries, mut had_free_retry, mut unprocessed) = (0, false, 0);
        loop {
            let failure = match Box::pin(attempt()).await {
                Ok(output) => {
                    self.quota.succeeded(retries > 0);
                    return Ok(output);
                }
                Err(failure) => failure,
            };
            let is_unprocessed = match failure.repeat {
                Repeat::Unprocessed => true,
                Repeat::Dropped => self.is_idempotent,
                Repeat::Once | Repeat::No => false,
            };
            if is_unprocessed && unprocessed < MOST_UNPROCESSED {
                // Longer from time to time, so that a server that refuses everything is not stormed.
                sleep(Duration::from_millis(unprocessed / 10)).await;
                unprocessed += 1;
                continue;
            }
            if failure.repeat == Repeat::Once && self.is_idempotent && !had_free_retry {
                had_free_retry = true;
                continue;
            }
            let error = failure.error;
            let may_repeat = self.is_idempotent || was_not_processed(&error);
            if !may_repeat || !error.is_retryable() || retries + 1 >= self.max_attempts {
                return Err(error);
            }
            let pause = pause(&error, retries);
            match self.deadline.remaining() {
                Some(remaining) if pause >= remaining => return Err(out_of_time(error)),
                None if error.retry_after().is_some() && pause >= LONGEST_WAIT => return Err(error),
                _ => {}
            }
            if !self.quota.take() {
                return Err(error);
            }
            sleep(pause).await;
            retries += 1;
        }
    }
}

/// Whether the server has certainly done nothing: no byte reached it, or it said in a complete response that it is too
/// busy.
fn was_not_processed(error: &Error) -> bool {
    let was_never_sent = error.http_status().is_none() && !error.outcome_unknown();
    was_never_sent || !error.outcome_unknown() && matches!(error.http_status(), Some(429 | 503))
}

/// Full jitter: anything up to the exponential back-off, but never less than the server asked for.
fn pause(error: &Error, retries: u32) -> Duration {
    let ceiling = FIRST_PAUSE.saturating_mul(1 << retries.min(16)).min(LONGEST_PAUSE);
    ceiling.mul_f64(random_fraction()).max(error.retry_after().unwrap_or_default())
}

/// A number from 0 to 1, fresh from the system: a generator in memory would repeat itself in forked children.
fn random_fraction() -> f64 {
    let mut bytes = [0; 4];
    match SystemRandom::new().fill(&mut bytes) {
        Ok(()) => f64::from(u32::from_ne_bytes(bytes)) / f64::from(u32::MAX),
        Err(_) => 1.0,
    }
}

/// The failure that a call ends with because its time does not last until the next attempt.
fn out_of_time(error: Error) -> Error {
    error.with(|facts| facts.message.push_str("; the time of the call does not last until the next attempt"))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::config::Timeout;
    use crate::error::ErrorKind;

    fn transient() -> Error {
        Error::new(ErrorKind::Api, "HTTP 503").with(|facts| {
            facts.retryable = true;
            facts.outcome_unknown = true;
            facts.request_id = Some("r-1".into());
        })
    }

    /// Runs attempts that all fail like `failure`, and counts them.
    fn run(deadline: Deadline, is_idempotent: bool, failure: impl Fn() -> Failure) -> (Error, u32) {
        let (quota, attempts) = (Quota::default(), Cell::new(0));
        let retries = Retries { max_attempts: 3, quota: &quota, deadline, is_idempotent };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let outcome = runtime.block_on(retries.run(|| async {
            attempts.set(attempts.get() + 1);
            Err::<(), _>(failure())
        }));
        (outcome.unwrap_err(), attempts.get())
    }

    #[test]
    fn a_deadline_between_attempts_ends_with_the_last_failure() {
        let deadline = Deadline::after(Timeout::After(Duration::ZERO));
        let (error, attempts) = run(deadline, true, || transient().into());
        assert_eq!((error.kind(), error.request_id(), attempts), (ErrorKind::Api, Some("r-1"), 1));
        assert!(error.message().contains("does not last"), "{error}");
    }

    #[test]
    fn what_is_not_idempotent_is_sent_once() {
        let deadline = Deadline::after(Timeout::None);
        let failure = || Failure { error: transient(), repeat: Repeat::Once };
        assert_eq!(run(deadline, false, failure).1, 1);
        assert_eq!(run(deadline, true, failure).1, 4, "three attempts and the free one");
    }

    #[test]
    fn what_the_server_did_not_process_is_sent_again() {
        let deadline = Deadline::after(Timeout::None);
        let failure = |status, unknown| {
            transient().with(|facts| {
                facts.http_status = status;
                facts.outcome_unknown = unknown;
            })
        };
        for (status, unknown, attempts) in [
            (None, false, 3),
            (Some(429), false, 3),
            (Some(503), false, 3),
            (Some(503), true, 1),
            (Some(502), false, 1),
        ] {
            assert_eq!(run(deadline, false, || failure(status, unknown).into()).1, attempts, "{status:?}");
        }
    }
}
