//! `genauth doctor`.

use std::process::Output;
use std::time::{Duration, SystemTime};

use genauth_emulator::{DOCUMENTED_TOKEN, Emulator, TEST_APP_ID};
use serde_json::Value;

use crate::support::{User, server, text};
use crate::tls;

/// What was found in a check: its status and everything that is said. Several findings of one check are joined.
fn found(output: &Output, check: &str) -> (String, String) {
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = report["checks"].as_array().unwrap().iter().filter(|finding| finding["check"] == check);
    let (mut status, mut said) = (String::new(), String::new());
    for finding in findings {
        finding["status"].as_str().unwrap().clone_into(&mut status);
        for part in ["message", "fix"] {
            said += finding[part].as_str().unwrap_or_default();
            said += "\n";
        }
    }
    (status, said)
}

fn status(output: &Output, check: &str) -> String {
    found(output, check).0
}

fn doctor(user: &User, host: &str, arguments: &[&str]) -> Output {
    let application = ["doctor", "--json", "--app-id", TEST_APP_ID, "--host", host];
    let mut command = user.command(&[&application[..], arguments].concat());
    command.env("GENAUTH_ACCESS_TOKEN", DOCUMENTED_TOKEN).output().unwrap()
}

#[test]
fn a_healthy_session() {
    let (user, tokens) = User::signed_in();
    let output = user.run(&["doctor"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let said = text(&output.stdout);
    for line in [
        "ok       configuration    application test-app at http://127.0.0.1:",
        "ok       proxy            none",
        "skipped  TLS              http:// has none",
        "s ahead of the server",
        "ok       discovery        issuer http://127.0.0.1:",
        "ok       token            the access token of the session of profile `default`, a JWT",
        "ok       token expiry     expires in ",
        "ok       token audience   application test-app",
        "ok       token scopes     ",
        "ok       call             get-profile gives a user",
    ] {
        assert!(said.contains(line), "{line}\nin\n{said}");
    }
    assert!(
        !said.contains(&tokens.access_token) && !said.contains("Zhang San") && !said.contains('\x1b'),
        "{said}"
    );
}

#[test]
fn tls_shows_who_issued_the_certificate() {
    let user = User::new();
    let host = tls::in_front_of(user.emulator.url());
    let trusted = doctor(&user, &host, &["--config", &format!("ca_file={}", tls::AUTHORITY)]);
    assert_eq!(trusted.status.code(), Some(0), "{}", text(&trusted.stdout));
    let (tls, said) = found(&trusted, "TLS");
    assert!(tls == "ok" && said.contains("issued by CN=Test authority,O=genauth tests"), "{said}");
    assert!(said.contains("valid until 2126-") && said.contains(" ms)"), "{said}");
    assert!(found(&trusted, "name resolution").1.contains("127.0.0.1"));
    let unknown = doctor(&user, &host, &[]);
    assert_eq!(unknown.status.code(), Some(7));
    let (tls, said) = found(&unknown, "TLS");
    assert!(tls == "failure" && said.contains("the server showed CN=localhost"), "{said}");
    assert!(said.contains("`ca_file`"), "{said}");
    assert_eq!(
        (status(&unknown, "connection"), status(&unknown, "discovery")),
        ("ok".into(), "skipped".into())
    );
    // The time of a handshake is told apart.
    let arguments = ["whoami", "--timing", "--app-id", "app", "--host", &host, "--config"];
    let mut command = user.command(&[&arguments[..], &[&format!("ca_file={}", tls::AUTHORITY)]].concat());
    let timing = command.env("GENAUTH_ACCESS_TOKEN", DOCUMENTED_TOKEN).output().unwrap();
    assert!(text(&timing.stderr).contains("\nTLS "), "{}", text(&timing.stderr));
}

#[test]
fn the_first_failure_hides_nothing_else() {
    let user = User::new();
    let unknown = doctor(&user, "https://name.invalid", &[]);
    assert_eq!(unknown.status.code(), Some(7));
    assert_eq!(
        (status(&unknown, "name resolution"), status(&unknown, "token")),
        ("failure".into(), "ok".into())
    );
    assert_eq!(status(&unknown, "call"), "failure");
    let closed = doctor(&user, "http://127.0.0.1:9", &[]);
    assert_eq!((status(&closed, "connection"), status(&closed, "token")), ("failure".into(), "ok".into()));
    let invalid = doctor(&user, "ftp://example.com", &[]);
    assert_eq!(invalid.status.code(), Some(2));
    assert_eq!(
        (status(&invalid, "configuration"), status(&invalid, "token")),
        ("failure".into(), "ok".into())
    );
    let nobody = user.run(&["doctor", "--json", "--app-id", "a", "--host", user.emulator.url()]);
    assert_eq!(nobody.status.code(), Some(3));
    assert_eq!((status(&nobody, "discovery"), status(&nobody, "token")), ("ok".into(), "failure".into()));
    let unset = user.run(&["doctor"]);
    assert_eq!(unset.status.code(), Some(2));
    assert!(text(&unset.stdout).contains("--app-id is missing"), "{}", text(&unset.stdout));
}

#[test]
fn a_proxy_is_named_without_its_password() {
    let user = User::new();
    let proxy = format!("{}/", user.emulator.url()).replace("http://", "http://user:password@");
    let mut command = user.command(&["doctor", "--json", "--app-id", "a", "--host", "http://a.example"]);
    command.args(["--config", "allow_insecure_http=true"]).env("HTTP_PROXY", proxy);
    let output = command.env("GENAUTH_ACCESS_TOKEN", "t").output().unwrap();
    let (proxy, said) = found(&output, "proxy");
    assert!(
        proxy == "ok" && said.contains(&format!("{}, from the environment", user.emulator.url())),
        "{said}"
    );
    assert!(found(&output, "configuration").1.contains("clear text"));
    assert!(!text(&output.stdout).contains("password"));
}

/// A discovery document of a server whose clock shows another time.
fn discovery_at(time: SystemTime) -> String {
    let body = r#"{"issuer": "https://other.example/oidc", "jwks_uri": "https://other.example/keys"}"#;
    let (date, length) = (httpdate::fmt_http_date(time), body.len());
    format!("HTTP/1.1 200 OK\r\ndate: {date}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}")
}

#[test]
fn a_wrong_clock_is_found() {
    let user = User::new();
    for (offset, expected) in [(5, "ok"), (100, "warning"), (3600, "failure")] {
        let host = server(discovery_at(SystemTime::now() + Duration::from_secs(offset)));
        let output = doctor(&user, &host, &[]);
        let (clock, said) = found(&output, "clock");
        assert!(clock == expected && said.contains("s behind the server"), "{said}");
    }
    let host = server(discovery_at(SystemTime::now() - Duration::from_secs(3600)));
    assert!(found(&doctor(&user, &host, &[]), "clock").1.contains("s ahead of the server"));
}

#[test]
fn a_token_that_is_none_of_this_application() {
    let (user, tokens) = User::signed_in();
    let doctor = |token: &str, app_id: &str| {
        let mut command = user.command(&["doctor", "--json", "--app-id", app_id]);
        command.env("GENAUTH_HOST", user.emulator.url()).env("GENAUTH_ACCESS_TOKEN", token).output().unwrap()
    };
    let id_token = doctor(&tokens.id_token.unwrap(), TEST_APP_ID);
    assert_eq!(id_token.status.code(), Some(3));
    assert!(found(&id_token, "token").1.contains("not the `id_token`"));
    assert_eq!(status(&id_token, "call"), "failure");
    let other = doctor(&tokens.access_token, "other");
    assert_eq!(status(&other, "token audience"), "warning");
    assert!(found(&other, "token audience").1.contains("for test-app, not for other"));
}

#[test]
fn absent_fields_have_their_reasons() {
    let user = User::new();
    let tokens =
        user.emulator.provider().sign_in_to(TEST_APP_ID, "bob", Some("openid offline_access email")).unwrap();
    user.put("default", &tokens, 3600);
    let output = user.run(&["doctor", "--json", "--with", "identities"]);
    let said = found(&output, "fields").1;
    for line in [
        "scope not granted: ",
        "phone (phone)",
        "`genauth login --scope SCOPES`",
        "not asked for: departmentIds, customData",
        "empty at the service: ",
    ] {
        assert!(said.contains(line), "{line}\nin\n{said}");
    }
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let absent = |field: &str| {
        let fields = report["absent_fields"].as_array().unwrap();
        fields.iter().find(|absent| absent["field"] == field).cloned().unwrap_or_default()
    };
    assert_eq!(
        absent("name"),
        serde_json::json!({"field": "name", "reason": "scope_not_granted", "scope": "profile"})
    );
    assert_eq!((&absent("customData")["reason"], &absent("email")), (&"not_requested".into(), &Value::Null));
}

#[test]
fn a_malformed_field_is_a_warning() {
    let users = r#"{"users": [{"tokens": [{"token": "t-1"}], "data": {"userId": "u", "email": {}}}]}"#;
    let user = User::of(Emulator::builder().users_json(users).start_blocking().unwrap());
    let mut command = user.command(&["doctor", "--app-id", "a", "--host", user.emulator.url()]);
    let output = command.env("GENAUTH_ACCESS_TOKEN", "t-1").output().unwrap();
    assert!(output.status.success());
    let said = text(&output.stdout);
    assert!(said.contains("warning  fields           malformed: email\n"), "{said}");
    assert!(
        said.contains("→ Show the service's support what `genauth whoami --raw --redact` prints."),
        "{said}"
    );
}

#[test]
fn nothing_that_the_service_says_steers_the_terminal() {
    let user = User::new();
    let body = r#"{"issuer": "\u001b]0;x\u0007\u202e", "jwks_uri": "x"}"#;
    let response =
        || format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len());
    for arguments in [&["doctor"][..], &["doctor", "--json"]] {
        let host = server(response());
        let mut command = user.command(&[arguments, &["--app-id", "a", "--host", &host]].concat());
        let output = command.env("GENAUTH_ACCESS_TOKEN", "t-1").output().unwrap();
        let said = text(&output.stdout);
        assert!(said.contains("issuer ") && !said.contains(['\x1b', '\x07', '\u{202e}']), "{said:?}");
    }
}

#[test]
fn an_emulator_of_the_environment_is_named() {
    let user = User::new();
    let address = user.emulator.address().to_string();
    for arguments in [&["whoami"][..], &["doctor", "--json"]] {
        let application = ["--app-id", TEST_APP_ID, "--host", "https://genauth.invalid"];
        let mut command = user.command(&[arguments, &application].concat());
        command.env("GENAUTH_ACCESS_TOKEN", DOCUMENTED_TOKEN).env("GENAUTH_EMULATOR_HOST", &address);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
        let notice = format!("genauth: GENAUTH_EMULATOR_HOST is set: requests go to {address}\n");
        assert_eq!(text(&output.stderr), notice);
        if arguments[0] == "doctor" {
            let (status, said) = found(&output, "emulator");
            assert!(status == "warning" && said.contains(&format!("about http://{address}")), "{said}");
        }
    }
}
