//! The profile as a person reads it.

use std::fmt::Write as _;
use std::time::SystemTime;

use anstyle::Style;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width, presets};
use genauth::Profile;

use super::facts;
use crate::printable;

const FALLBACK_WIDTH: u16 = 80;
/// Wider than the longest label, so that the first column never wraps.
const LABEL_WIDTH: u16 = 14;

/// The card of a user, with styles.
pub(super) fn of(profile: &Profile) -> String {
    let width = terminal_size::terminal_size().map_or(FALLBACK_WIDTH, |(width, _)| width.0);
    card(profile, width, SystemTime::now())
}

fn card(profile: &Profile, width: u16, now: SystemTime) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    for (label, lines) in facts::of(profile, now) {
        let lines: Vec<_> = lines.iter().map(|line| printable::line(line)).collect();
        table.add_row([label.to_owned(), lines.join("\n")]);
    }
    if let Some(labels) = table.column_mut(0) {
        labels.set_padding((0, 1)).set_constraint(ColumnConstraint::Absolute(Width::Fixed(LABEL_WIDTH)));
    }
    if let Some(values) = table.column_mut(1) {
        values.set_padding((0, 0));
    }
    let (bold, dim) = (Style::new().bold(), Style::new().dimmed());
    let mut card = format!("{bold}{}{bold:#}\n", printable::line(facts::name(profile)));
    for line in table.lines() {
        let line = line.trim_end();
        // The labels are ASCII.
        let (label, value) = line.split_at(usize::from(LABEL_WIDTH).min(line.len()));
        // Writing to a string cannot fail.
        let _ = writeln!(card, "{dim}{label}{dim:#}{value}");
    }
    card
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use genauth_emulator::SAMPLE;
    use serde_json::Value;

    use super::*;

    /// The documented user, as this library's profile.
    fn documented() -> Profile {
        let envelope: Value = serde_json::from_slice(SAMPLE).unwrap();
        Profile::from_json(&envelope["data"].to_string()).unwrap()
    }

    fn plain(profile: &Profile, width: u16) -> String {
        // Three years after the last login of the documented user.
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_656_818_430 + 3 * 366 * 86_400);
        anstream::adapter::strip_str(&card(profile, width, now)).to_string()
    }

    #[test]
    fn the_documented_user() {
        let expected = "\
Zhang San
username      bob
e-mail        test@example.com ✓ verified
phone         +86 188xxxx8888 ✓ verified
status        Activated, at work: Active
departments   624d930c3xxxx5c08dd4986e
              624d93102xxxx012f33cd2fe
identities    wechat (openid): oj7Nq05R-RRaqak0_YlMLnnIwsvg
custom data   age: 22
              school: Peking University
last login    3 years ago (2022-07-03T03:20:30.000Z)
user id       6229ffaxxxxxxxxcade3e3d9
";
        assert_eq!(plain(&documented(), 80), expected);
    }

    #[test]
    fn a_narrow_terminal_wraps_the_values() {
        let mut profile = Profile::new("u-1");
        profile.name = Some("张三".into());
        profile.email = Some("someone@a-very-long-domain.example".into());
        profile.email_verified = Some(false);
        let card = plain(&profile, 40);
        assert!(card.starts_with("张三\ne-mail        someone@") && card.contains("✗ not"), "{card}");
        assert!(card.lines().all(|line| line.chars().count() <= 40), "{card}");
    }

    #[test]
    fn what_was_malformed_is_said() {
        let profile =
            Profile::from_json(r#"{"userId": "u-1", "phone": {"x": 1}, "lastLogin": "soon"}"#).unwrap();
        let card = plain(&profile, 80);
        assert!(card.contains("malformed     phone: object, expected string"), "{card}");
        assert!(card.contains("last login    soon\n"), "{card}");
    }

    #[test]
    fn nothing_steers_the_terminal() {
        let mut profile = Profile::new("u\x1b[2J");
        profile.name = Some("a\x1b]0;x\x07b\u{202e}".into());
        profile.custom_data = Some(String::from(r#"{"\u001b[1m": "\u001b[2m"}"#).try_into().unwrap());
        assert!(!plain(&profile, 80).contains(['\x1b', '\x07', '\u{202e}']));
    }
}
