//! A scripted body's bytes, made on first use: huge ones would slow down every start.

use std::io::{self, Write as _};
use std::sync::OnceLock;

use bytes::Bytes;
use serde::Deserialize;

use super::header::Facts;
use super::template::Template;

/// A typing error in a scenario must not eat all memory.
const REPEAT_LIMIT: usize = 256 * 1024 * 1024;

/// Fast enough for bodies of megabytes; tests need real compression, not the best one.
const BROTLI_QUALITY: u32 = 4;
const BROTLI_WINDOW: u32 = 22;

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Encoding {
    Gzip,
    Br,
}

impl Encoding {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Br => "br",
        }
    }

    fn encode(self, plain: &[u8]) -> io::Result<Vec<u8>> {
        match self {
            Self::Gzip => {
                let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
                encoder.write_all(plain)?;
                encoder.finish()
            }
            Self::Br => {
                let mut encoder = brotli::CompressorWriter::new(Vec::new(), 0, BROTLI_QUALITY, BROTLI_WINDOW);
                encoder.write_all(plain)?;
                Ok(encoder.into_inner())
            }
        }
    }
}

#[derive(Debug)]
pub(super) enum Source {
    Bytes(Bytes),
    Json(Bytes),
    /// JSON that each reply has made for itself.
    Template(Box<Template>),
    Repeat {
        text: String,
        times: usize,
    },
}

impl Source {
    pub(super) fn repeat(text: &str, times: usize) -> Result<Self, String> {
        match text.len().checked_mul(times) {
            Some(..=REPEAT_LIMIT) => Ok(Self::Repeat { text: text.to_owned(), times }),
            _ => Err(format!("expected at most {REPEAT_LIMIT} bytes")),
        }
    }

    pub(super) fn is_json(&self) -> bool {
        matches!(self, Self::Json(_) | Self::Template(_))
    }

    /// Whether a fault can cut the body in two.
    pub(super) fn has_two_bytes(&self) -> bool {
        match self {
            Self::Bytes(bytes) | Self::Json(bytes) => bytes.len() >= 2,
            Self::Template(_) => true,
            Self::Repeat { text, times } => text.len() * times >= 2,
        }
    }

    fn bytes(&self, facts: &Facts<'_>) -> Bytes {
        match self {
            Self::Bytes(bytes) | Self::Json(bytes) => bytes.clone(),
            Self::Template(template) => template.bytes(facts),
            Self::Repeat { text, times } => text.repeat(*times).into(),
        }
    }
}

#[derive(Debug)]
pub(super) struct Payload {
    source: Source,
    pub(super) encoding: Option<Encoding>,
    sent: OnceLock<Bytes>,
}

impl Payload {
    pub(super) fn new(source: Source, encoding: Option<Encoding>) -> Self {
        Self { source, encoding, sent: OnceLock::new() }
    }

    /// The bytes as they go over the wire.
    pub(super) fn bytes(&self, facts: &Facts<'_>) -> Bytes {
        match self.source {
            Source::Template(_) => self.encoded(facts),
            _ => self.sent.get_or_init(|| self.encoded(facts)).clone(),
        }
    }

    fn encoded(&self, facts: &Facts<'_>) -> Bytes {
        let plain = self.source.bytes(facts);
        self.encoding.map_or(plain.clone(), |encoding| {
            encoding.encode(&plain).expect("writing to memory does not fail").into()
        })
    }
}
