//! A store in a file that only its owner can read.

use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

// By its full name: newer compilers have methods of the same names.
use fs4::{FileExt, TryLockError};
use zeroize::Zeroizing;

use super::{Loaded, Lock, Record, Saved, Store, StoreError};
use crate::process::PerProcess;
use crate::session::lock::lock;

/// A store in a file of mode 0600 that is replaced as a whole. Any number of processes may share it.
///
/// Two lock files stand beside it: `.lock` for the moment of a change, `.refreshing` for as long as a process refreshes.
/// The system ends both with the process that holds them, so neither outlives a crash, nor runs out during a slow refresh.
/// The file must stand in a directory that only its owner can write to, on a local disk.
pub struct FileStore {
    path: PathBuf,
    /// The lock that this process holds. A forked child holds none, whatever its parent did at that moment.
    refreshing: PerProcess<Mutex<Option<File>>>,
}

impl FileStore {
    /// A store in the file at `path`. Nothing is read or written before it is used; missing directories are not made.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), refreshing: PerProcess::new() }
    }

    fn beside(&self, suffix: &str) -> PathBuf {
        let mut path = OsString::from(&self.path);
        path.push(suffix);
        path.into()
    }

    /// Runs `change` while no other process changes the file.
    fn exclusively<T>(&self, change: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
        let lock = open_private(&self.beside(".lock"), false)?;
        FileExt::lock(&lock)?;
        let outcome = change();
        // Closing would not do in a program that has forked: the child holds the same lock.
        FileExt::unlock(&lock)?;
        outcome
    }

    fn read(&self) -> Result<Option<Record>, StoreError> {
        let mut json = Zeroizing::new(String::new());
        match File::open(&self.path).and_then(|mut file| file.read_to_string(&mut json)) {
            // Somebody made the file beforehand, as `mkstemp()` does.
            Ok(0) => Ok(None),
            Ok(_) => Ok(Some(Record::from_json(&json)?)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Writes a file beside the record, which then takes its place in one step.
    fn write(&self, record: &Record) -> io::Result<()> {
        let fresh = self.beside(".new");
        let mut file = open_private(&fresh, true)?;
        file.write_all(record.to_json().as_str().as_bytes())?;
        file.sync_all()?;
        fs::rename(&fresh, &self.path)
    }

    /// Runs `work` with the lock that this process holds, if it holds it.
    fn with_refreshing<T>(&self, work: impl FnOnce(&mut Option<File>) -> T) -> T {
        let refreshing = self.refreshing.get(Mutex::default);
        work(&mut lock(&refreshing))
    }
}

impl Store for FileStore {
    fn load(&self) -> Result<Loaded, StoreError> {
        Ok(self.read()?.map_or(Loaded::Empty, |record| Loaded::Record(Box::new(record))))
    }

    fn save(&self, expected: u64, record: &Record) -> Result<Saved, StoreError> {
        self.exclusively(|| {
            let stored = self.read()?;
            if stored.as_ref().map_or(0, |stored| stored.generation) != expected {
                return Ok(Saved::Conflict(stored.map(Box::new)));
            }
            self.write(record)?;
            Ok(Saved::Saved)
        })
    }

    fn remove(&self) -> Result<(), StoreError> {
        self.exclusively(|| match fs::remove_file(&self.path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        })
    }

    fn try_lock(&self) -> Result<Lock, StoreError> {
        self.with_refreshing(|held| {
            if held.is_some() {
                return Ok(Lock::Busy);
            }
            let file = open_private(&self.beside(".refreshing"), false)?;
            match FileExt::try_lock(&file) {
                Ok(()) => {
                    *held = Some(file);
                    Ok(Lock::Held)
                }
                Err(TryLockError::WouldBlock) => Ok(Lock::Busy),
                Err(TryLockError::Error(error)) => Err(error.into()),
            }
        })
    }

    fn unlock(&self) {
        if let Some(file) = self.with_refreshing(Option::take) {
            // It fails if the lock is gone, which is what is wanted.
            let _ = FileExt::unlock(&file);
        }
    }
}

impl fmt::Debug for FileStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileStore").field("path", &self.path).finish_non_exhaustive()
    }
}

/// Opens a file for writing that only its owner may read; makes it if it does not exist.
fn open_private(path: &Path, truncate: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(truncate);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    // The mode of a file that exists already is as somebody else left it.
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(file)
}
