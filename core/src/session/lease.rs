//! Which process may refresh.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::inner::Inner;
use super::keeping::Kept;
use super::store::{Lock, Store};
use super::wire::LONGEST_TRY;
use crate::error::{Error, ErrorKind};
use crate::model::unix_now;
use crate::runtime;

const POLL: Duration = Duration::from_millis(50);
/// Longer than any refresh takes: two tries and the way to the store.
const LONGEST_REFRESH: Duration = LONGEST_TRY.saturating_mul(3);

/// The right to refresh. It lasts as long as this value.
pub(super) struct Lease {
    session: Arc<Inner>,
    lock: Lock,
}

impl Lease {
    /// Waits until no other process holds the store's lock.
    pub(super) async fn take(session: &Arc<Inner>) -> Result<Self, Error> {
        let end = Instant::now() + LONGEST_REFRESH;
        loop {
            let this = session.clone();
            let locked = runtime::offload(move || this.with_store(Store::try_lock)).await;
            // A store that cannot lock may still be able to save.
            let lock = if let Ok(Some(Ok(lock))) = locked { lock } else { Lock::Unsupported };
            if lock != Lock::Busy {
                return Ok(Self { session: session.clone(), lock });
            }
            if Instant::now() >= end {
                return Err(Error::new(
                    ErrorKind::Store,
                    "another process holds the lock of the session store",
                )
                .with(|facts| facts.retryable = true));
            }
            sleep(POLL).await;
        }
    }

    /// Waits while the record says that another process refreshes. With a lock of its own, nobody else does: whoever left
    /// that note has crashed.
    pub(super) async fn outlast_others(&self, session: &Arc<Inner>) -> Kept {
        if self.lock == Lock::Held {
            return Kept::Same;
        }
        let longest = i64::try_from(LONGEST_REFRESH.as_secs()).unwrap_or(i64::MAX);
        while session
            .state
            .load()
            .refreshing_since
            .is_some_and(|since| (0..longest).contains(&unix_now().saturating_sub(since)))
        {
            sleep(POLL).await;
            let kept = session.catch_up().await;
            if let Kept::Removed | Kept::Closed = kept {
                return kept;
            }
        }
        Kept::Same
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if self.lock == Lock::Held {
            self.session.with_store(Store::unlock);
        }
    }
}
