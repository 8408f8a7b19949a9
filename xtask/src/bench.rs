//! `cargo xtask bench`: the same call in different ways, side by side in one run, against nginx over TLS on loopback.
//!
//! Server and clients share one CPU and the ways take turns, so that the figures can be compared with each other.
//! They mean nothing next to those of another run.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::artefacts::cargo;
use crate::tools::{self, need};
use crate::{paths, step};

const ROUNDS: usize = 7;
const CALLS: &str = "5000";
const PORT: u16 = 18_443;
const WAYS: [&str; 6] =
    ["libcurl", "wait", "await", "reqwest-current-thread", "reqwest-io-thread", "reqwest-multi-thread"];

pub fn run() -> Result<()> {
    need(&[&tools::CC, &tools::NGINX, &tools::OPENSSL, &tools::TASKSET])?;
    let folder = paths::target().join("bench");
    fs::create_dir_all(&folder)?;
    step::run("build the library's side", &mut cargo(&["build", "--release", "--package", "genauth-bench"]))?;
    step::step("build the peer", || build_peer(&folder))?;
    step::step("make certificates", || make_certificates(&folder))?;
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

/// A private authority, and a certificate of its for localhost.
fn make_certificates(folder: &Path) -> Result<()> {
    let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
    let mut authority = Command::new("openssl");
    authority.current_dir(folder).args(["req", "-x509", "-subj", "/CN=bench authority"]).args(key);
    step::output_of(authority.args(["-keyout", "ca.key", "-out", "ca.pem"]))?;
    let mut server = Command::new("openssl");
    server.current_dir(folder).args(["req", "-x509", "-subj", "/CN=localhost"]).args(key);
    server.args(["-CA", "ca.pem", "-CAkey", "ca.key", "-keyout", "server.key", "-out", "server.pem"]);
    server.args(["-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=critical,CA:FALSE"]);
    step::output_of(&mut server)?;
    Ok(())
}

struct Server(Child);

impl Server {
    fn start(folder: &Path) -> Result<Self> {
        let sample = fs::read_to_string(paths::root().join("emulator/data/get-profile-sample.json"))?;
        fs::create_dir_all(folder.join("www/api/v3"))?;
        fs::write(folder.join("www/api/v3/get-profile"), sample)?;
        let configuration = format!(
            "daemon off; worker_processes 1; pid nginx.pid; error_log stderr crit; events {{}}\n\
             http {{ access_log off; keepalive_requests 100000000; keepalive_timeout 3600s; default_type application/json;\n\
             client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;\n\
             open_file_cache max=10; server {{ listen 127.0.0.1:{PORT} ssl; root www; ssl_protocols TLSv1.3;\n\
             ssl_certificate server.pem; ssl_certificate_key server.key; }} }}\n"
        );
        fs::write(folder.join("nginx.conf"), configuration)?;
        let mut nginx = Command::new("taskset");
        nginx.args(["-c", "0", "nginx", "-p"]).arg(folder).args(["-c", "nginx.conf"]);
        let server = Self(nginx.stdin(Stdio::null()).spawn()?);
        thread::sleep(Duration::from_millis(500));
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGTERM, so that nginx takes its worker with it; it fails only when nginx has stopped already.
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        let _ = self.0.wait();
    }
}

fn measure(way: &str, folder: &Path) -> Result<[f64; 3]> {
    let mut client = Command::new("taskset");
    client.args(["-c", "0"]);
    if way == "libcurl" {
        client.arg(folder.join("libcurl"));
    } else {
        client.arg(paths::release("genauth-bench")).arg(way);
    }
    client.arg(format!("https://localhost:{PORT}")).arg(folder.join("ca.pem")).arg(CALLS);
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
