//! What clients sent, for tests to look at.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::Instant;

use hyper::Request;
use serde::Serialize;

use crate::sync::lock;

/// The oldest requests are forgotten beyond this many, so that a long-running emulator stays small.
const CAPACITY: usize = 100_000;

/// One request as it came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordedRequest {
    /// Rises by one with every request.
    pub id: u64,
    /// Number of the connection it came on; equal numbers mean a reused connection.
    pub connection: u64,
    /// Milliseconds since the emulator started.
    pub at_ms: u64,
    /// `GET` and so on.
    pub method: String,
    /// The raw path, without the query.
    pub path: String,
    /// The raw query without `?`, if there was one.
    pub query: Option<String>,
    /// `HTTP/1.1` or `HTTP/1.0`.
    pub http_version: String,
    /// Lower-case names with their values, in order; equal names stand together.
    pub headers: Vec<(String, String)>,
    /// For a scenario's request: whose, and which reply it got.
    pub scenario: Option<ScenarioTurn>,
    /// What became of it.
    pub outcome: Outcome,
}

/// A scenario request's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScenarioTurn {
    /// The scenario.
    pub name: String,
    /// The client's own name for itself.
    pub client: String,
    /// 1 for the client's first request, and so on.
    pub turn: usize,
}

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The reply is not fully written yet.
    Pending,
    /// The reply was fully written.
    Answered,
    /// The client closed the connection before that.
    Aborted,
    /// The scenario's scripted fault happened.
    Faulted,
}

#[derive(Debug)]
pub(crate) struct Recorder {
    start: Instant,
    log: Mutex<Log>,
}

#[derive(Debug, Default)]
struct Log {
    last_id: u64,
    /// Sorted by id.
    requests: VecDeque<RecordedRequest>,
}

impl Recorder {
    pub(crate) fn new() -> Self {
        Self { start: Instant::now(), log: Mutex::default() }
    }

    pub(crate) fn record<B>(
        &self,
        connection: u64,
        request: &Request<B>,
        scenario: Option<ScenarioTurn>,
    ) -> u64 {
        let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
        let headers = request.headers().iter();
        let headers = headers.map(|(name, value)| (name.to_string(), text(value.as_bytes()))).collect();
        let at_ms = u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX);

        let mut log = lock(&self.log);
        log.last_id += 1;
        let id = log.last_id;
        if log.requests.len() == CAPACITY {
            log.requests.pop_front();
        }
        log.requests.push_back(RecordedRequest {
            id,
            connection,
            at_ms,
            method: request.method().to_string(),
            path: request.uri().path().to_owned(),
            query: request.uri().query().map(str::to_owned),
            http_version: format!("{:?}", request.version()),
            headers,
            scenario,
            outcome: Outcome::Pending,
        });
        id
    }

    /// A request that was cleared meanwhile stays forgotten.
    pub(crate) fn conclude(&self, id: u64, outcome: Outcome) {
        let requests = &mut lock(&self.log).requests;
        if let Ok(index) = requests.binary_search_by_key(&id, |request| request.id) {
            requests[index].outcome = outcome;
        }
    }

    pub(crate) fn list(&self, prefix: &str) -> Vec<RecordedRequest> {
        let log = lock(&self.log);
        log.requests.iter().filter(|request| request.path.starts_with(prefix)).cloned().collect()
    }

    pub(crate) fn clear(&self, prefix: &str) {
        lock(&self.log).requests.retain(|request| !request.path.starts_with(prefix));
    }
}
