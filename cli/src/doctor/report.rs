//! What was found, line by line.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use super::fields::Absent;
use crate::problem::Problem;
use crate::{output, printable};

#[derive(Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Status {
    Ok,
    Warning,
    Failure,
    /// It does not apply here, or an earlier failure prevents it.
    Skipped,
}

impl Status {
    fn word(self) -> (&'static str, Style) {
        match self {
            Self::Ok => ("ok", AnsiColor::Green.on_default()),
            Self::Warning => ("warning", AnsiColor::Yellow.on_default()),
            Self::Failure => ("failure", AnsiColor::Red.on_default().bold()),
            Self::Skipped => ("skipped", Style::new().dimmed()),
        }
    }
}

/// One thing that was looked at.
#[derive(Serialize)]
pub(super) struct Finding {
    check: &'static str,
    status: Status,
    message: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "String::is_empty")]
    fix: String,
    #[serde(skip)]
    code: u8,
}

/// A finding that is as it should be.
pub(super) fn ok(check: &'static str, message: impl Into<String>) -> Finding {
    Finding { check, status: Status::Ok, message: message.into(), fix: String::new(), code: 0 }
}

pub(super) fn warning(check: &'static str, message: impl Into<String>, fix: impl Into<String>) -> Finding {
    Finding { status: Status::Warning, ..ok(check, message).with_fix(fix) }
}

pub(super) fn skipped(check: &'static str, message: impl Into<String>) -> Finding {
    Finding { status: Status::Skipped, ..ok(check, message) }
}

/// A finding that explains why calls fail.
pub(super) fn failure(check: &'static str, problem: impl Into<Problem>) -> Finding {
    let problem = problem.into();
    let id = problem.request_id.map(|id| format!(" (request id: {id})")).unwrap_or_default();
    let finding = ok(check, problem.message + &id).with_fix(problem.hint);
    Finding { status: Status::Failure, code: problem.code, ..finding }
}

impl Finding {
    pub(super) fn with_fix(self, fix: impl Into<String>) -> Self {
        Self { fix: fix.into(), ..self }
    }

    /// The same with more in its message.
    pub(super) fn and(self, more: &str) -> Self {
        Self { message: self.message + more, ..self }
    }

    fn print(&self) -> Result<(), Problem> {
        let (word, style) = self.status.word();
        let message = printable::line(&self.message);
        let mut text = format!("{style}{word:8}{style:#} {:16} {message}\n", self.check);
        if !self.fix.is_empty() {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{:25} → {}", "", printable::line(&self.fix));
        }
        output::styled(&text)
    }
}

/// Everything that was found. People see it as it comes, programs as one JSON object at the end.
#[derive(Serialize)]
pub(super) struct Report {
    #[serde(skip)]
    is_json: bool,
    version: &'static str,
    checks: Vec<Finding>,
    absent_fields: Vec<Absent>,
}

impl Report {
    pub(super) fn new(is_json: bool) -> Self {
        Self { is_json, version: genauth::VERSION, checks: Vec::new(), absent_fields: Vec::new() }
    }

    pub(super) fn add(&mut self, finding: Finding) -> Result<(), Problem> {
        if !self.is_json {
            finding.print()?;
        }
        self.checks.push(finding);
        Ok(())
    }

    pub(super) fn add_absent(&mut self, absent: Vec<Absent>) {
        self.absent_fields = absent;
    }

    /// Ends the report; an error if something failed.
    pub(super) fn end(self) -> Result<(), Problem> {
        if self.is_json {
            let json = serde_json::to_string(&self).map_err(|error| Problem::other(error.to_string()))?;
            output::result(&format!("{}\n", printable::json(&json)))?;
        }
        let is_failure = |finding: &&Finding| finding.status == Status::Failure;
        let failures = self.checks.iter().filter(is_failure).count();
        match self.checks.iter().find(is_failure) {
            None => Ok(()),
            Some(first) => Err(Problem {
                code: first.code,
                ..Problem::other(format!("{failures} of {} checks failed", self.checks.len()))
            }),
        }
    }
}
