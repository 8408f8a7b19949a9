//! The tools that the machine must have, and how to get them.

use std::env;

use anyhow::{Result, bail};

/// A program, and what installs it on Debian.
pub struct Tool(&'static str, &'static str);

pub const CC: Tool = Tool("gcc", "apt install gcc");
pub const CXX: Tool = Tool("g++", "apt install g++");
pub const CMAKE: Tool = Tool("cmake", "apt install cmake");
pub const PKG_CONFIG: Tool = Tool("pkg-config", "apt install pkg-config");
pub const VALGRIND: Tool = Tool("valgrind", "apt install valgrind");
pub const BINUTILS: Tool = Tool("readelf", "apt install binutils");
pub const PYTHON: Tool = Tool("python3", "apt install python3 python3-venv");
pub const JAVA: Tool = Tool("javac", "apt install openjdk-17-jdk-headless");
pub const MAVEN: Tool = Tool("mvn", "apt install maven");
pub const NGINX: Tool = Tool("nginx", "apt install nginx-light");
pub const OPENSSL: Tool = Tool("openssl", "apt install openssl");
pub const TASKSET: Tool = Tool("taskset", "apt install util-linux");
pub const NPM: Tool = Tool("npm", "apt install nodejs npm");

/// Fails with one line that names what is missing.
pub fn need(tools: &[&Tool]) -> Result<()> {
    let path = env::var_os("PATH").unwrap_or_default();
    let is_there = |name: &str| env::split_paths(&path).any(|folder| folder.join(name).is_file());
    let missing: Vec<_> = tools.iter().filter(|tool| !is_there(tool.0)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let lines: Vec<_> = missing.iter().map(|Tool(name, how)| format!("{name} is missing: {how}")).collect();
    bail!("{}", lines.join("; "))
}
