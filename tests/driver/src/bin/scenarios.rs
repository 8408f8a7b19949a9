//! `scenarios`: the command that plays the scenarios and says what failed.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result, ensure};
use clap::Parser;
use genauth_scenario_driver::{Contestant, Process, Scenario, check_emulator_host, check_refusals, run};

/// Plays every scenario through every runner and compares what comes out
#[derive(Parser)]
struct Arguments {
    /// Directory of the scenarios
    #[arg(long, default_value = "tests/scenarios")]
    scenarios: PathBuf,
    /// A runner and its command, split at spaces; its name begins with its language
    #[arg(long, value_name = "NAME=COMMAND")]
    runner: Vec<String>,
    /// A runner whose language cannot express wrong keys and types in a configuration
    #[arg(long, value_name = "NAME")]
    static_config: Vec<String>,
    /// Only scenarios whose name contains this
    #[arg(long, default_value = "", hide_default_value = true)]
    only: String,
    /// Print the scenarios instead of playing them
    #[arg(long)]
    list: bool,
}

fn main() -> ExitCode {
    play(&Arguments::parse()).unwrap_or_else(|error| {
        // With standard error gone too, the exit code is all that is left to say it.
        let _ = writeln!(io::stderr().lock(), "scenarios: {error:#}");
        ExitCode::FAILURE
    })
}

fn play(arguments: &Arguments) -> Result<ExitCode> {
    let mut scenarios = Scenario::load(&arguments.scenarios)?;
    scenarios.retain(|scenario| scenario.name.contains(&arguments.only));
    let mut stdout = io::stdout().lock();
    if arguments.list {
        for scenario in &scenarios {
            writeln!(stdout, "{}: {}", scenario.name, scenario.about)?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    ensure!(!scenarios.is_empty(), "no scenario has `{}` in its name", arguments.only);
    ensure!(!arguments.runner.is_empty(), "there is no --runner");

    let contestants = contestants(arguments)?;
    let report = run(&arguments.scenarios, &scenarios, contestants)?;
    for complaint in &report.complaints {
        writeln!(stdout, "FAIL {complaint}")?;
    }
    if report.not_expressible > 0 {
        writeln!(stdout, "{} not possible in a language", report.not_expressible)?;
    }
    writeln!(stdout, "{} passed, {} failed", report.passed, report.failed)?;
    Ok(if report.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn contestants(arguments: &Arguments) -> Result<Vec<Contestant>> {
    let mut contestants: Vec<Contestant> = Vec::new();
    for runner in &arguments.runner {
        let (name, command) = runner.split_once('=').context("--runner: expected NAME=COMMAND")?;
        ensure!(contestants.iter().all(|other| other.name != name), "--runner: {name} is there twice");
        let command = command.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let mut process = Process::start(command)?;
        check_refusals(&mut process).with_context(|| name.to_owned())?;
        check_emulator_host(&process).with_context(|| name.to_owned())?;
        contestants.push(Contestant {
            name: name.to_owned(),
            dynamic_config: !arguments.static_config.iter().any(|other| other == name),
            runner: Box::new(process),
        });
    }
    for name in &arguments.static_config {
        ensure!(contestants.iter().any(|other| other.name == *name), "--static-config: no runner {name}");
    }
    Ok(contestants)
}
