//! The emulator that demos and tests talk to.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

use crate::paths;

/// A token of the documented user.
pub const TOKEN: &str = "documented-user-token";

/// An emulator on a free port; it stops when this is dropped.
pub struct Emulator {
    process: Child,
    pub url: String,
}

impl Emulator {
    pub fn start() -> Result<Self> {
        Self::start_with(&[])
    }

    /// The same with further options.
    pub fn start_with(options: &[&str]) -> Result<Self> {
        let mut process = Command::new(program())
            .args(options)
            .arg("--exit-with-stdin")
            .arg("--scenarios")
            .arg(paths::root().join("tests/scenarios"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("the emulator could not be started")?;
        let mut line = String::new();
        BufReader::new(process.stdout.take().context("the emulator has no output")?).read_line(&mut line)?;
        let url =
            line.trim().strip_prefix("listening on ").context("the emulator does not listen")?.to_owned();
        Ok(Self { process, url })
    }

    /// What an example program needs in its environment.
    pub fn environment(&self) -> [(&'static str, &str); 3] {
        [("GENAUTH_APP_ID", "demo-app"), ("GENAUTH_HOST", &self.url), ("GENAUTH_ACCESS_TOKEN", TOKEN)]
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        // Both fail only when it has stopped already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The emulator's program, for tests that start their own.
pub fn program() -> PathBuf {
    paths::debug("genauth-emulator")
}
