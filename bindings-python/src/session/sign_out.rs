//! `SignOut`: what a sign-out achieved.

use genauth::Error;
use pyo3::prelude::*;

use crate::error::exception;

/// What a sign-out achieved. The tokens are gone from memory in any case.
#[pyclass(frozen, module = "libgenauth")]
pub(crate) struct SignOut(genauth::SignOut);

impl From<genauth::SignOut> for SignOut {
    fn from(outcome: genauth::SignOut) -> Self {
        Self(outcome)
    }
}

#[pymethods]
impl SignOut {
    /// Whether the server holds no grant of this session any more, as far as it said.
    #[getter]
    fn revoked(&self) -> bool {
        self.0.revoked
    }

    /// Whether the store holds no record of this session any more.
    #[getter]
    fn store_removed(&self) -> bool {
        self.0.store_removed
    }

    /// Why the tokens were not revoked. They end when the server lets them expire.
    #[getter]
    fn revoke_error<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyAny>> {
        raised(py, self.0.revoke_error.as_ref())
    }

    /// Why the record was not removed.
    #[getter]
    fn store_error<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyAny>> {
        raised(py, self.0.store_error.as_ref())
    }

    fn __repr__(&self) -> String {
        let word = |is_true| if is_true { "True" } else { "False" };
        format!("SignOut(revoked={}, store_removed={})", word(self.0.revoked), word(self.0.store_removed))
    }
}

fn raised<'py>(py: Python<'py>, error: Option<&Error>) -> Option<Bound<'py, PyAny>> {
    error.map(|error| exception(py, error).into_value(py).into_bound(py).into_any())
}
