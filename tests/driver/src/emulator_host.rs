//! Whether `GENAUTH_EMULATOR_HOST` reaches the clients of a language. No scenario can show it: the variable is for the
//! whole process.

use anyhow::{Context as _, Result, ensure};
use genauth_emulator::{DOCUMENTED_TOKEN, Emulator};
use serde_json::{Map, Value, json};

use crate::protocol::Request;
use crate::runner::{Ask as _, EMULATOR_HOST, Process};

const SCENARIO: &str = "emulator-host";
/// Nobody listens there: what reaches an emulator reached it because of the variable.
const ELSEWHERE: &str = "https://genauth.invalid";

/// Fails unless the variable puts an emulator in the place of the host, errors say so, and other machines need https.
pub fn check_emulator_host(runner: &Process) -> Result<()> {
    let emulator = Emulator::builder().start_blocking()?;
    let mut redirected = runner.with_emulator(&emulator.address().to_string())?;
    let profile = ask(&mut redirected, DOCUMENTED_TOKEN)?;
    ensure!(profile["result"]["username"] == "bob", "{EMULATOR_HOST} changes nothing: {profile}");
    let refused = ask(&mut redirected, "unknown-token")?;
    ensure!(text(&refused, "kind") == "unauthenticated", "an unknown token: {refused}");
    ensure!(
        text(&refused, "hint").contains(EMULATOR_HOST),
        "the hint is silent about the emulator: {refused}"
    );

    let elsewhere = ask(&mut runner.with_emulator("192.0.2.1:80")?, DOCUMENTED_TOKEN)?;
    ensure!(text(&elsewhere, "kind") == "config", "a token went over the network in the clear: {elsewhere}");
    ensure!(text(&elsewhere, "message").contains(EMULATOR_HOST), "the variable is not named: {elsewhere}");
    Ok(())
}

fn ask(runner: &mut Process, token: &str) -> Result<Value> {
    let config = json!({ "app_id": "app", "host": ELSEWHERE, "access_token": token });
    let config = config.as_object().context("an object")?.clone();
    let request = Request {
        scenario: SCENARIO,
        config,
        method: "get_profile",
        args: Map::new(),
        cancel_after_ms: None,
        calls: 1,
    };
    let line = runner.ask(&request.to_line()?)?;
    serde_json::from_str(&line).with_context(|| line.clone())
}

fn text<'a>(response: &'a Value, fact: &str) -> &'a str {
    response["error"][fact].as_str().unwrap_or_default()
}
