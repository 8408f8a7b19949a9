//! Whether an outcome is the expected one.

use serde_json::{Map, Value};

use crate::exact::Exact;
use crate::expectation::matches;
use crate::protocol::Outcome;
use crate::scenario::{Expect, Scenario};
use crate::session;

/// Every fact that an error has, in every language.
pub(crate) const FACTS: [&str; 12] = [
    "kind",
    "message",
    "hint",
    "http_status",
    "status_code",
    "api_code",
    "request_id",
    "oauth_error",
    "retry_after_ms",
    "retryable",
    "session_is_dead",
    "attempts",
];

/// `elapsed_ms` is the time of the last call, which ended as `outcome`.
pub(crate) fn judge(scenario: &Scenario, elapsed_ms: u64, outcome: &Outcome) -> Vec<String> {
    let expect = &scenario.expect;
    let mut complaints = match outcome {
        Outcome::Result(got) => match &expect.result {
            Some(expected) => session::judge(expected, got),
            None => result(expect, got),
        },
        Outcome::Error(got) => match &expect.error {
            Some(expected) => error_facts(expected, got),
            None => vec![format!("got an error: {}", describe(got))],
        },
    };
    complaints.extend(
        scenario
            .max_ms
            .filter(|limit| elapsed_ms > *limit)
            .map(|limit| format!("took {elapsed_ms} ms, limit {limit}")),
    );
    complaints.extend(
        scenario
            .min_ms
            .filter(|least| elapsed_ms < *least)
            .map(|least| format!("took {elapsed_ms} ms, least {least}")),
    );
    complaints
}

fn result(expect: &Expect, got: &Exact) -> Vec<String> {
    let expected = match (&expect.profile, &expect.raw) {
        (Some(profile), _) => Exact::from_raw(profile),
        (None, Some(body)) => Ok(Exact::Text(body.clone())),
        (None, None) => return vec!["got a result".to_owned()],
    };
    match expected {
        Ok(expected) => expected.difference(got).into_iter().collect(),
        Err(error) => vec![format!("expect.profile: {error}")],
    }
}

pub(crate) fn error_facts(expected: &Map<String, Value>, got: &Exact) -> Vec<String> {
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

/// An error in short.
pub(crate) fn describe(error: &Exact) -> String {
    let Exact::Object(facts) = error else { return error.to_string() };
    let fact = |name| facts.get(name).map_or_else(String::new, ToString::to_string);
    format!("{} {}", fact("kind"), fact("message"))
}
