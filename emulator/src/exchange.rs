//! The request that a connection is busy with, shared by everyone who knows a part of its fate.

use std::sync::{Arc, Mutex};

use crate::fault::FaultyReply;
use crate::recorder::Outcome;
use crate::server::State;
use crate::sync::lock;

#[derive(Debug)]
pub(crate) struct Exchange {
    pub(crate) state: Arc<State>,
    pub(crate) connection: u64,
    progress: Mutex<Progress>,
}

#[derive(Debug, Default)]
enum Progress {
    #[default]
    Idle,
    /// `record` is absent for requests to the emulator itself.
    Answering {
        record: Option<u64>,
    },
    /// The whole reply is on its way, but not yet written to the socket.
    Flushing {
        record: Option<u64>,
    },
    HandedOver {
        record: Option<u64>,
        reply: FaultyReply,
    },
}

impl Exchange {
    pub(crate) fn new(state: Arc<State>) -> Self {
        let connection = state.counters.accept();
        Self { state, connection, progress: Mutex::default() }
    }

    pub(crate) fn begin(&self, record: Option<u64>) {
        *lock(&self.progress) = Progress::Answering { record };
    }

    /// Called when hyper wants no more of the body; when that is because of an error, no flush follows.
    pub(crate) fn body_taken(&self) {
        let mut progress = lock(&self.progress);
        if let Progress::Answering { record } = *progress {
            *progress = Progress::Flushing { record };
        }
    }

    /// Called when no byte waits for the socket any more.
    pub(crate) fn flushed(&self) {
        let mut progress = lock(&self.progress);
        if let Progress::Flushing { record } = *progress {
            *progress = Progress::Idle;
            self.conclude(record, Outcome::Answered);
        }
    }

    pub(crate) fn hand_over(&self, reply: FaultyReply) {
        let mut progress = lock(&self.progress);
        if let Progress::Answering { record } = *progress {
            *progress = Progress::HandedOver { record, reply };
        }
    }

    /// Called when hyper is through with the connection: the faulty reply it left for us, if any.
    pub(crate) fn end(&self) -> Option<(Option<u64>, FaultyReply)> {
        match std::mem::take(&mut *lock(&self.progress)) {
            Progress::Idle => None,
            Progress::Answering { record } | Progress::Flushing { record } => {
                self.conclude(record, Outcome::Aborted);
                None
            }
            Progress::HandedOver { record, reply } => Some((record, reply)),
        }
    }

    pub(crate) fn conclude(&self, record: Option<u64>, outcome: Outcome) {
        if outcome == Outcome::Aborted {
            self.state.counters.abort();
        }
        if let Some(id) = record {
            self.state.recorder.conclude(id, outcome);
        }
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.state.counters.close();
    }
}
