//! `DecodeNote`: one value of a response that had an unexpected type.

use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple, PyType};

/// One value of a response that had an unexpected type and was therefore omitted.
///
/// It never holds the value itself.
#[pyclass(frozen, eq, hash, module = "libgenauth")]
#[derive(PartialEq, Hash)]
pub(crate) struct DecodeNote(genauth::DecodeNote);

impl From<genauth::DecodeNote> for DecodeNote {
    fn from(note: genauth::DecodeNote) -> Self {
        Self(note)
    }
}

#[pymethods]
impl DecodeNote {
    #[classattr]
    #[expect(non_upper_case_globals, reason = "Python's name for it")]
    const __match_args__: (&'static str, &'static str, &'static str) = ("path", "expected", "got");

    #[new]
    fn new(path: String, expected: String, got: String) -> Self {
        Self(genauth::DecodeNote::new(path, expected, got))
    }

    /// Where the value is in the profile, such as `identities[1].originConnIds`.
    #[getter]
    fn path(&self) -> &str {
        &self.0.path
    }

    /// The documented type, such as `boolean`.
    #[getter]
    fn expected(&self) -> &str {
        &self.0.expected
    }

    /// The received type, such as `object`.
    #[getter]
    fn got(&self) -> &str {
        &self.0.got
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let [path, expected, got] =
            [self.path(), self.expected(), self.got()].map(|text| PyString::new(py, text).repr());
        Ok(format!("DecodeNote(path={}, expected={}, got={})", path?, expected?, got?))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyType>, Bound<'py, PyTuple>)> {
        Ok((py.get_type::<Self>(), (self.path(), self.expected(), self.got()).into_pyobject(py)?))
    }
}
