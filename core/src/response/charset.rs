//! The text of a body, whatever its charset.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

use super::lexer::Lexer;

/// A decoded body.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decoded<'a> {
    /// Without a byte order mark. Borrowed when the body is well-formed UTF-8.
    pub(crate) text: Cow<'a, str>,
    /// The name of the charset, as the Encoding standard writes it.
    pub(crate) charset: &'static str,
    /// Whether bytes had no meaning in the charset; each such place is now U+FFFD.
    pub(crate) is_damaged: bool,
}

/// Decodes as browsers do (WHATWG Encoding, "decode"): a byte order mark decides, else the charset of the content type,
/// else, or if nobody knows that charset, UTF-8.
pub(crate) fn decode<'a>(body: &'a [u8], content_type: Option<&[u8]>) -> Decoded<'a> {
    let encoding = content_type.and_then(declared).unwrap_or(UTF_8);
    let (text, encoding, is_damaged) = encoding.decode(body);
    Decoded { text, charset: encoding.name(), is_damaged }
}

/// The first `charset` of a content type.
fn declared(content_type: &[u8]) -> Option<&'static Encoding> {
    let content_type = String::from_utf8_lossy(content_type);
    let mut lexer = Lexer::new(&content_type);
    loop {
        lexer.take_while(|c| c != ';');
        if !lexer.take(';') {
            return None;
        }
        lexer.space();
        let name = lexer.token();
        lexer.space();
        if lexer.take('=') {
            lexer.space();
            // Read even if the name is another one: a quoted string may hold a semicolon.
            let value = lexer.value();
            if name.eq_ignore_ascii_case("charset") {
                // Not the labels whose "replacement" encoding decodes nothing.
                return Encoding::for_label_no_replacement(value.trim_matches('\'').as_bytes());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text<'a>(body: &'a [u8], content_type: &str) -> (Cow<'a, str>, bool) {
        let decoded = decode(body, Some(content_type.as_bytes()));
        (decoded.text, decoded.is_damaged)
    }

    fn intact(text: &str) -> (Cow<'_, str>, bool) {
        (Cow::Borrowed(text), false)
    }

    #[test]
    fn utf_8_is_borrowed() {
        for content_type in
            ["application/json", "application/json; charset=utf-8", "text/html;charset=nonsense", ""]
        {
            for body in ["{\"name\": \"王小明\"}", "\u{feff}{}", ""] {
                let decoded = text(body.as_bytes(), content_type);
                assert!(matches!(decoded.0, Cow::Borrowed(_)), "{content_type}");
                assert_eq!(decoded, intact(body.trim_start_matches('\u{feff}')));
            }
        }
        assert_eq!(decode(b"{}", None).text, "{}");
    }

    #[test]
    fn the_declared_charset_is_used() {
        let table: &[(&str, &[u8], &str)] = &[
            ("text/html; charset=ISO-8859-1", b"Z\xfcrich", "Zürich"),
            ("text/html; charset=latin1", b"\x80", "€"),
            ("application/json; charset=GBK", b"\xcd\xf5\xd0\xa1\xc3\xf7", "王小明"),
            ("application/json; charset=gb18030", b"\x84\x31\xa4\x37", "\u{fffd}"),
            ("application/json; charset=Big5", b"\xa4\xfd", "王"),
            ("text/plain;charset=Shift_JIS", b"\x93\xfa\x96\x7b", "日本"),
            ("text/plain;charset=EUC-KR", b"\xc7\xd1", "한"),
            ("text/plain;charset=utf-16", b"{\0}\0", "{}"),
            ("text/plain;charset=utf-16be", b"\0{\0}", "{}"),
        ];
        for (content_type, body, expected) in table {
            assert_eq!(text(body, content_type), intact(expected), "{content_type}");
        }
    }

    #[test]
    fn the_parameter_may_look_odd() {
        for content_type in [
            "application/json; charset=\"GBK\"",
            "application/json ; CharSet = gbk ; version=1",
            "application/json;charset='GBK'",
            "application/json; charset=\"g\\bk\"",
            "application/json; a=\"; charset=utf-8\"; charset=gbk; charset=utf-8",
            "application/json; charset=gbk, text/html",
            "application/json;;charset = \"gbk",
            "; charset=GBK",
        ] {
            assert_eq!(text(b"\xcd\xf5", content_type), intact("王"), "{content_type}");
        }
        for content_type in
            ["application/json; charset", "a/b; charset=", "a/b; xcharset=gbk", "a/b, charset=gbk"]
        {
            assert_eq!(text("王".as_bytes(), content_type), intact("王"), "{content_type}");
        }
    }

    #[test]
    fn a_byte_order_mark_wins() {
        for body in [
            &b"\xef\xbb\xbf{\"a\":1}"[..],
            b"\xff\xfe{\0\"\0a\0\"\0:\x001\0}\0",
            b"\xfe\xff\0{\0\"\0a\0\"\0:\x001\0}",
        ] {
            for content_type in ["application/json", "application/json; charset=utf-8", "a/b; charset=gbk"] {
                assert_eq!(text(body, content_type), intact("{\"a\":1}"));
            }
        }
    }

    #[test]
    fn the_charset_is_named() {
        for (content_type, body, charset) in [
            ("a/b", &b"{}"[..], "UTF-8"),
            ("a/b; charset=latin1", b"{}", "windows-1252"),
            ("a/b; charset=gbk", b"{}", "GBK"),
            ("a/b; charset=gbk", b"\xff\xfe{\0", "UTF-16LE"),
        ] {
            assert_eq!(decode(body, Some(content_type.as_bytes())).charset, charset, "{content_type}");
        }
    }

    #[test]
    fn damage_is_reported() {
        let table: &[(&str, &[u8], &str)] = &[
            ("application/json", b"a\xffb", "a\u{fffd}b"),
            ("application/json; charset=gbk", b"\xcd", "\u{fffd}"),
            ("application/json; charset=utf-16le", b"{\0}", "{\u{fffd}"),
            // A label whose encoding browsers refuse is none at all.
            ("application/json; charset=iso-2022-cn", b"{}\xff", "{}\u{fffd}"),
        ];
        for (content_type, body, expected) in table {
            assert_eq!(text(body, content_type), (Cow::Borrowed(*expected), true), "{content_type}");
        }
    }
}
