//! A cancel handle, for a language whose own cancellation does not reach the future in Rust.

/// Cancels the calls it was given to: from any thread, at any time, any number of times.
///
/// It stays cancelled, so each call needs a new one.
#[derive(Debug, Default, uniffi::Object)]
pub struct Cancel(pub(crate) genauth::Cancel);

#[uniffi::export]
impl Cancel {
    /// A handle that has not been used.
    #[must_use]
    #[uniffi::constructor]
    pub fn new() -> Self {
        Self::default()
    }

    /// Cancels. A call that has already ended keeps its outcome.
    pub fn cancel(&self) {
        self.0.cancel();
    }
}
