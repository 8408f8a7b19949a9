//! Conversion of a profile's values to Python objects.

use genauth::{Gender, Identity, Json, Secret, Status, Timestamp, UserSourceType, WorkStatus};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyList;

use crate::json;
use crate::once::Once;

/// The type of a field in core's tables.
pub(crate) trait Field {
    /// Caches the Python object, so that reading the field again costs nothing and returns the same object.
    type Cache: Default + Send + Sync;

    fn to_python<'py>(&self, py: Python<'py>, cache: &Self::Cache) -> PyResult<Bound<'py, PyAny>>;
}

macro_rules! scalar {
    ($($type:ty),+) => {
        $(impl Field for $type {
            type Cache = ();

            fn to_python<'py>(&self, py: Python<'py>, (): &()) -> PyResult<Bound<'py, PyAny>> {
                self.into_bound_py_any(py)
            }
        })+
    };
}
scalar!(String, bool, i64);

macro_rules! text {
    ($($type:ty),+) => {
        $(impl Field for $type {
            type Cache = ();

            fn to_python<'py>(&self, py: Python<'py>, (): &()) -> PyResult<Bound<'py, PyAny>> {
                self.as_str().into_bound_py_any(py)
            }
        })+
    };
}
text!(Gender, Secret, Status, UserSourceType, WorkStatus);

impl Field for Timestamp {
    type Cache = ();

    fn to_python<'py>(&self, py: Python<'py>, (): &()) -> PyResult<Bound<'py, PyAny>> {
        static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        CLASS.import(py, "libgenauth._timestamp", "Timestamp")?.call1((self.as_str(),))
    }
}

impl Field for Identity {
    type Cache = ();

    fn to_python<'py>(&self, py: Python<'py>, (): &()) -> PyResult<Bound<'py, PyAny>> {
        crate::identity::Identity::from(self.clone()).into_bound_py_any(py)
    }
}

impl Field for Json {
    type Cache = Once;

    fn to_python<'py>(&self, py: Python<'py>, cache: &Once) -> PyResult<Bound<'py, PyAny>> {
        cache.get_or_make(py, || json::loads(py, self.as_str()))
    }
}

impl<T: Field> Field for Vec<T> {
    type Cache = Once;

    fn to_python<'py>(&self, py: Python<'py>, cache: &Once) -> PyResult<Bound<'py, PyAny>> {
        cache.get_or_make(py, || {
            let list = PyList::empty(py);
            for item in self {
                list.append(item.to_python(py, &T::Cache::default())?)?;
            }
            Ok(list.into_any())
        })
    }
}
