//! `libgenauth` beside what else a JVM program would use: the JDK's client with Jackson, and the vendor's SDK.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};
use serde_json::Value;

use super::server::Server;
use super::{cell, folder, median};
use crate::{artefacts, paths, step};

const ROUNDS: usize = 5;
const SECONDS: &str = "2";
const AT_ONCE: &str = "32";
/// Where the answer of these measurements lies.
const PREFIX: &str = "plain";
/// As `Measure` names them. The first is what the others are compared with.
const WAYS: [&str; 5] =
    ["libgenauth", "libgenauth-future", "java.net.http", "java.net.http-future", "authing-java-sdk"];

/// Median and 99th percentile of a call alone, its CPU time, calls per second and CPU time of many at once, time from the
/// start of the process to its end after one call.
type Figures = [f64; 6];

pub fn run() -> Result<()> {
    let folder = folder()?;
    artefacts::kotlin_package()?;
    let class_path = step::step("build the programs", || artefacts::class_path("benches/jvm"))?;

    let server = Server::start(&folder)?;
    make_trust_store(&folder)?;
    write_plain_answer(&folder)?;
    let mut rounds: Vec<Vec<Figures>> = vec![Vec::new(); WAYS.len()];
    for round in 1..=ROUNDS {
        step::step(&format!("round {round} of {ROUNDS}"), || {
            for (way, figures) in WAYS.iter().zip(&mut rounds) {
                figures.push(measure(way, &class_path, &folder)?);
            }
            Ok(())
        })?;
    }
    drop(server);
    report(&rounds);
    Ok(())
}

/// The documented answer as the vendor's SDK can read it: lists that are lists.
fn write_plain_answer(folder: &Path) -> Result<()> {
    let sample = fs::read_to_string(paths::root().join("emulator/data/get-profile-sample.json"))?;
    let mut answer: Value = serde_json::from_str(&sample)?;
    let user = &mut answer["data"];
    user["departmentIds"] = list(&user["departmentIds"])?;
    user["identities"]["originConnIds"] = list(&user["identities"]["originConnIds"])?;
    user["identities"] = Value::Array(vec![user["identities"].take()]);
    let place = folder.join("www").join(PREFIX).join("api/v3");
    fs::create_dir_all(&place)?;
    Ok(fs::write(place.join("get-profile"), serde_json::to_string_pretty(&answer)?)?)
}

/// The list that a text holds.
fn list(text: &Value) -> Result<Value> {
    Ok(serde_json::from_str(text.as_str().context("the sample has changed")?)?)
}

/// The server's authority for those that ask the JVM whom to trust.
fn make_trust_store(folder: &Path) -> Result<()> {
    let store = folder.join("ca.p12");
    let _ = fs::remove_file(&store); // from the certificates of an earlier run
    let mut keytool = Command::new("keytool");
    keytool.args(["-importcert", "-noprompt", "-alias", "ca", "-storepass", "changeit", "-file"]);
    step::output_of(keytool.arg(folder.join("ca.pem")).arg("-keystore").arg(store))?;
    Ok(())
}

fn measure(way: &str, class_path: &str, folder: &Path) -> Result<Figures> {
    let calls = |callers: &str, seconds: &str| {
        let host = format!("{}/{PREFIX}", Server::url());
        let mut java = Command::new("taskset");
        java.args(["-c", "0", "java", "-cp", class_path]);
        java.arg(format!("-Djavax.net.ssl.trustStore={}", folder.join("ca.p12").display()));
        java.args(["-Djavax.net.ssl.trustStorePassword=changeit", "Measure", way, &host]);
        step::output_of(java.arg(folder.join("ca.pem")).args([callers, seconds]))
    };
    let figures = |output: String| -> Result<[f64; 4]> {
        // The vendor's SDK prints every answer.
        let last = output.lines().last().unwrap_or_default();
        let figures: Vec<f64> = last.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
        figures.try_into().ok().with_context(|| format!("{way} printed {output:?}"))
    };
    let [p50, p99, cpu, _] = figures(calls("1", SECONDS)?)?;
    let [_, _, cpu_at_once, rate] = figures(calls(AT_ONCE, SECONDS)?)?;
    let start = Instant::now();
    calls("1", "0")?;
    Ok([p50, p99, cpu, rate, cpu_at_once, start.elapsed().as_secs_f64() * 1e3])
}

fn report(rounds: &[Vec<Figures>]) {
    println!(
        "\n| way | p50 µs | p99 µs | CPU µs | {AT_ONCE} at once: calls/s | CPU µs | process with one call, ms |\n\
         |---|---|---|---|---|---|---|"
    );
    let medians: Vec<Figures> = rounds.iter().map(|figures| median(figures)).collect();
    for (way, figures) in WAYS.iter().zip(&medians) {
        let cells: Vec<_> =
            figures.iter().zip(medians[0]).map(|(theirs, ours)| cell(*theirs, ours)).collect();
        println!("| {way} | {} |", cells.join(" | "));
    }
}
