//! The scenarios' schema and the emulator know the same replies.

use std::collections::BTreeSet;
use std::path::Path;

use genauth_emulator::Emulator;
use serde_json::{Value, json};

fn scenarios() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/scenarios")
}

#[test]
fn every_scenario_can_be_loaded() {
    Emulator::builder().scenarios(scenarios()).start_blocking().unwrap();
}

/// The refusal of an unknown key names all the known ones.
#[test]
fn the_schema_has_the_keys_of_a_reply() {
    let schema = std::fs::read(scenarios().join("scenario.schema.json")).unwrap();
    let schema: Value = serde_json::from_slice(&schema).unwrap();
    let keys = schema["$defs"]["reply"]["properties"].as_object().unwrap().keys();
    let keys: BTreeSet<&str> = keys.map(String::as_str).collect();

    let scenario = json!({"name": "s", "replies": [{"?": 1}]}).to_string();
    let error = Emulator::builder().scenario_json(scenario).start_blocking().unwrap_err().to_string();
    let (_, known) = error.split_once("expected one of ").unwrap();
    let known: BTreeSet<&str> = known.split('`').skip(1).step_by(2).collect();
    assert_eq!(keys, known);
}
