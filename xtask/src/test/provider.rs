//! Every language signs in to the certified OpenID provider of npm.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::runners::Runner;
use crate::{count, paths, step};

/// The provider's packages are in the folder `node`.
pub fn run(runners: &[Runner], node: &Path) -> Result<usize> {
    let tests = paths::root().join("tests/provider");
    let program = node.join("provider.mjs");
    // Node looks for packages beside the program.
    fs::copy(tests.join("provider.mjs"), &program)?;
    let runners: Vec<_> = runners.iter().map(|(name, command)| format!("{name}={command}")).collect();
    let mut pytest = Command::new(paths::venv("python"));
    pytest.current_dir(tests).args(["-m", "pytest", "--quiet", "-p", "no:cacheprovider"]);
    pytest.env("GENAUTH_PROVIDER", program);
    pytest.env("GENAUTH_RUNNERS", runners.join("\n"));
    let output = step::run("every language with a certified provider", &mut pytest)?;
    count::before(&output, " passed")
}
