//! The workflows of GitHub, which nothing here can run: zizmor reads them for syntax, permissions and pinned actions.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::{artefacts, paths, step};

/// What a step may run: a workflow that did more would be a second way to build.
const COMMANDS: [&str; 3] = ["cargo xtask ", "cargo publish ", "gh release create "];

/// How an action is pinned, and how it must not be.
const PINNED: &str = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1";
const UNPINNED: &str = "actions/checkout@v7";

pub fn run() -> Result<usize> {
    artefacts::python_environment()?;
    let mut passed = 0;
    let planted = paths::target().join("planted.yml");
    step::step("read the workflows", || {
        for file in fs::read_dir(paths::root().join(".github/workflows"))? {
            let file = file?.path();
            step::output_of(&mut zizmor(&file))?;
            let text = fs::read_to_string(&file)?;
            only_known_commands(&text).with_context(|| file.display().to_string())?;
            ensure!(text.contains(PINNED), "{} checks nothing out", file.display());
            fs::write(&planted, text.replace(PINNED, UNPINNED))?;
            step::fails(&mut zizmor(&planted)).context("zizmor lets an action pass that is not pinned")?;
            passed += 2;
        }
        Ok(())
    })?;
    Ok(passed)
}

fn zizmor(file: &Path) -> Command {
    let mut zizmor = Command::new(paths::venv("zizmor"));
    zizmor.args(["--offline", "--strict-collection"]).arg(file);
    zizmor
}

fn only_known_commands(workflow: &str) -> Result<()> {
    for line in workflow.lines() {
        let Some((_, command)) = line.split_once("run: ") else { continue };
        ensure!(COMMANDS.iter().any(|known| command.starts_with(known)), "a step runs `{command}`");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workflow_builds_with_xtask_alone() {
        assert!(only_known_commands("    steps:\n      - run: cargo xtask test\n").is_ok());
        let error = only_known_commands("      - run: cargo build\n").unwrap_err().to_string();
        assert_eq!(error, "a step runs `cargo build`");
        assert!(only_known_commands("      - run: |\n          cargo xtask test\n").is_err());
    }
}
