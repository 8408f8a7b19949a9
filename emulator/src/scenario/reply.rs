//! A checked scripted reply, and how it goes out.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use hyper::header::{CONTENT_ENCODING, HeaderMap, HeaderValue};
use hyper::{Response, StatusCode};

use super::header::{Facts, Header};
use super::payload::Payload;
use crate::body::{Pace, PacedBody};
use crate::envelope;
use crate::exchange::Exchange;
use crate::fault::{Fault, FaultyReply};
use crate::service::HandedOver;

#[derive(Debug)]
pub(crate) struct Reply {
    pub(super) delay: Duration,
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

impl Reply {
    /// `base` is the path prefix of the client that asked.
    pub(crate) async fn send(
        &self,
        exchange: &Exchange,
        base: &str,
    ) -> Result<Response<PacedBody>, HandedOver> {
        tokio::time::sleep(self.delay).await;
        let faulty = match &self.kind {
            Kind::Garbage(bytes) => FaultyReply::Garbage(bytes.clone()),
            Kind::Nothing(fault) => FaultyReply::Nothing(*fault),
            Kind::Http { status, headers, payload, pace, chunked, fault } => {
                let headers = fill(headers, payload, &exchange.state.url, base);
                let (status, body) = (*status, payload.bytes());
                let (pace, chunked) = (*pace, *chunked);
                let Some(fault) = *fault else {
                    let mut response = Response::new(PacedBody::new(body, pace).chunked(chunked));
                    *response.status_mut() = status;
                    *response.headers_mut() = headers;
                    return Ok(response);
                };
                FaultyReply::Http { fault, status, headers, body, pace, chunked }
            }
        };
        exchange.hand_over(faulty);
        Err(HandedOver)
    }
}

fn fill(headers: &[Header], payload: &Payload, url: &str, base: &str) -> HeaderMap {
    let request_id = envelope::new_request_id();
    let facts = Facts { url, base, request_id: &request_id, now: SystemTime::now() };
    let mut filled = HeaderMap::new();
    for header in headers {
        filled.append(&header.name, header.value(&facts));
    }
    if let Some(encoding) = payload.encoding {
        filled.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
    }
    filled
}
