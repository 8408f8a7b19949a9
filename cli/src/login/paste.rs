//! A login in a browser that cannot come back: its user pastes the address that it ends at.

use std::io;

use genauth::{Config, Error, ErrorKind, Login, LoginOptions, Session};

use crate::output::notice;
use crate::problem::Problem;

pub(super) fn sign_in(config: &Config, mut options: LoginOptions) -> Result<Session, Problem> {
    if options.redirect_uri.is_empty() {
        // Nobody listens there, so that any port will do that the console lists.
        let port = options.ports.first().map_or_else(String::new, |port| format!(":{port}"));
        options.redirect_uri = format!("http://127.0.0.1{port}/callback");
    }
    let login = Login::begin(config, options)?;
    notice("Open this address in a browser:");
    notice(login.url());
    notice("Sign in there. The browser ends at a page that cannot be shown: paste its address here.");
    match read(&login) {
        Some(ended) => Ok(ended?),
        None => Err(Problem::new(ErrorKind::Login, "standard input ended without the address of a sign-in")),
    }
}

/// Reads lines until one of them ends the login; `None` if the input ends before.
pub(super) fn read(login: &Login) -> Option<Result<Session, Error>> {
    for line in io::stdin().lines() {
        let line = line.ok()?;
        if line.trim().is_empty() {
            continue;
        }
        match login.finish(line.trim()).wait() {
            // The service has decided.
            Err(error) if error.oauth_error().is_some() => return Some(Err(error)),
            Err(error) => {
                notice(error.message());
                notice("Paste the whole address, which has `code=` and `state=` in it:");
            }
            session => return Some(session),
        }
    }
    None
}
