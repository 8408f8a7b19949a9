//! Scrubbing: text from a server that goes into an error message.

const MAX_CHARS: usize = 200;

use crate::model::Secret;

/// One short line without control characters, without the secrets, and without what looks like personal data:
/// words with an `@` and runs of seven digits or more.
pub(crate) fn scrub(text: &str, secrets: &[Secret]) -> String {
    let mut text = text.to_owned();
    for secret in secrets.iter().filter(|secret| !secret.as_str().is_empty()) {
        text = text.replace(secret.as_str(), "***");
    }
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let line = words.map(|word| if is_personal(word) { "***" } else { word }).collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MAX_CHARS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

fn is_personal(word: &str) -> bool {
    let mut run = 0;
    let long_number = word.chars().any(|c| {
        run = if c.is_ascii_digit() { run + 1 } else { 0 };
        run >= 7
    });
    long_number || word.contains('@')
}

/// The title of an HTML page.
pub(super) fn title(html: &str) -> Option<&str> {
    let start = html.find("<title>")? + "<title>".len();
    let end = html[start..].find("</title>")?;
    Some(html[start..start + end].trim())
}
