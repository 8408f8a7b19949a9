//! What goes back to a client: an HTTP response, or something that breaks the rules.

pub(crate) mod envelope;
mod fault;
mod paced;

use hyper::Response;

pub(crate) use self::fault::{Fault, FaultyReply};
pub(crate) use self::paced::{Pace, PacedBody};

/// What a client gets for a request.
#[derive(Debug)]
pub(crate) enum Reply {
    Http(Response<PacedBody>),
    Faulty(FaultyReply),
}

impl Reply {
    /// The status of a response that keeps the rules.
    pub(crate) fn status(&self) -> Option<u16> {
        match self {
            Self::Http(response) => Some(response.status().as_u16()),
            Self::Faulty(_) => None,
        }
    }
}
