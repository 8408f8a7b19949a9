//! The parts of header values (RFC 9110, 5.6), read leniently.

use std::borrow::Cow;

/// What is left of a header value. Every method only moves forward, so reading takes linear time.
#[derive(Clone)]
pub(super) struct Lexer<'a>(&'a str);

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self(text)
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn is_at(&self, c: char) -> bool {
        self.0.starts_with(c)
    }

    pub(super) fn take(&mut self, c: char) -> bool {
        let rest = self.0.strip_prefix(c);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    pub(super) fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let end = self.0.find(|c| !belongs(c)).unwrap_or(self.0.len());
        let (taken, rest) = self.0.split_at(end);
        self.0 = rest;
        taken
    }

    pub(super) fn space(&mut self) {
        self.take_while(is_space);
    }

    pub(super) fn token(&mut self) -> &'a str {
        self.take_while(is_token_char)
    }

    /// The value of a parameter: a quoted string, or everything up to the next space, comma or semicolon.
    pub(super) fn value(&mut self) -> Cow<'a, str> {
        match self.quoted_string() {
            Some(text) => Cow::Owned(text),
            None => Cow::Borrowed(self.take_while(|c| !is_space(c) && c != ',' && c != ';')),
        }
    }

    /// Without its quotes and backslashes. One that is not closed ends with the header.
    pub(super) fn quoted_string(&mut self) -> Option<String> {
        let mut chars = self.0.strip_prefix('"')?.chars();
        let mut text = String::new();
        while let Some(c) = chars.next() {
            match c {
                '"' => break,
                '\\' => text.extend(chars.next()),
                _ => text.push(c),
            }
        }
        self.0 = chars.as_str();
        Some(text)
    }

    pub(super) fn skip_char(&mut self) {
        let mut chars = self.0.chars();
        chars.next();
        self.0 = chars.as_str();
    }
}

pub(super) fn is_space(c: char) -> bool {
    c == ' ' || c == '\t'
}

pub(super) fn is_token_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c)
}
