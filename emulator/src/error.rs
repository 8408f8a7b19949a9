//! What can go wrong before the first request.

use std::ffi::OsString;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Why the emulator did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The address is in use, or not one of this host.
    #[error("cannot listen on {address}: {source}")]
    Bind {
        /// The address asked for.
        address: SocketAddr,
        /// What the operating system said.
        source: io::Error,
    },
    /// A users or scenario file, or the scenario directory, is unreadable.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file or directory.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The file for the certificate authority cannot be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// A users or scenario document is invalid.
    #[error("{origin}: {message}")]
    Invalid {
        /// The file, or a name for a document that was passed as a string.
        origin: String,
        /// The key and what is wrong with it.
        message: String,
    },
    /// No thread or event loop could be made.
    #[error("cannot start the runtime: {0}")]
    Runtime(#[source] io::Error),
    /// The command that was to run beside the emulator does not start.
    #[error("cannot run {}: {source}", program.display())]
    Command {
        /// The program.
        program: OsString,
        /// What the operating system said.
        source: io::Error,
    },
    /// Standard output is closed.
    #[error("cannot announce the address: {0}")]
    Announce(#[source] io::Error),
}

impl StartError {
    pub(crate) fn invalid(origin: impl Into<String>, message: &impl ToString) -> Self {
        Self::Invalid { origin: origin.into(), message: message.to_string() }
    }
}
