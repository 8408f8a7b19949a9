//! A checked scripted reply, and what it is at the moment that it goes out.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use hyper::header::{CONTENT_ENCODING, HeaderMap, HeaderValue};
use hyper::{Response, StatusCode};

use super::header::{Facts, Header};
use super::payload::Payload;
use crate::reply::{Fault, FaultyReply, Pace, PacedBody, Reply, envelope};

#[derive(Debug)]
pub(crate) struct ScriptedReply {
    pub(crate) delay: Duration,
    pub(super) kind: Kind,
}

#[derive(Debug)]
pub(super) enum Kind {
    Http {
        status: StatusCode,
        headers: Vec<Header>,
        payload: Payload,
        pace: Pace,
        chunked: bool,
        fault: Option<Fault>,
    },
    Garbage(Bytes),
    /// A fault that comes instead of a reply.
    Nothing(Fault),
}

impl ScriptedReply {
    /// The reply to send after the delay. `base` is the path prefix of the client that asked.
    pub(crate) fn render(&self, url: &str, base: &str) -> Reply {
        match &self.kind {
            Kind::Garbage(bytes) => Reply::Faulty(FaultyReply::Garbage(bytes.clone())),
            Kind::Nothing(fault) => Reply::Faulty(FaultyReply::Nothing(*fault)),
            Kind::Http { status, headers, payload, pace, chunked, fault } => {
                let request_id = envelope::new_request_id();
                let now = SystemTime::now() + self.delay;
                let facts = Facts { url, base, request_id: &request_id, now };
                let headers = fill(headers, payload, &facts);
                let (status, body) = (*status, payload.bytes(&facts));
                let (pace, chunked) = (*pace, *chunked);
                let Some(fault) = *fault else {
                    let mut response = Response::new(PacedBody::new(body, pace).chunked(chunked));
                    *response.status_mut() = status;
                    *response.headers_mut() = headers;
                    return Reply::Http(response);
                };
                Reply::Faulty(FaultyReply::Http { fault, status, headers, body, pace, chunked })
            }
        }
    }
}

fn fill(headers: &[Header], payload: &Payload, facts: &Facts<'_>) -> HeaderMap {
    let mut filled = HeaderMap::new();
    for header in headers {
        filled.append(&header.name, header.value(facts));
    }
    if let Some(encoding) = payload.encoding {
        filled.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
    }
    filled
}
