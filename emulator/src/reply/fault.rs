//! Replies that break the rules. Each one ends its connection, so it is written on the bare socket.

use std::fmt::Write as _;
use std::io;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::BodyExt as _;
use hyper::StatusCode;
use hyper::header::{CONTENT_LENGTH, DATE, HeaderMap, HeaderValue, TRANSFER_ENCODING};
use serde::Deserialize;
use tokio::io::{AsyncWrite, AsyncWriteExt as _};

use super::paced::{Pace, PacedBody};
use crate::stream::Stream;

/// A reset may overtake what was sent before it; this lets the client read the first half first.
const BEFORE_RESET: Duration = Duration::from_millis(30);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Fault {
    /// RST instead of a reply.
    Reset,
    /// FIN instead of a reply.
    Close,
    /// Half of the body, then RST.
    ResetMidBody,
    /// Half of the body, then FIN.
    Truncate,
    /// The whole reply, then FIN without having announced it.
    CloseAfter,
}

impl Fault {
    pub(crate) fn replies(self) -> bool {
        !matches!(self, Self::Reset | Self::Close)
    }

    pub(crate) fn truncates_body(self) -> bool {
        matches!(self, Self::ResetMidBody | Self::Truncate)
    }

    fn resets(self) -> bool {
        matches!(self, Self::Reset | Self::ResetMidBody)
    }
}

#[derive(Debug, Clone)]
pub(crate) enum FaultyReply {
    /// Something that is not HTTP, then FIN.
    Garbage(Bytes),
    /// For the faults that come instead of a reply.
    Nothing(Fault),
    Http {
        fault: Fault,
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
        pace: Pace,
        chunked: bool,
    },
}

impl FaultyReply {
    /// Fails when the client goes away first.
    pub(crate) async fn play(self, mut stream: Stream) -> io::Result<()> {
        let resets = matches!(&self, Self::Nothing(fault) | Self::Http { fault, .. } if fault.resets());
        let (mut incoming, outgoing) = tokio::io::split(&mut stream);
        let mut sink = tokio::io::sink();
        tokio::select! {
            written = self.write(outgoing) => written?,
            // Ends when the client does.
            _ = tokio::io::copy(&mut incoming, &mut sink) => return Err(io::ErrorKind::ConnectionAborted.into()),
        }
        if resets { stream.set_zero_linger() } else { stream.shutdown().await }
    }

    async fn write(self, mut socket: impl AsyncWrite + Unpin) -> io::Result<()> {
        match self {
            Self::Garbage(bytes) => socket.write_all(&bytes).await,
            Self::Nothing(_) => Ok(()),
            Self::Http { fault, status, mut headers, mut body, pace, chunked } => {
                if chunked {
                    headers.insert(TRANSFER_ENCODING, HeaderValue::from_static("chunked"));
                } else {
                    headers.insert(CONTENT_LENGTH, body.len().into());
                }
                if fault.truncates_body() {
                    body.truncate(body.len() / 2);
                }
                socket.write_all(&head(status, &headers)).await?;
                let mut body = PacedBody::new(body, pace);
                while let Some(Ok(frame)) = body.frame().await {
                    let bytes = frame.into_data().unwrap_or_default();
                    if chunked {
                        socket.write_all(format!("{:x}\r\n", bytes.len()).as_bytes()).await?;
                        socket.write_all(&bytes).await?;
                        socket.write_all(b"\r\n").await?;
                    } else {
                        socket.write_all(&bytes).await?;
                    }
                }
                if chunked && !fault.truncates_body() {
                    socket.write_all(b"0\r\n\r\n").await?;
                }
                if fault.resets() {
                    tokio::time::sleep(BEFORE_RESET).await;
                }
                Ok(())
            }
        }
    }
}

fn head(status: StatusCode, headers: &HeaderMap) -> Vec<u8> {
    let reason = status.canonical_reason().unwrap_or_default();
    let mut line = format!("HTTP/1.1 {} {reason}\r\n", status.as_str());
    if !headers.contains_key(DATE) {
        // Writing to a string cannot fail.
        let _ = write!(line, "date: {}\r\n", httpdate::fmt_http_date(std::time::SystemTime::now()));
    }
    let mut head = line.into_bytes();
    for (name, value) in headers {
        head.extend_from_slice(name.as_str().as_bytes());
        head.extend_from_slice(b": ");
        head.extend_from_slice(value.as_bytes());
        head.extend_from_slice(b"\r\n");
    }
    head.extend_from_slice(b"\r\n");
    head
}
