//! nginx with the documented response over TLS 1.3 on loopback: the server of benchmarks and of the ledger.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use crate::{paths, step, tools};

/// Enough for 10,000 clients, and below the limit of file descriptors of most machines.
const CONNECTIONS: u32 = 10_100;
const PATIENCE: Duration = Duration::from_secs(10);

pub struct Nginx {
    process: Child,
    port: u16,
    folder: PathBuf,
}

impl Nginx {
    /// Starts nginx on the first CPU, with its files in `folder` and those that it serves in `folder/www`.
    pub fn start(folder: &Path) -> Result<Self> {
        Self::start_with(folder, "", "root www;")
    }

    /// Like `start`, but each response takes so many milliseconds, for as many clients as there are file descriptors.
    pub fn start_slow(folder: &Path, milliseconds: u32) -> Result<Self> {
        let main = format!("load_module {};", tools::NGINX_ECHO);
        let seconds = f64::from(milliseconds) / 1e3;
        let locations =
            format!("location / {{ echo_sleep {seconds}; echo_exec @now; }} location @now {{ root www; }}");
        Self::start_with(folder, &main, &locations)
    }

    fn start_with(folder: &Path, main: &str, locations: &str) -> Result<Self> {
        fs::create_dir_all(folder)?;
        step::step("make certificates", || make_certificates(folder))?;
        let sample = fs::read_to_string(paths::root().join("emulator/data/get-profile-sample.json"))?;
        fs::create_dir_all(folder.join("www/api/v3"))?;
        fs::write(folder.join("www/api/v3/get-profile"), sample)?;
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let configuration = format!(
            "{main} daemon off; worker_processes 1; pid nginx.pid; error_log stderr crit;\n\
             events {{ worker_connections {CONNECTIONS}; }}\n\
             http {{ access_log off; keepalive_requests 100000000; keepalive_timeout 3600s; default_type application/json;\n\
             client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;\n\
             open_file_cache max=10; server {{ listen 127.0.0.1:{port} ssl backlog=4096; {locations} ssl_protocols TLSv1.3;\n\
             ssl_certificate server.pem; ssl_certificate_key server.key; }} }}\n"
        );
        fs::write(folder.join("nginx.conf"), configuration)?;
        let mut nginx = Command::new("taskset");
        nginx.args(["-c", "0", "nginx", "-p"]).arg(folder).args(["-c", "nginx.conf"]);
        let process = nginx.stdin(Stdio::null()).spawn()?;
        let server = Self { process, port, folder: folder.to_owned() };
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            ensure!(start.elapsed() < PATIENCE, "nginx does not listen");
            thread::sleep(Duration::from_millis(20));
        }
        Ok(server)
    }

    /// What a client takes as its host.
    pub fn url(&self) -> String {
        format!("https://localhost:{}", self.port)
    }

    /// The authority to trust.
    pub fn ca_file(&self) -> PathBuf {
        self.folder.join("ca.pem")
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // SIGTERM, so that nginx takes its worker with it; it fails only when nginx has stopped already.
        let _ = Command::new("kill").arg(self.process.id().to_string()).status();
        let _ = self.process.wait();
    }
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
