//! The characters of a string, and whether JSON has them as they are.

use std::borrow::Cow;

/// A string that may be written as JSON.
#[derive(Clone)]
pub(crate) enum Text<'a> {
    /// None of its characters needs an escape.
    Plain(&'a str),
    Any(Cow<'a, str>),
}

impl<'a> Text<'a> {
    /// A string from anywhere.
    pub(crate) fn any(characters: &'a str) -> Self {
        Self::Any(Cow::Borrowed(characters))
    }

    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Plain(characters) => characters,
            Self::Any(characters) => characters,
        }
    }

    pub(crate) fn into_owned(self) -> String {
        match self {
            Self::Plain(characters) => characters.to_owned(),
            Self::Any(characters) => characters.into_owned(),
        }
    }

    /// The same, borrowing from nothing.
    pub(crate) fn detach<'b>(self) -> Text<'b> {
        Text::Any(Cow::Owned(self.into_owned()))
    }
}

/// What the scanner gives: it is borrowed where the document has it without escapes.
impl<'a> From<Cow<'a, str>> for Text<'a> {
    fn from(characters: Cow<'a, str>) -> Self {
        match characters {
            Cow::Borrowed(characters) => Self::Plain(characters),
            Cow::Owned(_) => Self::Any(characters),
        }
    }
}

/// The characters of a string with quotation marks; `None` if they are none, such as half an emoji.
pub(super) fn characters(quoted: &str) -> Option<String> {
    if quoted.contains("\\u") {
        return serde_json::from_str(quoted).ok();
    }
    // The others take a fifth of the time without a parser: JSON within a string is full of them.
    let mut rest = &quoted[1..quoted.len() - 1];
    let mut characters = String::with_capacity(rest.len());
    while let Some((plain, special)) = rest.split_once('\\') {
        characters.push_str(plain);
        let mut special = special.chars();
        characters.push(match special.next()? {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            itself => itself,
        });
        rest = special.as_str();
    }
    characters.push_str(rest);
    Some(characters)
}
