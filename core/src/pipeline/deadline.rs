//! The deadline of a call.

use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use crate::config::Timeout;
use crate::error::Error;
use crate::http::{self, Trace};

/// The moment at which a call times out, if it ever does.
#[derive(Clone, Copy)]
pub(crate) struct Deadline(Option<Instant>);

impl Deadline {
    /// The deadline of a call that begins now.
    pub(crate) fn after(limit: Timeout) -> Self {
        Self(limit.duration().and_then(|limit| Instant::now().checked_add(limit)))
    }

    /// The moment itself; `None` without a limit.
    pub(super) fn end(self) -> Option<Instant> {
        self.0
    }

    /// The time that is left; `None` without a limit.
    pub(super) fn remaining(self) -> Option<Duration> {
        self.0.map(|end| end.saturating_duration_since(Instant::now()))
    }

    /// Runs `call` until it ends or the deadline passes; the error then names the phase.
    pub(crate) async fn limit<T>(
        self,
        call: impl Future<Output = Result<T, Error>>,
        trace: &Trace,
    ) -> Result<T, Error> {
        match self.0 {
            Some(end) => timeout_at(end, call).await.unwrap_or_else(|_| Err(http::timeout(trace.phase()))),
            None => call.await,
        }
    }
}
