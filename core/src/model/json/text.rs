//! The characters of a string, and whether JSON has them as they are.

use std::borrow::Cow;

/// A string that may be written as JSON.
#[derive(Clone)]
pub(crate) struct Text<'a> {
    characters: Cow<'a, str>,
    /// Whether it is known that none of them needs an escape.
    is_plain: bool,
}

impl<'a> Text<'a> {
    /// A string from anywhere.
    pub(crate) fn any(characters: &'a str) -> Self {
        Self { characters: Cow::Borrowed(characters), is_plain: false }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.characters
    }

    pub(super) fn is_plain(&self) -> bool {
        self.is_plain
    }

    pub(crate) fn into_owned(self) -> String {
        self.characters.into_owned()
    }

    /// The same, borrowing from nothing.
    pub(crate) fn detach<'b>(self) -> Text<'b> {
        Text { characters: Cow::Owned(self.characters.into_owned()), is_plain: self.is_plain }
    }
}

/// What the scanner gives: it is borrowed where the document has it without escapes.
impl<'a> From<Cow<'a, str>> for Text<'a> {
    fn from(characters: Cow<'a, str>) -> Self {
        let is_plain = matches!(characters, Cow::Borrowed(_));
        Self { characters, is_plain }
    }
}
