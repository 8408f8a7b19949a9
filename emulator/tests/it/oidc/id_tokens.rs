//! ID tokens: algorithms, claims, and what can be wrong with them.

use std::time::Duration;

use genauth_emulator::{Emulator, IdTokenAlg, TEST_APP_ID, TokenFlaw};
use ring::hmac;
use serde_json::json;

use super::*;

#[test]
fn hs256_takes_the_secret_as_it_is() {
    let emulator = start(Emulator::builder().application(web().id_token_alg(IdTokenAlg::Hs256)));
    let tokens = emulator.provider().sign_in_to("web", "bob", None).unwrap();
    let id_token = tokens.id_token.unwrap();
    assert_eq!(header(&id_token), json!({"alg": "HS256", "typ": "JWT"}));
    assert_eq!(header(&tokens.access_token)["alg"], "RS256");
    let (message, signature) = id_token.rsplit_once('.').unwrap();
    let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
    hmac::verify(&key, message.as_bytes(), &URL_SAFE_NO_PAD.decode(signature).unwrap()).unwrap();
}

#[test]
fn every_scope_has_its_claims() {
    let emulator = emulator();
    let claims = claims(&emulator.sign_in("bob").unwrap().id_token.unwrap());
    for (claim, value) in [
        ("name", json!("Zhang San")),
        ("picture", json!("https://files.authing.co/authing-console/default-user-avatar.png")),
        ("email_verified", json!(true)),
        ("phone_number", json!("188xxxx8888")),
        ("username", json!("bob")),
        ("external_id", json!("10010")),
        ("extended_fields", json!({"school": "Peking University", "age": 22})),
    ] {
        assert_eq!(claims[claim], value, "{claim}");
    }
    assert_eq!(claims["address"]["postal_code"], "438100");
}

#[test]
fn lifetimes_and_the_clock_are_settings() {
    let application = web().id_token_lifetime(Duration::from_secs(60));
    let emulator = start(Emulator::builder().application(application));
    for offset in [0, 600, -600] {
        emulator.provider().set_clock_offset(offset);
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
        let tokens = emulator.provider().sign_in_to("web", "bob", None).unwrap();
        let claims = claims(&tokens.id_token.unwrap());
        let iat = claims["iat"].as_i64().unwrap();
        assert!((iat - offset - i64::try_from(now).unwrap()).abs() <= 5, "{offset}");
        assert_eq!(claims["exp"].as_i64(), Some(iat + 60));
        let response = get(&emulator, "/oidc/.well-known/jwks.json", &[]);
        let date = httpdate::parse_http_date(response.header("date").unwrap()).unwrap();
        let date = date.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
        assert!(date.abs_diff(u64::try_from(iat).unwrap()) <= 5, "the date header agrees");
    }
}

/// A flaw spoils one response, and only what it names.
#[test]
fn flaws_are_for_the_next_token_response() {
    let emulator = emulator();
    let spoilt = |flaw| {
        emulator.provider().spoil_next(flaw);
        let response = exchange(&emulator, &code(&emulator, &[])).json();
        let token = |key: &str| response[key].as_str().map(str::to_owned);
        (token("id_token").unwrap_or_default(), token("id_token").is_some(), token("refresh_token").is_some())
    };
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    assert_ne!(claims(&spoilt(TokenFlaw::WrongNonce).0)["nonce"], "n-0");
    assert_eq!(claims(&spoilt(TokenFlaw::WrongIssuer).0)["iss"], "https://other.example.com/oidc");
    assert_eq!(claims(&spoilt(TokenFlaw::WrongAudience).0)["aud"], "another-application");
    assert!(claims(&spoilt(TokenFlaw::Expired).0)["exp"].as_u64().unwrap() < now);
    let unsigned = spoilt(TokenFlaw::Unsigned).0;
    assert!(header(&unsigned)["alg"] == "none" && unsigned.ends_with('.'));
    let tampered = spoilt(TokenFlaw::WrongSignature).0;
    let hint = format!("/oidc/session/end?id_token_hint={tampered}");
    assert_eq!(get(&emulator, &hint, &[]).status(), 400, "the signature is not this token's");
    assert!(matches!(spoilt(TokenFlaw::NoIdToken), (_, false, true)));
    assert!(matches!(spoilt(TokenFlaw::NoRefreshToken), (_, true, false)));

    let good = exchange(&emulator, &code(&emulator, &[]));
    let claims = claims(&string(&good, "id_token"));
    assert_eq!((&claims["nonce"], &claims["aud"]), (&json!("n-0"), &json!(TEST_APP_ID)));
    assert_eq!(claims["iss"], format!("{}/oidc", emulator.url()));
}

#[test]
fn at_hash_binds_the_access_token() {
    let tokens = emulator().sign_in("bob").unwrap();
    let digest = ring::digest::digest(&ring::digest::SHA256, tokens.access_token.as_bytes());
    let half = URL_SAFE_NO_PAD.encode(&digest.as_ref()[..16]);
    assert_eq!(claims(&tokens.id_token.unwrap())["at_hash"], half);
}
