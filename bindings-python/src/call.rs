//! `Call`: an asynchronous call under way.

use genauth::Cancel;
use pyo3::prelude::*;

/// The handle of a call that was started.
#[pyclass(frozen, module = "libgenauth._libgenauth")]
pub(crate) struct Call(Cancel);

impl From<Cancel> for Call {
    fn from(cancel: Cancel) -> Self {
        Self(cancel)
    }
}

#[pymethods]
impl Call {
    /// Drops the request and closes its connection; does nothing when the call has ended.
    fn cancel(&self) {
        self.0.cancel();
    }
}
