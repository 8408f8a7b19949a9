use std::io::Write;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

use super::*;

const TEXT: &[u8] = br#"{"statusCode":200,"data":{"userId":"u"},"again":{"userId":"u","userId":"u"}}"#;
const LIMIT: usize = 1000;

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn zlib(text: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn raw_deflate(text: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn brotli(text: &[u8]) -> Vec<u8> {
    let mut encoder = ::brotli::CompressorWriter::new(Vec::new(), 4096, 5, 22);
    encoder.write_all(text).unwrap();
    encoder.into_inner()
}

fn decode(lines: &[&str], body: &[u8]) -> Result<Vec<u8>, CodingError> {
    let lines = lines.iter().map(|line| line.as_bytes());
    let decoded = super::decode(lines, Bytes::copy_from_slice(body), LIMIT);
    decoded.map(Vec::from).map_err(|undecodable| undecodable.error)
}

type Encode = fn(&[u8]) -> Vec<u8>;

/// Every encoder, with the name of its coding in headers and in errors.
const ENCODERS: [(&str, &str, Encode); 4] = [
    ("gzip", "gzip", gzip),
    ("deflate", "deflate", zlib),
    ("deflate", "deflate", raw_deflate),
    ("br", "brotli", brotli),
];

#[test]
fn every_coding_is_removed() {
    for (coding, _, encode) in ENCODERS {
        assert_eq!(decode(&[coding], &encode(TEXT)), Ok(TEXT.into()), "{coding}");
        assert_eq!(decode(&[coding], &encode(b"")), Ok(Vec::new()), "{coding}");
    }
}

#[test]
fn what_is_asked_for_can_be_decoded() {
    for name in SUPPORTED_CODINGS.split(", ") {
        assert!(Coding::named(name).is_ok(), "{name}");
    }
}

#[test]
fn names_are_read_in_any_form() {
    let encoded = gzip(TEXT);
    for lines in [
        &["GZIP"][..],
        &["X-GZip"],
        &[" gzip\t"],
        &[",gzip , ,"],
        &["identity", "gzip"],
        &["", "Identity,gzip,identity"],
    ] {
        assert_eq!(decode(lines, &encoded), Ok(TEXT.into()), "{lines:?}");
    }
    for lines in [&[][..], &[""], &["identity"], &["IDENTITY, identity", ","], &["none"]] {
        assert_eq!(decode(lines, &encoded), Ok(encoded.clone()), "{lines:?}");
    }
}

#[test]
fn codings_are_removed_in_reverse_order() {
    let encoded = gzip(&brotli(&zlib(TEXT)));
    for lines in [&["deflate, br, gzip"][..], &["deflate", "br", "gzip"], &["deflate, identity", "br,gzip"]] {
        assert_eq!(decode(lines, &encoded), Ok(TEXT.into()), "{lines:?}");
    }
    assert_eq!(decode(&["gzip, br, deflate"], &encoded), Err(CodingError::Damaged("deflate")));
    assert_eq!(decode(&["gzip, gzip"], &gzip(&gzip(TEXT))), Ok(TEXT.into()));
}

#[test]
fn too_many_codings_are_refused() {
    let often = |times| (0..times).fold(TEXT.to_vec(), |text, _| gzip(&text));
    assert_eq!(decode(&["gzip,gzip", "gzip,gzip,gzip"], &often(5)), Ok(TEXT.into()));
    assert_eq!(decode(&["gzip,gzip", "gzip,gzip,gzip,gzip"], &often(6)), Err(CodingError::TooMany));
}

#[test]
fn an_unknown_coding_is_named() {
    let unsupported = |name: &str| Err(CodingError::Unsupported(name.into()));
    assert_eq!(decode(&["zstd"], TEXT), unsupported("zstd"));
    assert_eq!(decode(&["zstd, gzip"], &gzip(TEXT)), unsupported("zstd"));
    assert_eq!(decode(&["g\u{1b}[1mz\n `\u{202e}x"], TEXT), unsupported("g1mz`x"));
    assert_eq!(decode(&[&"x".repeat(1000)], TEXT), unsupported(&"x".repeat(32)));
}

#[test]
fn an_empty_body_has_nothing_to_decode() {
    for coding in ["gzip", "deflate", "br", "zstd", "gzip, br"] {
        assert_eq!(decode(&[coding], b""), Ok(Vec::new()), "{coding}");
    }
    assert_eq!(decode(&["br, gzip"], &gzip(b"")), Ok(Vec::new()));
}

#[test]
fn gzip_may_have_several_members() {
    let two = [gzip(&TEXT[..20]), gzip(&TEXT[20..])].concat();
    assert_eq!(decode(&["gzip"], &two), Ok(TEXT.into()));
    let with_empty_ones = [gzip(b""), gzip(TEXT), gzip(b"")].concat();
    assert_eq!(decode(&["gzip"], &with_empty_ones), Ok(TEXT.into()));
}

#[test]
fn gzip_may_have_every_optional_field() {
    let builder = flate2::GzBuilder::new().filename("profile.json").comment("a").extra(b"extra".to_vec());
    let mut encoder = builder.write(Vec::new(), Compression::default());
    encoder.write_all(TEXT).unwrap();
    assert_eq!(decode(&["gzip"], &encoder.finish().unwrap()), Ok(TEXT.into()));
}

#[test]
fn what_follows_the_end_is_ignored() {
    for (coding, _, encode) in ENCODERS {
        for padding in [&b"\0"[..], &[0; 600], b"\r\n", b"garbage"] {
            assert_eq!(
                decode(&[coding], &[&encode(TEXT), padding].concat()),
                Ok(TEXT.into()),
                "{coding} {padding:?}"
            );
        }
    }
}

#[test]
fn every_truncation_is_told_from_damage() {
    for (coding, name, encode) in ENCODERS {
        let encoded = encode(TEXT);
        for len in 1..encoded.len() {
            assert_eq!(
                decode(&[coding], &encoded[..len]),
                Err(CodingError::Truncated(name)),
                "{coding}: {len}"
            );
        }
    }
    let first = gzip(&TEXT[..20]);
    let two = [&*first, &gzip(&TEXT[20..])].concat();
    for len in first.len() + 1..two.len() {
        assert_eq!(decode(&["gzip"], &two[..len]), Err(CodingError::Truncated("gzip")), "{len}");
    }
}

#[test]
fn the_beginning_is_kept() {
    let beginning = |codings: &'static [u8], body: Vec<u8>| {
        super::decode([codings], body.into(), LIMIT).unwrap_err().beginning
    };
    for (coding, _, encode) in ENCODERS {
        let mut without_its_end = encode(TEXT);
        without_its_end.pop();
        let kept = beginning(coding.as_bytes(), without_its_end);
        assert!(!kept.is_empty() && TEXT.starts_with(&kept), "{coding}: {kept:?}");
        assert_eq!(beginning(coding.as_bytes(), encode(&[b'a'; 2 * LIMIT])), vec![b'a'; LIMIT], "{coding}");
    }
    assert_eq!(beginning(b"gzip, gzip", gzip(&[0; 2 * LIMIT])), "", "gzip would be left");
    assert_eq!(beginning(b"zstd, gzip", gzip(TEXT)), "", "zstd would be left");
}

#[test]
fn damage_is_found() {
    for (coding, name, _) in ENCODERS {
        assert_eq!(
            decode(&[coding], b"\xff{\"not\": \"encoded at all\"}"),
            Err(CodingError::Damaged(name)),
            "{coding}"
        );
    }
    let mut wrong_checksum = gzip(TEXT);
    let checksum = wrong_checksum.len() - 8;
    wrong_checksum[checksum] ^= 1;
    assert_eq!(decode(&["gzip"], &wrong_checksum), Err(CodingError::Damaged("gzip")));
    let second_member = [gzip(TEXT), b"\x1f\x8b\xffbroken, and long enough".to_vec()].concat();
    assert_eq!(decode(&["gzip"], &second_member), Err(CodingError::Damaged("gzip")));
    let mut wrong_check = zlib(TEXT);
    *wrong_check.last_mut().unwrap() ^= 1;
    assert_eq!(decode(&["deflate"], &wrong_check), Err(CodingError::Damaged("deflate")));
}

#[test]
fn the_limit_itself_is_allowed() {
    for (coding, _, encode) in ENCODERS {
        assert_eq!(decode(&[coding], &encode(&[b'a'; LIMIT])), Ok(vec![b'a'; LIMIT]), "{coding}");
        assert_eq!(
            decode(&[coding], &encode(&[b'a'; LIMIT + 1])),
            Err(CodingError::TooLarge(LIMIT)),
            "{coding}"
        );
    }
}

#[test]
fn bombs_are_stopped_at_every_stage() {
    let bomb = vec![0; 2_000_000];
    for (coding, _, encode) in ENCODERS {
        assert_eq!(decode(&[coding], &encode(&bomb)), Err(CodingError::TooLarge(LIMIT)), "{coding}");
    }
    assert_eq!(decode(&["gzip, gzip"], &gzip(&gzip(&bomb))), Err(CodingError::TooLarge(LIMIT)));
    assert_eq!(decode(&["gzip"], &gzip(&[0; 600]).repeat(2)), Err(CodingError::TooLarge(LIMIT)));
}

#[test]
fn no_memory_is_reserved_beyond_the_limit() {
    for len in [LIMIT - 1, LIMIT] {
        let mut output = Output { bytes: Vec::new(), limit: LIMIT };
        // One byte at a time, so that the memory must grow often.
        for _ in 0..len {
            output.read_from(&mut &b"a"[..]).unwrap();
        }
        assert!(output.bytes.len() == len && output.bytes.capacity() <= LIMIT);
    }
}

#[test]
fn brotli_gets_no_window_beyond_the_limit() {
    // A window of 16 MiB, and the announcement of as many bytes as they are; the first of them follows.
    let announced = Bytes::from_static(b"\xcf\xff\xff\xffa");
    for (limit, expected) in
        [(LIMIT, CodingError::TooLarge(LIMIT)), (1 << 24, CodingError::Truncated("brotli"))]
    {
        let outcome = super::decode([&b"br"[..]], announced.clone(), limit);
        assert_eq!(outcome.unwrap_err().error, expected);
    }
}
