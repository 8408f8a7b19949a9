//! Moments that a scenario names by their distance from now.

use std::time::{SystemTime, UNIX_EPOCH};

/// How far an expected moment may be from the real one, in seconds. A response takes time, and so does its judge.
const TOLERANCE: i64 = 30;

/// The distance in `{now}`, `{now+60}` or `{now-60}`, in seconds.
fn offset(text: &str) -> Option<i64> {
    let offset = text.strip_prefix("{now")?.strip_suffix('}')?;
    match offset {
        "" => Some(0),
        _ if offset.starts_with(['+', '-']) => offset.parse().ok(),
        _ => None,
    }
}

fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// The moment that `text` names, in seconds since 1970.
pub(crate) fn seconds(text: &str) -> Option<i64> {
    offset(text).map(|offset| now_ms() / 1000 + offset)
}

/// Whether `number` is about the moment that `text` names, in seconds since 1970; `{now_ms}` means milliseconds.
pub(crate) fn is_about(text: &str, number: &str) -> bool {
    let Ok(got) = number.parse::<i64>() else { return false };
    match seconds(text) {
        Some(expected) => expected.abs_diff(got) <= TOLERANCE.unsigned_abs(),
        None => text == "{now_ms}" && now_ms().abs_diff(got) <= TOLERANCE.unsigned_abs() * 1000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_told_from_other_texts() {
        let now = seconds("{now}").unwrap();
        for (text, distance) in [("{now+60}", 60), ("{now-60}", -60)] {
            assert!((0..=1).contains(&(seconds(text).unwrap() - now - distance)), "{text}");
        }
        for text in ["now", "{now", "{now60}", "{now+}", "{now+1}s", "{now_ms}"] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }

    #[test]
    fn an_expected_moment_has_a_tolerance() {
        let seconds = seconds("{now}").unwrap();
        assert!(is_about("{now+5}", &seconds.to_string()) && !is_about("{now+60}", &seconds.to_string()));
        assert!(!is_about("{now}", "soon") && !is_about("now", &seconds.to_string()));
        assert!(is_about("{now_ms}", &(seconds * 1000).to_string()));
        assert!(!is_about("{now_ms}", &seconds.to_string()));
    }
}
