//! Whether the requests were the expected ones.

use std::collections::BTreeSet;
use std::thread;
use std::time::{Duration, Instant};

use genauth_emulator::{Emulator, Outcome, RecordedRequest};

use crate::body;
use crate::expectation::matches;
use crate::expected::{Request, Requests};
use crate::place::Place;
use crate::scenario::Scenario;

/// The server notices a closed connection a little later than the client that closed it.
const NOTICE: Duration = Duration::from_secs(3);

const FORM: &str = "application/x-www-form-urlencoded";

pub(crate) fn judge(scenario: &Scenario, emulator: &Emulator, place: &Place<'_>) -> Vec<String> {
    let expects_outcome = scenario.expected_requests().any(|request| request.outcome.is_some());
    let requests = recorded(emulator, place, expects_outcome);
    let mut complaints = Vec::new();
    let mut count = |what, expected: Option<usize>, got: usize| {
        if let Some(expected) = expected.filter(|expected| *expected != got) {
            complaints.push(format!("{what}: expected {expected}, got {got}"));
        }
    };
    count("requests", scenario.requests.as_ref().map(Requests::count), requests.len());
    let connections = requests.iter().map(|request| request.connection).collect::<BTreeSet<_>>();
    count("connections", scenario.connections, connections.len());

    let at = |key: String| move |complaint: String| format!("{key}.{complaint}");
    if let Some(expected) = &scenario.request {
        let all = requests.iter().flat_map(|request| one(expected, request, place));
        let last = requests.last().and_then(|request| outcome(expected, request));
        if requests.is_empty() {
            complaints.push("request: there was none".to_owned());
        }
        complaints.extend(all.chain(last).map(at("request".to_owned())));
    }
    let each = scenario.requests.iter().flat_map(Requests::each);
    for (index, (expected, request)) in each.zip(&requests).enumerate() {
        let found = one(expected, request, place).into_iter().chain(outcome(expected, request));
        complaints.extend(found.map(at(format!("requests[{index}]"))));
    }
    complaints
}

fn recorded(emulator: &Emulator, place: &Place<'_>, to_the_end: bool) -> Vec<RecordedRequest> {
    let prefix = format!("{}/", place.path());
    let patience = Instant::now() + NOTICE;
    loop {
        let requests = emulator.requests(&prefix);
        let pending = requests.iter().any(|request| request.outcome == Outcome::Pending);
        if !(to_the_end && pending) || Instant::now() > patience {
            return requests;
        }
        thread::sleep(Duration::from_millis(10));
    }
}

fn outcome(expected: &Request, got: &RecordedRequest) -> Option<String> {
    let got = match got.outcome {
        Outcome::Pending => "pending",
        Outcome::Answered => "answered",
        Outcome::Aborted => "aborted",
        Outcome::Faulted => "faulted",
    };
    let wrong = expected.outcome.as_ref().filter(|expected| *expected != got);
    wrong.map(|expected| format!("outcome: expected {expected}, got {got}"))
}

fn one(expected: &Request, got: &RecordedRequest, place: &Place<'_>) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut compare = |what: &str, expected: &str, got: &str| {
        if !matches(expected, got) {
            complaints.push(format!("{what}: expected {expected:?}, got {got:?}"));
        }
    };
    if let Some(method) = &expected.method {
        compare("method", method, &got.method);
    }
    if let Some(path) = &expected.path {
        compare("path", path, got.path.strip_prefix(&place.path()).unwrap_or(&got.path));
    }
    if let Some(query) = &expected.query {
        let found = body::pairs(query, got.query.as_deref().unwrap_or_default().as_bytes());
        complaints.extend(found.into_iter().map(|complaint| format!("query.{complaint}")));
    }
    for (name, expected) in &expected.headers {
        let language = place.runner.split('-').next().unwrap_or_default();
        let expected = expected.replace("{language}", language);
        let got = values(got, name);
        if !matches!(got.as_slice(), [got] if matches(&expected, got)) {
            complaints.push(format!("headers.{name}: expected {expected:?}, got {got:?}"));
        }
    }
    for name in &expected.absent_headers {
        if let Some(value) = values(got, name).first() {
            complaints.push(format!("headers.{name}: expected none, got {value:?}"));
        }
    }
    if let Some(form) = &expected.form {
        if !is_form(got) {
            complaints.push(format!("form: expected the content-type {FORM}"));
        }
        let found = body::pairs(form, got.body.as_bytes());
        complaints.extend(found.into_iter().map(|complaint| format!("form.{complaint}")));
    }
    let difference = expected.body.as_ref().and_then(|body| body::difference(body, got.body.as_bytes()));
    complaints.extend(difference.map(|difference| format!("body: {difference}")));
    complaints
}

/// Parameters such as a charset may follow.
fn is_form(request: &RecordedRequest) -> bool {
    let media_type = |value: &&str| value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(values(request, "content-type").as_slice(), [value] if media_type(value) == FORM)
}

fn values<'a>(request: &'a RecordedRequest, name: &str) -> Vec<&'a str> {
    request.headers.iter().filter(|header| header.0 == name).map(|header| header.1.as_str()).collect()
}

#[cfg(test)]
mod tests;
