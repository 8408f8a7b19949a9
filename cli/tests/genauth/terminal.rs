//! What a person at a terminal sees.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Command, Stdio};

use genauth_emulator::{DOCUMENTED_TOKEN, TEST_APP_ID};
use nix::pty::{Winsize, openpty};

use crate::support::{User, redirected, server};

/// Runs a command whose standard output is a terminal of 60 columns; what it shows.
pub(crate) fn shown(mut command: Command) -> String {
    let size = Winsize { ws_row: 24, ws_col: 60, ws_xpixel: 0, ws_ypixel: 0 };
    let pty = openpty(&size, None).unwrap();
    command.stdin(Stdio::null()).stdout(pty.slave).stderr(Stdio::null());
    let mut process = command.spawn().unwrap();
    // The command holds the terminal's other end.
    drop(command);
    let (mut terminal, mut shown) = (File::from(pty.master), Vec::new());
    // On Linux, the end of the last process at a terminal is an error.
    let _ = terminal.read_to_end(&mut shown);
    assert!(process.wait().unwrap().success());
    String::from_utf8(shown).unwrap().replace("\r\n", "\n")
}

fn whoami(user: &User, arguments: &[&str]) -> Command {
    let mut command = user.command(&[&["whoami"], arguments].concat());
    command.env("GENAUTH_APP_ID", "app").env("GENAUTH_HOST", user.emulator.url());
    command.env("GENAUTH_ACCESS_TOKEN", DOCUMENTED_TOKEN).env("TERM", "xterm");
    command
}

#[test]
fn a_terminal_shows_a_card_with_everything() {
    let user = User::new();
    let card = shown(whoami(&user, &[]));
    assert!(card.starts_with("\x1b[1mZhang San\x1b[0m\n"), "{card:?}");
    for fact in
        ["test@example.com ✓ verified", "wechat (openid)", "school: Peking University", "years ago (2022-"]
    {
        assert!(card.contains(fact), "{card}");
    }
    let only_some = shown(whoami(&user, &["--with", "identities"]));
    assert!(only_some.contains("wechat (openid)") && !only_some.contains("school"), "{only_some}");
}

#[test]
fn an_address_can_be_pasted_while_the_browser_is_awaited() {
    let user = User::new();
    let pty = openpty(None, None).unwrap();
    let application =
        ["login", "--app-id", TEST_APP_ID, "--host", user.emulator.url(), "--login-hint", "bob"];
    let mut command = user.command(&application);
    let mut process = command.stdin(pty.slave).stderr(Stdio::piped()).spawn().unwrap();
    let said = BufReader::new(process.stderr.take().unwrap()).lines().map(Result::unwrap);
    let mut urls = said.filter(|line| line.starts_with("http"));
    let mut terminal = File::from(pty.master);
    writeln!(terminal, "{}", redirected(&urls.next().unwrap())).unwrap();
    assert!(process.wait().unwrap().success());
    assert!(user.session_file("default").exists());
}

#[test]
fn colours_can_be_turned_off() {
    let user = User::new();
    for (name, value) in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        let mut command = whoami(&user, &[]);
        command.env(name, value);
        let card = shown(command);
        assert!(card.starts_with("Zhang San\n") && !card.contains('\x1b'), "{card:?}");
    }
}

#[test]
fn json_stays_json() {
    let user = User::new();
    for (option, start) in
        [("--json", r#"{"userId":"6229"#), ("--raw", r#"{"statusCode":200"#), ("--redact", "{")]
    {
        let json = shown(whoami(&user, &[option]));
        assert!(json.starts_with(start) && !json.contains('\x1b'), "{json:?}");
        assert_eq!(json.lines().count(), 1, "{json}");
    }
}

#[test]
fn the_raw_response_steers_nothing() {
    let user = User::new();
    let body = "{\"statusCode\": 200,\r\n\"data\": {\"userId\": \"u\u{9b}2J\u{202e}\"}}";
    let response = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    let raw = shown(whoami(&user, &["--raw", "--host", &server(response)]));
    assert!(raw.contains(r#""u\u009b2J\u202e""#) && raw.lines().count() == 1, "{raw:?}");
}
