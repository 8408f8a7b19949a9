//! A profile without its user, for bug reports: what it looks like, and nothing of what it says.

use serde_json::Value;

use crate::problem::Problem;

/// Words of the service that stay as they are: nobody is known by them.
const KEPT: [&str; 3] = ["status", "workStatus", "userSourceType"];
const KEPT_OF_AN_IDENTITY: [&str; 2] = ["provider", "type"];
const KEPT_OF_A_RESPONSE: [&str; 4] = ["statusCode", "code", "apiCode", "requestId"];

/// The profile as the library wrote it.
pub(super) fn profile(json: &str) -> Result<String, Problem> {
    let mut profile = read(json)?;
    redact_profile(&mut profile);
    Ok(profile.to_string())
}

/// The response as the service wrote it.
pub(super) fn response(json: &str) -> Result<String, Problem> {
    let mut response = read(json)?;
    redact_members(&mut response, &KEPT_OF_A_RESPONSE, |name, value| {
        if name == "data" { redact_profile(value) } else { redact(value) }
    });
    Ok(response.to_string())
}

fn read(json: &str) -> Result<Value, Problem> {
    // The reader's own words may quote the input.
    serde_json::from_str(json).map_err(|_| Problem::other("the response is not JSON that can be redacted"))
}

fn redact_profile(profile: &mut Value) {
    redact_members(profile, &KEPT, |name, value| match (name, value) {
        // What the library says about fields, by their names.
        ("_notes", _) => {}
        ("identities", Value::Array(identities)) => identities.iter_mut().for_each(redact_identity),
        ("identities", identity) => redact_identity(identity),
        (_, value) => redact(value),
    });
}

fn redact_identity(identity: &mut Value) {
    redact_members(identity, &KEPT_OF_AN_IDENTITY, |_, value| redact(value));
}

/// Changes the members of an object, except for those that may stay. What is no object has none.
fn redact_members(value: &mut Value, kept: &[&str], change: impl Fn(&str, &mut Value)) {
    let Value::Object(members) = value else { return redact(value) };
    for (name, member) in members {
        // The service has keys with a space behind them.
        let name = name.trim();
        if !kept.contains(&name) || member.is_object() || member.is_array() {
            change(name, member);
        }
    }
}

/// Keeps types, lengths of lists, and what is empty.
fn redact(value: &mut Value) {
    match value {
        Value::Null | Value::Bool(_) => {}
        Value::Number(number) => *number = 0.into(),
        Value::String(string) if string.is_empty() => {}
        Value::String(string) => "***".clone_into(string),
        Value::Array(items) => items.iter_mut().for_each(redact),
        Value::Object(members) => members.values_mut().for_each(redact),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_keeps_its_shape() {
        let json = r#"{"userId":"u-1","status ":"Activated","name":"Ada","gender":"","loginsCount":3,"emailVerified":true,
            "identities":[{"provider":"wechat","type":"openid","userIdInIdp":"o","accessToken":"t"}],
            "customData":{"status":"ill","ages":[7,{"provider":"x"}]},"extra":null,
            "_notes":[{"path":"phone","expected":"string","got":"object"}]}"#;
        let expected = r#"{"userId":"***","status ":"Activated","name":"***","gender":"","loginsCount":0,"emailVerified":true,
            "identities":[{"provider":"wechat","type":"openid","userIdInIdp":"***","accessToken":"***"}],
            "customData":{"status":"***","ages":[0,{"provider":"***"}]},"extra":null,
            "_notes":[{"path":"phone","expected":"string","got":"object"}]}"#;
        assert_eq!(read(&profile(json).unwrap()).ok(), read(expected).ok());
    }

    #[test]
    fn a_response_keeps_what_the_support_asks_for() {
        let json = r#"{"statusCode":200,"message":"hello Ada","requestId":"r-1","data":
            {"userId":7,"status":{"name":"Ada"},"identities":{"provider":"qq","x":"Ada"},"departmentIds":"[\"d\"]"}}"#;
        let expected = r#"{"statusCode":200,"message":"***","requestId":"r-1","data":
            {"userId":0,"status":{"name":"***"},"identities":{"provider":"qq","x":"***"},"departmentIds":"***"}}"#;
        assert_eq!(read(&response(json).unwrap()).ok(), read(expected).ok());
        assert_eq!(response(r#"{"data": "Ada"}"#).unwrap(), r#"{"data":"***"}"#);
        assert!(!response("Ada").err().unwrap().message.contains("Ada"));
    }
}
