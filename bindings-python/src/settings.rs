//! `settings`: the contents of a configuration file become keyword arguments.

use std::path::PathBuf;

use genauth::Config;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyDict, PyFloat, PyFloatMethods, PyInt};
use serde_json::{Map, Value};

use crate::confidential::Argument;
use crate::error::exception;
use crate::text::Text;

/// Checks a configuration, which has the keys that all languages share, and returns the keyword arguments for it.
#[pyfunction]
#[pyo3(signature = (config, /))]
pub(crate) fn settings<'py>(
    py: Python<'py>,
    config: Argument<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyDict>> {
    let mut entries = Map::new();
    for (key, value) in py.get_type::<PyDict>().call1((config.0,))?.cast_into::<PyDict>()? {
        entries.insert(key.extract::<Text>()?.0, plain(&value)?);
    }
    let document = Value::Object(entries);
    Config::from_json(&document.to_string()).map_err(|error| exception(py, &error))?;
    let arguments = PyDict::new(py);
    // Core says what is wrong with a configuration that lacks them.
    for required in ["app_id", "host"] {
        arguments.set_item(required, "")?;
    }
    for (key, value) in document.as_object().into_iter().flatten() {
        match (value, key.strip_suffix("_ms")) {
            (Value::String(string), _) => arguments.set_item(key, string)?,
            (Value::Bool(boolean), _) => arguments.set_item(key, boolean)?,
            (Value::Number(ms), Some(key)) => arguments.set_item(key, ms.as_f64().map(|ms| ms / 1000.0))?,
            (Value::Number(integer), None) => arguments.set_item(key, integer.as_i64())?,
            _ => {} // the default
        }
    }
    Ok(arguments)
}

/// A setting as JSON has it; paths and bytes are strings there.
fn plain(value: &Bound<'_, PyAny>) -> PyResult<Value> {
    Ok(if value.is_none() {
        Value::Null
    } else if let Ok(boolean) = value.cast::<PyBool>() {
        boolean.is_true().into()
    } else if value.is_instance_of::<PyInt>() {
        // One that is too large for core is no integer to it.
        value.extract::<i64>().map_or_else(|_| f64::MAX.into(), Value::from)
    } else if let Ok(number) = value.cast::<PyFloat>().map(PyFloatMethods::value)
        && number.is_finite()
    {
        number.into()
    } else if let Ok(bytes) = value.cast::<PyBytes>() {
        String::from_utf8_lossy(bytes.as_bytes()).into()
    } else if let Ok(Text(string)) = value.extract() {
        string.into()
    } else if value.hasattr("__fspath__")? {
        value.extract::<PathBuf>()?.to_string_lossy().into()
    } else {
        // No setting is a list, so core rejects it with its own message.
        Value::Array(Vec::new())
    })
}
