//! What a runner responds: one JSON object per request.

use anyhow::{Context as _, Result, bail, ensure};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::exact::Exact;

#[derive(Debug)]
pub(crate) enum Response {
    /// The calls were made.
    Called { elapsed_ms: u64, outcome: Outcome },
    /// The runner does not know the method or an argument, and says which.
    ProtocolError(String),
}

/// How the last call ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    Result(Exact),
    Error(Exact),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<'a> {
    scenario: String,
    elapsed_ms: Option<u64>,
    #[serde(borrow, default, deserialize_with = "present")]
    result: Option<&'a RawValue>,
    #[serde(borrow)]
    error: Option<&'a RawValue>,
    protocol_error: Option<String>,
}

/// A result that is `null` is a result.
fn present<'de, D: Deserializer<'de>>(value: D) -> Result<Option<&'de RawValue>, D::Error> {
    <&RawValue>::deserialize(value).map(Some)
}

impl Response {
    pub(crate) fn parse(line: &str, scenario: &str) -> Result<Self> {
        let line: Line<'_> = serde_json::from_str(line)?;
        ensure!(line.scenario == scenario, "the response is for `{}`", line.scenario);
        let outcome = match (line.result, line.error, line.protocol_error) {
            (Some(result), None, None) => Outcome::Result(Exact::from_raw(result)?),
            (None, Some(error), None) => Outcome::Error(Exact::from_raw(error)?),
            (None, None, Some(problem)) => return Ok(Self::ProtocolError(problem)),
            _ => bail!("a response needs one of result, error and protocol_error"),
        };
        let elapsed_ms = line.elapsed_ms.context("a response needs elapsed_ms")?;
        Ok(Self::Called { elapsed_ms, outcome })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_is_a_result_and_nothing_is_none() {
        let null = Response::parse(r#"{"scenario":"s","elapsed_ms":1,"result":null}"#, "s").unwrap();
        let Response::Called { elapsed_ms: 1, outcome: Outcome::Result(Exact::Atom(null)) } = null else {
            panic!("{null:?}")
        };
        assert_eq!(null, "null");
        for (line, why) in [
            (r#"{"scenario":"s","elapsed_ms":1}"#, "needs one of"),
            (r#"{"scenario":"s","elapsed_ms":1,"result":1,"error":{}}"#, "needs one of"),
            (r#"{"scenario":"s","result":1}"#, "needs elapsed_ms"),
        ] {
            let error = Response::parse(line, "s").unwrap_err().to_string();
            assert!(error.contains(why), "{line}: {error}");
        }
    }
}
