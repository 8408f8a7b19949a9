//! Where the program keeps its files.

use std::fs::{self, DirBuilder};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;
use tempfile::NamedTempFile;

use super::{Name, Profile};
use crate::problem::Problem;
use crate::variable;

/// The directory of the program. Only its owner may look into it.
pub(crate) struct Directory(PathBuf);

impl Directory {
    /// `GENAUTH_CONFIG_DIR`, or the place that the system has for such files.
    pub(crate) fn of_the_user() -> Result<Self, Problem> {
        if let Some(path) = variable::read("GENAUTH_CONFIG_DIR")? {
            return Ok(Self(path.into()));
        }
        let strategy = etcetera::choose_base_strategy().map_err(|error| {
            Problem::other(format!("there is no place for profiles: {error}"))
                .with_hint("Set GENAUTH_CONFIG_DIR.")
        })?;
        Ok(Self(strategy.config_dir().join("genauth")))
    }

    /// The file of a session, as the library's `FileStore` has it.
    pub(crate) fn session(&self, name: &Name) -> PathBuf {
        self.0.join("sessions").join(format!("{name}.json"))
    }

    /// The file of a session whose tokens are encrypted. Not the same, so that no library takes them for tokens.
    pub(crate) fn sealed_session(&self, name: &Name) -> PathBuf {
        self.0.join("sessions").join(format!("{name}.sealed"))
    }

    fn profile(&self, name: &Name) -> PathBuf {
        self.0.join("profiles").join(format!("{name}.json"))
    }

    /// Reads a profile; `None` if there is none of this name.
    pub(crate) fn read(&self, name: &Name) -> Result<Option<Profile>, Problem> {
        let path = self.profile(name);
        let invalid = |error: &dyn std::fmt::Display| {
            Problem::other(format!("{} cannot be read: {error}", path.display()))
                .with_hint("Remove the file, and sign in again.")
        };
        match fs::read(&path) {
            Ok(json) => serde_json::from_slice(&json).map(Some).map_err(|error| invalid(&error)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(invalid(&error)),
        }
    }

    /// Writes a profile, in the place of an older one.
    pub(crate) fn write(&self, name: &Name, profile: &Profile) -> Result<(), Problem> {
        let path = self.profile(name);
        let json = serde_json::to_vec_pretty(profile).map_err(|error| Problem::other(error.to_string()))?;
        replace(&path, &json).map_err(|error| unwritable(&path, &error))
    }

    /// Makes the directories, and makes sure that files can be written there.
    pub(crate) fn prepare(&self) -> Result<(), Problem> {
        for folder in ["profiles", "sessions"] {
            let path = self.0.join(folder);
            let made = make(&path).and_then(|()| NamedTempFile::new_in(&path)).map(drop);
            made.map_err(|error| unwritable(&path, &error))?;
        }
        Ok(())
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Problem {
    Problem::other(format!("{} cannot be written: {error}", path.display()))
        .with_hint("Set GENAUTH_CONFIG_DIR to a directory of yours.")
}

fn make(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Puts a file that only its owner can read in the place of another one, in one step.
fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = NamedTempFile::new_in(path.parent().unwrap_or(Path::new(".")))?;
    file.write_all(content)?;
    file.persist(path)?;
    Ok(())
}
