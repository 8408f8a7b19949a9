//! Whether the requests were the expected ones.

use std::collections::{BTreeMap, BTreeSet};
use std::thread;
use std::time::{Duration, Instant};

use genauth_emulator::{Emulator, Outcome, RecordedRequest};

use crate::expectation::matches;
use crate::order::Place;
use crate::scenario::{Request, Scenario};

/// The server notices a closed connection a little later than the client that closed it.
const NOTICE: Duration = Duration::from_secs(3);

pub(crate) fn judge(scenario: &Scenario, emulator: &Emulator, place: &Place<'_>) -> Vec<String> {
    let expects_outcome = scenario.request.as_ref().is_some_and(|request| request.outcome.is_some());
    let requests = recorded(emulator, place, expects_outcome);
    let mut complaints = Vec::new();
    let mut count = |what, expected: Option<usize>, got: usize| {
        if let Some(expected) = expected.filter(|expected| *expected != got) {
            complaints.push(format!("{what}: expected {expected}, got {got}"));
        }
    };
    count("requests", scenario.requests, requests.len());
    let connections = requests.iter().map(|request| request.connection).collect::<BTreeSet<_>>();
    count("connections", scenario.connections, connections.len());
    if let Some(expected) = &scenario.request {
        if requests.is_empty() {
            complaints.push("request: there was none".to_owned());
        }
        complaints.extend(requests.iter().flat_map(|request| one(expected, request, place)));
        let last = requests.last().map(|request| outcome_name(request.outcome));
        if let (Some(expected), Some(got)) = (&expected.outcome, last)
            && expected != got
        {
            complaints.push(format!("request.outcome: expected {expected}, got {got}"));
        }
    }
    complaints
}

fn recorded(emulator: &Emulator, place: &Place<'_>, to_the_end: bool) -> Vec<RecordedRequest> {
    let prefix = format!("{}/", place.path());
    let patience = Instant::now() + NOTICE;
    loop {
        let requests = emulator.requests(&prefix);
        let pending = requests.last().is_some_and(|request| request.outcome == Outcome::Pending);
        if !(to_the_end && pending) || Instant::now() > patience {
            return requests;
        }
        thread::sleep(Duration::from_millis(10));
    }
}

fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Pending => "pending",
        Outcome::Answered => "answered",
        Outcome::Aborted => "aborted",
        Outcome::Faulted => "faulted",
    }
}

fn one(expected: &Request, got: &RecordedRequest, place: &Place<'_>) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut compare = |what: &str, expected: &str, got: &str| {
        if !matches(expected, got) {
            complaints.push(format!("request.{what}: expected {expected:?}, got {got:?}"));
        }
    };
    if let Some(method) = &expected.method {
        compare("method", method, &got.method);
    }
    if let Some(path) = &expected.path {
        compare("path", path, got.path.strip_prefix(&place.path()).unwrap_or(&got.path));
    }
    if let Some(query) = &expected.query {
        let got = form_urlencoded::parse(got.query.as_deref().unwrap_or_default().as_bytes());
        let got = got.into_owned().collect::<Vec<_>>();
        let distinct = got.iter().cloned().collect::<BTreeMap<_, _>>();
        if distinct != *query || distinct.len() != got.len() {
            complaints.push(format!("request.query: expected {query:?}, got {got:?}"));
        }
    }
    for (name, expected) in &expected.headers {
        let language = place.runner.split('-').next().unwrap_or_default();
        let expected = expected.replace("{language}", language);
        let got = values(got, name);
        if !matches!(got.as_slice(), [got] if matches(&expected, got)) {
            complaints.push(format!("request.headers.{name}: expected {expected:?}, got {got:?}"));
        }
    }
    for name in &expected.absent_headers {
        if let Some(value) = values(got, name).first() {
            complaints.push(format!("request.headers.{name}: expected none, got {value:?}"));
        }
    }
    complaints
}

fn values<'a>(request: &'a RecordedRequest, name: &str) -> Vec<&'a str> {
    request.headers.iter().filter(|header| header.0 == name).map(|header| header.1.as_str()).collect()
}
