//! The program: its one line, its files, its end.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::json;

use crate::client::request;
use crate::directory;

struct Program {
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: BufReader<ChildStdout>,
    address: std::net::SocketAddr,
}

impl Program {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_genauth-emulator"));
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let stdin = child.stdin.take();
        let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut line = String::new();
        stdout.read_line(&mut line).expect("a line");
        let address = line.strip_prefix("listening on http://").expect("the announcement").trim_end();
        let address = address.parse().expect("an address");
        Self { child, stdin, stdout, address }
    }
}

/// A failed test leaves no process behind.
impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn it_serves_files_until_stdin_ends() {
    let directory = directory("serves");
    let users = directory.join("users");
    std::fs::write(&users, r#"{"users":[{"tokens":[{"token":"t"}],"data":{"userId":"u"}}]}"#).unwrap();
    std::fs::write(directory.join("hello.json"), r#"{"name":"hello","replies":[{"body":"hi"}]}"#).unwrap();
    std::fs::write(directory.join("scenario.schema.json"), "{}").unwrap();
    let (users, scenarios) = (users.to_str().unwrap(), directory.to_str().unwrap());
    let mut program = Program::start(&["--users", users, "--scenarios", scenarios, "--exit-with-stdin"]);
    assert!(program.address.ip().is_loopback());

    let response = request(program.address, "GET", "/api/v3/get-profile", &["authorization: t"]);
    assert_eq!(response.json()["data"], json!({"userId": "u"}));
    assert_eq!(request(program.address, "GET", "/scenario/hello/me/api/v3/get-profile", &[]).body, b"hi");

    drop(program.stdin.take());
    assert!(program.child.wait().unwrap().success());
    let mut rest = String::new();
    program.stdout.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "", "it prints one line only");
}

#[test]
fn it_signs_users_in() {
    let applications = directory("signs-in").join("applications");
    let application =
        json!({"app_id": "web", "app_secret": "s", "redirect_uris": ["https://web.example.com/"]});
    std::fs::write(&applications, json!({"applications": [application]}).to_string()).unwrap();
    let program = Program::start(&["--applications", applications.to_str().unwrap(), "--sign-in", "bob"]);
    let query = "client_id=web&response_type=code&redirect_uri=https%3A%2F%2Fweb.example.com%2F";
    let response = request(program.address, "GET", &format!("/oidc/auth?{query}"), &[]);
    let location = response.header("location").expect("a redirect, and no page");
    assert!(location.starts_with("https://web.example.com/?code="), "{location}");

    std::fs::write(
        &applications,
        r#"{"applications":[{"app_id":"web","client_auth":"client_secret_post"}]}"#,
    )
    .unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_genauth-emulator"));
    let output = command.args(["--applications", applications.to_str().unwrap()]).output().unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("applications: client_auth: needs an app_secret"), "{error}");
}

#[cfg(unix)]
#[test]
fn it_ends_on_a_signal_and_not_on_stdin() {
    for signal in ["-TERM", "-INT"] {
        let mut program = Program::start(&[]);
        drop(program.stdin.take());
        std::thread::sleep(std::time::Duration::from_millis(50));
        assert_eq!(program.child.try_wait().unwrap(), None, "{signal}");
        let id = program.child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
        assert!(program.child.wait().unwrap().success(), "{signal}");
    }
}

#[test]
fn it_names_the_file_that_is_wrong() {
    let directory = directory("wrong");
    std::fs::write(directory.join("other.json"), r#"{"name":"hello","replies":[{}]}"#).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_genauth-emulator"));
    let output = command.args(["--scenarios", directory.to_str().unwrap()]).output().unwrap();
    assert!(!output.status.success());
    assert_eq!(output.stdout, b"");
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("other.json") && error.contains("name"), "{error}");
}

#[test]
fn it_misbehaves_from_the_start_and_says_what_it_did() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_genauth-emulator"));
    command.args(["--token", "secret-1", "--fault", "suspended-user=bob", "--latency", "50", "--log"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim_end().strip_prefix("listening on http://").unwrap().parse().unwrap();
    let start = std::time::Instant::now();
    let response =
        request(address, "GET", "/api/v3/get-profile?secret-2", &["authorization: Bearer secret-1"]);
    assert_eq!(response.json()["apiCode"], 2005);
    assert!(start.elapsed().as_millis() >= 50);
    let logged = request(address, "GET", "/__emulator/log", &[]);
    assert_eq!(logged.json()[0]["status"], 200);
    assert!(!String::from_utf8_lossy(&logged.body).contains("secret"), "{logged:?}");
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    let mut said = String::new();
    stderr.read_line(&mut said).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    stderr.read_to_string(&mut said).unwrap();
    assert_eq!(said, "GET /api/v3/get-profile 200 answered\n");

    let mut command = Command::new(env!("CARGO_BIN_EXE_genauth-emulator"));
    let output = command.args(["--fault", "explosion"]).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("rate-limited[=SECONDS]"));
}

#[cfg(unix)]
#[test]
fn it_runs_a_command_and_ends_with_it() {
    let emulator = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_genauth-emulator"));
        command.env_remove("GENAUTH_HOST").env("GENAUTH_APP_ID", "mine").env_remove("GENAUTH_ACCESS_TOKEN");
        command
    };
    let script = "echo $GENAUTH_EMULATOR_HOST $GENAUTH_APP_ID $GENAUTH_HOST $GENAUTH_ACCESS_TOKEN; exit 7";
    let output = emulator().args(["--fault", "hang", "--", "sh", "-c", script]).output().unwrap();
    assert_eq!(output.status.code(), Some(7));
    let said = String::from_utf8(output.stdout).unwrap();
    let [host, app_id, same_host, token] = said.split_whitespace().collect::<Vec<_>>()[..] else {
        panic!("{said}");
    };
    assert!(host.starts_with("http://127.0.0.1:") && host == same_host, "{said}");
    assert_eq!((app_id, token), ("mine", genauth_emulator::DOCUMENTED_TOKEN));

    let output = emulator().args(["--", "/does/not/exist"]).output().unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && error.contains("cannot run /does/not/exist: "), "{error}");

    let mut waiting = emulator();
    waiting.args(["--", "sh", "-c", "echo $$; exec sleep 600"]);
    let mut child = waiting.stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(Command::new("kill").arg(child.id().to_string()).status().unwrap().success());
    assert!(!child.wait().unwrap().success());
    let alive = Command::new("kill").args(["-0", line.trim()]).stderr(Stdio::null()).status().unwrap();
    assert!(!alive.success(), "the command outlives the emulator");
}
