//! `Mailbox`: passes outcomes from the library's thread to an event loop.
//!
//! The library's thread never touches Python. It stores an outcome here and wakes the event loop through a bell; the
//! loop's own thread takes the outcome and converts it to Python objects. So the library's thread never waits for the
//! GIL, and nothing can go wrong while the interpreter shuts down. See `docs/adr/0004-python-mailbox.md`.

mod bell;

use std::io;
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pyo3::exceptions::PyBaseException;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::provider::TokenRequest;
use bell::Bell;

/// Makes a Python object of what came of a call, on the thread of the event loop.
type Outcome = Box<dyn FnOnce(Python<'_>) -> PyResult<Py<PyAny>> + Send>;

/// The finished calls of one event loop.
#[pyclass(frozen, module = "libgenauth._libgenauth")]
pub(crate) struct Mailbox(Arc<Slot>);

/// The side that the library's thread uses.
pub(crate) struct Slot {
    bell: Bell,
    outcomes: Mutex<Vec<(u64, Outcome)>>,
}

impl Slot {
    /// Delivers to the call `ticket` what `outcome` makes: its result, an exception, or a request for a token.
    pub(crate) fn put(
        &self,
        ticket: u64,
        outcome: impl FnOnce(Python<'_>) -> PyResult<Py<PyAny>> + Send + 'static,
    ) {
        let was_empty = {
            let mut outcomes = self.outcomes();
            outcomes.push((ticket, Box::new(outcome)));
            outcomes.len() == 1
        };
        if was_empty {
            self.bell.ring();
        }
    }

    fn outcomes(&self) -> MutexGuard<'_, Vec<(u64, Outcome)>> {
        self.outcomes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Mailbox {
    pub(crate) fn slot(&self) -> Arc<Slot> {
        self.0.clone()
    }
}

#[pymethods]
impl Mailbox {
    #[new]
    fn new() -> io::Result<Self> {
        Ok(Self(Arc::new(Slot { bell: Bell::new()?, outcomes: Mutex::default() })))
    }

    /// The descriptor that becomes readable when there are outcomes to take.
    fn fileno(&self) -> PyResult<i32> {
        self.0.bell.descriptor()
    }

    /// Blocks until there are outcomes to take. False: the mailbox was closed.
    fn wait(&self, py: Python<'_>) -> bool {
        py.detach(|| self.0.bell.wait())
    }

    /// Ends `wait`, now and from now on.
    fn close(&self) {
        self.0.bell.close();
    }

    /// Gives each call that ended since the last time its outcome: `waiting` has the futures by ticket. No frame of
    /// Python sees an outcome. Returns the calls that need a token first.
    fn deliver<'py>(
        &self,
        py: Python<'py>,
        waiting: &Bound<'py, PyDict>,
    ) -> PyResult<Vec<(u64, Bound<'py, TokenRequest>)>> {
        // Drained before the outcomes are taken: a wake-up in between is one too many, never one too few.
        self.0.bell.silence();
        let outcomes = mem::take(&mut *self.0.outcomes());
        let mut requests = Vec::new();
        for (ticket, outcome) in outcomes {
            let outcome = match outcome(py)?.into_bound(py).cast_into::<TokenRequest>() {
                Ok(request) => {
                    requests.push((ticket, request));
                    continue;
                }
                Err(outcome) => outcome.into_inner(),
            };
            let Some(future) = waiting.get_item(ticket)? else { continue };
            waiting.del_item(ticket)?;
            if future.call_method0("done")?.is_truthy()? {
                continue;
            }
            let is_error = outcome.is_instance_of::<PyBaseException>();
            future.call_method1(if is_error { "set_exception" } else { "set_result" }, (outcome,))?;
        }
        Ok(requests)
    }
}
