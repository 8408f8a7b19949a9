//! What a runner is told: one line per scenario.

use std::fmt::Write as _;

use serde_json::Value;

use crate::scenario::Scenario;

/// The app id of scenarios that do not bring their own.
const APP_ID: &str = "scenario-app";
/// The access token of scenarios that do not bring their own.
pub(crate) const ACCESS_TOKEN: &str = "scenario-access-token";

/// Where a runner finds its scenario.
pub(crate) struct Place<'a> {
    /// Such as `127.0.0.1:40123`.
    pub(crate) address: &'a str,
    pub(crate) scenario: &'a str,
    pub(crate) runner: &'a str,
}

impl Place<'_> {
    /// The path of everything that this runner sends for this scenario.
    pub(crate) fn path(&self) -> String {
        format!("/scenario/{}/{}", self.scenario, self.runner)
    }

    fn fill(&self, text: &str) -> String {
        let port = self.address.rsplit(':').next().unwrap_or_default();
        text.replace("{host}", &format!("http://{}{}", self.address, self.path()))
            .replace("{address}", self.address)
            .replace("{port}", port)
            .replace("{path}", &self.path())
    }
}

/// The line for one scenario; `tests/runners/README.md` has its format.
pub(crate) fn line(scenario: &Scenario, place: &Place<'_>) -> String {
    let mut config = scenario.config.clone();
    for (key, default) in [("app_id", APP_ID), ("host", "{host}"), ("access_token", ACCESS_TOKEN)] {
        config.entry(key).or_insert_with(|| default.into());
    }
    config.retain(|_, value| value != "{absent}");
    for value in config.values_mut() {
        if let Value::String(text) = value {
            *text = place.fill(text);
        }
    }
    let call = &scenario.call;
    let flags = u32::from(call.with_custom_data)
        | u32::from(call.with_identities) << 1
        | u32::from(call.with_department_ids) << 2
        | u32::from(call.raw) << 16;
    let number = |number: Option<u64>| number.map_or_else(|| "-".to_owned(), |number| number.to_string());
    let fields = [
        scenario.name.clone(),
        Value::Object(config).to_string(),
        flags.to_string(),
        call.access_token.as_deref().map_or_else(|| "-".to_owned(), percent_encode),
        number(call.timeout_ms),
        number(call.cancel_after_ms),
        scenario.calls.to_string(),
    ];
    fields.join("\t")
}

fn percent_encode(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"._~".contains(&byte) {
            encoded.push(byte.into());
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_everything() {
        let scenario = r#"{
            "name": "s", "about": "a", "replies": [{}], "expect": {"error": {"kind": "config"}}, "calls": 2,
            "config": {"host": "{host}/x", "app_id": "{absent}", "access_token": null, "language": "a\tb"},
            "call": {"access_token": "-\n", "with_identities": true, "cancel_after_ms": 0}
        }"#;
        let place = Place { address: "127.0.0.1:9", scenario: "s", runner: "c" };
        let line = line(&Scenario::parse(scenario).unwrap(), &place);
        let config = r#"{"host":"http://127.0.0.1:9/scenario/s/c/x","access_token":null,"language":"a\tb"}"#;
        assert_eq!(line, format!("s\t{config}\t2\t%2D%0A\t-\t0\t2"));
    }
}
