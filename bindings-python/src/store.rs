//! Stores: those of the library, and any object with `load`, `save` and `remove`.

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use genauth::{Loaded, Lock, Record, Saved, Store, StoreError};
use pyo3::exceptions::{PyException, PyOSError, PyTypeError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyBoolMethods, PyBytes, PyString};

use crate::error::{detached, exception};
use crate::gate::{attached, guard};
use crate::text::Text;

/// A store of the library.
#[pyclass(frozen, subclass, module = "libgenauth._libgenauth")]
pub(crate) struct BaseStore(Arc<dyn Store>);

#[pymethods]
impl BaseStore {
    /// Return the record, a JSON string with the tokens, or `None`. A secret.
    fn load(&self, py: Python<'_>) -> PyResult<Option<String>> {
        match self.run(py, Store::load)? {
            Loaded::Record(record) => Ok(Some(record.to_json().as_str().to_owned())),
            _ => Ok(None),
        }
    }

    /// Replace the record if the stored one has the generation `expected`; 0 means that none is stored.
    ///
    /// Returns whether it did.
    #[pyo3(signature = (expected, record, /))]
    fn save(&self, py: Python<'_>, expected: u64, record: Text) -> PyResult<bool> {
        let Text(record) = record;
        let record = Record::from_json(&record).map_err(|error| exception(py, &error))?;
        Ok(matches!(self.run(py, move |store| store.save(expected, &record))?, Saved::Saved))
    }

    /// Remove the record, if there is one.
    fn remove(&self, py: Python<'_>) -> PyResult<()> {
        self.run(py, Store::remove)
    }
}

impl BaseStore {
    fn run<T: Send>(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&dyn Store) -> Result<T, StoreError> + Send,
    ) -> PyResult<T> {
        let store = &*self.0;
        let outcome = detached(py, || Ok(work(store))).map_err(|error| exception(py, &error))?;
        outcome.map_err(|error| match error.downcast::<io::Error>() {
            Ok(error) => (*error).into(),
            Err(error) => match error.downcast::<genauth::Error>() {
                Ok(error) => exception(py, &error),
                Err(_) => PyOSError::new_err("the session store failed"),
            },
        })
    }
}

/// A store in a file that only its owner can read (mode 0600), replaced as a whole.
///
/// Any number of processes may share it. Two lock files stand beside it. The file must stand in a directory that only its
/// owner can write to, on a local disk; missing directories are not made. Nothing is read or written before it is used.
#[pyclass(frozen, extends = BaseStore, module = "libgenauth")]
pub(crate) struct FileStore(PathBuf);

#[pymethods]
impl FileStore {
    #[new]
    #[pyo3(signature = (path, /))]
    fn new(path: PathBuf) -> PyClassInitializer<Self> {
        let store = genauth::FileStore::new(&path);
        PyClassInitializer::from(BaseStore(Arc::new(store))).add_subclass(Self(path))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("FileStore({})", PyString::new(py, &self.0.to_string_lossy()).repr()?))
    }
}

/// A store in memory, for tests and for several sessions of one program.
#[pyclass(frozen, extends = BaseStore, module = "libgenauth")]
pub(crate) struct MemoryStore;

#[pymethods]
impl MemoryStore {
    #[new]
    fn new() -> PyClassInitializer<Self> {
        PyClassInitializer::from(BaseStore(Arc::new(genauth::MemoryStore::new()))).add_subclass(Self)
    }

    fn __repr__(_this: &Bound<'_, Self>) -> &'static str {
        "MemoryStore()"
    }
}

/// A store as a session takes it: a store of the library, or an object of the application.
pub(crate) struct AnyStore {
    store: Arc<dyn Store>,
    pub(crate) interrupt: Interrupt,
}

/// What a store of the application raised that must not be kept from its caller, such as `KeyboardInterrupt`.
#[derive(Clone, Default)]
pub(crate) struct Interrupt(Arc<Mutex<Option<PyErr>>>);

impl Interrupt {
    fn note(&self, error: PyErr) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
    }

    /// Raises what must not be kept from the caller.
    pub(crate) fn check(&self) -> PyResult<()> {
        let interrupt = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        interrupt.map_or(Ok(()), Err)
    }
}

impl<'py> FromPyObject<'_, 'py> for AnyStore {
    type Error = PyErr;

    fn extract(value: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let interrupt = Interrupt::default();
        if let Ok(store) = value.cast::<BaseStore>() {
            return Ok(Self { store: store.get().0.clone(), interrupt });
        }
        for method in ["load", "save", "remove"] {
            if !value.hasattr(method)? {
                return Err(PyTypeError::new_err(format!("the store has no method '{method}'")));
            }
        }
        guard(value.py())?;
        let object = value.to_owned().unbind();
        Ok(Self { store: Arc::new(Object { object, interrupt: interrupt.clone() }), interrupt })
    }
}

impl Store for AnyStore {
    fn load(&self) -> Result<Loaded, StoreError> {
        self.store.load()
    }

    fn save(&self, expected: u64, record: &Record) -> Result<Saved, StoreError> {
        self.store.save(expected, record)
    }

    fn remove(&self) -> Result<(), StoreError> {
        self.store.remove()
    }

    fn try_lock(&self) -> Result<Lock, StoreError> {
        self.store.try_lock()
    }

    fn unlock(&self) {
        self.store.unlock();
    }
}

/// A store of the application.
struct Object {
    object: Py<PyAny>,
    interrupt: Interrupt,
}

impl Object {
    fn run<T>(&self, work: impl FnOnce(&Bound<'_, PyAny>) -> PyResult<T>) -> Result<T, StoreError> {
        let outcome = attached(|py| work(self.object.bind(py)).map_err(|error| self.failure(py, error)));
        outcome.unwrap_or_else(|| Err("Python is going away".into()))
    }

    /// What core may know of an exception: the words of the application may hold what was to be saved.
    fn failure(&self, py: Python<'_>, error: PyErr) -> StoreError {
        if !error.is_instance_of::<PyException>(py) {
            self.interrupt.note(error);
            return "the store was interrupted".into();
        }
        let number = error.value(py).getattr("errno").and_then(|number| number.extract::<i32>());
        number.map_or_else(
            |_| "the store raised an exception".into(),
            |number| io::Error::from_raw_os_error(number).into(),
        )
    }
}

impl Store for Object {
    fn load(&self) -> Result<Loaded, StoreError> {
        let found = self.run(|store| match store.call_method0("load") {
            Ok(record) if record.is_none() => Ok(Found::Empty),
            Ok(record) => text(&record).map(Found::Record),
            Err(error) if is_locked(store.py(), &error)? => Ok(Found::Locked),
            Err(error) => Err(error),
        })?;
        Ok(match found {
            Found::Record(record) => Loaded::Record(Box::new(Record::from_json(&record)?)),
            Found::Empty => Loaded::Empty,
            Found::Locked => Loaded::Locked,
        })
    }

    fn save(&self, expected: u64, record: &Record) -> Result<Saved, StoreError> {
        let newer = self.run(|store| {
            let saved = store.call_method1("save", (expected, record.to_json().as_str()))?;
            if saved.is_none() || saved.cast::<PyBool>().is_ok_and(PyBoolMethods::is_true) {
                return Ok(None);
            }
            if saved.is_instance_of::<PyBool>() {
                let newer = store.call_method0("load")?;
                return if newer.is_none() { Ok(Some(None)) } else { text(&newer).map(Some).map(Some) };
            }
            text(&saved).map(Some).map(Some)
        })?;
        Ok(match newer {
            None => Saved::Saved,
            Some(None) => Saved::Conflict(None),
            Some(Some(newer)) => Saved::Conflict(Some(Box::new(Record::from_json(&newer)?))),
        })
    }

    fn remove(&self) -> Result<(), StoreError> {
        self.run(|store| store.call_method0("remove").map(drop))
    }
}

enum Found {
    Record(String),
    Empty,
    Locked,
}

/// A record as the store gives it back: many databases return bytes.
fn text(record: &Bound<'_, PyAny>) -> PyResult<String> {
    match record.cast::<PyBytes>() {
        Ok(bytes) => Ok(String::from_utf8_lossy(bytes.as_bytes()).into_owned()),
        Err(_) => Ok(record.extract::<Text>()?.0),
    }
}

/// Whether the application says by `StoreError(…, retryable=True)` that the store cannot be read now.
fn is_locked(py: Python<'_>, error: &PyErr) -> PyResult<bool> {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let class = CLASS.import(py, "libgenauth._exceptions", "StoreError")?;
    Ok(error.is_instance(py, class) && error.value(py).getattr("retryable")?.is_truthy()?)
}
