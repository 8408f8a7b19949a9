//! The log record of a call that Python code makes of a native function.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

/// Makes a call and writes its record, if logging is enabled.
pub(crate) fn recorded<'py, T>(
    py: Python<'py>,
    name: &str,
    call: impl FnOnce(Option<&Bound<'py, PyAny>>) -> PyResult<T>,
) -> PyResult<T> {
    static RECORD: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let record = RECORD.import(py, "libgenauth._logging", "record")?.call1((name,))?;
    if record.is_none() {
        return call(None);
    }
    let outcome = call(Some(&record));
    record.call_method1("write", (outcome.as_ref().err().map(|failure| failure.value(py)),))?;
    outcome
}
