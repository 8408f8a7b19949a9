//! Windows' event loops watch no descriptors: a thread waits in their place.

use std::io;

use pyo3::exceptions::PyNotImplementedError;
use pyo3::prelude::*;

pub(super) struct Descriptor;

#[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "where there is one, it takes this")]
impl Descriptor {
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self)
    }

    pub(super) fn ring(&self) {}

    pub(super) fn number(&self) -> PyResult<i32> {
        Err(PyNotImplementedError::new_err("there is no descriptor to watch"))
    }

    pub(super) fn silence(&self) {}
}
