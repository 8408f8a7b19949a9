//! A moment as the service sent it.

use std::time::{Duration, SystemTime};

use time::{Date, OffsetDateTime, Time, UtcOffset};

/// A moment, kept as the service's own string (`2022-07-03T03:20:30.000Z`) and parsed on demand.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Timestamp(String);

impl Timestamp {
    /// The string of the service, verbatim.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The moment, or `None` if the string is not an ISO 8601 date and time with an offset.
    ///
    /// What is read is the same in every language: the extended and the basic format (`20220703T032030Z`), `T`, `t` or a
    /// space before the time, seconds or none, a fraction of any length after a point or a comma (cut to nanoseconds),
    /// and `Z`, `z`, `+08:00`, `+0800` or `+08` as the offset. A leap second is the last nanosecond before it. Without
    /// an offset nobody knows the moment, so that is `None`; so are dates by week or by day of the year.
    #[must_use]
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let (seconds, nanoseconds) = self.to_unix_time()?;
        let whole = Duration::from_secs(seconds.unsigned_abs());
        let start = match seconds {
            0.. => SystemTime::UNIX_EPOCH.checked_add(whole),
            _ => SystemTime::UNIX_EPOCH.checked_sub(whole),
        };
        start?.checked_add(Duration::from_nanos(nanoseconds.into()))
    }

    /// The moment as whole seconds since 1970, negative before, and the nanoseconds that follow them. `None` as with
    /// [`to_system_time`](Self::to_system_time).
    #[must_use]
    pub fn to_unix_time(&self) -> Option<(i64, u32)> {
        let moment = Reader(self.0.trim().as_bytes()).moment()?;
        Some((moment.unix_timestamp(), moment.nanosecond()))
    }
}

/// What is left of the text.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn moment(&mut self) -> Option<OffsetDateTime> {
        let date = self.date()?;
        self.one_of(b"Tt ")?;
        let (time, is_leap_second) = self.time()?;
        self.one_of(b" ");
        let moment = OffsetDateTime::new_in_offset(date, time, self.offset()?);
        let ends_a_day = moment.unix_timestamp().rem_euclid(86_400) == 86_399;
        (self.0.is_empty() && (ends_a_day || !is_leap_second)).then_some(moment)
    }

    fn date(&mut self) -> Option<Date> {
        let year = i32::from(self.number(4)?);
        let is_extended = self.one_of(b"-").is_some();
        let month = u8::try_from(self.number(2)?).ok()?;
        if is_extended {
            self.one_of(b"-")?;
        }
        let day = u8::try_from(self.number(2)?).ok()?;
        Date::from_calendar_date(year, month.try_into().ok()?, day).ok()
    }

    /// Whether it is a leap second comes with it.
    fn time(&mut self) -> Option<(Time, bool)> {
        let hour = u8::try_from(self.number(2)?).ok()?;
        let is_extended = self.one_of(b":").is_some();
        let minute = u8::try_from(self.number(2)?).ok()?;
        let has_seconds = if is_extended {
            self.one_of(b":").is_some()
        } else {
            self.0.first().is_some_and(u8::is_ascii_digit)
        };
        let (mut second, mut nanosecond) = (0, 0);
        if has_seconds {
            second = u8::try_from(self.number(2)?).ok()?;
            if self.one_of(b".,").is_some() {
                nanosecond = self.fraction()?;
            }
        }
        let is_leap_second = second == 60;
        if is_leap_second {
            (second, nanosecond) = (59, 999_999_999);
        }
        Some((Time::from_hms_nano(hour, minute, second, nanosecond).ok()?, is_leap_second))
    }

    fn offset(&mut self) -> Option<UtcOffset> {
        let sign = match self.one_of(b"Zz+-")? {
            b'+' => 1,
            b'-' => -1,
            _ => return Some(UtcOffset::UTC),
        };
        let hours = i8::try_from(self.number(2)?).ok()?;
        let has_minutes = self.one_of(b":").is_some() || !self.0.is_empty();
        let minutes = if has_minutes { i8::try_from(self.number(2)?).ok()? } else { 0 };
        UtcOffset::from_hms(sign * hours, sign * minutes, 0).ok()
    }

    /// Nanoseconds; further digits are read and dropped.
    fn fraction(&mut self) -> Option<u32> {
        let digits = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (fraction, rest) = self.0.split_at(digits);
        self.0 = rest;
        let padded = fraction.iter().chain([b'0'; 9].iter()).take(9);
        (digits > 0).then(|| padded.fold(0, |value, digit| value * 10 + u32::from(digit - b'0')))
    }

    fn number(&mut self, digits: usize) -> Option<u16> {
        let (number, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        number
            .iter()
            .try_fold(0, |value, digit| digit.is_ascii_digit().then(|| value * 10 + u16::from(digit - b'0')))
    }

    fn one_of(&mut self, bytes: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first().filter(|(first, _)| bytes.contains(first))?;
        self.0 = rest;
        Some(*first)
    }
}

/// The time of this machine, in seconds since 1970.
pub(crate) fn unix_now() -> i64 {
    OffsetDateTime::now_utc().unix_timestamp()
}

impl From<String> for Timestamp {
    fn from(string: String) -> Self {
        Self(string)
    }
}

impl From<Timestamp> for String {
    fn from(timestamp: Timestamp) -> Self {
        timestamp.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Case {
        text: String,
        moment: Option<Moment>,
    }

    #[derive(serde::Deserialize)]
    struct Moment {
        seconds: i64,
        nanoseconds: u32,
    }

    /// The tests of the other languages read the same table.
    #[test]
    fn every_case_of_the_table_is_read() {
        let cases = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/timestamps.json");
        let cases: Vec<Case> = serde_json::from_slice(&std::fs::read(cases).unwrap()).unwrap();
        assert!(cases.iter().any(|case| case.moment.is_some()));
        for Case { text, moment } in cases {
            let expected = moment.map(|moment| (moment.seconds, moment.nanoseconds));
            assert_eq!(Timestamp::from(text.clone()).to_unix_time(), expected, "{text:?}");
        }
    }
}
