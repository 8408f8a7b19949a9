//! Whether pairs and bodies are the expected ones.
//!
//! They carry codes, tokens and passwords: what is said of a wrong one never shows it.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::exact::Exact;
use crate::expectation::matches;
use crate::expected::Body;

/// How the names and values in `encoded`, such as `a=1&b=2`, differ from the expected ones.
pub(crate) fn pairs(expected: &BTreeMap<String, String>, encoded: &[u8]) -> Vec<String> {
    let mut got: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (key, value) in form_urlencoded::parse(encoded).into_owned() {
        got.entry(key).or_default().push(value);
    }
    let missing = expected.keys().filter(|key| !got.contains_key(*key)).map(|key| format!("{key}: missing"));
    let wrong = got.iter().filter_map(|(key, values)| match (expected.get(key), values.as_slice()) {
        (None, _) => Some(format!("{key}: not expected")),
        (Some(expected), [value]) if matches(expected, value) => None,
        (Some(expected), [value]) => {
            Some(format!("{key}: expected {expected:?}, got another of {} bytes", value.len()))
        }
        (Some(_), values) => Some(format!("{key}: expected once, got {} times", values.len())),
    });
    missing.chain(wrong).collect()
}

/// How a request's body differs from the expected one.
pub(crate) fn difference(expected: &Body, got: &[u8]) -> Option<String> {
    let wrong = |expected: String| Some(format!("expected {expected}, got another of {} bytes", got.len()));
    match expected {
        Body::String(expected) if matches(expected, &String::from_utf8_lossy(got)) => None,
        Body::String(expected) => wrong(format!("{expected:?}")),
        Body::Json(expected) if json(got).as_ref() == Some(expected) => None,
        Body::Json(expected) => wrong(expected.to_string()),
    }
}

fn json(bytes: &[u8]) -> Option<Exact> {
    let raw: &RawValue = serde_json::from_slice(bytes).ok()?;
    Exact::from_raw(raw).ok()
}
