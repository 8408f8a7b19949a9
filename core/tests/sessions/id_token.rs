//! ID tokens that the application brings itself.

use genauth::{Config, Session, VerifiedBy};

use crate::support::tokens;

/// RFC 7515, appendix A.1: HS256 with a key of 64 bytes, which are no string; the second one is signed with `secret`.
const RFC_7515_A1: &str = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.\
    eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.\
    dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

#[test]
fn nothing_vouches_for_a_token_that_was_given() {
    let config = Config::new("app", "https://example.genauth.ai");
    let session = Session::from_tokens(&config, tokens(60).id_token(RFC_7515_A1)).unwrap();
    let claims = session.claims().unwrap();
    assert_eq!((claims.verified_by(), claims.get::<String>("iss").as_deref()), (None, Some("joe")));
    assert!(claims.to_json().contains(r#""verified_by":null"#));
    assert!(!format!("{claims:?}").contains("joe"));
    let wrong = Session::from_tokens(&config.app_secret("other"), tokens(60).id_token(RFC_7515_A1)).unwrap();
    assert_eq!(wrong.claims().unwrap().verified_by(), None);
}

#[test]
fn the_secret_vouches_for_its_own_signature() {
    // {"alg":"HS256","typ":"JWT"} and {"sub":"1234567890","name":"John Doe","iat":1516239022}, the example of jwt.io.
    let token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.\
        eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.\
        SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";
    let config = Config::new("app", "https://example.genauth.ai").app_secret("your-256-bit-secret");
    let session = Session::from_tokens(&config, tokens(60).id_token(token)).unwrap();
    let claims = session.claims().unwrap();
    assert_eq!((claims.verified_by(), claims.subject()), (Some(VerifiedBy::Secret), Some("1234567890")));
}
