//! gzip (RFC 1952) and deflate, which is zlib (RFC 1950) or, from some servers, raw DEFLATE (RFC 1951).

use std::io;

use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};

use super::Output;

const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// All members. What follows them and is no member, such as padding with zeros, is ignored like gzip, browsers and
/// urllib3 do.
pub(super) fn gzip(encoded: &[u8], output: &mut Output) -> io::Result<()> {
    let mut decoder = GzDecoder::new(encoded);
    loop {
        output.read_from(&mut decoder)?;
        let rest: &[u8] = decoder.get_ref();
        if !begins_a_member(rest) {
            return Ok(());
        }
        decoder.reset(rest);
    }
}

/// One byte of the magic number is a member too: a truncated one.
fn begins_a_member(rest: &[u8]) -> bool {
    !rest.is_empty() && rest.iter().zip(GZIP_MAGIC).all(|(byte, magic)| *byte == magic)
}

pub(super) fn deflate(encoded: &[u8], output: &mut Output) -> io::Result<()> {
    if has_zlib_header(encoded) {
        output.read_from(&mut ZlibDecoder::new(encoded))
    } else {
        output.read_from(&mut DeflateDecoder::new(encoded))
    }
}

/// Method 8, a window of at most 32 KiB, and the check of both bytes. Raw DEFLATE from real encoders begins otherwise.
fn has_zlib_header(encoded: &[u8]) -> bool {
    let [method, flags, ..] = *encoded else { return false };
    method & 0x0f == 8 && method >> 4 <= 7 && u16::from_be_bytes([method, flags]) % 31 == 0
}
