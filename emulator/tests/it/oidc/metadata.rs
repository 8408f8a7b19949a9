//! Discovery and keys, and whether the keys fit the tokens.

use genauth_emulator::Emulator;
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
use serde_json::{Value, json};

use super::*;

const KEYS: &str = "/oidc/.well-known/jwks.json";

fn ids(keys: &Value) -> Vec<&str> {
    keys["keys"].as_array().expect("keys").iter().map(|key| key["kid"].as_str().expect("a string")).collect()
}

/// Panics unless the key set has the token's key, and its signature fits.
fn verify(keys: &Value, token: &str) {
    let id = &header(token)["kid"];
    let key =
        keys["keys"].as_array().expect("keys").iter().find(|key| &key["kid"] == id).expect("the token's key");
    let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).expect("base64url");
    let integer = |name: &str| decode(key[name].as_str().expect("a string"));
    let key = RsaPublicKeyComponents { n: integer("n"), e: integer("e") };
    let (message, signature) = token.rsplit_once('.').expect("a JWT");
    key.verify(&RSA_PKCS1_2048_8192_SHA256, message.as_bytes(), &decode(signature))
        .expect("a valid signature");
}

#[test]
fn discovery_names_every_endpoint() {
    let emulator = emulator();
    let document = get(&emulator, "/oidc/.well-known/openid-configuration", &[]).json();
    let issuer = format!("{}/oidc", emulator.url());
    for (key, path) in [
        ("issuer", ""),
        ("authorization_endpoint", "/auth"),
        ("token_endpoint", "/token"),
        ("revocation_endpoint", "/token/revocation"),
        ("introspection_endpoint", "/token/introspection"),
        ("end_session_endpoint", "/session/end"),
        ("userinfo_endpoint", "/me"),
        ("jwks_uri", "/.well-known/jwks.json"),
    ] {
        assert_eq!(document[key], format!("{issuer}{path}"), "{key}");
    }
    assert_eq!(document["code_challenge_methods_supported"], json!(["S256"]));
    assert_eq!(document["authorization_response_iss_parameter_supported"], true);
}

#[test]
fn the_issuer_may_have_another_name() {
    let issuer = "https://issuer.example.com";
    let emulator = start(Emulator::builder().issuer(issuer));
    let document = get(&emulator, "/oidc/.well-known/openid-configuration", &[]).json();
    assert_eq!(document["issuer"], issuer);
    assert_eq!(document["token_endpoint"], format!("{}/oidc/token", emulator.url()));
    let tokens = exchange(&emulator, &code(&emulator, &[]));
    for key in ["id_token", "access_token"] {
        assert_eq!(claims(&string(&tokens, key))["iss"], issuer);
    }
}

#[test]
fn tokens_are_signed_with_the_key_in_use() {
    let emulator = emulator();
    let before = emulator.sign_in("bob").unwrap();
    let keys = get(&emulator, KEYS, &[]).json();
    assert_eq!(ids(&keys), ["emulator-1"]);
    verify(&keys, before.id_token.as_ref().unwrap());
    verify(&keys, &before.access_token);

    emulator.provider().roll_over_key();
    let after = emulator.sign_in("bob").unwrap();
    let keys = get(&emulator, KEYS, &[]).json();
    assert_eq!(ids(&keys), ["emulator-2", "emulator-1"]);
    assert_ne!(keys["keys"][0]["n"], keys["keys"][1]["n"]);
    verify(&keys, after.id_token.as_ref().unwrap());
    verify(&keys, before.id_token.as_ref().unwrap());
    assert_eq!(profile_status(&emulator, &before.access_token), 200);

    emulator.provider().roll_over_key();
    assert_eq!(ids(&get(&emulator, KEYS, &[]).json()), ["emulator-3", "emulator-2"]);
}
