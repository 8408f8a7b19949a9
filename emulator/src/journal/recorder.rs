//! The log of what clients sent.

use std::collections::VecDeque;
use std::io::{self, Write as _};
use std::sync::Mutex;
use std::time::Instant;

use bytes::Bytes;
use hyper::Request;

use super::record::{LoggedRequest, Outcome, RecordedRequest, ScenarioTurn};
use crate::sync::lock;

/// The oldest requests are forgotten beyond this many, so that a long-running emulator stays small.
const CAPACITY: usize = 100_000;

/// And beyond this many bytes of bodies.
const BODY_CAPACITY: usize = 64 * 1024 * 1024;

/// As many as a person may want to see.
const MOST_LOGGED: usize = 200;

#[derive(Debug)]
pub(super) struct Recorder {
    /// Whether each request is printed once it is over.
    prints: bool,
    start: Instant,
    log: Mutex<Log>,
}

#[derive(Debug, Default)]
struct Log {
    last_id: u64,
    /// Sorted by id.
    requests: VecDeque<RecordedRequest>,
    body_bytes: usize,
}

impl Recorder {
    pub(super) fn new(prints: bool) -> Self {
        Self { prints, start: Instant::now(), log: Mutex::default() }
    }

    pub(super) fn record(
        &self,
        connection: u64,
        request: &Request<Bytes>,
        scenario: Option<ScenarioTurn>,
        status: Option<u16>,
    ) -> u64 {
        let at_ms = u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX);
        let mut log = lock(&self.log);
        log.last_id += 1;
        let record = RecordedRequest::new(log.last_id, connection, at_ms, request);
        log.push(RecordedRequest { scenario, status, ..record });
        log.last_id
    }

    /// A request that was cleared meanwhile stays forgotten.
    pub(super) fn conclude(&self, id: u64, outcome: Outcome) {
        let requests = &mut lock(&self.log).requests;
        if let Ok(index) = requests.binary_search_by_key(&id, |request| request.id) {
            requests[index].outcome = outcome;
            if self.prints {
                print(&requests[index].logged());
            }
        }
    }

    /// The last requests after the one with the id `after`, oldest first.
    pub(super) fn logged(&self, after: u64) -> Vec<LoggedRequest> {
        let log = lock(&self.log);
        let first = log.requests.partition_point(|request| request.id <= after);
        let first = first.max(log.requests.len().saturating_sub(MOST_LOGGED));
        log.requests.range(first..).map(RecordedRequest::logged).collect()
    }

    pub(super) fn list(&self, prefix: &str) -> Vec<RecordedRequest> {
        let log = lock(&self.log);
        log.requests.iter().filter(|request| request.path.starts_with(prefix)).cloned().collect()
    }

    pub(super) fn clear(&self, prefix: &str) {
        let mut log = lock(&self.log);
        log.requests.retain(|request| !request.path.starts_with(prefix));
        log.body_bytes = log.requests.iter().map(body_len).sum();
    }
}

impl Log {
    fn push(&mut self, request: RecordedRequest) {
        self.body_bytes += body_len(&request);
        self.requests.push_back(request);
        while self.requests.len() > CAPACITY || self.body_bytes > BODY_CAPACITY {
            let Some(oldest) = self.requests.pop_front() else { break };
            self.body_bytes -= body_len(&oldest);
        }
    }
}

fn print(request: &LoggedRequest) {
    let LoggedRequest { method, path, outcome, .. } = request;
    let status = request.status.map_or_else(|| "-".to_owned(), |status| status.to_string());
    // With standard error gone, nobody reads it.
    let _ = writeln!(io::stderr().lock(), "{method} {path} {status} {}", outcome.name());
}

fn body_len(request: &RecordedRequest) -> usize {
    request.body.as_bytes().len()
}
