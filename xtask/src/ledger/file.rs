//! `benches/ledger.json`: what was accepted last, and why it is as high as it is.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize, Serializer};

use crate::paths;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ledger(pub BTreeMap<String, Entry>);

/// One row of the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    #[serde(serialize_with = "plain")]
    pub value: f64,
    /// What the value depends on besides the project: compilers and the like. Elsewhere it is not compared.
    pub on: String,
    /// Of the last time that it was raised.
    pub reason: String,
}

impl Ledger {
    pub fn load() -> Result<Self> {
        let text = fs::read_to_string(path()).with_context(|| path().display().to_string())?;
        serde_json::from_str(&text).with_context(|| path().display().to_string())
    }

    pub fn save(&self) -> Result<()> {
        Ok(fs::write(path(), serde_json::to_string_pretty(self)? + "\n")?)
    }
}

/// A number as a person would write it: 9, not 9.0.
fn plain<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    let whole = *value as u64;
    if whole as f64 == *value { serializer.serialize_u64(whole) } else { serializer.serialize_f64(*value) }
}

fn path() -> PathBuf {
    paths::root().join("benches/ledger.json")
}
