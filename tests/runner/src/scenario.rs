//! A scenario file, as far as it is not for the emulator.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::judge::FACTS;

/// One behaviour: what is called, and what must come out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    #[serde(rename = "$schema")]
    _schema: Option<IgnoredAny>,
    /// The file's name without `.json`.
    pub name: String,
    /// The behaviour that is shown, in one sentence.
    pub about: String,
    #[serde(default)]
    pub(crate) config: Map<String, Value>,
    #[serde(default)]
    pub(crate) dynamic_config: bool,
    #[serde(default)]
    pub(crate) call: Call,
    #[serde(default = "one")]
    pub(crate) calls: u32,
    pub(crate) request: Option<Request>,
    pub(crate) replies: Vec<Value>,
    pub(crate) expect: Expect,
    pub(crate) requests: Option<usize>,
    pub(crate) connections: Option<usize>,
    pub(crate) min_ms: Option<u64>,
    pub(crate) max_ms: Option<u64>,
    #[serde(default)]
    pub(crate) secrets: Vec<String>,
    #[serde(default)]
    pub(crate) varies: Vec<String>,
}

fn one() -> u32 {
    1
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(clippy::struct_excessive_bools, reason = "they are the keys of the file")]
pub(crate) struct Call {
    pub(crate) access_token: Option<String>,
    pub(crate) timeout_ms: Option<u64>,
    pub(crate) with_custom_data: bool,
    pub(crate) with_identities: bool,
    pub(crate) with_department_ids: bool,
    pub(crate) raw: bool,
    pub(crate) cancel_after_ms: Option<u64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Request {
    pub(crate) method: Option<String>,
    pub(crate) path: Option<String>,
    pub(crate) query: Option<BTreeMap<String, String>>,
    #[serde(default)]
    pub(crate) headers: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) absent_headers: Vec<String>,
    pub(crate) outcome: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expect {
    pub(crate) profile: Option<Box<RawValue>>,
    pub(crate) raw: Option<String>,
    pub(crate) error: Option<Map<String, Value>>,
}

impl Scenario {
    /// Reads one scenario and checks that it makes sense.
    pub fn parse(json: &str) -> Result<Self> {
        let scenario: Self = serde_json::from_str(json)?;
        let expect = &scenario.expect;
        let outcomes = [expect.profile.is_some(), expect.raw.is_some(), expect.error.is_some()];
        ensure!(
            outcomes.iter().filter(|given| **given).count() == 1,
            "expect: one of profile, raw and error"
        );
        ensure!(
            scenario.call.raw == (expect.raw.is_some()) || expect.error.is_some(),
            "raw: in call and expect"
        );
        ensure!(scenario.calls > 0, "calls: at least 1");
        if let Some(facts) = &expect.error {
            ensure!(facts.contains_key("kind"), "expect.error: without a kind");
            let unknown = facts.keys().chain(&scenario.varies).find(|fact| !FACTS.contains(&fact.as_str()));
            ensure!(unknown.is_none(), "no fact of an error: {unknown:?}");
        }
        ensure!(
            scenario.request.is_none() || scenario.requests != Some(0),
            "request: nothing to look at, since requests is 0"
        );
        Ok(scenario)
    }

    /// Every scenario of a directory, by name.
    pub fn load(directory: &Path) -> Result<Vec<Self>> {
        let mut scenarios = Vec::new();
        for entry in fs::read_dir(directory).with_context(|| directory.display().to_string())? {
            let path = entry?.path();
            if path.extension().is_some_and(|kind| kind == "json") && !path.ends_with("scenario.schema.json")
            {
                let scenario =
                    fs::read_to_string(&path).map_err(Into::into).and_then(|json| Self::parse(&json));
                scenarios.push(scenario.with_context(|| path.display().to_string())?);
            }
        }
        scenarios.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(scenarios)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use super::*;

    fn directory() -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios")
    }

    #[test]
    fn every_file_is_a_scenario() {
        assert!(!Scenario::load(&directory()).unwrap().is_empty());
    }

    /// The refusal of an unknown key names all the known ones.
    fn known_keys(scenario: &Value) -> BTreeSet<String> {
        let error = Scenario::parse(&scenario.to_string()).unwrap_err().to_string();
        let (_, known) = error.split_once("expected").unwrap();
        known.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    }

    #[test]
    fn the_schema_has_the_keys_that_are_read() {
        let schema = fs::read_to_string(directory().join("scenario.schema.json")).unwrap();
        let schema: Value = serde_json::from_str(&schema).unwrap();
        let keys = |part: &Value| -> BTreeSet<String> {
            part["properties"].as_object().unwrap().keys().cloned().collect()
        };
        let definitions = &schema["$defs"];
        assert_eq!(keys(&schema), known_keys(&json!({"?": 1})));
        assert_eq!(keys(&definitions["call"]), known_keys(&json!({"call": {"?": 1}})));
        assert_eq!(keys(&definitions["request"]), known_keys(&json!({"request": {"?": 1}})));
        let outcomes = definitions["expect"]["oneOf"].as_array().unwrap();
        let outcomes = outcomes.iter().flat_map(keys).collect::<BTreeSet<_>>();
        assert_eq!(outcomes, known_keys(&json!({"expect": {"?": 1}})));
        assert_eq!(keys(&definitions["error"]), FACTS.iter().map(ToString::to_string).collect());
    }

    #[test]
    fn nonsense_is_refused() {
        for (change, why) in [
            (json!({"expect": {}}), "expect"),
            (json!({"expect": {"profile": {}, "raw": ""}}), "expect"),
            (json!({"expect": {"raw": ""}}), "raw"),
            (json!({"call": {"raw": true}}), "raw"),
            (json!({"calls": 0}), "calls"),
            (json!({"expect": {"error": {"message": ""}}}), "kind"),
            (json!({"expect": {"error": {"kind": "api", "retry_after": 1}}}), "retry_after"),
            (json!({"expect": {"error": {"kind": "api"}}, "varies": ["mesage"]}), "mesage"),
            (json!({"request": {}, "requests": 0}), "request"),
        ] {
            let mut scenario = json!({"name": "s", "about": "a", "replies": [{}], "expect": {"profile": {}}});
            for (key, value) in change.as_object().unwrap() {
                scenario[key] = value.clone();
            }
            let error = Scenario::parse(&scenario.to_string()).unwrap_err().to_string();
            assert!(error.contains(why), "{why}: {error}");
        }
    }
}
