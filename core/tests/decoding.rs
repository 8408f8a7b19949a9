//! What a profile survives.

use genauth::{ErrorKind, Gender, Profile, Status, UserSourceType};
use genauth_emulator::SAMPLE;

fn read(json: &str) -> Profile {
    Profile::from_json(json).expect("a profile")
}

/// A profile with one more member besides the id.
fn with(member: &str) -> Profile {
    read(&format!(r#"{{"userId": "u", {member}}}"#))
}

fn noted(profile: &Profile) -> Vec<(&str, &str, &str)> {
    profile.notes.iter().map(|note| (note.path.as_str(), note.expected.as_str(), note.got.as_str())).collect()
}

#[test]
fn the_documented_sample_is_read_without_a_note() {
    let envelope: serde_json::Value = serde_json::from_slice(SAMPLE).unwrap();
    let profile = read(&envelope["data"].to_string());
    assert_eq!(profile.user_id, "6229ffaxxxxxxxxcade3e3d9");
    assert_eq!(profile.status, Some(Status::Activated));
    assert_eq!(profile.gender, Some(Gender::Male));
    assert_eq!(profile.logins_count, Some(3));
    assert_eq!(profile.email_verified, Some(true));
    let departments = ["624d930c3xxxx5c08dd4986e", "624d93102xxxx012f33cd2fe"];
    assert_eq!(profile.department_ids.as_deref(), Some(&departments.map(String::from)[..]));
    assert_eq!(profile.status_changed_at.as_ref().unwrap().as_str(), "2022-07-03T03:20:30.000Z");
    let [identity] = profile.identities.as_deref().unwrap() else { panic!("one identity") };
    assert_eq!(identity.provider.as_deref(), Some("wechat"));
    assert_eq!(identity.origin_conn_ids.as_deref(), Some(&["605492ac41xxxxe0362f0707".to_owned()][..]));
    assert_eq!(identity.access_token.as_ref().unwrap().as_str(), "57_fK0xgSL_NwVlS-gmUwlMQ2N6AONNIOAYxxxx");
    assert!(profile.extra.is_empty());
    assert!(profile.notes.is_empty());
}

#[test]
fn timestamps_keep_their_text_and_can_be_read() {
    let profile = with(r#""createdAt": "2022-07-03T03:20:30.500Z", "updatedAt": "yesterday""#);
    let created = profile.created_at.unwrap().to_system_time().unwrap();
    let since_epoch = created.duration_since(std::time::UNIX_EPOCH).unwrap();
    assert_eq!(since_epoch.as_millis(), 1_656_818_430_500);
    let zero = with(r#""createdAt": "0001-01-01T00:00:00.25Z""#).created_at.unwrap();
    assert_eq!(zero.to_unix_time(), Some((-62_135_596_800, 250_000_000)));
    let updated = profile.updated_at.unwrap();
    assert_eq!((updated.as_str(), updated.to_system_time()), ("yesterday", None));
}

#[test]
fn booleans_and_numbers_come_in_many_forms() {
    for text in ["true", "1", r#""true""#, r#""TRUE""#, r#""1""#, r#""enabled""#] {
        assert_eq!(with(&format!(r#""emailVerified": {text}"#)).email_verified, Some(true), "{text}");
    }
    for text in ["false", "0", r#""false""#, r#""0""#, r#""disabled""#] {
        assert_eq!(with(&format!(r#""emailVerified": {text}"#)).email_verified, Some(false), "{text}");
    }
    for text in ["3", r#""3""#, "3.0", "3e0", r#"" 3 ""#] {
        assert_eq!(with(&format!(r#""loginsCount": {text}"#)).logins_count, Some(3), "{text}");
    }
    assert_eq!(with(r#""loginsCount": 9223372036854775807"#).logins_count, Some(i64::MAX));
}

#[test]
fn lists_come_in_many_forms() {
    for text in [r#"["a"]"#, r#""a""#, r#""[\"a\"]""#, r#"" [\"a\"] ""#] {
        let profile = with(&format!(r#""departmentIds": {text}"#));
        assert_eq!(profile.department_ids, Some(vec!["a".to_owned()]), "{text}");
        assert!(profile.notes.is_empty());
    }
    assert_eq!(with(r#""departmentIds": """#).department_ids, Some(vec![]));
    assert_eq!(with(r#""departmentIds": null"#).department_ids, None);
    for text in [
        r#"{"provider": "x"}"#,
        r#"[{"provider": "x"}]"#,
        r#""{\"provider\": \"x\"}""#,
        r#"["{\"provider\": \"x\"}"]"#,
    ] {
        let identities = with(&format!(r#""identities": {text}"#)).identities.unwrap();
        assert_eq!(identities.len(), 1, "{text}");
        assert_eq!(identities[0].provider.as_deref(), Some("x"), "{text}");
    }
}

#[test]
fn a_bad_element_loses_only_itself() {
    let profile =
        with(r#""departmentIds": ["a", {}, "b"], "identities": [7, {"provider": "x", "originConnIds": {}}]"#);
    assert_eq!(profile.department_ids, Some(vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(profile.identities.as_ref().unwrap().len(), 1);
    assert_eq!(
        noted(&profile),
        [
            ("departmentIds[1]", "string", "object"),
            ("identities[0]", "object", "number"),
            ("identities[1].originConnIds", "array", "object"),
        ]
    );
}

#[test]
fn a_bad_field_is_absent_and_noted() {
    let profile =
        with(r#""address": {"street": "x"}, "emailVerified": "maybe", "loginsCount": [], "email": true"#);
    assert_eq!(
        (&profile.address, profile.email_verified, profile.logins_count, &profile.email),
        (&None, None, None, &None)
    );
    assert_eq!(
        noted(&profile),
        [
            ("address", "string", "object"),
            ("emailVerified", "boolean", "string"),
            ("loginsCount", "number", "array"),
            ("email", "string", "boolean"),
        ]
    );
}

#[test]
fn null_is_absent_without_a_note() {
    let profile = with(r#""email": null, "identities": null, "customData": null, "unheardOf": null"#);
    assert!(profile.email.is_none() && profile.identities.is_none() && profile.custom_data.is_none());
    assert!(profile.extra.is_empty() && profile.notes.is_empty());
}

#[test]
fn unknown_values_and_keys_are_kept() {
    let profile =
        with(r#""gender": "", "status": "Frozen", "userSourceType": "syncTask", " unheardOf ": {"a": 1}"#);
    assert_eq!(profile.gender, Some(Gender::Other(String::new())));
    assert_eq!(profile.status, Some(Status::Other("Frozen".into())));
    assert_eq!(profile.user_source_type, Some(UserSourceType::Sync));
    assert_eq!(profile.extra["unheardOf"].as_str(), r#"{"a":1}"#);
    assert!(profile.to_json().contains(r#""unheardOf":{"a":1}"#));
}

#[test]
fn numbers_in_custom_data_survive_untouched() {
    let custom = r#"{"id":123456789012345678901234567890,"price":0.10000000000000000001,"text":" a \" b "}"#;
    let profile = with(&format!(r#""customData": {custom}"#));
    assert_eq!(profile.custom_data.as_ref().unwrap().as_str(), custom);
    assert!(profile.to_json().contains(custom));
}

#[test]
fn deep_values_are_left_out() {
    let deep = |levels: usize| format!(r#""customData": {}{}"#, "[".repeat(levels), "]".repeat(levels));
    let profile = with(&deep(120));
    assert!(profile.custom_data.is_some());
    assert!(serde_json::from_str::<serde_json::Value>(&profile.to_json()).is_ok());
    let profile = with(&deep(121));
    assert!(profile.custom_data.is_none());
    assert_eq!(profile.notes[0].path, "customData");
    assert!(with(&deep(1_000_000)).custom_data.is_none());
}

#[test]
fn there_is_no_profile_without_a_user_id() {
    for json in [
        "[]",
        "7",
        "",
        "{",
        r#"{"email": "a"}"#,
        r#"{"userId": " "}"#,
        r#"{"userId": null}"#,
        r#"{"userId": {}}"#,
    ] {
        assert_eq!(Profile::from_json(json).unwrap_err().kind(), ErrorKind::Decode, "{json}");
    }
    assert_eq!(read(r#"{"userId": 7}"#).user_id, "7");
}

#[test]
fn what_is_written_can_be_read_back() {
    let profile =
        with(r#""email": {}, "customData": {"a": [1, 2]}, "identities": {"type": "openid", "more": 1}"#);
    assert_eq!(read(&profile.to_json()), profile);
}

#[test]
fn odd_keys_lose_nobody() {
    let profile =
        read(r#"{"userId": "u", "userId ": null, "nickname": "n", "nickname ": {}, "half \ud83d": 1}"#);
    assert_eq!((profile.user_id.as_str(), profile.nickname.as_deref()), ("u", Some("n")));
    assert_eq!(profile.extra.len(), 1);
    assert_eq!(read(&profile.to_json()).user_id, "u");
}

#[test]
fn debug_shows_no_personal_data() {
    let profile = with(
        r#""email": "a@example.com", "customData": {"secret": 1}, "identities": {"accessToken": "t0ken"}"#,
    );
    let debug = format!("{profile:?} {:?} {:?} {:?}", profile.identities, profile.custom_data, profile.raw);
    for personal in ["a@example.com", "secret", "t0ken"] {
        assert!(!debug.contains(personal), "{debug}");
    }
}

#[test]
fn serde_writes_what_to_json_writes() {
    let profile =
        with(r#""email": "a\"b", "gender": "M", "identities": [{"provider": "x"}], "new": [1, 2.50]"#);
    assert_eq!(serde_json::to_string(&[&profile]).unwrap(), format!("[{}]", profile.to_json()));
    let identity = &profile.identities.as_ref().unwrap()[0];
    assert_eq!(serde_json::to_string(identity).unwrap(), identity.to_json());
    assert_eq!(serde_json::to_string(&profile.extra["new"]).unwrap(), "[1,2.50]");
    assert_eq!(serde_json::to_value(&profile.gender).unwrap(), "M");
}
