//! The tools that the machine must have, and how to get them.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::step;

/// A program, and the Debian packages that bring it.
pub struct Tool(&'static str, &'static str);

pub const ABIGAIL: Tool = Tool("abidiff", "abigail-tools");
pub const BINUTILS: Tool = Tool("readelf", "binutils");
pub const CC: Tool = Tool("gcc", "gcc");
pub const CMAKE: Tool = Tool("cmake", "cmake");
pub const CXX: Tool = Tool("g++", "g++");
pub const DOXYGEN: Tool = Tool("doxygen", "doxygen");
pub const DPKG_SHLIBDEPS: Tool = Tool("dpkg-shlibdeps", "dpkg-dev");
pub const FILE: Tool = Tool("file", "file");
pub const JAVA: Tool = Tool("javac", "openjdk-17-jdk-headless");
pub const LIBUV: Tool = Tool("libuv.so", "libuv1-dev");
pub const MAKE: Tool = Tool("make", "make");
pub const MAVEN: Tool = Tool("mvn", "maven");
pub const NGINX: Tool = Tool("nginx", "nginx-light");
pub const NPM: Tool = Tool("npm", "nodejs npm");
pub const NSS_WRAPPER: Tool = Tool("libnss_wrapper.so", "libnss-wrapper");
pub const OPENSSL: Tool = Tool("openssl", "openssl");
pub const PKG_CONFIG: Tool = Tool("pkg-config", "pkg-config");
pub const PYTHON: Tool = Tool("python3", "python3 python3-venv");
pub const TASKSET: Tool = Tool("taskset", "util-linux");
pub const TINYPROXY: Tool = Tool("tinyproxy", "tinyproxy-bin");
pub const VALGRIND: Tool = Tool("valgrind", "valgrind");

/// Fails with one line that names what is missing. In CI, where nobody reads it, Debian's packages are installed instead.
pub fn need(tools: &[&Tool]) -> Result<()> {
    let missing = missing(tools);
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<_> = missing.iter().map(|Tool(_, packages)| *packages).collect();
    if env::var_os("CI").is_some() && is_there("apt-get") {
        step::step(&format!("install {}", packages.join(" ")), || install(&packages))?;
        return Ok(());
    }
    let lines: Vec<_> =
        missing.iter().map(|Tool(name, how)| format!("{name} is missing: apt install {how}")).collect();
    bail!("{}", lines.join("; "))
}

fn missing<'a>(tools: &[&'a Tool]) -> Vec<&'a Tool> {
    tools.iter().copied().filter(|tool| !is_there(tool.0)).collect()
}

/// Daemons may lie outside of a user's path, and preloaded libraries lie where the linker finds them.
fn is_there(file: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    let libraries = format!("/usr/lib/{}-linux-gnu", env::consts::ARCH);
    let more = ["/usr/sbin".into(), PathBuf::from(libraries)];
    env::split_paths(&path).chain(more).any(|folder| folder.join(file).is_file())
}

fn install(packages: &[&str]) -> Result<()> {
    step::output_of(Command::new("apt-get").args(["update", "--quiet"]))?;
    let mut install = Command::new("apt-get");
    install
        .args(["install", "--yes", "--quiet", "--no-install-recommends"])
        .env("DEBIAN_FRONTEND", "noninteractive");
    step::output_of(install.args(packages.iter().flat_map(|packages| packages.split(' '))))?;
    Ok(())
}
