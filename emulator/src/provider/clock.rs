//! The provider's idea of the time, which may be wrong on purpose.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

#[derive(Default)]
pub(super) struct Clock {
    offset_seconds: i64,
}

impl Clock {
    pub(super) fn set_offset(&mut self, seconds: i64) {
        self.offset_seconds = seconds;
    }

    /// Since the Unix epoch.
    pub(super) fn now(&self) -> Duration {
        // A real clock before 1970 and an offset beyond it both end at the epoch.
        let real = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let offset = Duration::from_secs(self.offset_seconds.unsigned_abs());
        if self.offset_seconds < 0 { real.saturating_sub(offset) } else { real.saturating_add(offset) }
    }
}
