//! The key of one session, in the system's keyring.

use std::path::Path;

use genauth::ErrorKind;
use keyring::Entry;
use ring::rand::{SecureRandom as _, SystemRandom};
use zeroize::Zeroizing;

use super::sealed::{Bytes, KEY_BYTES};
use crate::problem::Problem;

/// The entry of the keyring for one file.
pub(super) struct Key {
    /// By its path, so that two directories with a profile of the same name do not share a key.
    file: String,
}

impl Key {
    pub(super) fn of(file: &Path) -> Self {
        Self { file: file.display().to_string() }
    }

    /// Reads the key.
    pub(super) fn read(&self) -> Result<Bytes, Problem> {
        let secret = self.entry().and_then(|entry| entry.get_secret()).map(Zeroizing::new);
        let secret = secret.map_err(|error| unusable(&error))?;
        let key = <[u8; KEY_BYTES]>::try_from(secret.as_slice()).map(Zeroizing::new);
        key.map_err(|_| unusable(&keyring::Error::NoEntry))
    }

    /// Reads the key, or makes one if there is none.
    pub(super) fn make(&self) -> Result<Bytes, Problem> {
        if let Ok(key) = self.read() {
            return Ok(key);
        }
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        SystemRandom::new()
            .fill(&mut *key)
            .map_err(|_| Problem::new(ErrorKind::Internal, "the system gives no random numbers"))?;
        let saved = self.entry().and_then(|entry| entry.set_secret(&*key));
        saved.map_err(|error| unusable(&error))?;
        // A keyring that keeps nothing must be found out before the user signs in.
        self.read()
    }

    pub(super) fn remove(&self) {
        // Without the file that it opens, a key that stays does no harm.
        let _ = self.entry().and_then(|entry| entry.delete_credential());
    }

    fn entry(&self) -> keyring::Result<Entry> {
        Entry::new("genauth", &self.file)
    }
}

fn unusable(error: &keyring::Error) -> Problem {
    let (message, hint) = match error {
        keyring::Error::NoEntry => {
            ("the keyring has no key for the session".into(), "Sign in again with `genauth login`.")
        }
        _ => (
            format!("the system's keyring cannot be used: {error}"),
            "Unlock it, or keep the session in a file: `genauth login --store file`.",
        ),
    };
    Problem::new(ErrorKind::Store, message).with_hint(hint)
}
