//! A language that does not follow `GENAUTH_EMULATOR_HOST` is caught.

use genauth_scenario_driver::{Process, check_emulator_host};

fn runner(command: &[&str]) -> Process {
    Process::start(command.iter().map(|&part| part.to_owned()).collect()).expect("the runner starts")
}

#[test]
fn the_rust_runner_follows_the_variable() {
    for arguments in [&[][..], &["--async"]] {
        let command = [&[env!("CARGO_BIN_EXE_scenario-runner-rust")], arguments].concat();
        check_emulator_host(&runner(&command)).expect("it follows");
    }
}

#[test]
fn a_runner_that_ignores_the_variable_is_caught() {
    let script = r#"while read -r line; do echo '{"error":{"kind":"network"}}'; done"#;
    let error = check_emulator_host(&runner(&["sh", "-c", script])).expect_err("it ignores the variable");
    assert!(error.to_string().starts_with("GENAUTH_EMULATOR_HOST changes nothing"), "{error:#}");
}
