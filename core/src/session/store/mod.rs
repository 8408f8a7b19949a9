//! Where a session is kept while its program does not run.

mod file;
mod memory;
mod record;

use std::error::Error as StdError;

pub use file::FileStore;
pub use memory::MemoryStore;
pub use record::Record;

/// What a store reports when it fails. No part of it gets into an error but the kind of an [`std::io::Error`], since it
/// may hold what was to be saved.
pub type StoreError = Box<dyn StdError + Send + Sync>;

/// Where a session is kept: one record, read and replaced as a whole.
///
/// The functions run on any thread, and may block; no two run at once for one session. Several processes may share a
/// store if `save` compares the generation and replaces the record in one step.
pub trait Store: Send + Sync + 'static {
    /// Reads the record.
    fn load(&self) -> Result<Loaded, StoreError>;

    /// Replaces the record if the stored one has the generation `expected`; 0 means that none is stored. The record must be
    /// durable when this returns.
    fn save(&self, expected: u64, record: &Record) -> Result<Saved, StoreError>;

    /// Removes the record. Success, too, if there is none.
    fn remove(&self) -> Result<(), StoreError>;

    /// Tries to keep other processes from refreshing, without waiting. A lock must end with the process that holds it.
    ///
    /// Stores without a lock are safe as well: the record says since when somebody refreshes, and the others wait.
    fn try_lock(&self) -> Result<Lock, StoreError> {
        Ok(Lock::Unsupported)
    }

    /// Ends the lock of [`try_lock`](Self::try_lock).
    fn unlock(&self) {}
}

/// What [`Store::load`] found.
#[derive(Debug)]
#[non_exhaustive]
pub enum Loaded {
    /// A record.
    Record(Box<Record>),
    /// No record.
    Empty,
    /// The store cannot be read now, such as a keychain before the device is unlocked. Not the same as empty.
    Locked,
}

/// What [`Store::save`] did.
#[derive(Debug)]
#[non_exhaustive]
pub enum Saved {
    /// The record is stored.
    Saved,
    /// Nothing was stored: somebody else has stored this record meanwhile, or removed the expected one.
    Conflict(Option<Box<Record>>),
}

/// What [`Store::try_lock`] did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Lock {
    /// This process holds the lock now.
    Held,
    /// Another process holds it.
    Busy,
    /// The store has no lock.
    Unsupported,
}
