//! Sign in with the browser, stay signed in, sign out: a program for the user's own machine.
//!
//! `GENAUTH_APP_ID` and `GENAUTH_HOST` name the application, whose callback URLs must list `http://127.0.0.1/callback`.
//! The session is kept in the file that `GENAUTH_SESSION` names. `sign_in --out` signs out.

use std::env;
use std::error::Error;

use genauth::{Config, FileStore, Login, LoginOptions, ProfileOptions, Session};

fn main() -> Result<(), Box<dyn Error>> {
    let config = Config::new(env::var("GENAUTH_APP_ID")?, env::var("GENAUTH_HOST")?);
    let file = env::var("GENAUTH_SESSION").unwrap_or_else(|_| "session.json".into());
    let kept = Session::open(&config, FileStore::new(&file))?;
    if env::args().any(|argument| argument == "--out") {
        println!("{}", sign_out(kept)?);
        return Ok(());
    }
    let session = kept.map_or_else(|| sign_in(&config, &file), Ok)?;
    match session.client().get_profile(ProfileOptions::default()).wait() {
        Ok(profile) => println!("{}", profile.email.as_deref().unwrap_or(&profile.user_id)),
        Err(error) if error.session_is_dead() => {
            println!("the session has ended: start the program again to sign in");
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

fn sign_in(config: &Config, file: &str) -> Result<Session, genauth::Error> {
    let login = Login::listen(config, LoginOptions::default())?;
    println!("Sign in at {}", login.url());
    let session = login.wait().wait()?;
    session.use_store(FileStore::new(file))?;
    Ok(session)
}

fn sign_out(kept: Option<Session>) -> Result<&'static str, genauth::Error> {
    let Some(session) = kept else { return Ok("nobody is signed in") };
    let outcome = session.sign_out().wait()?;
    Ok(if outcome.revoked { "signed out" } else { "signed out on this machine only" })
}
