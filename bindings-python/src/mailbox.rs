//! `Mailbox`: how outcomes get from the library's thread to an event loop.
//!
//! The library's thread never touches Python. It leaves an outcome here and wakes the event loop through a socket
//! pair; the loop's own thread fetches the outcome and makes Python objects of it. So there is nothing to fight
//! over the interpreter, and nothing to go wrong while the interpreter shuts down.

use std::io::{self, Read as _, Write as _};
use std::mem;
use std::os::fd::{AsRawFd as _, RawFd};
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use genauth::Error;
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;

use crate::error::exception;
use crate::profile::Profile;

type Outcome = Result<genauth::Profile, Error>;

/// The finished calls of one event loop.
#[pyclass(frozen, module = "libgenauth._libgenauth")]
pub(crate) struct Mailbox {
    bell: UnixStream,
    slot: Arc<Slot>,
}

/// The side that the library's thread sees.
pub(crate) struct Slot {
    bell: UnixStream,
    outcomes: Mutex<Vec<(u64, Outcome)>>,
}

impl Slot {
    pub(crate) fn put(&self, ticket: u64, outcome: Outcome) {
        let was_empty = {
            let mut outcomes = self.outcomes();
            outcomes.push((ticket, outcome));
            outcomes.len() == 1
        };
        if was_empty {
            // It fails when the event loop is gone, or so far behind that the bell is still ringing.
            let _ = (&self.bell).write(&[0]);
        }
    }

    fn outcomes(&self) -> MutexGuard<'_, Vec<(u64, Outcome)>> {
        self.outcomes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Mailbox {
    pub(crate) fn slot(&self) -> Arc<Slot> {
        self.slot.clone()
    }
}

#[pymethods]
impl Mailbox {
    #[new]
    fn new() -> io::Result<Self> {
        let (bell, far_end) = UnixStream::pair()?;
        bell.set_nonblocking(true)?;
        far_end.set_nonblocking(true)?;
        Ok(Self { bell, slot: Arc::new(Slot { bell: far_end, outcomes: Mutex::default() }) })
    }

    /// Becomes readable when there is something to take.
    fn fileno(&self) -> RawFd {
        self.bell.as_raw_fd()
    }

    /// The calls that ended since the last time: a ticket each, with a `Profile` or an exception.
    fn take<'py>(&self, py: Python<'py>) -> PyResult<Vec<(u64, Bound<'py, PyAny>)>> {
        // Silenced before the outcomes are taken: a ring in between is one too many, never one too few.
        let _ = (&self.bell).read(&mut [0; 64]);
        let outcomes = mem::take(&mut *self.slot.outcomes());
        outcomes
            .into_iter()
            .map(|(ticket, outcome)| {
                let outcome = match outcome {
                    Ok(profile) => Profile::from(profile).into_bound_py_any(py)?,
                    Err(error) => exception(py, &error).into_bound_py_any(py)?,
                };
                Ok((ticket, outcome))
            })
            .collect()
    }
}
