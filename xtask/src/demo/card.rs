//! What one program has shown, in a few lines.

use std::fmt;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::step;

pub struct Card {
    pub language: &'static str,
    pub profile: Value,
    /// The call alone, as the program has measured it.
    call: Duration,
    /// The program from its start to its end.
    program: Duration,
    /// Since the demo began.
    shown_after: Duration,
}

impl Card {
    /// Runs the program of a language.
    pub fn of(language: &'static str, program: &mut Command, start: Instant) -> Result<Self> {
        let began = Instant::now();
        let output = step::isolate(program)?.output().context(language)?;
        let program = began.elapsed();
        let said = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            bail!("{language}: {}\n{said}", output.status);
        }
        let profile = serde_json::from_slice(&output.stdout).context(language)?;
        let call =
            call_time(&said).with_context(|| format!("{language} did not say how long its call took"))?;
        Ok(Self { language, profile, call, program, shown_after: start.elapsed() })
    }

    pub fn to_json(&self) -> Value {
        json!({
            "language": self.language,
            "call_ms": milliseconds(self.call),
            "program_ms": milliseconds(self.program),
            "shown_after_ms": milliseconds(self.shown_after),
        })
    }
}

/// A program prints it as `get_profile took 1234 us`.
fn call_time(said: &str) -> Option<Duration> {
    let rest = said.lines().find_map(|line| line.strip_prefix("get_profile took "))?;
    Some(Duration::from_micros(rest.strip_suffix(" us")?.parse().ok()?))
}

fn milliseconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1e4).round() / 10.0
}

impl fmt::Display for Card {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = |name: &str| self.profile[name].as_str().unwrap_or("none");
        let list = |name: &str| self.profile[name].as_array().map_or(0, Vec::len);
        writeln!(formatter, "{}", self.language)?;
        writeln!(formatter, "  user   {}, {} ({})", field("userId"), field("name"), field("username"))?;
        writeln!(formatter, "  reach  {}, {} {}", field("email"), field("phoneCountryCode"), field("phone"))?;
        writeln!(
            formatter,
            "  more   identities: {}, departments: {}",
            list("identities"),
            list("departmentIds")
        )?;
        let [call, program] = [self.call, self.program].map(milliseconds);
        let shown_after = self.shown_after.as_secs_f64();
        write!(formatter, "  time   call {call} ms, program {program} ms, {shown_after:.0} s after the start")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card() -> Card {
        let profile = json!({
            "userId": "1", "name": "Zhang San", "username": "bob", "email": "bob@example.com", "phone": "188",
            "phoneCountryCode": "+86", "identities": [{}, {}], "departmentIds": null,
        });
        let [call, program, shown_after] = [1_234, 20_000, 61_000_000].map(Duration::from_micros);
        Card { language: "C", profile, call, program, shown_after }
    }

    #[test]
    fn a_card_has_the_user_and_the_times() {
        let text = "C\n  user   1, Zhang San (bob)\n  reach  bob@example.com, +86 188\n  more   identities: 2, departments: 0\n  time   call 1.2 ms, program 20 ms, 61 s after the start";
        assert_eq!(card().to_string(), text);
    }

    #[test]
    fn json_has_the_times_as_numbers() {
        let times =
            json!({ "language": "C", "call_ms": 1.2, "program_ms": 20.0, "shown_after_ms": 61_000.0 });
        assert_eq!(card().to_json(), times);
    }

    #[test]
    fn the_time_of_the_call_is_found_among_other_lines() {
        assert_eq!(call_time("warning\nget_profile took 12 us\n"), Some(Duration::from_micros(12)));
        assert_eq!(call_time("get_profile took long"), None);
    }
}
