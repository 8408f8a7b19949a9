//! A bug is an error that names its place, and standard error stays the host's. Alone in its process, for the hook.

use std::env;
use std::process::Command;

use genauth::{ErrorKind, binding};

const SECRET: &str = "who-the-user-is";

/// What runs in a process of its own, whose output the test reads.
fn bug() {
    binding::keep_quiet();
    let error = binding::caught(|| -> Result<(), _> { panic!("{SECRET}") }).expect_err("it panicked");
    assert_eq!(error.kind(), ErrorKind::Internal);
    assert!(error.message().contains("panics.rs:"), "{}", error.message());
    assert!(!format!("{error:?}{error}").contains(SECRET));
}

#[test]
fn a_panic_becomes_an_error_and_prints_nothing() {
    if env::var_os("GENAUTH_TEST_BUG").is_some() {
        return bug();
    }
    let mut child = Command::new(env::current_exe().unwrap());
    child.args(["--exact", "a_panic_becomes_an_error_and_prints_nothing", "--nocapture"]);
    let output = child.env("GENAUTH_TEST_BUG", "").output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{said}");
}
