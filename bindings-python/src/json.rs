//! Free-form JSON becomes what Python's `json` returns, integers of any size included.

use std::collections::BTreeMap;

use genauth::Json;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;

/// As `json.loads`, but without its frames, whose variables hold the text, and without a limit to an integer's digits.
pub(crate) fn loads<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    static DECODER: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    static DECODER_OF_LONG_INTEGERS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let scan = |decoder: &Bound<'py, PyAny>| decoder.call_method1("scan_once", (text, 0));
    let scanned = match scan(DECODER.import(py, "libgenauth._json", "decoder")?) {
        Err(error) if error.is_instance_of::<PyValueError>(py) => {
            scan(DECODER_OF_LONG_INTEGERS.import(py, "libgenauth._json", "decoder_of_long_integers")?)
        }
        scanned => scanned,
    };
    scanned?.get_item(0)
}

/// The `dict` of fields that core does not know.
pub(crate) fn object<'py>(py: Python<'py>, fields: &BTreeMap<String, Json>) -> PyResult<Bound<'py, PyAny>> {
    let dict = PyDict::new(py);
    for (name, value) in fields {
        dict.set_item(name, loads(py, value.as_str())?)?;
    }
    Ok(dict.into_any())
}
