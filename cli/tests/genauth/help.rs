//! Help, completions and the manual.

use std::fs;

use genauth::ErrorKind;

use crate::support::{User, failure, text};

const COMMANDS: [&str; 8] =
    ["login", "logout", "whoami", "token", "doctor", "emulator", "completions", "man"];

fn printed(arguments: &[&str]) -> String {
    let mut command = User::new().command(arguments);
    let output = command.env("COLUMNS", "80").output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout).to_owned()
}

#[test]
fn help_fits_a_screen() {
    for command in [&[][..]].into_iter().chain(COMMANDS.iter().map(std::slice::from_ref)) {
        let help = printed(&[command, &["--help"]].concat());
        assert!(help.lines().count() <= 24, "{help}");
        assert!(help.lines().all(|line| line.chars().count() <= 80), "{help}");
        assert!(!help.contains('\x1b'), "{help:?}");
        assert_eq!(printed(&[command, &["-h"]].concat()), help);
    }
    let help = printed(&["--help"]);
    assert!(COMMANDS.iter().all(|command| help.contains(&format!("\n  {command} "))), "{help}");
    assert!(help.contains("genauth login --app-id ID") && help.contains("Exit codes: 0 success"), "{help}");
}

#[test]
fn the_manual_documents_every_exit_code_and_every_command() {
    let manual = printed(&["man"]);
    for kind in ErrorKind::ALL {
        let entry = format!(".TP\n\\fB{}\\fR\n{}", kind.code(), kind.name());
        assert!(manual.contains(&entry), "{entry}\nin\n{manual}");
    }
    for name in
        ["GENAUTH_ACCESS_TOKEN", "GENAUTH_CONFIG_DIR", "NO_COLOR", "profiles/NAME.json", "SH \"EXIT STATUS\""]
    {
        assert!(manual.contains(name), "{name}\nin\n{manual}");
    }
    let directory = tempfile::tempdir().unwrap();
    let pages = directory.path().join("man1");
    assert_eq!(printed(&["man", "--dir", pages.to_str().unwrap()]), "");
    for command in COMMANDS {
        assert!(fs::read_to_string(pages.join(format!("genauth-{command}.1"))).unwrap().contains(command));
    }
    assert_eq!(fs::read_to_string(pages.join("genauth.1")).unwrap(), manual);
}

#[test]
fn shells_complete_commands_and_options() {
    for shell in ["bash", "zsh", "fish"] {
        let script = printed(&["completions", shell]);
        assert!(COMMANDS.iter().all(|command| script.contains(command)), "{script}");
        assert!(script.contains("token-stdin") && script.contains("custom-data"), "{script}");
    }
}

#[test]
fn a_wrong_command_line_is_told() {
    let user = User::new();
    for arguments in [&["whoam"][..], &["whoami", "--jsn"], &[]] {
        let output = user.run(arguments);
        assert_eq!(failure(&output).0, 2);
    }
}

#[cfg(unix)]
#[test]
fn the_emulator_ends_with_its_command() {
    let script = "test -n \"$GENAUTH_EMULATOR_HOST\" && exit 7";
    let output = User::new().run(&["emulator", "--", "sh", "-c", script]);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(7), ""));
}
