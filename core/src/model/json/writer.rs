//! JSON that is written where it ends up.

use std::fmt::Write;

use super::plain::end_of_plain;
use super::text::Text;

/// A compact JSON document while it is being written.
pub(crate) struct Writer(String);

impl Writer {
    /// A writer with room for so many bytes.
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// What was written.
    pub(crate) fn finish(self) -> String {
        self.0
    }

    pub(crate) fn begin_object(&mut self) {
        self.0.push('{');
    }

    pub(crate) fn end_object(&mut self) {
        self.0.push('}');
    }

    pub(crate) fn array<T>(&mut self, items: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.0.push('[');
        for item in items {
            self.separate();
            write(self, item);
        }
        self.0.push(']');
    }

    /// Begins a member of an object, whose value is to follow. The key comes with its quotation marks and colon.
    pub(crate) fn ready_key(&mut self, key: &str) {
        self.separate();
        self.0.push_str(key);
    }

    /// Begins a member of an object, whose value is to follow.
    pub(crate) fn key(&mut self, key: &str) {
        self.separate();
        self.string(key);
        self.0.push(':');
    }

    pub(crate) fn text(&mut self, text: &Text<'_>) {
        match text {
            Text::Plain(characters) => {
                self.0.push('"');
                self.0.push_str(characters);
                self.0.push('"');
            }
            Text::Any(characters) => self.string(characters),
        }
    }

    pub(crate) fn string(&mut self, string: &str) {
        self.0.push('"');
        let mut rest = string;
        loop {
            let (plain, special) = rest.split_at(end_of_plain(rest.as_bytes(), 0));
            self.0.push_str(plain);
            let mut chars = special.chars();
            let Some(special) = chars.next() else { break };
            self.escape(special);
            rest = chars.as_str();
        }
        self.0.push('"');
    }

    pub(crate) fn integer(&mut self, number: i64) {
        let _ = write!(self.0, "{number}");
    }

    pub(crate) fn boolean(&mut self, value: bool) {
        self.0.push_str(if value { "true" } else { "false" });
    }

    /// A value that is compact JSON already.
    pub(crate) fn json(&mut self, value: &str) {
        self.0.push_str(value);
    }

    fn escape(&mut self, c: char) {
        match c {
            '"' => self.0.push_str("\\\""),
            '\\' => self.0.push_str("\\\\"),
            '\u{8}' => self.0.push_str("\\b"),
            '\u{c}' => self.0.push_str("\\f"),
            '\n' => self.0.push_str("\\n"),
            '\r' => self.0.push_str("\\r"),
            '\t' => self.0.push_str("\\t"),
            _ => {
                let _ = write!(self.0, "\\u{:04x}", u32::from(c));
            }
        }
    }

    /// Nothing comes between an opening bracket or a colon and what it opens.
    fn separate(&mut self) {
        if !matches!(self.0.as_bytes().last(), Some(b'{' | b'[')) {
            self.0.push(',');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_written_as_others_write_them() {
        let every = (0..0x300).filter_map(char::from_u32).collect::<String>();
        for string in
            ["", "a", "\"", "a\\", "\n\n", "王小明 😀", "{", "longer than eight \u{1} bytes", &every]
        {
            let mut writer = Writer::with_capacity(0);
            writer.string(string);
            assert_eq!(writer.finish(), serde_json::to_string(string).unwrap());
            let mut writer = Writer::with_capacity(0);
            writer.text(&Text::any(string));
            assert_eq!(writer.finish(), serde_json::to_string(string).unwrap());
        }
    }

    #[test]
    fn commas_stand_between_members_and_items_only() {
        let mut writer = Writer::with_capacity(0);
        writer.begin_object();
        writer.key("a");
        writer.array(&["{", "["], |writer, item| writer.string(item));
        writer.key("b");
        writer.begin_object();
        writer.end_object();
        writer.key("c");
        writer.boolean(true);
        writer.key("d");
        writer.integer(-1);
        writer.end_object();
        assert_eq!(writer.finish(), r#"{"a":["{","["],"b":{},"c":true,"d":-1}"#);
    }
}
