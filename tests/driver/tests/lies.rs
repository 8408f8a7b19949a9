//! A suite that cannot fail proves nothing: here one runner lies, in every way that the suite looks for.

use std::path::Path;

use anyhow::Result;
use genauth_scenario_driver::{Ask, Contestant, Process, Report, Scenario, run};

/// Tells the honest runner something else than the driver said, or the driver something else than it responded.
struct Liar {
    honest: Process,
    lie: Lie,
}

#[derive(Clone, Copy)]
enum Lie {
    Request(fn(&str) -> String),
    Response(fn(&str) -> String),
}

impl Ask for Liar {
    fn ask(&mut self, line: &str) -> Result<String> {
        match self.lie {
            Lie::Request(change) => self.honest.ask(&change(line)),
            Lie::Response(change) => Ok(change(&self.honest.ask(line)?)),
        }
    }
}

fn honest() -> Process {
    Process::start(vec![env!("CARGO_BIN_EXE_scenario-runner-rust").to_owned()]).expect("the runner starts")
}

fn play(names: &[&str], lie: Lie) -> Report {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
    let mut scenarios = Scenario::load(&directory).expect("the scenarios are good");
    scenarios.retain(|scenario| names.contains(&scenario.name.as_str()));
    assert_eq!(scenarios.len(), names.len(), "{names:?}");
    let contestant = |name: &str, runner| Contestant { name: name.into(), dynamic_config: true, runner };
    let liar = Liar { honest: honest(), lie };
    let contestants = vec![contestant("rust", Box::new(honest())), contestant("rust-liar", Box::new(liar))];
    run(&directory, &scenarios, contestants).expect("the emulator starts")
}

/// Exactly the liar fails, and the complaint says why.
#[track_caller]
fn is_caught(scenario: &str, lie: Lie, why: &str) {
    let report = play(&[scenario], lie);
    assert_eq!((report.passed, report.failed), (1, 1), "{scenario}: {report:?}");
    let prefix = format!("{scenario} rust-liar: ");
    assert!(report.complaints.iter().all(|complaint| complaint.starts_with(&prefix)), "{report:?}");
    assert!(report.complaints.iter().any(|complaint| complaint.contains(why)), "{why}: {report:?}");
}

#[test]
fn wrong_profiles() {
    let wrong = |scenario, change, why| is_caught(scenario, Lie::Response(change), why);
    wrong("sample", |line| line.replace("Zhang San", "Zhang Sam"), "$.name: expected \"Zhang San\"");
    wrong("sample", |line| line.replace("\"gender\"", "\"sex\""), "$.gender: expected \"M\", got nothing");
    wrong("sample", |line| line.replace(r#""loginsCount":3"#, r#""loginsCount":"3""#), "$.loginsCount");
    wrong("custom-data-numbers", |line| line.replace("0.10", "0.1"), "$.customData.decimal: expected 0.10");
    wrong("list-as-array", |line| line.replace(r#","624d9310"#, r#","x","624d9310"#), "$.departmentIds[1]");
    wrong(
        "list-with-bad-elements",
        |line| line.replace("departmentIds[1]", "departmentIds"),
        "$._notes[0].path",
    );
    wrong("sample-raw", |line| line.replace("odd ", "odd"), "$: expected \" {");
    wrong("http-404", |line| format!("{}{}", head(line), r#""result":{"userId":"u"}}"#), "got a result");
    wrong("only-user-id", |line| format!("{}{}", head(line), r#""error":{"kind":"api"}}"#), "got an error");
}

#[test]
fn wrong_errors() {
    let wrong = |scenario, change, why| is_caught(scenario, Lie::Response(change), why);
    wrong("retry-off", |line| line.replace("\"api\"", "\"network\""), "error.kind: expected \"api\"");
    wrong(
        "retry-off",
        |line| line.replace(r#""attempts":1"#, r#""attempts":2"#),
        "error.attempts: expected 1, got 2",
    );
    wrong("retry-off", |line| line.replace("true", "false"), "error.retryable: expected true, got false");
    wrong(
        "status-code-400",
        |line| line.replace(r#""api_code":null"#, r#""api_code":"1""#),
        "error.api_code: expected null",
    );
    wrong(
        "status-code-400",
        |line| line.replace(r#""status_code":400"#, r#""status_code":"400""#),
        "error.status_code",
    );
    wrong("retry-off", |line| line.replace("\"hint\"", "\"tip\""), "error.hint: missing");
    wrong("retry-off", |line| line.replace("\"hint\"", "\"tip\""), "error.tip: unknown fact");
    wrong("retry-off", |line| line.replace(r#""hint":""#, r#""hint":"Well. "#), "differs from rust: $.hint");
    wrong("http-404", |line| format!("{}{}", head(line), r#""error":{"kind":"cancelled"}}"#), "error.kind");
}

#[test]
fn wrong_requests() {
    let wrong = |scenario, change, why| is_caught(scenario, Lie::Request(change), why);
    wrong(
        "flag-all",
        |line| line.replace(r#"department_ids":true"#, r#"department_ids":false"#),
        "request.query",
    );
    wrong(
        "call-token-wins",
        |line| line.replace("of-the-call", "of-the-cell"),
        "request.headers.authorization",
    );
    wrong(
        "header-prefix-authing",
        |line| line.replace(":\"authing\"", ":\"genauth\""),
        "request.headers.x-authing-app-id",
    );
    wrong(
        "header-prefix-authing",
        |line| line.replace(":\"authing\"", ":\"genauth\""),
        "request.headers.x-genauth-app-id: expected none",
    );
    wrong("host-path-prefix", |line| line.replace("/tenant/a", "/tenant/b"), "request.path");
    wrong(
        "connection-is-reused",
        |line| line.replace(r#""calls":5"#, r#""calls":4"#),
        "requests: expected 5, got 4",
    );
    wrong(
        "stale-connection-closed-after-answer",
        |line| line.replace(r#""calls":2"#, r#""calls":1"#),
        "connections: expected 2, got 1",
    );
    wrong(
        "timeout-while-waiting",
        |line| line.replace("300", "6000"),
        "request.outcome: expected aborted, got answered",
    );
}

#[test]
fn secrets() {
    let wrong = |scenario, change, why| is_caught(scenario, Lie::Response(change), why);
    wrong("message-with-the-token", |line| line.replace("***", "scenario-access-token"), "shows a token");
    wrong("message-with-personal-data", |line| line.replace("***", "13800138000"), "shows a secret");
    wrong("error-data-stays-out", |line| line.replace("HTTP", "Ada Lovelace"), "shows personal data");
    wrong("only-user-id", |line| line.replace("\"u\"", "\"scenario-access-token\""), "shows a token");
}

#[test]
fn wrong_results_of_sessions() {
    let wrong = |scenario, change, why| is_caught(scenario, Lie::Response(change), why);
    wrong("session-open", |line| line.replacen("access-0", "access-9", 1), "result.value: $: expected");
    wrong("session-fresh", |line| line.replace("\"events\"", "\"heard\""), "result.heard: unknown");
    wrong("session-fresh", |line| line.replace(",\"events\":[]", ""), "result.events: missing");
    wrong("session-expired", |line| line.replace("[\"refreshed\"]", "[]"), "result.events: $[0]");
    wrong("session-open", |line| line.replace("\"generation\":1", "\"generation\":2"), "$.generation");
    wrong(
        "session-open-expired",
        |line| line.replace("\"expires_at\":1", "\"expires_at\":2"),
        "result.stored: $.tokens.expires_at",
    );
    wrong(
        "session-saved-at-once",
        |line| line.replace("\"generation\":1", "\"generation\":"),
        "$.generation",
    );
    wrong("session-open-empty", |line| line.replace("\"stored\":null", "\"stored\":1"), "result.stored");
    wrong("session-open-empty", |line| line.replace("\"value\"", "\"error\""), "result.error: not expected");
    wrong("session-open-locked", |line| line.replace("true", "false"), "error.retryable: expected true");
    wrong("session-open-locked", |line| line.replace("\"hint\"", "\"tip\""), "error.hint: missing");
    wrong(
        "session-invalid-grant",
        |line| line.replace("\"error\":{", "\"value\":{"),
        "result.error: missing",
    );
    wrong(
        "session-open-other-application",
        |line| line.replace("\"hint\":\"", "\"hint\":\"Well. "),
        "differs from rust: $.hint",
    );
}

#[test]
fn secrets_of_sessions() {
    let wrong = |scenario, change, why| is_caught(scenario, Lie::Response(change), why);
    let token = "the response shows a token";
    wrong("session-echoed-token", |line| line.replacen("***", "refresh-0", 1), token);
    wrong("session-echoed-token", |line| line.replacen("***", "app-secret", 1), token);
    wrong("session-open-locked", |line| line.replace("is locked", "is locked: access-0"), token);
    wrong("login-code-refused", |line| line.replacen("\"message\":\"", "\"message\":\"the-code ", 1), token);
    wrong("login-no-code", |line| line.replace("no code", "no code: login-verifier"), token);
    wrong("session-removed-meanwhile", |line| line.replace("signed out\"", "signed out: access-1\""), token);
    wrong(
        "session-open-failed",
        |line| line.replace("store failed", "store failed: store-secret"),
        "shows a secret",
    );
}

#[test]
fn time() {
    let wrong = |scenario, change, why| is_caught(scenario, Lie::Response(change), why);
    wrong("timeout-while-waiting", |line| elapsed(line, 2001), "took 2001 ms, limit 2000");
    wrong("timeout-while-waiting", |line| elapsed(line, 299), "took 299 ms, least 300");
}

#[test]
fn refused_requests() {
    let wrong = |scenario, change, why| is_caught(scenario, Lie::Request(change), why);
    wrong(
        "only-user-id",
        |line| line.replace("get_profile", "get_profiles"),
        "protocol error: unknown method: get_profiles",
    );
    wrong(
        "flag-all",
        |line| line.replace("with_identities", "with_identity"),
        "protocol error: get_profile: unknown field `with_identity`",
    );
}

#[test]
fn invalid_responses() {
    let wrong = |scenario, change, why| is_caught(scenario, Lie::Response(change), why);
    wrong("only-user-id", |line| line.replace("only-user-id", "sample"), "the response is for `sample`");
    wrong("only-user-id", |line| head(line).to_owned(), "invalid response");
    wrong("only-user-id", |line| format!("{}\"x\":1}}", head(line)), "invalid response");
}

#[test]
fn a_runner_that_dies_loses_one_scenario_only() {
    let dies_once =
        |line: &str| if line.contains("only-user-id") { "nonsense".to_owned() } else { line.to_owned() };
    let report = play(&["only-user-id", "sample"], Lie::Request(dies_once));
    assert_eq!((report.passed, report.failed), (3, 1), "{report:?}");
    assert!(
        report.complaints[0].starts_with("only-user-id rust-liar: no response: the runner ended"),
        "{report:?}"
    );
}

fn elapsed(line: &str, ms: u64) -> String {
    let (start, rest) = line.split_once("_ms\":").expect("a response has a time");
    format!("{start}_ms\":{ms}{}", &rest[rest.find(',').expect("more comes behind")..])
}

/// A response up to its outcome.
fn head(line: &str) -> &str {
    let end = line.find("\"result\"").or(line.find("\"error\""));
    &line[..end.expect("a response has an outcome")]
}

#[test]
fn a_runner_that_prints_something_is_caught() {
    let noisy = "while read -r line; do echo oops >&2; sleep 0.2; echo response; done";
    let command = ["sh", "-c", noisy].map(str::to_owned).to_vec();
    let error =
        Process::start(command).and_then(|mut runner| runner.ask("request")).expect_err("it was noisy");
    assert_eq!(error.to_string(), "standard error says: oops");
}
