//! `confidential`: no traceback shows the arguments of a call.
//!
//! Reporters of errors (Sentry, rich, cgitb) print the local variables of each frame. The frames of this package
//! therefore never hold an argument itself: a decorated function receives each one in a box, which only native code can
//! open.

use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple, PyType};

/// An argument in its box.
#[pyclass(frozen, module = "libgenauth._libgenauth")]
pub(crate) struct Secret(Py<PyAny>);

#[pymethods]
impl Secret {
    fn __repr__(_this: &Bound<'_, Self>) -> &'static str {
        "***"
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.0)
    }
}

/// `None` stays what it is, so that a function can tell whether there is an argument.
fn hidden(value: Bound<'_, PyAny>) -> PyResult<Bound<'_, PyAny>> {
    if value.is_none() || value.is_instance_of::<Secret>() {
        return Ok(value);
    }
    Ok(Bound::new(value.py(), Secret(value.unbind()))?.into_any())
}

/// The argument in a box, or the value itself when it is in none.
#[pyfunction]
#[pyo3(signature = (value, /))]
pub(crate) fn reveal<'py>(value: &Bound<'py, PyAny>) -> Bound<'py, PyAny> {
    let boxed = value.cast::<Secret>();
    boxed.map_or_else(|_| value.clone(), |secret| secret.get().0.bind(value.py()).clone())
}

/// A parameter of a native function that a confidential function calls.
#[derive(Clone, Copy)]
pub(crate) struct Argument<T>(pub(crate) T);

impl<'py, T: for<'a> FromPyObject<'a, 'py>> FromPyObject<'_, 'py> for Argument<T> {
    type Error = PyErr;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        reveal(&value).extract().map(Self).map_err(Into::into)
    }
}

/// A method that receives each argument after `self` or `cls` in a box, before its frame exists.
#[pyfunction]
#[pyo3(signature = (function, /))]
pub(crate) fn confidential(function: Py<PyAny>) -> Confidential {
    Confidential(function)
}

// The method, with the attributes, the signature and the documentation of the function: a doc comment would hide that.
#[pyclass(frozen, module = "libgenauth._libgenauth")]
pub(crate) struct Confidential(Py<PyAny>);

#[pymethods]
impl Confidential {
    #[pyo3(signature = (*arguments, **keywords))]
    fn __call__<'py>(
        &self,
        py: Python<'py>,
        arguments: &Bound<'py, PyTuple>,
        keywords: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let receiver = arguments.iter().take(1).map(Ok);
        let positional =
            receiver.chain(arguments.iter().skip(1).map(hidden)).collect::<PyResult<Vec<_>>>()?;
        let named = PyDict::new(py);
        for (name, value) in keywords.into_iter().flatten() {
            named.set_item(name, hidden(value)?)?;
        }
        self.0.bind(py).call(PyTuple::new(py, positional)?, Some(&named))
    }

    /// As functions do: the method of an instance, or the function itself on the class.
    fn __get__<'py>(
        this: &Bound<'py, Self>,
        instance: &Bound<'py, PyAny>,
        _owner: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        if instance.is_none() {
            return Ok(this.clone().into_any());
        }
        this.py().import("types")?.getattr("MethodType")?.call1((this, instance))
    }

    fn __getattr__<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        self.0.bind(py).getattr(name)
    }

    /// Functions that look at functions (`inspect`, `unittest.mock`) take it for one.
    #[getter]
    fn __class__<'py>(&self, py: Python<'py>) -> Bound<'py, PyType> {
        self.0.bind(py).get_type()
    }

    #[getter]
    fn __doc__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.bind(py).getattr("__doc__")
    }

    #[getter]
    fn __module__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.bind(py).getattr("__module__")
    }

    /// Where `inspect` finds the signature.
    #[getter]
    fn __wrapped__(&self, py: Python<'_>) -> Py<PyAny> {
        self.0.clone_ref(py)
    }

    /// Pickled and copied by name, as functions are.
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.0.bind(py).getattr("__qualname__")
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(self.0.bind(py).repr()?.to_string())
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.0)
    }
}
