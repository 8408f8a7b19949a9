//! Core's errors become the exceptions of `libgenauth._exceptions`.

use std::error::Error as _;
use std::iter::successors;

use genauth::{Error, binding};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

/// The facts are passed as core's own JSON, so a new fact needs no line here.
pub(crate) fn exception(py: Python<'_>, error: &Error) -> PyErr {
    static FROM_JSON: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let causes = successors(error.source(), |&cause| cause.source()).map(ToString::to_string);
    let made = FROM_JSON
        .import(py, "libgenauth._exceptions", "from_json")
        .and_then(|from_json| from_json.call1((error.to_json(), causes.collect::<Vec<_>>())));
    made.map_or_else(|failure| failure, PyErr::from_value)
}

/// Runs `work` with the GIL released, so that other Python threads run.
pub(crate) fn detached<T: Send>(
    py: Python<'_>,
    work: impl FnOnce() -> Result<T, Error> + Send,
) -> Result<T, Error> {
    binding::keep_quiet();
    py.detach(|| binding::caught(work))
}
