//! Whether an outcome is the expected one.

use serde_json::{Map, Value};

use crate::exact::Exact;
use crate::expectation::matches;
use crate::outcome::{Ending, Outcome};
use crate::scenario::Scenario;

/// Every fact that an error has, in every language.
pub(crate) const FACTS: [&str; 11] = [
    "kind",
    "message",
    "hint",
    "http_status",
    "status_code",
    "api_code",
    "request_id",
    "retry_after_ms",
    "retryable",
    "session_is_dead",
    "attempts",
];

pub(crate) fn judge(scenario: &Scenario, outcome: &Outcome) -> Vec<String> {
    let expect = &scenario.expect;
    let mut complaints = match &outcome.result {
        Ending::Profile(got) => match &expect.profile {
            Some(expected) => match Exact::from_raw(expected) {
                Ok(expected) => expected.difference(got).into_iter().collect(),
                Err(error) => vec![format!("expect.profile: {error}")],
            },
            None => vec!["got a profile".to_owned()],
        },
        Ending::Raw(got) if expect.raw.as_ref() == Some(got) => Vec::new(),
        Ending::Raw(got) => vec![format!("raw: got {got:?}")],
        Ending::Error(got) => match &expect.error {
            Some(expected) => error_facts(expected, got),
            None => vec![format!("got an error: {}", describe(got))],
        },
    };
    let elapsed = outcome.elapsed_ms;
    complaints.extend(
        scenario
            .max_ms
            .filter(|limit| elapsed > *limit)
            .map(|limit| format!("took {elapsed} ms, limit {limit}")),
    );
    complaints.extend(
        scenario
            .min_ms
            .filter(|least| elapsed < *least)
            .map(|least| format!("took {elapsed} ms, least {least}")),
    );
    complaints
}

fn error_facts(expected: &Map<String, Value>, got: &Exact) -> Vec<String> {
    let Exact::Object(facts) = got else { return vec!["error: not an object".to_owned()] };
    let is_complete = !is_idiomatic_cancellation(got);
    let missing = FACTS
        .iter()
        .filter(|fact| is_complete && !facts.contains_key(**fact))
        .map(|fact| format!("error.{fact}: missing"));
    let unknown = facts.keys().filter(|fact| !FACTS.contains(&fact.as_str()));
    let unknown = unknown.map(|fact| format!("error.{fact}: unknown fact"));
    let wrong = expected.iter().filter_map(|(fact, expected)| {
        let got = facts.get(fact)?;
        let right = match (expected, got) {
            (Value::String(expected), Exact::Text(got)) => matches(expected, got),
            (Value::String(_), _) | (_, Exact::Text(_)) => false,
            (expected, got) => Exact::Atom(expected.to_string()) == *got,
        };
        (!right).then(|| format!("error.{fact}: expected {expected}, got {got}"))
    });
    missing.chain(unknown).chain(wrong).collect()
}

/// Some languages report a cancellation by an exception of their own, which carries no facts.
pub(crate) fn is_idiomatic_cancellation(error: &Exact) -> bool {
    let Exact::Object(facts) = error else { return false };
    facts.len() == 1 && facts.get("kind") == Some(&Exact::Text("cancelled".to_owned()))
}

fn describe(error: &Exact) -> String {
    let Exact::Object(facts) = error else { return error.to_string() };
    let fact = |name| facts.get(name).map_or_else(String::new, ToString::to_string);
    format!("{} {}", fact("kind"), fact("message"))
}
