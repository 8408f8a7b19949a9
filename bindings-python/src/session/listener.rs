//! The application's function that is told what happens to a session.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use genauth::SessionEvent;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

use crate::gate::attached;

/// Shared by the session's Python object, for the garbage collector, and by core.
#[derive(Clone, Default)]
pub(super) struct Listener(Arc<Mutex<Option<Py<PyAny>>>>);

impl Listener {
    fn lock(&self) -> MutexGuard<'_, Option<Py<PyAny>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn get(&self, py: Python<'_>) -> Option<Py<PyAny>> {
        self.lock().as_ref().map(|listener| listener.clone_ref(py))
    }

    pub(super) fn set(&self, listener: Option<Py<PyAny>>) {
        let before = std::mem::replace(&mut *self.lock(), listener);
        // What it holds may run code of the application when it goes.
        drop(before);
    }

    /// Tells it of an event, on a thread of the library.
    pub(super) fn tell(&self, event: SessionEvent) {
        attached(|py| self.tell_here(py, event));
    }

    pub(super) fn tell_here(&self, py: Python<'_>, event: SessionEvent) {
        static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let Some(listener) = self.get(py) else { return };
        let reason = match event {
            SessionEvent::Ended(reason) => Some(reason.name()),
            _ => None,
        };
        let told = CLASS
            .import(py, "libgenauth._events", "SessionEvent")
            .and_then(|class| class.call1((event.name(), reason)))
            .and_then(|event| listener.call1(py, (event,)));
        if let Err(error) = told {
            error.write_unraisable(py, Some(listener.bind(py)));
        }
    }

    pub(super) fn traverse(&self, visit: &PyVisit<'_>) -> Result<(), PyTraverseError> {
        self.0.try_lock().map_or(Ok(()), |listener| visit.call(&*listener))
    }
}
