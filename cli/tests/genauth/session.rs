//! The session that `genauth login` keeps: `token`, `whoami` and `logout`. No assertion prints a token.

use std::process::Output;

use genauth::{FileStore, ProfileOptions, Session};
use genauth_emulator::{DOCUMENTED_TOKEN, Endpoint, Failure, TEST_APP_ID};

use crate::support::{User, failure, text};

fn line(output: &Output) -> &str {
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout).trim_end()
}

#[test]
fn a_script_gets_a_token() {
    let (user, tokens) = User::signed_in();
    assert!(line(&user.run(&["token"])) == tokens.access_token);
    assert_eq!(user.emulator.provider().request_counts().refreshes, 0);
}

#[test]
fn programs_share_the_session() {
    let (user, tokens) = User::signed_in();
    let open = || Session::open(&user.config(), FileStore::new(user.session_file("default"))).unwrap();
    let session = open().unwrap();
    session.client().get_profile(ProfileOptions::default()).wait().unwrap();
    session.refresh().wait().unwrap();
    let fresh = session.tokens().unwrap().access_token.as_str().to_owned();
    assert!(fresh != tokens.access_token && line(&user.run(&["token"])) == fresh);
    assert!(user.run(&["logout"]).status.success());
    assert!(open().is_none());
}

#[test]
fn no_refresh_is_left_to_the_background() {
    // The library would use the first one, and replace it while the program ends.
    for left in [150, 0] {
        let user = User::new();
        let tokens = user.emulator.sign_in("bob").unwrap();
        user.put("default", &tokens, left);
        let fresh = line(&user.run(&["token"])).to_owned();
        assert!(fresh != tokens.access_token && line(&user.run(&["token"])) == fresh);
        assert!(user.run(&["whoami"]).status.success());
        assert_eq!(user.emulator.provider().request_counts().refreshes, 1);
    }
}

#[test]
fn a_token_serves_until_its_end_if_the_refresh_fails() {
    let user = User::new();
    let tokens = user.emulator.sign_in("bob").unwrap();
    user.put("default", &tokens, 150);
    user.emulator.provider().fail_next(Endpoint::Token, Failure::Unavailable { retry_after: Some(60) });
    assert!(line(&user.run(&["token", "--config", "max_attempts=1"])) == tokens.access_token);
}

#[test]
fn a_session_that_has_ended_says_what_to_do() {
    for left in [3600, 150, 0] {
        let user = User::new();
        let tokens = user.emulator.sign_in("bob").unwrap();
        user.put("work", &tokens, left);
        user.emulator.provider().revoke(&tokens.access_token).unwrap();
        let output = user.run(&["whoami", "--profile", "work"]);
        let (code, said) = failure(&output);
        assert!(code == 3 && said.contains("`genauth login --profile work`"), "{said}");
        assert!(!said.contains(&tokens.access_token), "{said}");
    }
}

#[test]
fn nobody_is_signed_in() {
    let user = User::new();
    for command in ["whoami", "token"] {
        let output = user.run(&[command]);
        let (code, said) = failure(&output);
        assert!(
            code == 3 && said.contains("nobody is signed in") && said.contains("`genauth login"),
            "{said}"
        );
    }
}

#[test]
fn logout_ends_the_session_everywhere() {
    let (user, tokens) = User::signed_in();
    let output = user.run(&["logout"]);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(0), ""));
    assert!(text(&output.stderr).contains("Profile `default` is signed out."));
    assert!(!user.session_file("default").exists());
    let revoked = user.emulator.requests("/oidc/token/revocation");
    assert!(str::from_utf8(revoked[0].body.as_bytes()).unwrap().contains(&tokens.refresh_token.unwrap()));
    let again = user.run(&["logout"]);
    assert!(again.status.success() && text(&again.stderr).contains("has no session"));
    // The next login needs no options.
    let output = user.run(&["whoami"]);
    assert!(failure(&output).1.contains("`genauth login --profile default`"), "{}", failure(&output).1);
}

#[test]
fn logout_without_the_service_is_half_a_logout() {
    let (user, _) = User::signed_in();
    user.emulator.provider().fail_next(Endpoint::Revocation, Failure::Unavailable { retry_after: None });
    let output = user.run(&["logout", "--config", "max_attempts=1"]);
    let (code, said) = failure(&output);
    assert!(code == 6 && said.contains("The session was removed here."), "{said}");
    assert!(!user.session_file("default").exists());
    let (user, _) = User::signed_in();
    std::fs::write(user.session_file("default"), "{").unwrap();
    let output = user.run(&["logout"]);
    assert_eq!(failure(&output).0, 14);
    assert!(!user.session_file("default").exists());
}

#[test]
fn options_come_before_variables_and_those_before_the_session() {
    let (user, tokens) = User::signed_in();
    let other = user.emulator.sign_in("bob").unwrap();
    user.put("work", &other, 3600);
    let token = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = user.command(&[&["token"], arguments].concat());
        line(&command.envs(variables.iter().copied()).output().unwrap()).to_owned()
    };
    let variable = ("GENAUTH_ACCESS_TOKEN", DOCUMENTED_TOKEN);
    let work = ("GENAUTH_PROFILE", "work");
    assert!(token(&[], &[]) == tokens.access_token);
    assert!(token(&[], &[work]) == other.access_token);
    assert!(token(&[], &[work, variable]) == DOCUMENTED_TOKEN);
    assert!(token(&["--profile", "default"], &[work, variable]) == tokens.access_token);
    // A profile that an option names brings its application along.
    let elsewhere = ("GENAUTH_HOST", "https://elsewhere.example");
    assert!(token(&["--profile", "work"], &[elsewhere, variable]) == other.access_token);
}

#[test]
fn a_session_stays_with_its_application() {
    let (user, _) = User::signed_in();
    let run = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = user.command(&[&["whoami"], arguments].concat());
        command.envs(variables.iter().copied()).output().unwrap()
    };
    let elsewhere = run(&[], &[("GENAUTH_HOST", "http://127.0.0.1:9")]);
    let (code, said) = failure(&elsewhere);
    assert!(code == 3 && said.contains("another application or host"), "{said}");
    for option in [["--host", "http://127.0.0.1:9"], ["--app-id", "other"]] {
        assert_eq!(failure(&run(&option, &[])).0, 3);
        assert_eq!(failure(&run(&[&["--profile", "default"][..], &option].concat(), &[])).0, 3);
    }
    // Another spelling is the same application.
    let host = format!("{}/", user.emulator.url());
    assert!(run(&["--host", &host], &[("GENAUTH_APP_ID", TEST_APP_ID)]).status.success());
}
