//! The peer of every measurement: nginx with the documented answer over TLS 1.3 on loopback.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::Result;

use crate::tools::{self, need};
use crate::{paths, step};

const PORT: u16 = 18_443;

pub struct Server(Child);

impl Server {
    /// Starts nginx on the first CPU, with its files in `folder`: `ca.pem` is the authority to trust.
    pub fn start(folder: &Path) -> Result<Self> {
        need(&[&tools::NGINX, &tools::OPENSSL, &tools::TASKSET])?;
        step::step("make certificates", || make_certificates(folder))?;
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

    /// What a client takes as its host.
    pub fn url() -> String {
        format!("https://localhost:{PORT}")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGTERM, so that nginx takes its worker with it; it fails only when nginx has stopped already.
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        let _ = self.0.wait();
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
