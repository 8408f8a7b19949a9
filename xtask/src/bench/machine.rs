//! What a run was made with.

use std::fs;
use std::process::Command;
use std::thread;

use anyhow::{Context, Result};

use crate::{paths, step};

pub struct Machine {
    pub lines: Vec<String>,
    /// Processes that wanted a CPU, as an average of the last minute.
    pub load: f64,
}

/// Warns when other work takes a part of the machine: ratios suffer, times mean nothing.
pub fn describe() -> Result<Machine> {
    let cpus = fs::read_to_string("/proc/cpuinfo")?;
    let model = cpus.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or(": unknown CPU");
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease")?;
    let requirements = fs::read_to_string(paths::root().join("benches/python/requirements.txt"))?;
    let packages: Vec<_> = requirements.lines().filter(|line| !line.starts_with('#')).collect();
    let lines = vec![
        format!(
            "{} CPUs, {}; Linux {}",
            thread::available_parallelism()?,
            model.trim_start_matches([' ', '\t', ':']),
            kernel.trim()
        ),
        format!(
            "{}; {}; libcurl {}, cJSON {}",
            version("rustc", "--version"),
            version("nginx", "-v").replace("nginx version: ", ""),
            version("pkg-config", "--modversion libcurl"),
            version("pkg-config", "--modversion libcjson")
        ),
        format!("{}; {}", version("python3", "--version"), packages.join(", ").replace("==", " ")),
        version("java", "-version"),
    ];
    let load = fs::read_to_string("/proc/loadavg")?;
    let load: f64 = load.split(' ').next().and_then(|load| load.parse().ok()).context("no load")?;
    if load > 0.5 {
        println!("the machine is busy (load {load}): times of this run are worth little");
    }
    Ok(Machine { lines, load })
}

/// The first line of what a program says about itself.
fn version(program: &str, arguments: &str) -> String {
    let mut command = Command::new("sh");
    let said = step::output_of(command.args(["-c", &format!("{program} {arguments} 2>&1 || true")]));
    said.ok().and_then(|said| said.lines().next().map(str::to_owned)).unwrap_or_default()
}
