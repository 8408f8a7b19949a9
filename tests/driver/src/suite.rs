//! Every scenario through every runner.

use std::collections::BTreeMap;
use std::path::Path;
use std::thread;

use anyhow::{Result, anyhow};
use genauth_emulator::Emulator;

use crate::place::Place;
use crate::protocol::{Outcome, Request, Response};
use crate::runner::Ask;
use crate::scenario::Scenario;
use crate::{agree, judge, requests, secrets};

/// A runner that takes part. Its name begins with the name of its language, as the user agent has it.
pub struct Contestant {
    /// Such as `python` or `python-async`.
    pub name: String,
    /// Whether its language can express any configuration, wrong keys and types included.
    pub dynamic_config: bool,
    /// The runner itself.
    pub runner: Box<dyn Ask + Send>,
}

/// How it went.
#[derive(Debug, Default)]
pub struct Report {
    /// One line for each failing check.
    pub complaints: Vec<String>,
    /// How many pairs of scenario and runner passed.
    pub passed: usize,
    /// How many pairs did not.
    pub failed: usize,
    /// How many pairs cannot be: the types of a language rule the configuration out, or it has no sessions.
    pub not_expressible: usize,
}

/// What one runner did with one scenario.
struct Verdict {
    outcome: Option<Outcome>,
    complaints: Vec<String>,
}

impl Verdict {
    fn without_outcome(complaint: String) -> Self {
        Self { outcome: None, complaints: vec![complaint] }
    }
}

/// Plays the scenarios of `directory` that are given through all contestants at once.
pub fn run(directory: &Path, scenarios: &[Scenario], contestants: Vec<Contestant>) -> Result<Report> {
    let emulator = Emulator::builder().scenarios(directory).start_blocking()?;
    let emulator = &emulator;
    let mut all = thread::scope(|scope| {
        let play = |contestant| scope.spawn(move || play(emulator, scenarios, contestant));
        let threads = contestants.into_iter().map(play).collect::<Vec<_>>();
        threads
            .into_iter()
            .map(|thread| thread.join().map_err(|_| anyhow!("a runner's thread panicked")))
            .collect::<Result<Vec<_>>>()
    })?;
    for scenario in scenarios {
        compare(scenario, &mut all);
    }
    Ok(report(scenarios, &all))
}

type Verdicts = (String, BTreeMap<String, Verdict>);

fn play(emulator: &Emulator, scenarios: &[Scenario], mut contestant: Contestant) -> Verdicts {
    let mut verdicts = BTreeMap::new();
    for scenario in scenarios {
        if scenario.dynamic_config && !contestant.dynamic_config {
            continue;
        }
        let address = emulator.address().to_string();
        let place = Place { address: &address, scenario: &scenario.name, runner: &contestant.name };
        let request = Request::new(scenario, &place).to_line();
        let verdict = match request.map_err(Into::into).and_then(|line| contestant.runner.ask(&line)) {
            Ok(line) => verdict(scenario, emulator, &place, &line),
            Err(error) => Verdict::without_outcome(format!("no response: {error}")),
        };
        verdicts.insert(scenario.name.clone(), verdict);
    }
    (contestant.name, verdicts)
}

fn verdict(scenario: &Scenario, emulator: &Emulator, place: &Place<'_>, line: &str) -> Verdict {
    let (elapsed_ms, outcome) = match Response::parse(line, &scenario.name) {
        Ok(Response::Called { elapsed_ms, outcome }) => (elapsed_ms, outcome),
        Ok(Response::ProtocolError(problem)) => {
            return Verdict::without_outcome(format!("protocol error: {problem}"));
        }
        Err(error) => return Verdict::without_outcome(format!("invalid response: {error}")),
    };
    let mut complaints = judge::judge(scenario, elapsed_ms, &outcome);
    complaints.extend(requests::judge(scenario, emulator, place));
    complaints.extend(secrets::judge(scenario, line, &outcome));
    Verdict { outcome: Some(outcome), complaints }
}

/// Everybody is compared with the first runner that has an outcome.
fn compare(scenario: &Scenario, all: &mut [Verdicts]) {
    let mut first: Option<(String, Outcome)> = None;
    for (runner, verdicts) in all {
        let Some(verdict) = verdicts.get_mut(&scenario.name) else { continue };
        let Some(outcome) = &verdict.outcome else { continue };
        match &first {
            Some((other, expected)) => {
                let difference = agree::judge(scenario, expected, outcome);
                let complaint = difference.map(|difference| format!("differs from {other}: {difference}"));
                verdict.complaints.extend(complaint);
            }
            None => first = Some((runner.clone(), outcome.clone())),
        }
    }
}

fn report(scenarios: &[Scenario], all: &[Verdicts]) -> Report {
    let mut report = Report::default();
    for scenario in scenarios {
        for (runner, verdicts) in all {
            match verdicts.get(&scenario.name) {
                None => report.not_expressible += 1,
                Some(verdict) if verdict.complaints.is_empty() => report.passed += 1,
                Some(verdict) => {
                    report.failed += 1;
                    let complaints = verdict.complaints.iter();
                    let lines =
                        complaints.map(|complaint| format!("{} {runner}: {complaint}", scenario.name));
                    report.complaints.extend(lines);
                }
            }
        }
    }
    report
}
