//! Whatever the service sends, the user is not lost, and nothing panics.

use genauth::Profile;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Any JSON value, small.
fn value() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".*".prop_map(Value::from),
        r#"[\[{]?("[a-z]*",?)*[\]}]?"#.prop_map(Value::from),
    ];
    scalar.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::hash_map(key(), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn key() -> impl Strategy<Value = String> {
    let known = [
        "createdAt",
        "status",
        "gender",
        "email",
        "loginsCount",
        "emailVerified",
        "departmentIds",
        "identities",
    ];
    let more =
        ["customData", "statusChangedAt ", "provider", "originConnIds", "accessToken", "extIdpId", "_notes"];
    prop_oneof![prop::sample::select([&known[..], &more].concat()).prop_map(String::from), "[a-zA-Z ]*"]
}

proptest! {
    #[test]
    fn any_fields_leave_the_user(fields in prop::collection::hash_map(key(), value(), 0..12)) {
        let mut data: Map<String, Value> = fields.into_iter().filter(|(key, _)| key != "_notes").collect();
        data.retain(|key, _| key.trim() != "userId");
        data.insert("userId".into(), json!("the-user"));
        let profile = Profile::from_json(&Value::Object(data).to_string()).unwrap();
        prop_assert_eq!(&profile.user_id, "the-user");
        prop_assert_eq!(Profile::from_json(&profile.to_json()).unwrap(), profile);
    }

    #[test]
    fn any_text_is_an_answer(text in ".*") {
        let _ = Profile::from_json(&text);
    }
}
