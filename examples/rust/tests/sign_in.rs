//! `sign_in` against the emulator's OpenID provider, as its user and their browser see it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs, process};

use genauth_emulator::{Emulator, TEST_APP_ID};

struct Machine {
    emulator: Emulator,
    session: PathBuf,
}

impl Machine {
    fn new() -> Self {
        let emulator =
            Emulator::builder().sign_in_automatically("test@example.com").start_blocking().unwrap();
        let session = env::temp_dir().join(format!("genauth-sign-in-{}", process::id()));
        Self { emulator, session }
    }

    /// What the program prints. It is given a browser if it asks for one.
    fn run(&self, arguments: &[&str]) -> String {
        let mut program = Command::new(env!("CARGO_BIN_EXE_sign_in"));
        program.args(arguments).env("GENAUTH_APP_ID", TEST_APP_ID).env("GENAUTH_HOST", self.emulator.url());
        program.env("GENAUTH_SESSION", &self.session).env("NO_PROXY", "127.0.0.1");
        let mut running = program.stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(running.stdout.take().unwrap()).lines();
        let mut printed = String::new();
        for line in lines.map_while(Result::ok) {
            match line.strip_prefix("Sign in at ") {
                Some(url) => browse(url),
                None => printed += &line,
            }
        }
        assert!(running.wait().unwrap().success());
        printed
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        for suffix in ["", ".lock", ".refreshing"] {
            let mut file = self.session.clone().into_os_string();
            file.push(suffix);
            // What is not there need not go.
            let _ = fs::remove_file(Path::new(&file));
        }
    }
}

/// Opens a page, and the one that it leads to.
fn browse(url: &str) {
    let (address, path) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let mut connection = TcpStream::connect(address).unwrap();
    write!(connection, "GET /{path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n").unwrap();
    let mut response = String::new();
    connection.read_to_string(&mut response).unwrap();
    let location = response.lines().find_map(|line| line.strip_prefix("location: "));
    if let Some(location) = location {
        browse(location);
    }
}

#[test]
fn a_user_signs_in_once_and_out() {
    let machine = Machine::new();
    assert_eq!(machine.run(&[]), "test@example.com");
    assert_eq!(machine.run(&[]), "test@example.com");
    assert_eq!(machine.emulator.provider().request_counts().code_exchanges, 1);
    assert_eq!(machine.run(&["--out"]), "signed out");
    assert_eq!(machine.run(&["--out"]), "nobody is signed in");
}
