//! What a card says, line by line.

use std::collections::BTreeMap;
use std::time::SystemTime;

use genauth::{Identity, Json, Profile, Timestamp};
use serde_json::Value;

/// A label, and one line or several.
type Fact = (&'static str, Vec<String>);

/// What the person is called.
pub(super) fn name(profile: &Profile) -> &str {
    let names =
        [&profile.name, &profile.nickname, &profile.preferred_username, &profile.username, &profile.email];
    let name = names.into_iter().flatten().find(|name| !name.trim().is_empty());
    name.unwrap_or(&profile.user_id)
}

/// What is known of the user; nothing about what is not.
pub(super) fn of(profile: &Profile, now: SystemTime) -> Vec<Fact> {
    let phone = profile.phone.as_ref().map(|phone| match &profile.phone_country_code {
        Some(code) if !phone.starts_with('+') => format!("{code} {phone}"),
        _ => phone.clone(),
    });
    let facts = [
        ("username", one(profile.username.clone())),
        ("e-mail", one(marked(profile.email.clone(), profile.email_verified))),
        ("phone", one(marked(phone, profile.phone_verified))),
        ("status", one(Some(status(profile)))),
        ("departments", departments(profile)),
        ("identities", profile.identities.iter().flatten().map(identity).collect()),
        ("custom data", profile.custom_data.as_ref().map(custom_data).unwrap_or_default()),
        ("last login", one(profile.last_login.as_ref().map(|time| relative(time, now)))),
        ("user id", vec![profile.user_id.clone()]),
        (
            "malformed",
            profile
                .notes
                .iter()
                .map(|note| format!("{}: {}, expected {}", note.path, note.got, note.expected))
                .collect(),
        ),
    ];
    facts.into_iter().filter(|(_, lines)| !lines.is_empty()).collect()
}

fn one(line: Option<String>) -> Vec<String> {
    line.filter(|line| !line.trim().is_empty()).into_iter().collect()
}

fn marked(value: Option<String>, is_verified: Option<bool>) -> Option<String> {
    let mark = match is_verified {
        Some(true) => " ✓ verified",
        Some(false) => " ✗ not verified",
        None => "",
    };
    value.filter(|value| !value.is_empty()).map(|value| value + mark)
}

fn status(profile: &Profile) -> String {
    let status = profile.status.as_ref().map(|status| status.as_str().to_owned());
    let work = profile.work_status.as_ref().map(|status| format!("at work: {}", status.as_str()));
    status.into_iter().chain(work).collect::<Vec<_>>().join(", ")
}

fn departments(profile: &Profile) -> Vec<String> {
    let main = profile.main_department_id.as_ref();
    let named = |id: &String| if Some(id) == main { format!("{id} (main)") } else { id.clone() };
    match &profile.department_ids {
        Some(ids) => ids.iter().map(named).collect(),
        None => one(main.map(named)),
    }
}

fn identity(identity: &Identity) -> String {
    let part = |part: &Option<String>| part.clone().unwrap_or_else(|| "?".into());
    format!("{} ({}): {}", part(&identity.provider), part(&identity.r#type), part(&identity.user_id_in_idp))
}

/// An object's members in a line each.
fn custom_data(data: &Json) -> Vec<String> {
    let Ok(members) = data.parse::<BTreeMap<String, Value>>() else { return vec![data.as_str().to_owned()] };
    let line = |(name, value): (&String, &Value)| match value {
        Value::String(value) => format!("{name}: {value}"),
        value => format!("{name}: {value}"),
    };
    members.iter().map(line).collect()
}

fn relative(time: &Timestamp, now: SystemTime) -> String {
    let ago = time.to_system_time().and_then(|time| now.duration_since(time).ok());
    match ago {
        Some(ago) => format!("{} ({})", timeago::Formatter::new().convert(ago), time.as_str()),
        None => time.as_str().to_owned(),
    }
}
