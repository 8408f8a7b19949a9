//! `genauth login`.

use std::fs;
use std::process::Stdio;

use genauth_emulator::{Endpoint, Failure};

use crate::support::{User, browse, failure, redirected, text};

/// Whether something that was printed holds a token of the session that is kept, or what proves a login.
fn shows_a_token(user: &User, printed: &str) -> bool {
    let record = fs::read_to_string(user.session_file("default")).unwrap();
    let record: serde_json::Value = serde_json::from_str(&record).unwrap();
    let tokens = ["access_token", "refresh_token", "id_token"];
    tokens.iter().any(|token| printed.contains(record["tokens"][token].as_str().unwrap()))
}

#[test]
fn the_browser_comes_back_and_the_session_stays() {
    let user = User::new();
    let login = user.login(&[]);
    let page = browse(&redirected(login.url()));
    assert!(page.contains("Signed in"), "{page}");
    let (code, said) = login.end();
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("Profile `default` is signed in as Zhang San."), "{said}");
    assert!(
        said.contains(&format!("only you can read: {}", user.session_file("default").display())),
        "{said}"
    );
    assert!(!shows_a_token(&user, &said), "{said}");
    let whoami = user.run(&["whoami", "--json"]);
    assert!(text(&whoami.stdout).contains(r#""email":"test@example.com""#), "{}", text(&whoami.stderr));
    assert!(!shows_a_token(&user, text(&whoami.stdout)));
}

#[cfg(unix)]
#[test]
fn only_the_user_can_read_the_files() {
    use std::os::unix::fs::PermissionsExt as _;
    let user = User::new();
    let login = user.login(&["--profile", "work"]);
    browse(&redirected(login.url()));
    assert_eq!(login.end().0, 0);
    let root = user.directory.path();
    for (path, mode) in [
        (root.join("profiles"), 0o700),
        (root.join("sessions"), 0o700),
        (root.join("profiles/work.json"), 0o600),
        (user.session_file("work"), 0o600),
    ] {
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, mode, "{}", path.display());
    }
}

#[cfg(unix)]
#[test]
fn the_browser_is_opened() {
    use std::os::unix::fs::PermissionsExt as _;
    let user = User::new();
    let browser = user.directory.path().join("browser");
    let opened = user.directory.path().join("opened");
    fs::write(&browser, format!("#!/bin/sh\nprintf %s \"$1\" > '{}'\n", opened.display())).unwrap();
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = user.command(&["login", "--app-id", "test-app", "--host", user.emulator.url()]);
    let mut login =
        command.env("BROWSER", &browser).stdin(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let url = loop {
        match fs::read_to_string(&opened) {
            Ok(url) if !url.is_empty() => break url,
            _ => std::thread::sleep(std::time::Duration::from_millis(10)),
        }
    };
    assert!(url.starts_with(&format!("{}/oidc/auth?", user.emulator.url())), "{url}");
    browse(&redirected(&format!("{url}&login_hint=bob")));
    assert!(login.wait().unwrap().success());
}

#[test]
fn without_a_browser_the_address_is_pasted() {
    let user = User::new();
    let mut login = user.login(&["--no-browser"]);
    assert!(login.url().contains("redirect_uri=http%3A%2F%2F127.0.0.1%2Fcallback&"), "{}", login.said);
    let redirected = redirected(login.url());
    login.paste("");
    login.paste("http://127.0.0.1/callback?code=x&state=of-another-login");
    login.paste(&redirected);
    let (code, said) = login.end();
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("belongs to another login") && said.contains("signed in as Zhang San"), "{said}");
    let ended = user.login(&["--no-browser", "--port", "8400"]);
    assert!(ended.url().contains("redirect_uri=http%3A%2F%2F127.0.0.1%3A8400%2Fcallback&"), "{}", ended.said);
    assert_eq!(ended.end().0, 13);
}

#[test]
fn a_refusal_is_an_error_and_keeps_nothing() {
    let user = User::new();
    let denied = Failure::OauthError { error: "access_denied".into() };
    for arguments in [&[][..], &["--no-browser"]] {
        user.emulator.provider().fail_next(Endpoint::Authorization, denied.clone());
        let mut login = user.login(arguments);
        let redirected = redirected(login.url());
        if arguments.is_empty() {
            browse(&redirected);
        } else {
            login.paste(&redirected);
        }
        let (code, said) = login.end();
        assert_eq!(code, 13, "{said}");
        assert!(said.contains("access_denied"), "{said}");
        assert!(!user.session_file("default").exists());
    }
}

#[test]
fn the_next_login_asks_for_the_same() {
    let user = User::new();
    let scopes =
        ["--scope", "openid,profile", "--tenant-id", "t-1", "--redirect-uri", "http://127.0.0.1/callback"];
    let login = user.login(&[&["--profile", "work", "--config", "timeout_ms=9000"], &scopes[..]].concat());
    browse(&redirected(login.url()));
    let (code, said) = login.end();
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("no refresh token"), "{said}");
    let again = user.begin(&["login", "--profile", "work", "--login-hint", "bob"]);
    assert!(
        again.url().contains("scope=openid+profile&") && again.url().contains("tenant_id=t-1"),
        "{}",
        again.said
    );
    browse(&redirected(again.url()));
    assert_eq!(again.end().0, 0);
    let profile = fs::read_to_string(user.directory.path().join("profiles/work.json")).unwrap();
    assert!(profile.contains(r#""timeout_ms": 9000"#), "{profile}");
}

#[test]
fn a_session_that_cannot_be_kept_needs_no_sign_in() {
    let user = User::new();
    fs::write(user.directory.path().join("sessions"), "").unwrap();
    let application = ["login", "--app-id", "test-app", "--host", user.emulator.url()];
    let output = user.run(&application);
    let (code, said) = failure(&output);
    assert!(code == 1 && said.contains("GENAUTH_CONFIG_DIR"), "{said}");
    let user = User::new();
    let output = user.run(&[&["login", "--store", "keyring"], &application[1..]].concat());
    let (code, said) = failure(&output);
    assert!(code == 14 && said.contains("--store file"), "{said}");
    assert!(user.emulator.requests("").is_empty());
}

#[test]
fn a_damaged_session_does_not_prevent_a_login() {
    let (user, _) = User::signed_in();
    fs::write(user.session_file("default"), "{").unwrap();
    let output = user.run(&["whoami"]);
    assert_eq!(failure(&output).0, 14);
    let login = user.login(&[]);
    browse(&redirected(login.url()));
    assert_eq!(login.end().0, 0);
    assert!(user.run(&["whoami"]).status.success());
}

#[test]
fn secrets_are_no_options() {
    let user = User::new();
    for setting in ["access_token=very-secret", "app_secret=very-secret"] {
        let output = user.run(&["login", "--app-id", "a", "--host", "h", "--config", setting]);
        assert_eq!(failure(&output).0, 2);
        assert!(failure(&output).1.contains("variable GENAUTH_"), "{}", failure(&output).1);
    }
}
