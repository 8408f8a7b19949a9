//! Which fields of a profile are absent, and why.

use genauth::{Profile, profile_fields};
use serde::Serialize;
use serde_json::{Map, Value};

use super::scopes::needed;
use crate::whoami::Part;

macro_rules! define_names {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $key:literal,)+) => {
        /// Every field that may be absent, by the service's own name.
        const FIELDS: &[&str] = &[$($key),+];
    };
}
profile_fields!(define_names);

/// Why a field has no value.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Reason {
    /// Its value could not be read.
    Malformed,
    /// It comes only when it is asked for.
    NotRequested,
    /// The token lacks its scope.
    ScopeNotGranted,
    /// Nobody says which scopes the token has, and the field needs one.
    ScopeUnknown,
    /// The service has no value.
    Empty,
}

/// A field without a value.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Absent {
    pub(super) field: &'static str,
    pub(super) reason: Reason,
    /// The scope that it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) scope: Option<&'static str>,
}

/// How many fields there are.
pub(super) const fn count() -> usize {
    FIELDS.len()
}

/// The fields of a profile without a value.
pub(super) fn absent(profile: &Profile, requested: &[Part], scopes: Option<&[String]>) -> Vec<Absent> {
    let members: Map<String, Value> = serde_json::from_str(&profile.to_json()).unwrap_or_default();
    let reason = |field: &'static str| {
        let scope = needed(field);
        let is_granted = |scope| scopes.is_some_and(|scopes| scopes.iter().any(|granted| granted == scope));
        let reason = if profile.notes.iter().any(|note| note.path == field) {
            Reason::Malformed
        } else if Part::of(field).is_some_and(|part| !requested.contains(&part)) {
            Reason::NotRequested
        } else {
            match scope {
                Some(_) if scopes.is_none() => Reason::ScopeUnknown,
                Some(scope) if !is_granted(scope) => Reason::ScopeNotGranted,
                _ => Reason::Empty,
            }
        };
        Absent { field, reason, scope }
    };
    FIELDS.iter().copied().filter(|field| members.get(*field).is_none_or(is_empty)).map(reason).collect()
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(string) => string.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_absent_field_has_its_reason() {
        let json =
            r#"{"userId": "u", "name": "Ada", "nickname": "", "emailVerified": "maybe", "loginsCount": 0}"#;
        let profile = Profile::from_json(json).unwrap();
        let scopes = ["openid".to_owned(), "profile".into(), "email".into()];
        let reason = |field, parts: &[Part], scopes| {
            let absent = absent(&profile, parts, scopes);
            absent.into_iter().find(|absent| absent.field == field).map(|absent| absent.reason)
        };
        for (field, expected) in [
            ("name", None),
            ("loginsCount", None),
            ("nickname", Some(Reason::Empty)),
            ("email", Some(Reason::Empty)),
            ("emailVerified", Some(Reason::Malformed)),
            ("phone", Some(Reason::ScopeNotGranted)),
            ("lastLogin", Some(Reason::Empty)),
            ("identities", Some(Reason::NotRequested)),
            ("customData", Some(Reason::NotRequested)),
        ] {
            assert_eq!(reason(field, &[], Some(&scopes[..])), expected, "{field}");
        }
        assert_eq!(reason("phone", &[], None), Some(Reason::ScopeUnknown));
        assert_eq!(reason("customData", &[Part::CustomData], Some(&scopes)), Some(Reason::ScopeNotGranted));
        assert_eq!(reason("identities", &[Part::Identities], Some(&scopes)), Some(Reason::Empty));
        assert!(FIELDS.iter().filter(|field| needed(field).is_some()).count() > 25);
    }
}
