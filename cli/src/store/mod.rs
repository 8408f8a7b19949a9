//! Where a session is kept: in a file, in the clear or encrypted with a key that the system's keyring keeps.

mod key;
mod sealed;

use std::fs;
use std::path::PathBuf;

use clap::ValueEnum;
use genauth::{Config, FileStore, Session, Store};
use serde::{Deserialize, Serialize};

use crate::problem::Problem;
use key::Key;
use sealed::Sealed;

/// How a session is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    /// Encrypted, with the key in the system's keyring
    Keyring,
    /// In a file that only you can read, and that programs can share
    File,
}

/// The places where the session of one profile may be.
pub(crate) struct Places {
    pub(crate) plain: PathBuf,
    pub(crate) sealed: PathBuf,
}

impl Places {
    /// Which kind is to be used: the one that is wanted, or the best that there is. A keyring is tried out.
    pub(crate) fn choose(&self, wanted: Option<Kind>) -> Result<Kind, Problem> {
        match wanted {
            Some(Kind::File) => Ok(Kind::File),
            Some(Kind::Keyring) => Key::of(&self.sealed).make().map(|_| Kind::Keyring),
            None => Ok(if Key::of(&self.sealed).make().is_ok() { Kind::Keyring } else { Kind::File }),
        }
    }

    /// Takes the session up that is kept; `None` if there is none.
    pub(crate) fn open(&self, kind: Kind, config: &Config) -> Result<Option<Session>, Problem> {
        match kind {
            Kind::File => Ok(Session::open(config, FileStore::new(&self.plain))?),
            // The keyring may ask its user for a password: not before there is something to open.
            Kind::Keyring if !self.sealed.exists() => Ok(None),
            Kind::Keyring => {
                let key = Key::of(&self.sealed).read()?;
                Ok(Session::open(config, Sealed::new(&self.sealed, &key))?)
            }
        }
    }

    /// Keeps `session` from now on, and forgets what was kept the other way.
    pub(crate) fn keep(&self, kind: Kind, session: &Session) -> Result<(), Problem> {
        match kind {
            Kind::File => {
                session.use_store(usable(FileStore::new(&self.plain)))?;
                self.forget(Kind::Keyring);
            }
            Kind::Keyring => {
                let key = Key::of(&self.sealed).make()?;
                session.use_store(usable(Sealed::new(&self.sealed, &key)))?;
                self.forget(Kind::File);
            }
        }
        Ok(())
    }

    /// Removes what is kept, whatever its state. What is not there needs no removal.
    pub(crate) fn forget(&self, kind: Kind) {
        match kind {
            Kind::File if self.plain.exists() => drop(FileStore::new(&self.plain).remove()),
            Kind::Keyring if self.sealed.exists() => {
                drop(fs::remove_file(&self.sealed));
                Key::of(&self.sealed).remove();
            }
            Kind::File | Kind::Keyring => {}
        }
    }

    /// The file that holds the session.
    pub(crate) fn file(&self, kind: Kind) -> &PathBuf {
        match kind {
            Kind::File => &self.plain,
            Kind::Keyring => &self.sealed,
        }
    }
}

/// The store, empty if nobody can read what it holds: nothing is lost then, and a sign-in must not fail because of it.
fn usable<S: Store>(store: S) -> S {
    if store.load().is_err() {
        // If that fails, too, so does saving, which says why.
        let _ = store.remove();
    }
    store
}
