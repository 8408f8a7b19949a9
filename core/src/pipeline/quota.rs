//! A limit on retries, so that an outage is not multiplied.

use std::sync::atomic::{AtomicU32, Ordering};

const CAPACITY: u32 = 500;
const RETRY_COST: u32 = 5;
const REFUND: u32 = 1;

/// The token bucket of the AWS SDKs' standard mode: a retry costs five, a success at the first attempt earns one,
/// a retry that succeeds gets its price back. Healthy clients never notice it.
pub(crate) struct Quota(AtomicU32);

impl Default for Quota {
    fn default() -> Self {
        Self(AtomicU32::new(CAPACITY))
    }
}

impl Quota {
    /// Pays for a retry, if the client can afford it.
    pub(super) fn take(&self) -> bool {
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(RETRY_COST)).is_ok()
    }

    /// Notes a success, at the first attempt or after a retry.
    pub(super) fn succeeded(&self, retried: bool) {
        let earned = if retried { RETRY_COST } else { REFUND };
        let add = |left: u32| (left < CAPACITY).then(|| (left + earned).min(CAPACITY));
        // A full bucket stays untouched, so that the good path writes nothing that threads share.
        let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
    }
}
