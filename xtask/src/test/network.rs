//! Real servers and proxies: nginx, openssl, tinyproxy, all on loopback.

use std::process::Command;

use anyhow::Result;

use crate::{artefacts, count, paths, step};

pub fn run() -> Result<usize> {
    artefacts::python_package()?;
    let mut pytest = Command::new(paths::venv("python"));
    pytest.current_dir(paths::root().join("tests/network")).args([
        "-m",
        "pytest",
        "--quiet",
        "-p",
        "no:cacheprovider",
    ]);
    let output = step::run("certificates, HTTP/2, proxies, addresses", &mut pytest)?;
    count::before(&output, " passed")
}
