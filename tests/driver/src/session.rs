//! What a method of a session must lead to.

use anyhow::{Result, ensure};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::exact::Exact;
use crate::expectation::matches;
use crate::judge::{describe, error_facts};
use crate::moment;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expected {
    #[serde(default, deserialize_with = "present")]
    value: Option<Box<RawValue>>,
    pub(crate) error: Option<Map<String, Value>>,
    #[serde(default)]
    events: Vec<String>,
    #[serde(default)]
    stored: Option<Box<RawValue>>,
}

/// A value that is `null` is a value.
fn present<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Box<RawValue>>, D::Error> {
    Box::<RawValue>::deserialize(value).map(Some)
}

impl Expected {
    /// Checks that it makes sense.
    pub(crate) fn check(&self) -> Result<()> {
        ensure!(self.value.is_some() != self.error.is_some(), "expect.result: one of value and error");
        Ok(())
    }
}

/// How a session's result differs from the expected one.
pub(crate) fn judge(expected: &Expected, got: &Exact) -> Vec<String> {
    let Exact::Object(got) = got else { return vec!["result: not an object".to_owned()] };
    let known = ["value", "error", "events", "stored"];
    let unknown = got.keys().filter(|key| !known.contains(&key.as_str()));
    let mut complaints = unknown.map(|key| format!("result.{key}: unknown")).collect::<Vec<_>>();
    match (&expected.error, got.get("error")) {
        (Some(expected), Some(got)) => complaints.extend(error_facts(expected, got)),
        (Some(_), None) => complaints.push("result.error: missing".to_owned()),
        (None, Some(got)) => complaints.push(format!("result.error: not expected, got {}", describe(got))),
        (None, None) => {}
    }
    let events = Exact::List(expected.events.iter().cloned().map(Exact::Text).collect());
    let value = expected.value.as_deref().map(Exact::from_raw).transpose();
    let stored = expected.stored.as_deref().map_or_else(|| Ok(Exact::null()), Exact::from_raw);
    for (key, expected) in [("value", value), ("events", Ok(Some(events))), ("stored", stored.map(Some))] {
        complaints.extend(match (expected, got.get(key)) {
            (Ok(Some(expected)), Some(got)) => {
                let difference = expected.difference_by(got, is_as_expected);
                difference.map(|difference| format!("result.{key}: {difference}"))
            }
            (Ok(Some(_)), None) => Some(format!("result.{key}: missing")),
            (Ok(None), Some(_)) => Some(format!("result.{key}: not expected")),
            (Ok(None), None) => None,
            (Err(error), _) => Some(format!("expect.result.{key}: {error}")),
        });
    }
    complaints
}

fn is_as_expected(expected: &Exact, got: &Exact) -> bool {
    match (expected, got) {
        (Exact::Text(expected), Exact::Text(got)) => matches(expected, got),
        (Exact::Text(moment), Exact::Atom(got)) => moment::is_about(moment, got),
        _ => expected == got,
    }
}

/// The error of a session's result, if it is one.
pub(crate) fn error_of(result: &Exact) -> Option<&Exact> {
    let Exact::Object(members) = result else { return None };
    members.get("error")
}
