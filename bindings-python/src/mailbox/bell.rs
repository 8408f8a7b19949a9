//! `Bell`: wakes an event loop through a descriptor that it watches, or a thread that waits in its place.

#[cfg(unix)]
mod descriptor;
#[cfg(not(unix))]
mod no_descriptor;

use std::io;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use pyo3::prelude::*;

#[cfg(unix)]
use descriptor::Descriptor;
#[cfg(not(unix))]
use no_descriptor::Descriptor;

pub(super) struct Bell {
    descriptor: Descriptor,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    rung: bool,
    closed: bool,
}

impl Bell {
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self { descriptor: Descriptor::new()?, state: Mutex::default(), changed: Condvar::new() })
    }

    pub(super) fn ring(&self) {
        self.descriptor.ring();
        self.state().rung = true;
        self.changed.notify_one();
    }

    /// What becomes readable when the bell rings, where an event loop can watch it.
    pub(super) fn descriptor(&self) -> PyResult<i32> {
        self.descriptor.number()
    }

    /// Makes the descriptor unreadable until the bell rings again.
    pub(super) fn silence(&self) {
        self.descriptor.silence();
    }

    /// Blocks until the bell rings. False: it was closed.
    pub(super) fn wait(&self) -> bool {
        let asleep = |state: &mut State| !state.rung && !state.closed;
        let mut state = self.changed.wait_while(self.state(), asleep).unwrap_or_else(PoisonError::into_inner);
        state.rung = false;
        !state.closed
    }

    pub(super) fn close(&self) {
        self.state().closed = true;
        self.changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
