//! A login in the browser of this machine, which comes back over the loopback interface.

use std::io::{self, IsTerminal as _};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use genauth::{Config, Error, Login, LoginOptions, Session};
use url::Url;

use super::paste;
use crate::output::notice;
use crate::problem::Problem;

/// After this time without the browser, something may be wrong: the service shows an unknown callback URL to the user
/// of the browser, and tells nobody else.
const PATIENCE: Duration = Duration::from_secs(20);

pub(super) fn sign_in(config: &Config, options: LoginOptions) -> Result<Session, Problem> {
    let login = Arc::new(Login::listen(config, options)?);
    let (sender, outcomes) = channel();
    wait(&login, sender.clone());
    open(login.url());
    if io::stdin().is_terminal() {
        notice("If the browser runs on another machine, paste the address here that it ends at:");
        read(&login, sender);
    }
    first(&outcomes, login.url())
}

/// Waits for the browser.
fn wait(login: &Arc<Login>, outcome: Sender<Result<Session, Error>>) {
    let login = login.clone();
    thread::spawn(move || outcome.send(login.wait().wait()));
}

/// Opens the browser, and shows the address in case there is none.
fn open(url: &str) {
    notice("The browser opens this address. If it does not, open it yourself:");
    notice(url);
    let url = url.to_owned();
    // Text browsers return when the user leaves them. Nothing that this returns would change what follows.
    thread::spawn(move || webbrowser::open(&url));
}

/// Reads addresses that the user pastes, until one of them ends the login.
fn read(login: &Arc<Login>, outcome: Sender<Result<Session, Error>>) {
    let login = login.clone();
    thread::spawn(move || {
        if let Some(ended) = paste::read(&login) {
            // Fails if the browser was faster.
            let _ = outcome.send(ended);
        }
    });
}

/// The first outcome, from wherever it comes.
fn first(outcomes: &Receiver<Result<Session, Error>>, url: &str) -> Result<Session, Problem> {
    let ended = outcomes.recv_timeout(PATIENCE).or_else(|_| {
        notice(&format!(
            "Still waiting. If the browser shows an error, the console may lack the callback URL {}",
            callback(url)
        ));
        outcomes.recv()
    });
    Ok(ended.map_err(|_| Problem::other("nothing is left that waits for the browser"))??)
}

/// Where the browser is to come back to.
fn callback(url: &str) -> String {
    let url = Url::parse(url).ok();
    let uri = url.and_then(|url| {
        url.query_pairs().find(|(name, _)| name == "redirect_uri").map(|(_, uri)| uri.into_owned())
    });
    uri.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_callback_is_named_as_the_console_lists_it() {
        let config = Config::new("app", "https://example.genauth.ai");
        let login = Login::begin(&config, LoginOptions::new("http://127.0.0.1:8400/callback")).unwrap();
        assert_eq!(callback(login.url()), "http://127.0.0.1:8400/callback");
    }
}
