//! `Content-Encoding`: a body without the codings that were applied to it (RFC 9110, 8.4).

mod brotli;
mod inflate;

use std::io::{self, ErrorKind, Read};

use bytes::Bytes;
use thiserror::Error;

use super::lexer::{is_space, is_token_char};

/// What the library asks for. `deflate` is understood, but two formats go by that name, so no server is asked for it.
pub(crate) const SUPPORTED_CODINGS: &str = "gzip, br";
/// As many as curl accepts; each may cost the work of decoding `limit` bytes.
const MAX_CODINGS: usize = 5;
const MAX_NAME_CHARS: usize = 32;
const CHUNK: usize = 8 * 1024;

/// Why a body cannot be decoded.
#[derive(Debug, PartialEq, Eq, Error)]
pub(crate) enum CodingError {
    /// Named by the server; only characters of a token, and not many.
    #[error("the content coding `{0}` is not supported")]
    Unsupported(String),
    #[error("more than {MAX_CODINGS} content codings were applied")]
    TooMany,
    #[error("the {0} data is truncated")]
    Truncated(&'static str),
    #[error("the {0} data is damaged")]
    Damaged(&'static str),
    #[error("the decoded body is larger than {0} bytes")]
    TooLarge(usize),
}

/// A body that could not be decoded to its end.
#[derive(Debug)]
pub(crate) struct Undecodable {
    pub(crate) error: CodingError,
    /// What the body says up to the fault; empty if a coding would be left on it.
    pub(crate) beginning: Bytes,
}

/// Removes all codings that the lines of the header name, the last one first.
///
/// Neither the result nor anything decoded on the way to it takes more than `limit` bytes, and the window of a decoder
/// no more than twice that. A body without codings is handed back as it is. An empty body has nothing to decode,
/// whatever the header says.
pub(crate) fn decode<'a>(
    lines: impl IntoIterator<Item = &'a [u8]>,
    mut body: Bytes,
    limit: usize,
) -> Result<Bytes, Undecodable> {
    let names = applied(lines);
    if names.len() > MAX_CODINGS {
        return Err(CodingError::TooMany.into());
    }
    for (left, name) in names.iter().enumerate().rev() {
        if body.is_empty() {
            break;
        }
        let mut output = Output { bytes: Vec::new(), limit };
        let outcome = Coding::named(name)?.decode(&body, &mut output);
        body = output.bytes.into();
        outcome.map_err(|error| {
            let beginning = if left == 0 { body.clone() } else { Bytes::new() };
            Undecodable { error, beginning }
        })?;
    }
    Ok(body)
}

impl From<CodingError> for Undecodable {
    fn from(error: CodingError) -> Self {
        Self { error, beginning: Bytes::new() }
    }
}

/// The names in small letters and in the order in which the codings were applied.
fn applied<'a>(lines: impl IntoIterator<Item = &'a [u8]>) -> Vec<String> {
    let lines = lines.into_iter().map(|line| String::from_utf8_lossy(line).to_ascii_lowercase());
    let names = lines.flat_map(|line| {
        line.split(',').map(|name| name.trim_matches(is_space).to_owned()).collect::<Vec<_>>()
    });
    // `none` is no coding by the book, but curl knows it too.
    names.filter(|name| !matches!(&**name, "" | "identity" | "none")).take(MAX_CODINGS + 1).collect()
}

#[derive(Clone, Copy)]
enum Coding {
    Gzip,
    Deflate,
    Brotli,
}

impl Coding {
    fn named(name: &str) -> Result<Self, CodingError> {
        match name {
            "gzip" | "x-gzip" => Ok(Self::Gzip),
            "deflate" => Ok(Self::Deflate),
            "br" => Ok(Self::Brotli),
            _ => {
                let name = name.chars().filter(|c| is_token_char(*c)).take(MAX_NAME_CHARS).collect();
                Err(CodingError::Unsupported(name))
            }
        }
    }

    fn decode(self, encoded: &[u8], output: &mut Output) -> Result<(), CodingError> {
        let limit = output.limit;
        let (name, outcome) = match self {
            Self::Gzip => ("gzip", inflate::gzip(encoded, output)),
            Self::Deflate => ("deflate", inflate::deflate(encoded, output)),
            Self::Brotli => ("brotli", output.read_from(&mut brotli::Decoder::new(encoded, limit))),
        };
        outcome.map_err(|error| match error.kind() {
            ErrorKind::UnexpectedEof => CodingError::Truncated(name),
            ErrorKind::FileTooLarge => CodingError::TooLarge(limit),
            _ => CodingError::Damaged(name),
        })
    }
}

/// Decoded bytes, never more than the limit.
struct Output {
    bytes: Vec<u8>,
    limit: usize,
}

impl Output {
    /// Reads to the end, by chunks: `read_to_end` would reserve up to twice the limit. The chunk is on the heap, because the
    /// caller's stack may be small.
    fn read_from(&mut self, decoder: &mut impl Read) -> io::Result<()> {
        let mut chunk = vec![0; CHUNK];
        loop {
            let read = decoder.read(&mut chunk)?;
            if read == 0 {
                return Ok(());
            }
            let len = self.bytes.len() + read;
            let fits = len.min(self.limit);
            if fits > self.bytes.capacity() {
                let capacity = (2 * self.bytes.capacity()).clamp(fits, self.limit);
                self.bytes.reserve_exact(capacity - self.bytes.len());
            }
            self.bytes.extend_from_slice(&chunk[..fits - self.bytes.len()]);
            if len > self.limit {
                return Err(ErrorKind::FileTooLarge.into());
            }
        }
    }
}

#[cfg(test)]
mod tests;
