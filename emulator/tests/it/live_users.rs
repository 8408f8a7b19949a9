//! Users that come and change while the emulator runs.

use genauth_emulator::{DOCUMENTED_TOKEN, Emulator, SAMPLE};
use serde_json::{Value, json};

use crate::client::{eventually, get, post, request};
use crate::directory;

const USERS: &str = "/__emulator/users";

fn name(emulator: &Emulator, token: &str) -> Value {
    get(emulator, "/api/v3/get-profile", &[&format!("authorization: {token}")]).json()["data"]["name"].clone()
}

fn user(name: &str) -> Value {
    json!({"tokens": [{"token": "t"}], "data": {"userId": "u", "name": name}})
}

#[test]
fn a_user_is_added_and_changed() {
    let emulator = Emulator::builder().start_blocking().unwrap();
    emulator.add_user(&user("Ada").to_string()).unwrap();
    assert_eq!(name(&emulator, "t"), "Ada");
    let signed_in = emulator.sign_in("u").unwrap();

    let response = post(&emulator, USERS, "application/json", &user("Grace").to_string());
    let listed = response.json();
    assert_eq!(listed[1], json!({"user_id": "u", "label": "Grace", "tokens": ["t"]}));
    assert_eq!(listed[0]["tokens"], json!([DOCUMENTED_TOKEN, "openid-only-token"]));
    assert_eq!(name(&emulator, "t"), "Grace");
    assert_eq!(name(&emulator, &signed_in.access_token), "Grace", "who is signed in changes, too");

    let taken = json!({"tokens": [{"token": DOCUMENTED_TOKEN}], "data": {"userId": "v"}});
    assert_eq!(post(&emulator, USERS, "application/json", &taken.to_string()).status(), 400);
    assert_eq!(name(&emulator, "t"), "Grace", "what is wrong changes nothing");

    request(emulator.address(), "DELETE", USERS, &[]);
    assert_eq!((name(&emulator, "t"), name(&emulator, &signed_in.access_token)), (Value::Null, Value::Null));
}

#[test]
fn the_documented_user_gets_a_token() {
    let emulator = Emulator::builder().token("mine").start_blocking().unwrap();
    let response = get(
        &emulator,
        "/api/v3/get-profile?withCustomData=true&withIdentities=true&withDepartmentIds=true",
        &["authorization: Bearer mine"],
    );
    assert_eq!(response.body, SAMPLE);
    assert!(Emulator::builder().token(DOCUMENTED_TOKEN).start_blocking().is_err());
}

#[test]
fn a_yaml_file_is_read_again_when_it_changes() {
    let file = directory("reload").join("users.yaml");
    let write = |name: &str| {
        std::fs::write(
            &file,
            format!("users:\n  - tokens: [{{token: t}}]\n    data: {{userId: u, name: {name}}}\n"),
        )
    };
    write("Ada").unwrap();
    let emulator = Emulator::builder().users_file(&file).start_blocking().unwrap();
    assert_eq!(name(&emulator, "t"), "Ada");
    write("Grace Hopper").unwrap();
    eventually("the new name", || name(&emulator, "t") == "Grace Hopper");
    std::fs::write(&file, "users: [{data: {userId: u}, tokns: []}]").unwrap();
    std::thread::sleep(std::time::Duration::from_millis(600));
    assert_eq!(name(&emulator, "t"), "Grace Hopper", "what is wrong changes nothing");

    std::fs::write(&file, "users: [{data: {userId: u}, tokns: []}]").unwrap();
    let error = Emulator::builder().users_file(&file).start_blocking().unwrap_err().to_string();
    assert!(
        error.contains("users.yaml: users[0].tokns") || error.contains("users.yaml: users[0]: unknown field"),
        "{error}"
    );
}
