//! Free-form JSON becomes what Python's own `json` makes of it, whole numbers of any size included.

use std::collections::BTreeMap;

use genauth::Json;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;

pub(crate) fn loads<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    static LOADS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    LOADS.import(py, "libgenauth._json", "loads")?.call1((text,))
}

/// The `dict` of fields that the core does not know.
pub(crate) fn object<'py>(py: Python<'py>, fields: &BTreeMap<String, Json>) -> PyResult<Bound<'py, PyAny>> {
    let dict = PyDict::new(py);
    for (name, value) in fields {
        dict.set_item(name, loads(py, value.as_str())?)?;
    }
    Ok(dict.into_any())
}
