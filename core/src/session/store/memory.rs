//! A store that lasts as long as the program.

use std::fmt;
use std::sync::Arc;

use arc_swap::ArcSwapOption;

use super::{Loaded, Record, Saved, Store, StoreError};

/// A store in memory, for tests and for several sessions of one program. Clones share the record. Holds no lock, so that a
/// forked child can go on with its copy.
#[derive(Clone, Default)]
pub struct MemoryStore(Arc<ArcSwapOption<Record>>);

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl Store for MemoryStore {
    fn load(&self) -> Result<Loaded, StoreError> {
        let record = self.0.load_full();
        Ok(record.map_or(Loaded::Empty, |record| Loaded::Record(Box::new(Record::clone(&record)))))
    }

    fn save(&self, expected: u64, record: &Record) -> Result<Saved, StoreError> {
        let fresh = Some(Arc::new(record.clone()));
        let stored = self.0.load_full();
        if stored.as_ref().map_or(0, |stored| stored.generation) == expected {
            let before = self.0.compare_and_swap(&stored, fresh);
            if before.as_ref().map(Arc::as_ptr) == stored.as_ref().map(Arc::as_ptr) {
                return Ok(Saved::Saved);
            }
        }
        let newer = self.0.load_full();
        Ok(Saved::Conflict(newer.map(|newer| Box::new(Record::clone(&newer)))))
    }

    fn remove(&self) -> Result<(), StoreError> {
        self.0.store(None);
        Ok(())
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MemoryStore")
    }
}
