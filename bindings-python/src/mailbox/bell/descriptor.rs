//! A pair of sockets, of which an event loop watches one.

use std::io::{self, Read as _, Write as _};
use std::os::fd::AsRawFd as _;
use std::os::unix::net::UnixStream;

use pyo3::prelude::*;

pub(super) struct Descriptor {
    near: UnixStream,
    far: UnixStream,
}

impl Descriptor {
    pub(super) fn new() -> io::Result<Self> {
        let (near, far) = UnixStream::pair()?;
        near.set_nonblocking(true)?;
        far.set_nonblocking(true)?;
        Ok(Self { near, far })
    }

    pub(super) fn ring(&self) {
        // It fails if the event loop has so many unread wake-ups that the buffer is full.
        let _ = (&self.far).write(&[0]);
    }

    #[expect(clippy::unnecessary_wraps, reason = "elsewhere there is none")]
    pub(super) fn number(&self) -> PyResult<i32> {
        Ok(self.near.as_raw_fd())
    }

    pub(super) fn silence(&self) {
        let _ = (&self.near).read(&mut [0; 64]);
    }
}
