//! A scenario file, as far as it is not for the emulator.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::expected::{Request, Requests};
use crate::judge::FACTS;
use crate::secrets::TELLING;
use crate::session;

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
    pub(crate) requests: Option<Requests>,
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

/// What is called. The arguments are the method's business: the runners know them, and refuse any other.
#[derive(Debug, Deserialize)]
pub(crate) struct Call {
    #[serde(default = "get_profile")]
    pub(crate) method: String,
    pub(crate) cancel_after_ms: Option<u64>,
    #[serde(flatten)]
    pub(crate) args: Map<String, Value>,
}

fn get_profile() -> String {
    "get_profile".to_owned()
}

impl Default for Call {
    fn default() -> Self {
        Self { method: get_profile(), cancel_after_ms: None, args: Map::new() }
    }
}

impl Call {
    fn is_raw(&self) -> bool {
        self.args.get("raw").and_then(Value::as_bool).unwrap_or_default()
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expect {
    pub(crate) profile: Option<Box<RawValue>>,
    pub(crate) raw: Option<String>,
    pub(crate) error: Option<Map<String, Value>>,
    pub(crate) result: Option<session::Expected>,
}

impl Expect {
    /// The facts of an error that count, wherever it is.
    fn facts(&self) -> Option<&Map<String, Value>> {
        self.error.as_ref().or_else(|| self.result.as_ref()?.error.as_ref())
    }
}

impl Scenario {
    /// Reads one scenario and checks that it makes sense.
    pub fn parse(json: &str) -> Result<Self> {
        let scenario: Self = serde_json::from_str(json)?;
        let expect = &scenario.expect;
        let outcomes =
            [expect.profile.is_some(), expect.raw.is_some(), expect.error.is_some(), expect.result.is_some()];
        ensure!(
            outcomes.iter().filter(|given| **given).count() == 1,
            "expect: one of profile, raw, error and result"
        );
        ensure!(
            scenario.is_about_a_session() == (scenario.call.method != get_profile()),
            "result: what a method of a session leads to"
        );
        expect.result.as_ref().map_or(Ok(()), session::Expected::check)?;
        ensure!(
            scenario.call.is_raw() == expect.raw.is_some() || expect.error.is_some(),
            "raw: in call and expect"
        );
        ensure!(scenario.calls > 0, "calls: at least 1");
        ensure!(
            scenario.secrets.iter().all(|secret| secret.len() >= TELLING),
            "secrets: at least {TELLING} characters"
        );
        if let Some(facts) = expect.facts() {
            ensure!(facts.contains_key("kind"), "expect.error: without a kind");
            let unknown = facts.keys().chain(&scenario.varies).find(|fact| !FACTS.contains(&fact.as_str()));
            ensure!(unknown.is_none(), "no fact of an error: {unknown:?}");
        }
        ensure!(
            scenario.request.is_none() || scenario.requests.as_ref().map(Requests::count) != Some(0),
            "request: nothing to look at, since there are to be no requests"
        );
        ensure!(
            scenario.expected_requests().all(|request| request.body.is_none() || request.form.is_none()),
            "request: at most one of body and form"
        );
        Ok(scenario)
    }

    /// Whether it needs a runner that has sessions.
    pub(crate) fn is_about_a_session(&self) -> bool {
        self.expect.result.is_some()
    }

    /// What every request must look like, and what the single ones must.
    pub(crate) fn expected_requests(&self) -> impl Iterator<Item = &Request> {
        self.request.iter().chain(self.requests.iter().flat_map(Requests::each))
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
        assert_eq!(keys(&definitions["request"]), known_keys(&json!({"request": {"?": 1}})));
        assert_eq!(keys(&definitions["request"]), known_keys(&json!({"requests": [{}, {"?": 1}]})));
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
            (json!({"secrets": ["short"]}), "secrets"),
            (json!({"call": {"method": "refresh"}}), "a method of a session"),
            (json!({"expect": {"result": {"value": 1}}}), "a method of a session"),
            (json!({"call": {"method": "refresh"}, "expect": {"result": {}}}), "value and error"),
            (
                json!({"call": {"method": "refresh"}, "expect": {"result": {"value": 1, "tokens": 1}}}),
                "tokens",
            ),
            (json!({"call": {"method": "refresh"}, "expect": {"result": {"error": {}}}}), "kind"),
            (json!({"expect": {"error": {"message": ""}}}), "kind"),
            (json!({"expect": {"error": {"kind": "api", "retry_after": 1}}}), "retry_after"),
            (json!({"expect": {"error": {"kind": "api"}}, "varies": ["mesage"]}), "mesage"),
            (json!({"request": {}, "requests": 0}), "request"),
            (json!({"request": {}, "requests": []}), "request"),
            (json!({"request": {"body": "", "form": {}}}), "body and form"),
            (json!({"requests": [{}, {"body": "", "form": {}}]}), "body and form"),
            (json!({"request": {"body": 5}}), "body"),
            (json!({"request": {"form": {"a": 1}}}), "expected a string"),
            (json!({"requests": "2"}), "a number or an array of requests"),
            (json!({"requests": -1}), "a number or an array of requests"),
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
