//! `genauth whoami` with a token of its own.

use std::io::Write as _;
use std::process::{Output, Stdio};

use genauth::Profile;
use genauth_emulator::{DOCUMENTED_TOKEN, SAMPLE};

use crate::support::{User, failure, server, text};

fn whoami(user: &User, arguments: &[&str], token: &str) -> Output {
    let mut command = user.command(&[&["whoami"], arguments].concat());
    command
        .env("GENAUTH_APP_ID", "app")
        .env("GENAUTH_HOST", user.emulator.url())
        .env("GENAUTH_ACCESS_TOKEN", token);
    command.output().unwrap()
}

#[test]
fn a_program_gets_the_profile() {
    let user = User::new();
    let output = whoami(&user, &[], DOCUMENTED_TOKEN);
    assert!(output.status.success());
    let profile = Profile::from_json(text(&output.stdout).trim_end()).unwrap();
    assert_eq!(
        (&*profile.user_id, profile.email.as_deref()),
        ("6229ffaxxxxxxxxcade3e3d9", Some("test@example.com"))
    );
    assert!(profile.identities.is_none());
    let output = whoami(&user, &["--json", "--with", "identities,department-ids"], DOCUMENTED_TOKEN);
    assert!(text(&output.stdout).contains(r#""departmentIds":["624d930c3xxxx5c08dd4986e""#));
    let everything = ["--raw", "--with", "custom-data,identities,department-ids"];
    assert_eq!(whoami(&user, &everything, DOCUMENTED_TOKEN).stdout, SAMPLE);
}

#[test]
fn a_bug_report_says_nothing_about_the_user() {
    let user = User::new();
    for more in [&[][..], &["--raw"]] {
        let everything = ["--redact", "--with", "custom-data,identities,department-ids"];
        let output = whoami(&user, &[&everything, more].concat(), DOCUMENTED_TOKEN);
        let report = text(&output.stdout);
        assert!(output.status.success() && report.contains(r#""status":"Activated""#), "{report}");
        assert!(
            report.contains(r#""provider":"wechat""#) && report.contains(r#""school":"***""#),
            "{report}"
        );
        for personal in ["6229", "Zhang", "bob", "@", "188", "57_", "420421", "Peking", "22,", "2022"] {
            assert!(!report.contains(personal), "{personal} in {report}");
        }
    }
}

#[test]
fn the_time_of_a_call_is_told() {
    let user = User::new();
    let host = user.emulator.url().replace("127.0.0.1", "localhost");
    let output = whoami(&user, &["--timing", "--host", &host], DOCUMENTED_TOKEN);
    assert!(Profile::from_json(text(&output.stdout).trim_end()).is_ok());
    let said = text(&output.stderr);
    let parts: Vec<_> = said.lines().map(|line| line.split_at(16).0.trim_end()).collect();
    assert_eq!(parts, ["name resolution", "connect", "first byte", "body", "total"], "{said}");
    assert!(said.lines().all(|line| line.ends_with(" ms")), "{said}");
    // A failure takes time as well.
    let output = whoami(&user, &["--timing"], "wrong-token");
    assert!(failure(&output).1.contains("total"), "{}", failure(&output).1);
}

#[test]
fn an_error_brings_its_hint_and_its_request_id() {
    let user = User::new();
    let body = r#"{"statusCode": 403, "message": "not for you", "requestId": "r-17"}"#;
    let response = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    let output = whoami(&user, &["--host", &server(response)], "a-token");
    let (code, said) = failure(&output);
    let lines: Vec<_> = said.lines().collect();
    assert_eq!((code, lines.len(), lines[2]), (4, 3, "request id: r-17"), "{said}");
    assert!(lines[0].starts_with("genauth: ") && lines[0].contains("not for you"), "{said}");
}

#[test]
fn its_exit_code_is_the_kind_of_error() {
    let user = User::new();
    let refused = whoami(&user, &[], "wrong-token");
    assert_eq!(refused.status.code(), Some(3));
    assert!(text(&refused.stderr).contains("apiCode 2020") && !text(&refused.stderr).contains("wrong-token"));
    assert_eq!(whoami(&user, &["--host", "http://example.com"], "t").status.code(), Some(2));
    assert_eq!(whoami(&user, &[], "").status.code(), Some(3));
}

#[test]
fn it_takes_the_token_from_standard_input() {
    let user = User::new();
    let mut command =
        user.command(&["whoami", "--app-id", "app", "--host", user.emulator.url(), "--token-stdin"]);
    let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    writeln!(process.stdin.take().unwrap(), "{DOCUMENTED_TOKEN}").unwrap();
    assert!(process.wait_with_output().unwrap().status.success());
}

fn is_printable(output: &[u8]) -> bool {
    let steers = |c: char| c != '\n' && (c.is_control() || "\u{202e}\u{2066}\u{feff}".contains(c));
    !text(output).contains(steers)
}

#[test]
fn nothing_that_the_service_says_steers_the_terminal() {
    const STEERING: &str = r"\u001b]0;x\u0007\r\n\u009b2J\u007f\u202e\u2066\ufeff";
    let envelope = |status: u16, body: String| {
        let length = body.len();
        format!("HTTP/1.1 {status} x\r\nx-request-id: \u{9b}2J\r\ncontent-length: {length}\r\n\r\n{body}")
    };
    let user = User::new();
    let run = |arguments: &[&str], response: String| {
        let mut command = user.command(&["whoami", "--app-id", "app", "--host", &server(response)]);
        command.args(arguments);
        command.env("GENAUTH_ACCESS_TOKEN", "token").output().unwrap()
    };
    let profile = format!(
        r#"{{"statusCode": 200, "data": {{"userId": "id{STEERING}", "name": "a{STEERING}b", "{STEERING}": "{STEERING}"}}}}"#
    );
    for arguments in [&[][..], &["--json"]] {
        let output = run(arguments, envelope(200, profile.clone()));
        assert!(output.status.success(), "{}", text(&output.stderr));
        assert!(is_printable(&output.stdout), "{:?}", text(&output.stdout));
        assert!(text(&output.stdout).contains("id"));
    }
    let refusals = [
        format!(
            r#"{{"statusCode": 403, "message": "no {STEERING}", "apiCode": "{STEERING}", "requestId": "{STEERING}"}}"#
        ),
        "\x1b[31mplain\u{202e}\u{9b}".to_owned(),
    ];
    for body in refusals {
        let output = run(&[], envelope(403, body));
        assert_eq!(output.status.code(), Some(4));
        assert!(is_printable(&output.stderr), "{:?}", text(&output.stderr));
    }
}
