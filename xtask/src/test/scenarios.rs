//! Every scenario through every language, and one comparison that decides; then every language against an OpenID
//! provider that nobody here wrote.

use std::process::Command;

use anyhow::Result;

use super::provider;
use super::runners::{self, Runner, STATIC_CONFIG};
use crate::{count, npm, paths, step};

pub fn run() -> Result<usize> {
    let node = npm::install("provider")?;
    let runners = runners::build()?;
    Ok(play(&runners)? + provider::run(&runners, &node)?)
}

fn play(runners: &[Runner]) -> Result<usize> {
    let mut driver = Command::new(paths::debug("scenarios"));
    driver.current_dir(paths::root());
    driver.args(STATIC_CONFIG.iter().flat_map(|runner| ["--static-config", runner]));
    for (name, command) in runners {
        driver.arg("--runner").arg(format!("{name}={command}"));
    }
    let output = step::run("every scenario in every language", &mut driver)?;
    count::before(&output, " passed,")
}
