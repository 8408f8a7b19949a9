//! Whether a runner refuses what it does not know. One that ignored an argument would prove something else than the
//! scenario says.

use anyhow::{Context as _, Result, bail};
use serde_json::{Map, Value};

use super::{Request, Response};
use crate::runner::Ask;

const SCENARIO: &str = "refusals";
const METHOD: &str = "no_such_method";
const ARGUMENT: &str = "no_such_argument";

/// Fails unless the runner refuses an unknown method and an unknown argument, each by its name.
pub fn check_refusals(runner: &mut dyn Ask) -> Result<()> {
    check(runner, METHOD, Map::new(), METHOD).context("an unknown method")?;
    let args = Map::from_iter([(ARGUMENT.to_owned(), Value::Null)]);
    check(runner, "get_profile", args, ARGUMENT).context("an unknown argument")
}

fn check(runner: &mut dyn Ask, method: &str, args: Map<String, Value>, unknown: &str) -> Result<()> {
    let config = [("app_id", "app"), ("host", "https://genauth.invalid")];
    let config = config.map(|(key, value)| (key.to_owned(), value.into()));
    let config = Map::from_iter(config);
    let request = Request { scenario: SCENARIO, config, method, args, cancel_after_ms: None, calls: 1 };
    match Response::parse(&runner.ask(&request.to_line()?)?, SCENARIO)? {
        Response::ProtocolError(problem) if problem.contains(unknown) => Ok(()),
        other => bail!("expected a protocol_error that names {unknown}, got {other:?}"),
    }
}
