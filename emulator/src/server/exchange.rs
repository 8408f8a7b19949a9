//! How far the request that a connection is busy with has got, put together from what each part sees of it.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use hyper::Request;

use crate::journal::{Journal, Outcome, ScenarioTurn};
use crate::sync::lock;

#[derive(Debug)]
pub(super) struct Exchange {
    journal: Arc<Journal>,
    connection: u64,
    progress: Mutex<Progress>,
}

/// `record` is absent for a request that is not recorded, or not yet.
#[derive(Debug, Default)]
enum Progress {
    #[default]
    Idle,
    Responding {
        record: Option<u64>,
    },
    /// The whole response is on its way, but not yet written to the socket.
    Flushing {
        record: Option<u64>,
    },
}

impl Exchange {
    pub(super) fn new(journal: Arc<Journal>) -> Self {
        let connection = journal.accepted();
        Self { journal, connection, progress: Mutex::default() }
    }

    /// A request's head is there.
    pub(super) fn begin(&self) {
        *lock(&self.progress) = Progress::Responding { record: None };
    }

    /// The whole request is there, and it is one to remember.
    pub(super) fn record(&self, request: &Request<Bytes>, turn: Option<ScenarioTurn>, status: Option<u16>) {
        let id = self.journal.received(self.connection, request, turn, status);
        *lock(&self.progress) = Progress::Responding { record: Some(id) };
    }

    /// Called when hyper wants no more of the body; when that is because of an error, no flush follows.
    pub(super) fn body_taken(&self) {
        let mut progress = lock(&self.progress);
        if let Progress::Responding { record } = *progress {
            *progress = Progress::Flushing { record };
        }
    }

    /// Called when no byte waits for the socket any more.
    pub(super) fn flushed(&self) {
        let mut progress = lock(&self.progress);
        if let Progress::Flushing { record } = *progress {
            *progress = Progress::Idle;
            self.journal.concluded(record, Outcome::Answered);
        }
    }

    /// Called when no more can come of the request, if there is one under way.
    pub(super) fn end(&self, outcome: Outcome) {
        match std::mem::take(&mut *lock(&self.progress)) {
            Progress::Idle => {}
            Progress::Responding { record } | Progress::Flushing { record } => {
                self.journal.concluded(record, outcome);
            }
        }
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.journal.closed();
    }
}
