//! Stores: those of `genauth`, and those of the application. Records cross as the JSON that `genauth` makes of them.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use genauth::{FileStore, Loaded, Lock, MemoryStore, Record, Saved};

use crate::error::CallError;

/// What a store has loaded.
#[derive(uniffi::Enum)]
#[expect(missing_docs, reason = "the facades document the cases")]
pub enum LoadRecord {
    Found { json: String },
    Empty,
    Locked,
}

/// What a store has done with a record.
#[derive(uniffi::Enum)]
#[expect(missing_docs, reason = "the facades document the cases")]
pub enum SaveRecord {
    Saved,
    Conflict { json: Option<String> },
}

/// The store failed. The application's own words stay with it: they may hold what was to be saved.
#[derive(Debug, uniffi::Error)]
pub enum StoreError {
    /// The application threw.
    Failed,
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the session store failed")
    }
}

impl StdError for StoreError {}

impl From<uniffi::UnexpectedUniFFICallbackError> for StoreError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Failed
    }
}

/// The application's store, behind the facade.
#[uniffi::export(callback_interface)]
#[expect(missing_docs, reason = "the facades document the functions")]
pub trait ForeignStore: Send + Sync {
    fn load(&self) -> Result<LoadRecord, StoreError>;
    fn save(&self, expected: u64, json: String) -> Result<SaveRecord, StoreError>;
    fn remove(&self) -> Result<(), StoreError>;
}

struct Foreign(Box<dyn ForeignStore>);

impl genauth::Store for Foreign {
    fn load(&self) -> Result<Loaded, genauth::StoreError> {
        Ok(match self.0.load()? {
            LoadRecord::Found { json } => Loaded::Record(Box::new(Record::from_json(&json)?)),
            LoadRecord::Empty => Loaded::Empty,
            LoadRecord::Locked => Loaded::Locked,
        })
    }

    fn save(&self, expected: u64, record: &Record) -> Result<Saved, genauth::StoreError> {
        Ok(match self.0.save(expected, json(record))? {
            SaveRecord::Saved => Saved::Saved,
            SaveRecord::Conflict { json: None } => Saved::Conflict(None),
            SaveRecord::Conflict { json: Some(json) } => {
                Saved::Conflict(Some(Box::new(Record::from_json(&json)?)))
            }
        })
    }

    fn remove(&self) -> Result<(), genauth::StoreError> {
        Ok(self.0.remove()?)
    }
}

/// A store that a session can be kept in.
#[derive(uniffi::Object)]
pub struct Store(Arc<dyn genauth::Store>);

#[uniffi::export]
impl Store {
    /// A store in memory.
    #[must_use]
    #[uniffi::constructor]
    pub fn memory() -> Self {
        Self(Arc::new(MemoryStore::new()))
    }

    /// A store in a file.
    #[must_use]
    #[uniffi::constructor]
    pub fn file(path: String) -> Self {
        Self(Arc::new(FileStore::new(path)))
    }

    /// A store of the application.
    #[must_use]
    #[uniffi::constructor]
    pub fn foreign(store: Box<dyn ForeignStore>) -> Self {
        Self(Arc::new(Foreign(store)))
    }

    /// Reads the record.
    pub fn load(&self) -> Result<LoadRecord, StoreError> {
        match self.0.load() {
            Ok(Loaded::Record(record)) => Ok(LoadRecord::Found { json: json(&record) }),
            Ok(Loaded::Locked) => Ok(LoadRecord::Locked),
            Ok(_) => Ok(LoadRecord::Empty),
            Err(_) => Err(StoreError::Failed),
        }
    }

    /// Replaces the record of the generation `expected`.
    pub fn save(&self, expected: u64, record: &str) -> Result<SaveRecord, StoreError> {
        let record = Record::from_json(record).map_err(|_| StoreError::Failed)?;
        match self.0.save(expected, &record) {
            Ok(Saved::Conflict(newer)) => Ok(SaveRecord::Conflict { json: newer.as_deref().map(json) }),
            Ok(_) => Ok(SaveRecord::Saved),
            Err(_) => Err(StoreError::Failed),
        }
    }

    /// Removes the record.
    pub fn remove(&self) -> Result<(), StoreError> {
        self.0.remove().map_err(|_| StoreError::Failed)
    }
}

/// A store as `genauth` takes one: a session shares it with the application.
pub(crate) struct Shared(Arc<dyn genauth::Store>);

impl From<Arc<Store>> for Shared {
    fn from(store: Arc<Store>) -> Self {
        Self(store.0.clone())
    }
}

impl genauth::Store for Shared {
    fn load(&self) -> Result<Loaded, genauth::StoreError> {
        self.0.load()
    }

    fn save(&self, expected: u64, record: &Record) -> Result<Saved, genauth::StoreError> {
        self.0.save(expected, record)
    }

    fn remove(&self) -> Result<(), genauth::StoreError> {
        self.0.remove()
    }

    fn try_lock(&self) -> Result<Lock, genauth::StoreError> {
        self.0.try_lock()
    }

    fn unlock(&self) {
        self.0.unlock();
    }
}

/// The generation of a record, if it is one.
#[uniffi::export]
pub fn record_generation(json: &str) -> Result<u64, CallError> {
    Ok(Record::from_json(json)?.generation)
}

fn json(record: &Record) -> String {
    record.to_json().as_str().to_owned()
}
