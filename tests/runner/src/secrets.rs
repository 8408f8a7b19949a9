//! Whether an answer shows what nobody must see.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::order::ACCESS_TOKEN;
use crate::outcome::{Ending, Outcome};
use crate::scenario::Scenario;

/// A shorter text says nothing about where it comes from.
const TELLING: usize = 6;

/// The kinds of secrets that `line` shows; never the secrets themselves.
pub(crate) fn judge(scenario: &Scenario, line: &str, outcome: &Outcome) -> Vec<String> {
    let is_error = matches!(outcome.result, Ending::Error(_));
    let tokens = tokens(scenario).into_iter().map(|secret| ("a token", secret));
    let marked = scenario.secrets.iter().map(|secret| ("a secret", secret.clone()));
    let data = if is_error { personal_data(scenario) } else { Vec::new() };
    let data = data.into_iter().map(|secret| ("personal data", secret));
    let shown = tokens.chain(marked).chain(data).filter(|(_, secret)| line.contains(secret.as_str()));
    shown.map(|(what, _)| format!("the answer shows {what}")).collect()
}

fn tokens(scenario: &Scenario) -> BTreeSet<String> {
    let configured = scenario.config.get("access_token").and_then(Value::as_str);
    let whole = configured.into_iter().chain(scenario.call.access_token.as_deref()).chain([ACCESS_TOKEN]);
    // A part between dots or line breaks is as telling as the whole.
    whole
        .flat_map(|token| [token].into_iter().chain(token.split(['.', '\r', '\n', '\0', ' '])))
        .filter(|part| part.len() >= TELLING && !part.eq_ignore_ascii_case("bearer"))
        .map(str::to_owned)
        .collect()
}

fn personal_data(scenario: &Scenario) -> Vec<String> {
    let mut found = Vec::new();
    for reply in &scenario.replies {
        let parsed = reply["body"].as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
        texts(&parsed.as_ref().unwrap_or(&reply["body"])["data"], &mut found);
    }
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
