//! A JSON document (RFC 8259), read in one pass: what nobody asks for is checked and skipped.

use std::borrow::Cow;

use super::plain::end_of_plain;
use super::text::characters;

#[cfg(test)]
mod tests;

/// What was read is no JSON.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Malformed;

/// The types of JSON, by the first byte of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}

/// A value that was skipped.
pub(crate) struct Skipped<'a> {
    pub(crate) text: &'a str,
    /// How deep arrays and objects nest in it.
    pub(crate) depth: usize,
    /// Whether no white space stands between its tokens.
    pub(crate) is_compact: bool,
}

/// A place in a document. Each method reads a whole value from there, whatever it makes of it.
#[derive(Clone)]
pub(crate) struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    /// Reads a document, which consists of the value that `read` reads.
    pub(crate) fn document<T>(
        text: &'a str,
        read: impl FnOnce(&mut Self) -> Result<T, Malformed>,
    ) -> Result<T, Malformed> {
        let mut scanner = Self { text, at: 0 };
        let value = read(&mut scanner)?;
        scanner.space();
        if scanner.at == text.len() { Ok(value) } else { Err(Malformed) }
    }

    /// Reads a value by `read`, and what it was read from.
    pub(crate) fn with_text<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, Malformed>,
    ) -> Result<(T, &'a str), Malformed> {
        let start = self.at;
        Ok((read(self)?, &self.text[start..self.at]))
    }

    /// The type of the value that comes next.
    pub(crate) fn kind(&mut self) -> Result<Kind, Malformed> {
        self.space();
        match self.peek() {
            Some(b'"') => Ok(Kind::String),
            Some(b'{') => Ok(Kind::Object),
            Some(b'[') => Ok(Kind::Array),
            Some(b't' | b'f') => Ok(Kind::Boolean),
            Some(b'n') => Ok(Kind::Null),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            _ => Err(Malformed),
        }
    }

    /// Reads an object. `member` gets each key without white space around it, and reads its value.
    pub(crate) fn members(
        &mut self,
        mut member: impl FnMut(Cow<'a, str>, &mut Self) -> Result<(), Malformed>,
    ) -> Result<(), Malformed> {
        self.sequence(b'{', b'}', |scanner| {
            let key = scanner.key()?;
            scanner.space();
            scanner.expect(b':')?;
            member(key, scanner)
        })
    }

    /// Reads an array. `element` gets each index, and reads the value.
    pub(crate) fn elements(
        &mut self,
        mut element: impl FnMut(usize, &mut Self) -> Result<(), Malformed>,
    ) -> Result<(), Malformed> {
        let mut index = 0;
        self.sequence(b'[', b']', |scanner| {
            element(index, scanner)?;
            index += 1;
            Ok(())
        })
    }

    /// Reads any value. The characters of a string or number; `None` for another type, and for a string that is none, such
    /// as half an emoji.
    #[inline]
    pub(crate) fn scalar(&mut self) -> Result<Option<Cow<'a, str>>, Malformed> {
        self.space();
        match self.plain() {
            Some(plain) => Ok(Some(Cow::Borrowed(plain))),
            None => self.other_scalar(),
        }
    }

    #[cold]
    fn other_scalar(&mut self) -> Result<Option<Cow<'a, str>>, Malformed> {
        match self.kind()? {
            Kind::String => Ok(characters(self.quoted()?).map(Cow::Owned)),
            Kind::Number => self.skip().map(|number| Some(Cow::Borrowed(number.text))),
            _ => self.skip().map(|_| None),
        }
    }

    /// Whether `null` comes next, or nothing that is JSON.
    pub(crate) fn is_at_null(&mut self) -> bool {
        self.space();
        self.peek() == Some(b'n')
    }

    /// Reads any value, and keeps no more than where it stands.
    pub(crate) fn skip(&mut self) -> Result<Skipped<'a>, Malformed> {
        let mut skipped = Skipped { text: "", depth: 0, is_compact: true };
        self.space();
        let start = self.at;
        // The closing brackets that are due.
        let mut open = Vec::new();
        loop {
            if let Some(close) = self.opening()? {
                open.push(close);
                skipped.depth = skipped.depth.max(open.len());
                skipped.is_compact &= !self.space();
                if self.take(close) {
                    open.pop();
                } else {
                    skipped.is_compact &= self.key_before_value(close)?;
                    continue;
                }
            }
            while let Some(close) = open.last().copied() {
                skipped.is_compact &= !self.space();
                if self.take(b',') {
                    skipped.is_compact &= !self.space() & self.key_before_value(close)?;
                    break;
                }
                self.expect(close)?;
                open.pop();
            }
            if open.is_empty() {
                skipped.text = &self.text[start..self.at];
                return Ok(skipped);
            }
        }
    }

    /// Reads the key and the colon before the value in an object. Whether no white space stands around them.
    fn key_before_value(&mut self, close: u8) -> Result<bool, Malformed> {
        if close == b']' {
            return Ok(!self.space());
        }
        self.pass_string()?;
        let before = self.space();
        self.expect(b':')?;
        Ok(!(before | self.space()))
    }

    /// Reads a scalar, or an opening bracket: then the closing one is due.
    fn opening(&mut self) -> Result<Option<u8>, Malformed> {
        match self.kind()? {
            Kind::Object | Kind::Array => {
                return Ok(Some(if self.next()? == b'{' { b'}' } else { b']' }));
            }
            Kind::String => self.pass_string()?,
            Kind::Number => self.number()?,
            Kind::Null => self.word("null")?,
            Kind::Boolean if self.peek() == Some(b't') => self.word("true")?,
            Kind::Boolean => self.word("false")?,
        }
        Ok(None)
    }

    fn sequence(
        &mut self,
        open: u8,
        close: u8,
        mut item: impl FnMut(&mut Self) -> Result<(), Malformed>,
    ) -> Result<(), Malformed> {
        self.space();
        self.expect(open)?;
        self.space();
        if self.take(close) {
            return Ok(());
        }
        loop {
            item(self)?;
            self.space();
            if self.take(close) {
                return Ok(());
            }
            self.expect(b',')?;
        }
    }

    /// A key, which the service sometimes surrounds with spaces. One that no string can hold is nothing that is looked
    /// for, so it stays as it is.
    #[inline]
    fn key(&mut self) -> Result<Cow<'a, str>, Malformed> {
        self.space();
        match self.plain() {
            Some(key) if !matches!(key.as_bytes(), [b' ', ..] | [.., b' ']) => Ok(Cow::Borrowed(key)),
            Some(key) => Ok(Cow::Borrowed(key.trim_ascii())),
            None => self.other_key(),
        }
    }

    #[cold]
    fn other_key(&mut self) -> Result<Cow<'a, str>, Malformed> {
        let raw = self.quoted()?;
        Ok(characters(raw).map_or(Cow::Borrowed(raw), |key| Cow::Owned(key.trim_ascii().to_owned())))
    }

    fn pass_string(&mut self) -> Result<(), Malformed> {
        if self.plain().is_some() { Ok(()) } else { self.quoted().map(drop) }
    }

    /// Reads a string without escapes, as most are. `None` for anything else, and then nothing was read.
    fn plain(&mut self) -> Option<&'a str> {
        let bytes = self.text.as_bytes();
        if self.peek() != Some(b'"') {
            return None;
        }
        let start = self.at + 1;
        let end = end_of_plain(bytes, start);
        if bytes.get(end) != Some(&b'"') {
            return None;
        }
        self.at = end + 1;
        self.text.get(start..end)
    }

    /// Reads a string with its quotation marks.
    fn quoted(&mut self) -> Result<&'a str, Malformed> {
        let start = self.at;
        self.expect(b'"')?;
        loop {
            self.at = end_of_plain(self.text.as_bytes(), self.at);
            match self.next()? {
                b'"' => return Ok(&self.text[start..self.at]),
                b'\\' => self.escape()?,
                _ => return Err(Malformed),
            }
        }
    }

    fn escape(&mut self) -> Result<(), Malformed> {
        match self.next()? {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Ok(()),
            b'u' => {
                for _ in 0..4 {
                    self.next().ok().filter(u8::is_ascii_hexdigit).ok_or(Malformed)?;
                }
                Ok(())
            }
            _ => Err(Malformed),
        }
    }

    fn number(&mut self) -> Result<(), Malformed> {
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        Ok(())
    }

    fn digits(&mut self) -> Result<(), Malformed> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if self.at > start { Ok(()) } else { Err(Malformed) }
    }

    fn word(&mut self, word: &str) -> Result<(), Malformed> {
        let is_there = self.text.as_bytes()[self.at..].starts_with(word.as_bytes());
        self.at += word.len();
        if is_there { Ok(()) } else { Err(Malformed) }
    }

    /// Skips white space; whether there was any.
    fn space(&mut self) -> bool {
        if self.peek().is_none_or(|byte| byte > b' ') {
            return false;
        }
        let start = self.at;
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
        self.at > start
    }

    fn expect(&mut self, byte: u8) -> Result<(), Malformed> {
        if self.take(byte) { Ok(()) } else { Err(Malformed) }
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    fn next(&mut self) -> Result<u8, Malformed> {
        let byte = self.peek().ok_or(Malformed)?;
        self.at += 1;
        Ok(byte)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}
