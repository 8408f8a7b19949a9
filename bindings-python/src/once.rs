//! Python objects that are created at the first use.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

pub(crate) struct Once(PyOnceLock<Py<PyAny>>);

impl Default for Once {
    fn default() -> Self {
        Self(PyOnceLock::new())
    }
}

impl Once {
    pub(crate) fn get_or_make<'py>(
        &self,
        py: Python<'py>,
        make: impl FnOnce() -> PyResult<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        Ok(self.0.get_or_try_init(py, || make().map(Bound::unbind))?.bind(py).clone())
    }
}
