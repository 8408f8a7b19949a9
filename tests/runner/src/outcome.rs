//! What a runner answers: one line per scenario.

use anyhow::{Result, bail, ensure};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::exact::Exact;

#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) elapsed_ms: u64,
    pub(crate) result: Ending,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ending {
    Profile(Exact),
    Raw(String),
    Error(Exact),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<'a> {
    name: String,
    elapsed_ms: u64,
    #[serde(borrow)]
    profile: Option<&'a RawValue>,
    raw: Option<String>,
    #[serde(borrow)]
    error: Option<&'a RawValue>,
}

impl Outcome {
    pub(crate) fn parse(line: &str, name: &str) -> Result<Self> {
        let line: Line<'_> = serde_json::from_str(line)?;
        ensure!(line.name == name, "the answer is for `{}`", line.name);
        let result = match (line.profile, line.raw, line.error) {
            (Some(profile), None, None) => Ending::Profile(Exact::from_raw(profile)?),
            (None, Some(raw), None) => Ending::Raw(raw),
            (None, None, Some(error)) => Ending::Error(Exact::from_raw(error)?),
            _ => bail!("the answer needs one of profile, raw and error"),
        };
        Ok(Self { elapsed_ms: line.elapsed_ms, result })
    }
}
