//! `Text`: a string from Python, whatever it holds.

use pyo3::prelude::*;
use pyo3::types::PyString;

/// What UTF-8 cannot express, lone surrogates, is replaced. The `UnicodeEncodeError` for it would carry the whole
/// string, which may be a secret; core rejects the replacement where it matters.
pub(crate) struct Text(pub(crate) String);

impl<'py> FromPyObject<'_, 'py> for Text {
    type Error = PyErr;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(value.cast::<PyString>()?.to_string_lossy().into_owned()))
    }
}
