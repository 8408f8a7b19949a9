//! `libgenauth` beside what else a JVM program would use: the JDK's client with Jackson, and the vendor's SDK.

use std::fs;
use std::process::Command;

use anyhow::Result;

use super::quantity::Quantity::{Cpu, Cpu32, P50, P99, Process, Rate32};
use super::report::Table;
use super::samples::Samples;
use super::ways::{AUTHING_JAVA, JAVA_NET_HTTP, JVM};
use super::{Measured, figures, pinned, process, responses, rounds};
use crate::nginx::Nginx;
use crate::{artefacts, paths, step};

const ROUNDS: usize = 5;
const SECONDS: &str = "2";
const AT_ONCE: &str = "32";
/// Where the response of these measurements lies.
const PREFIX: &str = "plain";

const JVM_FUTURE: &str = "libgenauth, JVM, future";
const JAVA_NET_HTTP_FUTURE: &str = "java.net.http + Jackson, future";

/// A way, and its name in `Call.java`.
struct Way(&'static str, &'static str);

const WAYS: [Way; 5] = [
    Way(JVM, "libgenauth"),
    Way(JVM_FUTURE, "libgenauth-future"),
    Way(JAVA_NET_HTTP, "java.net.http"),
    Way(JAVA_NET_HTTP_FUTURE, "java.net.http-future"),
    Way(AUTHING_JAVA, "authing-java-sdk"),
];

const TABLES: &[Table] = &[Table {
    title: "JVM",
    ways: &[JVM, JVM_FUTURE, JAVA_NET_HTTP, JAVA_NET_HTTP_FUTURE, AUTHING_JAVA],
    quantities: &[P50, P99, Cpu, Rate32, Cpu32, Process],
}];

pub fn run() -> Result<Measured> {
    let mut samples = Samples::default();
    artefacts::kotlin_package()?;
    let class_path = step::step("build the programs", || artefacts::class_path("benches/jvm"))?;
    let nginx = Nginx::start(&paths::bench(""))?;
    make_trust_store(&nginx)?;
    responses::write_plain(PREFIX)?;
    rounds(ROUNDS, || WAYS.iter().try_for_each(|way| way.measure(&class_path, &nginx, &mut samples)))?;
    Ok(Measured { samples, tables: TABLES })
}

impl Way {
    fn measure(&self, class_path: &str, nginx: &Nginx, samples: &mut Samples) -> Result<()> {
        let calls = |callers: &str, seconds: &str| {
            let mut java = pinned("java");
            java.args(["-cp", class_path]);
            java.arg(format!("-Djavax.net.ssl.trustStore={}", paths::bench("ca.p12").display()));
            java.args(["-Djavax.net.ssl.trustStorePassword=changeit", "Measure", self.1]);
            java.arg(format!("{}/{PREFIX}", nginx.url())).arg(nginx.ca_file()).args([callers, seconds]);
            java
        };
        // The vendor's SDK prints every response before the figures.
        let [p50, p99, cpu, _] = figures(&mut calls("1", SECONDS))?;
        let [_, _, cpu_32, rate] = figures(&mut calls(AT_ONCE, SECONDS))?;
        let process = process(1, || calls("1", "0"))?;
        for (quantity, value) in
            [(P50, p50), (P99, p99), (Cpu, cpu), (Rate32, rate), (Cpu32, cpu_32), (Process, process)]
        {
            samples.push(self.0, quantity, value);
        }
        Ok(())
    }
}

/// The server's authority for those that ask the JVM whom to trust.
fn make_trust_store(nginx: &Nginx) -> Result<()> {
    let store = paths::bench("ca.p12");
    let _ = fs::remove_file(&store); // from the certificates of an earlier run
    let mut keytool = Command::new("keytool");
    keytool.args(["-importcert", "-noprompt", "-alias", "ca", "-storepass", "changeit", "-file"]);
    step::output_of(keytool.arg(nginx.ca_file()).arg("-keystore").arg(store))?;
    Ok(())
}
