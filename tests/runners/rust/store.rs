//! A store that does what a scenario says.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use genauth::{Loaded, Record, Saved, Store, StoreError};
use serde::Deserialize;
use serde_json::value::RawValue;

/// What a scenario says of a store.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct StoreScript {
    record: Option<Box<RawValue>>,
    load: Vec<Step>,
    save: Vec<Step>,
    remove: Vec<Step>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Step {
    Works,
    Failed,
    Locked,
    /// Another process has stored this just before.
    Record(Option<Box<RawValue>>),
}

/// Clones are the same store.
#[derive(Clone)]
pub(crate) struct ScriptedStore(Arc<Mutex<Script>>);

struct Script {
    record: Option<String>,
    load: Steps,
    save: Steps,
    remove: Steps,
}

struct Steps {
    steps: Vec<Step>,
    used: usize,
}

impl From<Vec<Step>> for Steps {
    fn from(steps: Vec<Step>) -> Self {
        Self { steps, used: 0 }
    }
}

impl Steps {
    /// The step of this use; the last one repeats.
    fn next(&mut self) -> Step {
        let step = self.steps.get(self.used).or(self.steps.last()).cloned().unwrap_or(Step::Works);
        self.used += 1;
        step
    }
}

fn text(record: Option<Box<RawValue>>) -> Option<String> {
    record.map(|record| record.get().to_owned())
}

impl Script {
    /// Whether the store can be read.
    fn take(&mut self, steps: fn(&mut Self) -> &mut Steps) -> Result<bool, StoreError> {
        match steps(self).next() {
            Step::Works => Ok(true),
            Step::Locked => Ok(false),
            Step::Failed => Err("store-secret".into()),
            Step::Record(record) => {
                self.record = text(record);
                Ok(true)
            }
        }
    }

    fn stored(&self) -> Result<Option<Box<Record>>, StoreError> {
        let record = self.record.as_deref().map(Record::from_json).transpose()?;
        Ok(record.map(Box::new))
    }
}

impl ScriptedStore {
    pub(crate) fn new(script: StoreScript) -> Self {
        let StoreScript { record, load, save, remove } = script;
        let record = text(record);
        Self(Arc::new(Mutex::new(Script {
            record,
            load: load.into(),
            save: save.into(),
            remove: remove.into(),
        })))
    }

    /// The record as it was written.
    pub(crate) fn record(&self) -> Option<String> {
        self.script().record.clone()
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for ScriptedStore {
    fn load(&self) -> Result<Loaded, StoreError> {
        let mut script = self.script();
        if !script.take(|script| &mut script.load)? {
            return Ok(Loaded::Locked);
        }
        Ok(script.stored()?.map_or(Loaded::Empty, Loaded::Record))
    }

    fn save(&self, expected: u64, record: &Record) -> Result<Saved, StoreError> {
        let mut script = self.script();
        script.take(|script| &mut script.save)?;
        let stored = script.stored()?;
        if stored.as_ref().map_or(0, |stored| stored.generation) != expected {
            return Ok(Saved::Conflict(stored));
        }
        script.record = Some(record.to_json().as_str().to_owned());
        Ok(Saved::Saved)
    }

    fn remove(&self) -> Result<(), StoreError> {
        let mut script = self.script();
        script.take(|script| &mut script.remove)?;
        script.record = None;
        Ok(())
    }
}
