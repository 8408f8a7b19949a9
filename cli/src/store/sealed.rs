//! The library's file, with tokens that are encrypted.
//!
//! Not the whole session in the keyring itself: Windows takes at most 2,560 bytes there, a keyring has no lock that
//! processes could share, and every refresh would write to it.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use genauth::{Error, ErrorKind, FileStore, Loaded, Lock, Record, Saved, Secret, Store, StoreError, binding};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::rand::{SecureRandom as _, SystemRandom};
use zeroize::Zeroizing;

/// A key; wiped when dropped.
pub(super) type Bytes = Zeroizing<[u8; KEY_BYTES]>;

pub(super) const KEY_BYTES: usize = 32;

/// A store whose file holds tokens that nobody can use without the key.
pub(super) struct Sealed {
    file: FileStore,
    key: LessSafeKey,
}

impl Sealed {
    pub(super) fn new(path: &Path, key: &Bytes) -> Self {
        let key = UnboundKey::new(&AES_256_GCM, &**key).expect("the key has the length of the algorithm");
        Self { file: FileStore::new(path), key: LessSafeKey::new(key) }
    }

    fn seal(&self, token: &Secret) -> Result<Secret, StoreError> {
        let mut nonce = [0; NONCE_LEN];
        let mut sealed = token.as_str().as_bytes().to_vec();
        SystemRandom::new()
            .fill(&mut nonce)
            .and_then(|()| {
                let nonce = Nonce::assume_unique_for_key(nonce);
                self.key.seal_in_place_append_tag(nonce, Aad::empty(), &mut sealed)
            })
            .map_err(|_| damaged())?;
        Ok(Secret::from(STANDARD.encode([&nonce, &*sealed].concat())))
    }

    fn unseal(&self, sealed: &Secret) -> Result<Secret, StoreError> {
        let mut bytes = Zeroizing::new(STANDARD.decode(sealed.as_str()).map_err(|_| damaged())?);
        let (nonce, sealed) = bytes.split_at_mut_checked(NONCE_LEN).ok_or_else(damaged)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| damaged())?;
        let token = self.key.open_in_place(nonce, Aad::empty(), sealed).map_err(|_| damaged())?;
        Ok(Secret::from(String::from_utf8(token.to_vec()).map_err(|_| damaged())?))
    }

    /// The record with every token changed by `change`.
    fn with_tokens(
        record: &Record,
        change: impl Fn(&Secret) -> Result<Secret, StoreError>,
    ) -> Result<Record, StoreError> {
        let mut changed = record.clone();
        let tokens = &mut changed.tokens;
        tokens.access_token = change(&tokens.access_token)?;
        tokens.refresh_token = tokens.refresh_token.as_ref().map(&change).transpose()?;
        tokens.id_token = tokens.id_token.as_ref().map(&change).transpose()?;
        Ok(changed)
    }

    fn unsealed(&self, record: &Record) -> Result<Box<Record>, StoreError> {
        Self::with_tokens(record, |token| self.unseal(token)).map(Box::new)
    }
}

impl Store for Sealed {
    fn load(&self) -> Result<Loaded, StoreError> {
        Ok(match self.file.load()? {
            Loaded::Record(record) => Loaded::Record(self.unsealed(&record)?),
            other => other,
        })
    }

    fn save(&self, expected: u64, record: &Record) -> Result<Saved, StoreError> {
        let record = Self::with_tokens(record, |token| self.seal(token))?;
        Ok(match self.file.save(expected, &record)? {
            Saved::Conflict(Some(newer)) => Saved::Conflict(Some(self.unsealed(&newer)?)),
            other => other,
        })
    }

    fn remove(&self) -> Result<(), StoreError> {
        self.file.remove()
    }

    fn try_lock(&self) -> Result<Lock, StoreError> {
        self.file.try_lock()
    }

    fn unlock(&self) {
        self.file.unlock();
    }
}

fn damaged() -> Error {
    let error =
        binding::error(ErrorKind::Store, "the session cannot be decrypted with the key of the keyring");
    binding::with_hint(error, "Sign in again with `genauth login`.")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use genauth::{Config, Session, TokenSet};

    use super::*;

    const TOKENS: [&str; 3] = ["the-access-token", "the-refresh-token", "the.id.token"];

    fn store(path: &Path, byte: u8) -> Sealed {
        Sealed::new(path, &Zeroizing::new([byte; KEY_BYTES]))
    }

    #[test]
    fn the_file_shows_no_token_and_the_key_opens_it() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("session");
        let config = Config::new("app", "https://example.genauth.ai");
        let tokens = TokenSet::new(TOKENS[0]).refresh_token(TOKENS[1]).id_token(TOKENS[2]);
        let session = Session::from_tokens(&config, tokens.clone()).unwrap();
        session.use_store(store(&path, 1)).unwrap();
        let file = fs::read_to_string(&path).unwrap();
        assert!(file.contains("access_token") && !TOKENS.iter().any(|token| file.contains(token)), "{file}");
        let again = Session::open(&config, store(&path, 1)).unwrap().unwrap();
        assert_eq!(again.tokens().unwrap(), tokens);
        // A second sign-in finds what it replaces.
        session.use_store(store(&path, 1)).unwrap();
    }

    #[test]
    fn another_key_or_file_is_an_error_and_no_token() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("session");
        let config = Config::new("app", "https://example.genauth.ai");
        Session::from_tokens(&config, TokenSet::new(TOKENS[0])).unwrap().use_store(store(&path, 1)).unwrap();
        let error = Session::open(&config, store(&path, 2)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Store);
        assert!(error.message().contains("decrypted"), "{}", error.message());
        let plain = FileStore::new(&path);
        Session::from_tokens(&config, TokenSet::new("short")).unwrap().use_store(plain).unwrap();
        assert_eq!(Session::open(&config, store(&path, 1)).unwrap_err().kind(), ErrorKind::Store);
    }
}
