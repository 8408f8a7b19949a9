//! A user with a home directory, who runs the program.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, ChildStderr, Command, Output, Stdio};
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use genauth::{Config, FileStore, Session, TokenSet};
use genauth_emulator::{Emulator, TEST_APP_ID, Tokens};
use tempfile::TempDir;
use url::{Position, Url};

/// A user of an emulator, with a directory for the program's files.
pub(crate) struct User {
    pub(crate) emulator: Emulator,
    pub(crate) directory: TempDir,
}

impl User {
    /// A user who has never used the program.
    pub(crate) fn new() -> Self {
        Self::of(Emulator::builder().start_blocking().unwrap())
    }

    pub(crate) fn of(emulator: Emulator) -> Self {
        Self { emulator, directory: TempDir::new().unwrap() }
    }

    /// A user who is signed in as bob, with the tokens that the service knows.
    pub(crate) fn signed_in() -> (Self, Tokens) {
        let user = Self::new();
        let tokens = user.emulator.sign_in("bob").unwrap();
        user.put("default", &tokens, 3600);
        (user, tokens)
    }

    /// Writes the files of a profile whose access token has `left` seconds left.
    pub(crate) fn put(&self, profile: &str, tokens: &Tokens, left: i64) {
        for folder in ["profiles", "sessions"] {
            std::fs::create_dir_all(self.directory.path().join(folder)).unwrap();
        }
        let document =
            serde_json::json!({ "app_id": TEST_APP_ID, "host": self.emulator.url(), "store": "file" });
        let file = self.directory.path().join(format!("profiles/{profile}.json"));
        std::fs::write(file, document.to_string()).unwrap();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        let tokens = TokenSet::new(&tokens.access_token)
            .refresh_token(tokens.refresh_token.clone().unwrap())
            .expires_at(i64::try_from(now).unwrap() + left);
        let session = Session::from_tokens(&self.config(), tokens).unwrap();
        session.use_store(FileStore::new(self.session_file(profile))).unwrap();
    }

    pub(crate) fn config(&self) -> Config {
        Config::new(TEST_APP_ID, self.emulator.url())
    }

    pub(crate) fn session_file(&self, profile: &str) -> PathBuf {
        self.directory.path().join(format!("sessions/{profile}.json"))
    }

    /// The program, in an environment of its own: without a keyring, and without what the developer has set.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_genauth"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("GENAUTH_")) {
            command.env_remove(name);
        }
        for name in [
            "DBUS_SESSION_BUS_ADDRESS",
            "XDG_RUNTIME_DIR",
            "HTTP_PROXY",
            "http_proxy",
            "DISPLAY",
            "WAYLAND_DISPLAY",
            "NO_COLOR",
            "CLICOLOR",
            "CLICOLOR_FORCE",
            "CI", // whose terminals are taken to have colours
        ] {
            command.env_remove(name);
        }
        command.env("GENAUTH_CONFIG_DIR", self.directory.path()).env("BROWSER", "true");
        command.args(arguments);
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).stdin(Stdio::null()).output().unwrap()
    }

    /// Begins a login as bob, whose standard input is a pipe.
    pub(crate) fn login(&self, arguments: &[&str]) -> Login {
        let application = ["login", "--app-id", TEST_APP_ID, "--host", self.emulator.url()];
        self.begin(&[&application[..], &["--login-hint", "bob"], arguments].concat())
    }

    pub(crate) fn begin(&self, arguments: &[&str]) -> Login {
        let mut command = self.command(arguments);
        let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = pipes.spawn().unwrap();
        let mut stderr = BufReader::new(process.stderr.take().unwrap());
        let mut said = String::new();
        while !said.lines().any(|line| line.starts_with("http")) {
            assert!(stderr.read_line(&mut said).unwrap() > 0, "{said}");
        }
        Login { process, stderr, said }
    }
}

/// A login that waits for its user.
pub(crate) struct Login {
    process: Child,
    stderr: BufReader<ChildStderr>,
    pub(crate) said: String,
}

impl Login {
    /// The address that the browser is to open.
    pub(crate) fn url(&self) -> &str {
        self.said.lines().find(|line| line.starts_with("http")).unwrap()
    }

    /// Writes a line to standard input.
    pub(crate) fn paste(&mut self, line: &str) {
        writeln!(self.process.stdin.as_mut().unwrap(), "{line}").unwrap();
    }

    /// Waits for the end; the exit code, and what was said on standard error.
    pub(crate) fn end(mut self) -> (i32, String) {
        drop(self.process.stdin.take());
        self.stderr.read_to_string(&mut self.said).unwrap();
        let output = self.process.wait_with_output().unwrap();
        assert_eq!(text(&output.stdout), "");
        (output.status.code().unwrap(), self.said)
    }
}

/// A server that gives this response to one request.
pub(crate) fn server(response: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        let (mut connection, _) = listener.accept().unwrap();
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            connection.read_exact(&mut byte).unwrap();
            request.extend(byte);
        }
        connection.write_all(response.as_bytes()).unwrap();
    });
    url
}

/// Opens an address as a browser would, and gives the response.
pub(crate) fn browse(url: &str) -> String {
    let url = Url::parse(url).unwrap();
    let mut stream = TcpStream::connect(("127.0.0.1", url.port().unwrap())).unwrap();
    let target = &url[Position::BeforePath..];
    write!(stream, "GET {target} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n").unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).unwrap();
    response
}

/// Where the service sends the browser.
pub(crate) fn redirected(url: &str) -> String {
    let response = browse(url);
    let is_location = |line: &&str| line.to_ascii_lowercase().starts_with("location: ");
    response.lines().find(is_location).unwrap().split_once(": ").unwrap().1.to_owned()
}

pub(crate) fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).unwrap()
}

/// The exit code, and what was said on standard error.
pub(crate) fn failure(output: &Output) -> (i32, &str) {
    assert_eq!(text(&output.stdout), "");
    (output.status.code().unwrap(), text(&output.stderr))
}
