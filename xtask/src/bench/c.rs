//! Blocking and asynchronous calls of the core beside libcurl with cJSON and plain reqwest.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::folder;
use super::server::Server;
use crate::artefacts::cargo;
use crate::tools::{self, need};
use crate::{paths, step};

const ROUNDS: usize = 7;
const CALLS: &str = "5000";
const WAYS: [&str; 6] =
    ["libcurl", "wait", "await", "reqwest-current-thread", "reqwest-io-thread", "reqwest-multi-thread"];

pub fn run() -> Result<()> {
    need(&[&tools::CC])?;
    let folder = folder()?;
    step::run("build the library's side", &mut cargo(&["build", "--release", "--package", "genauth-bench"]))?;
    step::step("build the peer", || build_peer(&folder))?;
    let server = Server::start(&folder)?;
    let mut rounds: Vec<Vec<[f64; 3]>> = vec![Vec::new(); WAYS.len()];
    for round in 1..=ROUNDS {
        step::step(&format!("round {round} of {ROUNDS}"), || {
            for (way, figures) in WAYS.iter().zip(&mut rounds) {
                figures.push(measure(way, &folder)?);
            }
            Ok(())
        })?;
    }
    drop(server);
    report(&rounds);
    Ok(())
}

fn build_peer(folder: &Path) -> Result<()> {
    let mut compile = Command::new("gcc");
    compile.args(["-O2", "-Wall", "-Wextra", "-o"]).arg(folder.join("libcurl"));
    compile.arg(paths::root().join("benches/c/libcurl.c")).args(["-lcurl", "-lcjson"]);
    step::output_of(&mut compile)
        .context("libcurl or cJSON: apt install libcurl4-openssl-dev libcjson-dev")?;
    Ok(())
}

fn measure(way: &str, folder: &Path) -> Result<[f64; 3]> {
    let mut client = Command::new("taskset");
    client.args(["-c", "0"]);
    if way == "libcurl" {
        client.arg(folder.join("libcurl"));
    } else {
        client.arg(paths::release("genauth-bench")).arg(way);
    }
    client.arg(Server::url()).arg(folder.join("ca.pem")).arg(CALLS);
    let output = step::output_of(&mut client)?;
    let figures: Vec<f64> = output.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    figures.try_into().ok().with_context(|| format!("{way} printed {output}"))
}

fn report(rounds: &[Vec<[f64; 3]>]) {
    let median = |figures: &[[f64; 3]], column: usize| {
        let mut values: Vec<f64> = figures.iter().map(|figures| figures[column]).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    let peer = median(&rounds[0], 0);
    println!("\n| way | p50 us | p99 us | CPU us | p50 / libcurl |\n|---|---|---|---|---|");
    for (way, figures) in WAYS.iter().zip(rounds) {
        let [p50, p99, cpu] = [0, 1, 2].map(|column| median(figures, column));
        println!("| {way} | {p50:.1} | {p99:.1} | {cpu:.1} | {:.2} |", p50 / peer);
    }
}
