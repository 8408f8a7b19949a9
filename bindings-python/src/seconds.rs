//! Time limits, which Python counts in seconds.

use genauth::{Error, Timeout, binding};
use pyo3::prelude::*;

/// The client's own time limit, which a call has unless it is given another one.
#[pyclass(frozen, module = "libgenauth._libgenauth")]
pub(crate) struct ClientTimeout;

#[pymethods]
impl ClientTimeout {
    #[new]
    fn new() -> Self {
        Self
    }

    fn __repr__(_this: &Bound<'_, Self>) -> &'static str {
        "the client's own"
    }
}

/// The time limit of a call as Python gives it.
#[derive(Clone, Copy)]
pub(crate) enum CallTimeout {
    Client,
    Seconds(Option<f64>),
}

impl<'py> FromPyObject<'_, 'py> for CallTimeout {
    type Error = PyErr;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if value.is_instance_of::<ClientTimeout>() {
            return Ok(Self::Client);
        }
        value.extract().map(Self::Seconds)
    }
}

/// Reads an argument in seconds; `None` means no limit.
pub(crate) fn timeout(name: &str, seconds: Option<f64>) -> Result<Timeout, Error> {
    seconds.map_or(Ok(Timeout::None), |seconds| binding::timeout_from_seconds(name, seconds))
}
