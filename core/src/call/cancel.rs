//! Stopping a call from outside.

use tokio_util::sync::CancellationToken;

/// A handle that cancels the calls it was given to: from any thread, at any time, as often as you like.
///
/// Cancelling drops the request and closes its connection. It stays cancelled, so each call needs a new one.
#[derive(Clone, Debug, Default)]
pub struct Cancel(CancellationToken);

impl Cancel {
    /// A handle that has not been used.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Cancels. A call that has already ended keeps its outcome.
    pub fn cancel(&self) {
        self.0.cancel();
    }

    /// Whether [`cancel`](Self::cancel) was called.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.is_cancelled()
    }

    /// A handle of its own that this one cancels too.
    pub(crate) fn child(&self) -> Self {
        Self(self.0.child_token())
    }

    /// Runs `call` to its end, or to the moment of cancellation.
    pub(crate) async fn guard<F: Future>(&self, call: F) -> Option<F::Output> {
        self.0.run_until_cancelled(call).await
    }
}
