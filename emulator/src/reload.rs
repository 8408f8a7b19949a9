//! Users files that change while the emulator runs.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Weak;
use std::time::{Duration, SystemTime};

use crate::document;
use crate::error::StartError;
use crate::service::Service;

/// Soon enough for a person who saves a file. Asking costs less than a watcher, and works where changes are not
/// announced: in containers' mounts and on network drives.
const INTERVAL: Duration = Duration::from_millis(250);

/// A users file, and when it was last read.
#[derive(Debug)]
pub(crate) struct Followed {
    path: PathBuf,
    stamp: Option<(SystemTime, u64)>,
}

impl Followed {
    /// To be called before the file is read: what changes later is then noticed.
    pub(crate) fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), stamp: stamp(path) }
    }

    /// Whether the file is another one than before. One that is gone is about to be replaced.
    fn has_changed(&mut self) -> bool {
        let now = stamp(&self.path);
        now.is_some() && std::mem::replace(&mut self.stamp, now) != now
    }
}

/// Reads each file again when it has changed, until the service is gone.
pub(crate) async fn follow(mut files: Vec<Followed>, service: Weak<Service>) {
    loop {
        tokio::time::sleep(INTERVAL).await;
        let Some(service) = service.upgrade() else { return };
        for file in &mut files {
            if file.has_changed()
                && let Err(error) = read(&file.path, &service)
            {
                // With standard error gone, nobody is left to be told.
                let _ =
                    writeln!(io::stderr().lock(), "genauth-emulator: {error}; the users stay as they were");
            }
        }
    }
}

fn read(path: &Path, service: &Service) -> Result<(), StartError> {
    let file = document::load(path)?;
    service.change_users(|users| users.put(&path.display().to_string(), file))
}

fn stamp(path: &Path) -> Option<(SystemTime, u64)> {
    let file = fs::metadata(path).ok()?;
    Some((file.modified().ok()?, file.len()))
}
