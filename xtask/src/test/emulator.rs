//! The emulator as its users meet it: its status page in a real browser, and the recipes for their CI.

use std::process::Command;

use anyhow::Result;

use crate::{artefacts, count, emulator, npm, paths, step};

pub fn run() -> Result<usize> {
    artefacts::emulator()?;
    let output = step::run("the status page in a browser", node()?.args(["--test", "page.test.mjs"]))?;
    lint()?;
    count::after(&output, "# pass")
}

/// Node in the folder of the page's tests, with what they need.
pub fn node() -> Result<Command> {
    let packages = npm::install("page")?;
    let mut node = Command::new("node");
    node.current_dir(paths::root().join("tests/page"));
    node.env("GENAUTH_NODE_MODULES", packages.join("node_modules"))
        .env("GENAUTH_EMULATOR", emulator::program());
    Ok(node)
}

/// The recipes are not run: one needs a registry of containers, the other GitHub.
fn lint() -> Result<()> {
    artefacts::python_environment()?;
    let recipes = paths::root().join("examples/ci");
    let linter = |program: &str| {
        let mut linter = Command::new(paths::venv(program));
        linter.current_dir(&recipes);
        linter
    };
    step::run("the container", linter("hadolint").arg("Dockerfile"))?;
    let strictly = ["--offline", "--strict-collection", "--persona", "pedantic", "github-actions.yml"];
    step::run("the workflow", linter("zizmor").args(strictly))?;
    Ok(())
}
