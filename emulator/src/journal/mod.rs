//! What happened: the requests that came in, and the connections that they came on.
//!
//! The server reports, the emulator's users read. Nothing here knows how a request is served.

mod counters;
mod record;
mod recorder;

use bytes::Bytes;
use hyper::Request;

pub use self::counters::Connections;
pub(crate) use self::record::LoggedRequest;
pub use self::record::{Outcome, RecordedBody, RecordedRequest, ScenarioTurn};

use self::counters::Counters;
use self::recorder::Recorder;

#[derive(Debug)]
pub(crate) struct Journal {
    counters: Counters,
    recorder: Recorder,
}

impl Journal {
    /// `prints` says whether each request is printed on standard error, without what was in it.
    pub(crate) fn new(prints: bool) -> Self {
        Self { counters: Counters::default(), recorder: Recorder::new(prints) }
    }

    /// A connection was accepted; returns its number.
    pub(crate) fn accepted(&self) -> u64 {
        self.counters.accept()
    }

    /// A connection is gone.
    pub(crate) fn closed(&self) {
        self.counters.close();
    }

    /// A whole request came in; returns the id of its record.
    pub(crate) fn received(
        &self,
        connection: u64,
        request: &Request<Bytes>,
        scenario: Option<ScenarioTurn>,
        status: Option<u16>,
    ) -> u64 {
        self.recorder.record(connection, request, scenario, status)
    }

    /// A request is over; `record` is absent if it was not recorded.
    pub(crate) fn concluded(&self, record: Option<u64>, outcome: Outcome) {
        if outcome == Outcome::Aborted {
            self.counters.abort();
        }
        if let Some(id) = record {
            self.recorder.conclude(id, outcome);
        }
    }

    /// The recorded requests whose path starts with `prefix`, oldest first.
    pub(crate) fn requests(&self, prefix: &str) -> Vec<RecordedRequest> {
        self.recorder.list(prefix)
    }

    /// The last requests after the one with the id `after`, without what was in them; oldest first.
    pub(crate) fn log(&self, after: u64) -> Vec<LoggedRequest> {
        self.recorder.logged(after)
    }

    /// Forgets the requests whose path starts with `prefix`.
    pub(crate) fn clear(&self, prefix: &str) {
        self.recorder.clear(prefix);
    }

    pub(crate) fn connections(&self) -> Connections {
        self.counters.read()
    }
}
