//! One recorded request.

use std::fmt;

use bytes::Bytes;
use hyper::Request;
use serde::{Serialize, Serializer};

/// Headers whose values are credentials.
const CREDENTIALS: [&str; 3] = ["authorization", "cookie", "proxy-authorization"];

/// One request as it came in.
///
/// Its `Debug` output shows neither credentials nor query nor body; the fields hold them.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
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
    /// The body without its transfer coding: chunks are joined, a `content-encoding` stays.
    pub body: RecordedBody,
    /// For a scenario's request: whose, and which reply it got.
    pub scenario: Option<ScenarioTurn>,
    /// The status of its response; absent for a fault that is no HTTP.
    pub status: Option<u16>,
    /// What became of it.
    pub outcome: Outcome,
}

/// What a request was, without what was in it: no header, no query, no body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct LoggedRequest {
    pub(crate) id: u64,
    pub(crate) at_ms: u64,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) status: Option<u16>,
    pub(crate) outcome: Outcome,
}

impl RecordedRequest {
    pub(super) fn logged(&self) -> LoggedRequest {
        LoggedRequest {
            id: self.id,
            at_ms: self.at_ms,
            method: self.method.clone(),
            path: self.path.clone(),
            status: self.status,
            outcome: self.outcome,
        }
    }

    pub(super) fn new(id: u64, connection: u64, at_ms: u64, request: &Request<Bytes>) -> Self {
        let lossy = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
        let headers = request.headers().iter();
        Self {
            id,
            connection,
            at_ms,
            method: request.method().to_string(),
            path: request.uri().path().to_owned(),
            query: request.uri().query().map(str::to_owned),
            http_version: format!("{:?}", request.version()),
            headers: headers.map(|(name, value)| (name.to_string(), lossy(value.as_bytes()))).collect(),
            body: RecordedBody::new(request.body()),
            scenario: None,
            status: None,
            outcome: Outcome::Pending,
        }
    }
}

impl fmt::Debug for RecordedRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers = self.headers.iter().map(|(name, value)| {
            let is_secret = CREDENTIALS.contains(&name.as_str());
            (name.as_str(), if is_secret { "***" } else { value.as_str() })
        });
        formatter
            .debug_struct("RecordedRequest")
            .field("id", &self.id)
            .field("connection", &self.connection)
            .field("at_ms", &self.at_ms)
            .field("method", &self.method)
            .field("path", &self.path)
            .field("query", &self.query.as_ref().map(|_| "***"))
            .field("http_version", &self.http_version)
            .field("headers", &headers.collect::<Vec<_>>())
            .field("body", &self.body)
            .field("scenario", &self.scenario)
            .field("status", &self.status)
            .field("outcome", &self.outcome)
            .finish()
    }
}

/// The body of a recorded request.
///
/// Bodies carry codes, tokens and passwords, so `Debug` shows the length alone. As JSON it is a string in which
/// bytes that are not UTF-8 are replaced by U+FFFD.
#[derive(Clone, PartialEq, Eq)]
pub struct RecordedBody(Bytes);

impl RecordedBody {
    /// A copy: the request's own bytes may be a small part of a big read buffer.
    fn new(bytes: &[u8]) -> Self {
        Self(Bytes::copy_from_slice(bytes))
    }

    /// The bytes; empty if the request had no body.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for RecordedBody {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "RecordedBody({} bytes)", self.0.len())
    }
}

impl Serialize for RecordedBody {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&String::from_utf8_lossy(&self.0))
    }
}

/// Which reply of a scenario a request got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ScenarioTurn {
    /// The scenario.
    pub name: String,
    /// The client's own name for itself.
    pub client: String,
    /// 1 for the client's first request to this endpoint, and so on.
    pub turn: usize,
}

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The response is not fully written yet.
    Pending,
    /// The response was fully written.
    Answered,
    /// The client closed the connection before that.
    Aborted,
    /// The scenario's scripted fault happened.
    Faulted,
}

impl Outcome {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Answered => "answered",
            Self::Aborted => "aborted",
            Self::Faulted => "faulted",
        }
    }
}
