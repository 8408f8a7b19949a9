//! The Rust runner: `tests/runners/README.md` has the protocol. With `--async` it awaits its calls.

mod calls;
mod cancel;
mod get_profile;
mod login;
mod session;
mod store;
mod watch;

use std::io::{self, BufRead as _, Write as _};

use anyhow::Result;
use genauth::Error;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use calls::{Caller, Calls};

/// A method with its arguments.
trait Method {
    /// Makes the calls. The last one's result is JSON, its error a [`genauth::Error`]; any other ends the runner.
    fn play(&self, config: &RawValue, calls: &mut Calls<'_>) -> Result<Box<RawValue>>;
}

type Parse = fn(&RawValue) -> serde_json::Result<Box<dyn Method>>;

const METHODS: [(&str, Parse); 8] = [
    ("get_profile", get_profile::parse),
    ("access_token", session::access_token),
    ("refresh", session::refresh),
    ("sign_out", session::sign_out),
    ("session_profile", session::session_profile),
    ("end_session_url", session::end_session_url),
    ("begin_login", login::begin_login),
    ("finish_login", login::finish_login),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request<'a> {
    scenario: &'a str,
    #[serde(borrow)]
    config: &'a RawValue,
    method: &'a str,
    #[serde(borrow)]
    args: &'a RawValue,
    cancel_after_ms: Option<u64>,
    calls: u32,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Response<'a> {
    Called {
        scenario: &'a str,
        elapsed_ms: u128,
        #[serde(flatten)]
        outcome: Outcome,
    },
    Refused {
        scenario: &'a str,
        protocol_error: String,
    },
}

/// The library's JSON is passed on as it is: parsing it could hide what is wrong with it.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Result(Box<RawValue>),
    Error(Box<RawValue>),
}

impl<'a> Request<'a> {
    fn method(&self) -> Result<Box<dyn Method>, String> {
        let known = METHODS.iter().find(|(name, _)| *name == self.method);
        let (name, parse) = known.ok_or_else(|| format!("unknown method: {}", self.method))?;
        parse(self.args).map_err(|error| format!("{name}: {error}"))
    }

    fn respond(&self, caller: &Caller) -> Result<Response<'a>> {
        match self.method() {
            Ok(method) => self.play(method.as_ref(), caller),
            Err(protocol_error) => Ok(Response::Refused { scenario: self.scenario, protocol_error }),
        }
    }

    fn play(&self, method: &dyn Method, caller: &Caller) -> Result<Response<'a>> {
        let mut calls = Calls::new(caller, self.calls, self.cancel_after_ms);
        let outcome = match method.play(self.config, &mut calls) {
            Ok(result) => Outcome::Result(result),
            Err(error) => Outcome::Error(facts(error)?),
        };
        Ok(Response::Called { scenario: self.scenario, elapsed_ms: calls.elapsed_ms(), outcome })
    }
}

/// The facts of the library's error; any other error is the runner's own.
fn facts(error: anyhow::Error) -> Result<Box<RawValue>> {
    let error: Error = error.downcast()?;
    Ok(RawValue::from_string(error.to_json())?)
}

fn main() -> Result<()> {
    let caller = Caller::from_arguments()?;
    let mut stdout = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        let request: Request<'_> = serde_json::from_str(&line)?;
        writeln!(stdout, "{}", serde_json::to_string(&request.respond(&caller)?)?)?;
        stdout.flush()?;
    }
    Ok(())
}
