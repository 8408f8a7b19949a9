//! The replies of one scenario, a sequence for each endpoint.

use hyper::Method;

use super::endpoint::Endpoint;
use super::scripted::ScriptedReply;

#[derive(Debug, Default)]
pub(super) struct Script(Vec<Sequence>);

#[derive(Debug)]
pub(super) struct Sequence {
    endpoint: Endpoint,
    /// At least one.
    replies: Vec<ScriptedReply>,
}

impl Script {
    /// Adds a reply behind those that are for the same endpoint.
    pub(super) fn add(&mut self, endpoint: Endpoint, reply: ScriptedReply) {
        match self.0.iter_mut().find(|sequence| sequence.endpoint == endpoint) {
            Some(sequence) => sequence.replies.push(reply),
            None => self.0.push(Sequence { endpoint, replies: vec![reply] }),
        }
    }

    /// The sequences of the endpoints, one per method, whose path `path` ends with; the longest such path wins.
    pub(super) fn at(&self, path: &str) -> impl Iterator<Item = &Sequence> {
        let own = move |sequence: &&Sequence| path.ends_with(&sequence.endpoint.path);
        let length = self.0.iter().filter(own).map(|sequence| sequence.endpoint.path.len()).max();
        self.0.iter().filter(own).filter(move |sequence| Some(sequence.endpoint.path.len()) == length)
    }
}

impl Sequence {
    pub(super) fn method(&self) -> &Method {
        &self.endpoint.method
    }

    pub(super) fn path(&self) -> &str {
        &self.endpoint.path
    }

    /// The reply of a turn, counted from 1; the last one repeats.
    pub(super) fn reply(&self, turn: usize) -> &ScriptedReply {
        &self.replies[turn.min(self.replies.len()) - 1]
    }
}
