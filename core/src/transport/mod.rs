//! The way of a call over the network: attempts, retries, one deadline.

mod http;
mod phase;
pub(crate) mod proxy;
mod quota;
pub(crate) mod retry_after;
pub(crate) mod tls;

use std::time::Duration;

use reqwest::Url;
use tokio::time::{Instant, sleep, timeout_at};

pub(crate) use http::Http;
pub(crate) use phase::Phase;
use phase::Progress;
pub(crate) use quota::Quota;

use crate::cancel::Cancel;
use crate::error::{self, Error};
use crate::profile::Profile;
use crate::settings::Settings;
use crate::token::AccessToken;

/// Back-off before the second attempt; it doubles with each further one.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// Without a deadline, a server that asks for a longer wait gets its wish from the caller, not from us.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// One call, ready to be sent.
pub(crate) struct Request<'a> {
    pub(crate) url: Url,
    pub(crate) token: &'a AccessToken,
    pub(crate) settings: &'a Settings,
    pub(crate) quota: &'a Quota,
    pub(crate) deadline: Option<Instant>,
    pub(crate) cancel: &'a Cancel,
}

impl Request<'_> {
    /// Sends the request, again if need be, until there is an answer or no time.
    pub(crate) async fn send(self, http: Http) -> Result<Profile, Error> {
        Progress::track(async {
            let call = async {
                match self.deadline {
                    Some(deadline) => timeout_at(deadline, self.attempts(&http))
                        .await
                        .unwrap_or_else(|_| Err(error::timeout(Progress::phase()))),
                    None => self.attempts(&http).await,
                }
            };
            let outcome = self.cancel.guard(call).await.unwrap_or_else(|| Err(Error::cancelled()));
            outcome.map_err(|error| error.with_attempts(Progress::attempts()))
        })
        .await
    }

    async fn attempts(&self, http: &Http) -> Result<Profile, Error> {
        let (mut retries, mut had_free_retry) = (0, false);
        loop {
            Progress::begin_attempt();
            let error = match self.attempt(http).await {
                Ok(profile) => {
                    self.quota.succeeded(retries > 0);
                    return Ok(profile);
                }
                Err(failure) if failure.on_stale_connection && !had_free_retry => {
                    had_free_retry = true;
                    continue;
                }
                Err(failure) => failure.error,
            };
            let may_retry = error.is_retryable() && retries + 1 < self.settings.max_attempts;
            if !may_retry {
                return Err(error);
            }
            let pause = self.pause(&error, retries);
            let longest = self.deadline.map_or(LONGEST_WAIT, |deadline| deadline - Instant::now());
            if error.retry_after().is_some() && pause >= longest || !self.quota.take() {
                return Err(error);
            }
            Progress::enter(Phase::BackingOff);
            sleep(pause).await;
            retries += 1;
        }
    }

    async fn attempt(&self, http: &Http) -> Result<Profile, http::Failure> {
        let answer = http.get(self.url.clone(), self.token, self.settings).await?;
        error::read_answer(&answer, self.token.as_str())
            .map_err(|error| http::Failure { error, on_stale_connection: false })
    }

    /// Full jitter: anything up to the exponential back-off, but never less than the server asked for.
    fn pause(&self, error: &Error, retries: u32) -> Duration {
        let ceiling = FIRST_PAUSE.saturating_mul(1 << retries.min(16)).min(LONGEST_PAUSE);
        ceiling.mul_f64(self.settings.random_fraction()).max(error.retry_after().unwrap_or_default())
    }
}
