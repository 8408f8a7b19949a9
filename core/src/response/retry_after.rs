//! `Retry-After`: seconds or a date.

use std::time::{Duration, SystemTime};

/// More than this is as good as never, and any language can add it to the time of day (RFC 9111, 1.2.2, has the number).
const LONGEST: Duration = Duration::from_secs(1 << 31);

/// How long the server asks to wait, or `None` if the header is invalid.
///
/// A date is compared with the response's own `Date`, or with `now` if that cannot be read, so that a wrong clock on
/// either side does no harm. A moment in the past is no wait.
pub(crate) fn parse(header: &str, date_header: Option<&str>, now: SystemTime) -> Option<Duration> {
    let header = header.trim();
    let wait = seconds(header).or_else(|| {
        let sent = date_header.and_then(date).unwrap_or(now);
        Some(date(header)?.duration_since(sent).unwrap_or_default())
    })?;
    Some(wait.min(LONGEST))
}

/// Whole by the book, but some servers write fractions.
fn seconds(text: &str) -> Option<Duration> {
    let seconds = text.parse::<f64>().ok().filter(|_| text.contains(|c: char| c.is_ascii_digit()))?;
    Some(Duration::try_from_secs_f64(seconds.max(0.0)).unwrap_or(LONGEST))
}

fn date(text: &str) -> Option<SystemTime> {
    httpdate::parse_http_date(text.trim()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 1994-11-06 08:49:37 UTC
    fn now() -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777)
    }

    fn seconds_of(header: &str, date_header: Option<&str>) -> Option<f64> {
        parse(header, date_header, now()).map(|wait| wait.as_secs_f64())
    }

    #[test]
    fn seconds_are_read() {
        let longest = LONGEST.as_secs_f64();
        for (header, expected) in [
            ("7", Some(7.0)),
            (" 7\t", Some(7.0)),
            ("0", Some(0.0)),
            ("1.5", Some(1.5)),
            ("-5", Some(0.0)),
            ("-0.5", Some(0.0)),
            ("2147483647", Some(2_147_483_647.0)),
            ("2147483649", Some(longest)),
            ("99999999999999999999999", Some(longest)),
            ("1e999", Some(longest)),
            ("-1e999", Some(0.0)),
            ("", None),
            ("soon", None),
            ("inf", None),
            ("nan", None),
            ("7 s", None),
        ] {
            assert_eq!(seconds_of(header, None), expected, "{header:?}");
        }
    }

    #[test]
    fn a_date_counts_from_the_date_of_the_response() {
        let header = "Sun, 06 Nov 1994 08:50:00 GMT";
        for (date_header, expected) in [
            (None, 23.0),
            (Some("yesterday"), 23.0),
            (Some("Sun, 06 Nov 1994 08:49:30 GMT"), 30.0),
            (Some(" Sunday, 06-Nov-94 08:49:50 GMT "), 10.0),
            (Some("Sun Nov  6 08:51:00 1994"), 0.0),
            (Some("Sun, 06 Nov 2044 08:49:37 GMT"), 0.0),
        ] {
            assert_eq!(seconds_of(header, date_header), Some(expected), "{date_header:?}");
        }
        assert_eq!(seconds_of("Fri, 31 Dec 9999 23:59:59 GMT", None), Some(LONGEST.as_secs_f64()));
        assert_eq!(seconds_of("Sun, 06 Nov 1994 08:50:00", None), None);
    }
}
