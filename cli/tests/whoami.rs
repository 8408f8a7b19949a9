//! `genauth whoami` against the emulator.

#![expect(clippy::unwrap_used, reason = "a test may fail; that is what it is for")]

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use genauth_emulator::{DOCUMENTED_TOKEN, Emulator};

fn whoami(emulator: &Emulator, arguments: &[&str], token: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_genauth"));
    command.arg("whoami").args(arguments);
    command
        .env("GENAUTH_APP_ID", "app")
        .env("GENAUTH_HOST", emulator.url())
        .env("GENAUTH_ACCESS_TOKEN", token);
    command.output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).unwrap()
}

#[test]
fn it_says_who_the_user_is() {
    let emulator = Emulator::builder().start_blocking().unwrap();
    let output = whoami(&emulator, &[], DOCUMENTED_TOKEN);
    assert!(output.status.success());
    assert_eq!(
        text(&output.stdout),
        "user id  6229ffaxxxxxxxxcade3e3d9\nname     Zhang San\nusername bob\nemail    test@example.com\n"
    );
    let output = whoami(&emulator, &["--json", "--with", "identities,department-ids"], DOCUMENTED_TOKEN);
    assert!(text(&output.stdout).contains(r#""departmentIds":["624d930c3xxxx5c08dd4986e""#));
}

#[test]
fn its_exit_code_is_the_kind_of_error() {
    let emulator = Emulator::builder().start_blocking().unwrap();
    let refused = whoami(&emulator, &[], "wrong-token");
    assert_eq!(refused.status.code(), Some(3));
    assert!(text(&refused.stderr).contains("apiCode 2020") && !text(&refused.stderr).contains("wrong-token"));
    assert_eq!(whoami(&emulator, &["--host", "http://example.com"], "t").status.code(), Some(2));
    assert_eq!(whoami(&emulator, &[], "").status.code(), Some(3));
}

#[test]
fn it_takes_the_token_from_standard_input() {
    let emulator = Emulator::builder().start_blocking().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_genauth"));
    command.args(["whoami", "--app-id", "app", "--host", emulator.url(), "--token-stdin"]);
    let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    writeln!(process.stdin.take().unwrap(), "{DOCUMENTED_TOKEN}").unwrap();
    assert!(process.wait_with_output().unwrap().status.success());
}
