//! What a runner does not know it must refuse, and what the schema allows it must know.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use genauth_scenario_driver::{Ask as _, Process, check_refusals};
use serde_json::{Value, json};

fn runner(command: &[&str]) -> Process {
    Process::start(command.iter().map(|&part| part.to_owned()).collect()).expect("the runner starts")
}

fn rust() -> Process {
    runner(&[env!("CARGO_BIN_EXE_scenario-runner-rust")])
}

/// A runner that responds to everything with the rest of one line.
fn stubborn(outcome: &str) -> Process {
    let script = format!("while read -r line; do echo '{{\"scenario\":\"refusals\",{outcome}}}'; done");
    runner(&["sh", "-c", &script])
}

#[test]
fn the_rust_runner_refuses_what_it_does_not_know() {
    check_refusals(&mut rust()).expect("it refuses");
}

#[test]
fn a_runner_that_ignores_what_it_does_not_know_is_caught() {
    for (outcome, why) in [
        (r#""elapsed_ms":0,"result":{"userId":"u"}"#, "an unknown method"),
        (r#""protocol_error":"unknown""#, "an unknown method"),
        (r#""protocol_error":"unknown method: no_such_method""#, "an unknown argument"),
    ] {
        let error = check_refusals(&mut stubborn(outcome)).expect_err("it refuses nothing");
        assert_eq!(error.to_string(), why, "{outcome}: {error:#}");
    }
}

/// The refusal of an unknown argument names all the known ones.
fn known_arguments(method: &str) -> Vec<String> {
    let request = json!({ "scenario": "s", "config": {}, "method": method, "args": { "?": 1 }, "calls": 1 });
    let response = rust().ask(&request.to_string()).expect("it responds");
    let response: Value = serde_json::from_str(&response).expect("it is JSON");
    let (_, known) =
        response["protocol_error"].as_str().expect("a refusal").split_once("expected").expect("names");
    known.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_schema_has_the_arguments_that_are_read() {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios/scenario.schema.json");
    let schema: Value =
        serde_json::from_str(&fs::read_to_string(schema).expect("it is there")).expect("it is JSON");
    let call = &schema["$defs"]["call"]["properties"];
    let methods = call["method"]["enum"].as_array().expect("methods").iter().filter_map(Value::as_str);
    let known = methods.flat_map(known_arguments).collect::<BTreeSet<_>>();
    let keys = call.as_object().expect("properties").keys();
    let keys = keys.filter(|key| !["method", "cancel_after_ms"].contains(&key.as_str())).cloned();
    assert_eq!(keys.collect::<BTreeSet<_>>(), known);
}
