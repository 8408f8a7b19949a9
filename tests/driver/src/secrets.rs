//! Whether a response shows what nobody must see.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::exact::Exact;
use crate::protocol::{ACCESS_TOKEN, Outcome};
use crate::scenario::Scenario;
use crate::session::error_of;

/// A shorter text says nothing about where it comes from.
pub(crate) const TELLING: usize = 6;
/// What holds a secret, in arguments, configurations and token responses.
const TOKENS: [&str; 7] =
    ["access_token", "refresh_token", "id_token", "app_secret", "code_verifier", "state", "nonce"];

/// The kinds of secrets that `line` shows; never the secrets themselves.
pub(crate) fn judge(scenario: &Scenario, line: &str, outcome: &Outcome) -> Vec<String> {
    let error = match outcome {
        Outcome::Error(error) => Some(error),
        Outcome::Result(result) if scenario.is_about_a_session() => error_of(result),
        Outcome::Result(_) => None,
    };
    // What a session gives and stores are tokens; those are exactly the expected ones.
    let line = if scenario.is_about_a_session() { &texts_of(error) } else { line };
    let tokens = tokens(scenario).into_iter().map(|secret| ("a token", secret));
    let marked = scenario.secrets.iter().map(|secret| ("a secret", secret.clone()));
    let data = if error.is_some() { personal_data(scenario) } else { Vec::new() };
    let data = data.into_iter().map(|secret| ("personal data", secret));
    let shown = tokens.chain(marked).chain(data).filter(|(_, secret)| line.contains(secret.as_str()));
    shown.map(|(what, _)| format!("the response shows {what}")).collect()
}

/// All that an error says.
fn texts_of(error: Option<&Exact>) -> String {
    let Some(Exact::Object(facts)) = error else { return String::new() };
    facts.values().map(Exact::to_string).collect::<Vec<_>>().join("\n")
}

fn tokens(scenario: &Scenario) -> BTreeSet<String> {
    let mut whole = vec![ACCESS_TOKEN.to_owned()];
    let replies = scenario.replies.iter().map(body);
    let places = replies.chain([scenario.config.clone().into(), scenario.call.args.clone().into()]);
    places.for_each(|place| secrets_in(&place, &mut whole));
    if let Some(redirect) = scenario.call.args.get("redirect").and_then(Value::as_str) {
        let query = redirect.split_once('?').map_or(redirect, |(_, query)| query);
        let code = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "code");
        whole.extend(code.map(|(_, code)| code.into_owned()));
    }
    // A part between dots or line breaks is as telling as the whole.
    whole
        .iter()
        .flat_map(|token| [token.as_str()].into_iter().chain(token.split(['.', '\r', '\n', '\0', ' '])))
        .filter(|part| part.len() >= TELLING && !part.eq_ignore_ascii_case("bearer"))
        .map(str::to_owned)
        .collect()
}

/// The texts in `value` whose key says that they are secrets.
fn secrets_in(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| secrets_in(item, found)),
        Value::Object(members) => members.iter().for_each(|(key, member)| match member {
            Value::String(text) if TOKENS.contains(&key.as_str()) => found.push(text.clone()),
            _ => secrets_in(member, found),
        }),
        _ => {}
    }
}

/// A reply's body; one that is written as a string is read.
fn body(reply: &Value) -> Value {
    let parsed = reply["body"].as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
    parsed.unwrap_or_else(|| reply["body"].clone())
}

fn personal_data(scenario: &Scenario) -> Vec<String> {
    let mut found = Vec::new();
    scenario.replies.iter().for_each(|reply| texts(&body(reply)["data"], &mut found));
    found.retain(|text| text.len() >= TELLING);
    found
}

fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(members) => members.values().for_each(|member| texts(member, found)),
        _ => {}
    }
}
