//! What a runner is asked: one JSON object per scenario.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::moment;
use crate::place::Place;
use crate::scenario::Scenario;

/// The app id of scenarios that do not bring their own.
const APP_ID: &str = "scenario-app";
/// The access token of scenarios that do not bring their own.
pub(crate) const ACCESS_TOKEN: &str = "scenario-access-token";

#[derive(Serialize)]
pub(crate) struct Request<'a> {
    pub(crate) scenario: &'a str,
    pub(crate) config: Map<String, Value>,
    pub(crate) method: &'a str,
    pub(crate) args: Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) cancel_after_ms: Option<u64>,
    pub(crate) calls: u32,
}

impl<'a> Request<'a> {
    pub(crate) fn new(scenario: &'a Scenario, place: &Place<'_>) -> Self {
        Self {
            scenario: &scenario.name,
            config: config(scenario, place),
            method: &scenario.call.method,
            args: args(scenario, place),
            cancel_after_ms: scenario.call.cancel_after_ms,
            calls: scenario.calls,
        }
    }

    /// The request on one line.
    pub(crate) fn to_line(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }
}

fn config(scenario: &Scenario, place: &Place<'_>) -> Map<String, Value> {
    let mut config = scenario.config.clone();
    // A session has tokens of its own.
    let access_token = if scenario.is_about_a_session() { "{absent}" } else { ACCESS_TOKEN };
    for (key, default) in [("app_id", APP_ID), ("host", "{host}"), ("access_token", access_token)] {
        config.entry(key).or_insert_with(|| default.into());
    }
    config.retain(|_, value| value != "{absent}");
    for value in config.values_mut() {
        if let Value::String(string) = value {
            *string = place.fill(string);
        }
    }
    config
}

fn args(scenario: &Scenario, place: &Place<'_>) -> Map<String, Value> {
    let mut args = scenario.call.args.clone();
    args.values_mut().for_each(|value| fill(value, place));
    args
}

/// Replaces the placeholders of an argument: those of a configuration, and moments, which become numbers.
fn fill(value: &mut Value, place: &Place<'_>) {
    match value {
        Value::String(string) => match moment::seconds(string) {
            Some(seconds) => *value = seconds.into(),
            None => *string = place.fill(string),
        },
        Value::Array(items) => items.iter_mut().for_each(|item| fill(item, place)),
        Value::Object(members) => members.values_mut().for_each(|member| fill(member, place)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(scenario: &str) -> String {
        let place = Place { address: "127.0.0.1:9", scenario: "s", runner: "c" };
        Request::new(&Scenario::parse(scenario).unwrap(), &place).to_line().unwrap()
    }

    #[test]
    fn a_request_holds_everything() {
        let line = line(
            r#"{
                "name": "s", "about": "a", "replies": [{}], "expect": {"error": {"kind": "config"}}, "calls": 2,
                "config": {"host": "{host}/x", "app_id": "{absent}", "access_token": null, "language": "a\tb"},
                "call": {"access_token": "-\n", "timeout_ms": null, "with_identities": true, "cancel_after_ms": 0}
            }"#,
        );
        let config = r#"{"host":"http://127.0.0.1:9/scenario/s/c/x","access_token":null,"language":"a\tb"}"#;
        let args = r#"{"access_token":"-\n","timeout_ms":null,"with_identities":true}"#;
        let expected = format!(
            r#"{{"scenario":"s","config":{config},"method":"get_profile","args":{args},"cancel_after_ms":0,"calls":2}}"#
        );
        assert_eq!(line, expected);
    }

    #[test]
    fn what_a_call_does_not_say_is_absent() {
        let line = line(
            r#"{"name": "s", "about": "a", "replies": [{}], "expect": {"error": {"kind": "config"}},
                "config": {"host": "h"}, "call": {}}"#,
        );
        let config = r#"{"host":"h","app_id":"scenario-app","access_token":"scenario-access-token"}"#;
        let expected =
            format!(r#"{{"scenario":"s","config":{config},"method":"get_profile","args":{{}},"calls":1}}"#);
        assert_eq!(line, expected);
    }

    #[test]
    fn a_session_has_its_own_tokens_and_knows_the_time() {
        let line = line(
            r#"{"name": "s", "about": "a", "replies": [{}], "expect": {"result": {"value": null}},
                "config": {"host": "h"},
                "call": {"method": "refresh", "tokens": {"expires_at": "{now+60}"}, "redirect": "{host}?a"}}"#,
        );
        let config = r#"{"host":"h","app_id":"scenario-app"}"#;
        let now = moment::seconds("{now}").unwrap();
        let expected = |at| {
            let tokens = format!(r#"{{"expires_at":{at}}}"#);
            let args = format!(r#"{{"tokens":{tokens},"redirect":"http://127.0.0.1:9/scenario/s/c?a"}}"#);
            format!(r#"{{"scenario":"s","config":{config},"method":"refresh","args":{args},"calls":1}}"#)
        };
        assert!((now + 59..=now + 60).any(|at| line == expected(at)), "{line}");
    }
}
