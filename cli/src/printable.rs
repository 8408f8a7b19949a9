//! What may reach a terminal: text that does not steer it. Names are their users' own choice, and messages the server's.

use std::fmt::Write as _;

/// Whether a character does something else than be seen: controls the terminal, reorders or hides what stands around it.
/// Those that join letters are part of how some languages are written.
fn is_steering(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'
                | '\u{200e}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// One line of text, with a replacement character in place of each that steers.
pub(crate) fn line(text: &str) -> String {
    text.replace(is_steering, "\u{fffd}")
}

/// The same JSON. What steers can only be in its strings, where it is escaped, or be white space around them.
pub(crate) fn json(text: &str) -> String {
    let mut printable = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' => printable.push(' '),
            _ if is_steering(character) => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    // Writing to a string cannot fail.
                    let _ = write!(printable, "\\u{unit:04x}");
                }
            }
            _ => printable.push(character),
        }
    }
    printable
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_any_language_stays() {
        for text in ["Zhang San", "张三", "José", "محمد", "नेहा \u{200d}क्\u{200c}ष", "👩\u{200d}💻", "a\"\\b"]
        {
            assert_eq!((line(text), json(text)), (text.to_owned(), text.to_owned()));
        }
    }

    #[test]
    fn nothing_steers_the_terminal() {
        for character in (0..=0x10_ffff).filter_map(char::from_u32).filter(|c| is_steering(*c)) {
            let text = format!("a{character}b");
            assert_eq!(line(&text), "a\u{fffd}b");
            assert!(!json(&text).contains(is_steering));
        }
        for steering in ["\x1b[2J", "\x07", "\r", "\n", "\u{9b}31m", "\u{202e}", "\u{2066}", "\u{e0041}"] {
            assert!(steering.contains(is_steering), "{steering:?}");
        }
    }

    #[test]
    fn json_keeps_its_meaning() {
        assert_eq!(
            json("{\"a\":\r\n\t\"\u{7f}\u{202e}\u{e0041}\\n\"}"),
            r#"{"a":   "\u007f\u202e\udb40\udc41\n"}"#
        );
    }
}
