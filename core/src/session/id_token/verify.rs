//! Whether an ID token is genuine, and made for this login.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
use serde_json::Value;
use subtle::ConstantTimeEq;

use super::claims::{Claims, VerifiedBy, is_signed_with};
use super::jws::Jws;
use crate::config::Prepared;
use crate::error::{Error, ErrorKind};
use crate::model::{Secret, unix_now};
use crate::operation::Key;

/// How far the clocks may differ, in seconds.
const SKEW: i64 = 300;

const CLOCK: &str = "Check the clock of this machine.";

/// What an ID token must say.
pub(crate) struct Expected<'a> {
    pub(crate) issuer: &'a str,
    pub(crate) prepared: &'a Prepared,
    pub(crate) nonce: &'a str,
    /// When the login began, in seconds since 1970: no token for it is older.
    pub(crate) since: i64,
}

/// Verifies the ID token of a login. `keys` are those of the issuer that may have signed it; only RS256 needs them.
pub(crate) fn verify(token: &Secret, expected: &Expected<'_>, keys: &[Key]) -> Result<Claims, Error> {
    let jws = Jws::parse(token.as_str()).ok_or_else(|| refused("is malformed"))?;
    let verified_by = match (&*jws.algorithm, &expected.prepared.app_secret) {
        ("RS256", _) if keys.iter().any(|key| is_signed_by(&jws, key)) => VerifiedBy::Jwks,
        ("RS256", _) => return Err(refused("is not signed by a key of the issuer")),
        ("HS256", Some(secret)) if is_signed_with(&jws, secret) => VerifiedBy::Secret,
        ("HS256", Some(_)) => return Err(refused("is not signed with `app_secret`")),
        // It came over TLS from the token endpoint itself, and a public client has no key to check it with.
        ("HS256", None) => VerifiedBy::Tls,
        _ => return Err(refused("is signed by an algorithm other than RS256 and HS256")),
    };
    let claims = Claims::read(&jws, Some(verified_by)).ok_or_else(|| refused("is malformed"))?;
    check(&claims, expected)?;
    Ok(claims)
}

fn check(claims: &Claims, expected: &Expected<'_>) -> Result<(), Error> {
    if claims.get::<String>("iss").as_deref() != Some(expected.issuer) {
        return Err(refused("is from another issuer (`iss`)"));
    }
    if !is_for(claims, &expected.prepared.app_id) {
        return Err(refused("is for another application (`aud`)"));
    }
    let nonce = claims.get::<String>("nonce").unwrap_or_default();
    if !bool::from(nonce.as_bytes().ct_eq(expected.nonce.as_bytes())) {
        return Err(refused("belongs to another login (`nonce`)"));
    }
    if claims.subject().is_none_or(str::is_empty) {
        return Err(refused("names no user (`sub`)"));
    }
    if moment(claims, "exp").is_none_or(is_over) {
        return Err(refused("has expired (`exp`)").with_hint(CLOCK));
    }
    let times = expected.since - SKEW..=unix_now() + SKEW;
    if moment(claims, "iat").is_none_or(|made| !times.contains(&made)) {
        return Err(refused("was not made during this login (`iat`)").with_hint(CLOCK));
    }
    Ok(())
}

fn is_over(end: i64) -> bool {
    end.saturating_add(SKEW) <= unix_now()
}

fn moment(claims: &Claims, name: &str) -> Option<i64> {
    claims.get::<f64>(name).map(whole_seconds)
}

/// A time of the standard is a number that may have decimals.
#[expect(clippy::cast_possible_truncation, reason = "what is out of range becomes the nearest number")]
fn whole_seconds(seconds: f64) -> i64 {
    seconds as i64
}

/// Whether the application is among those that a token is for, and the one it was issued to if that is said.
fn is_for(claims: &Claims, app_id: &str) -> bool {
    let is_only = claims.get::<String>("aud").is_some_and(|audience| audience == app_id);
    let is_one = claims.get::<Vec<String>>("aud").is_some_and(|all| all.iter().any(|one| one == app_id));
    (is_only || is_one) && claims.get::<String>("azp").is_none_or(|party| party == app_id)
}

/// Whether an RS256 signature was made with the private half of `key`.
pub(crate) fn is_signed_by(jws: &Jws<'_>, key: &Key) -> bool {
    is_signature(&jws.signature, jws.signed.as_bytes(), key)
}

pub(super) fn is_signature(signature: &[u8], message: &[u8], key: &Key) -> bool {
    let decode = |part: &Option<String>| URL_SAFE_NO_PAD.decode(part.as_deref()?).ok();
    let (Some(n), Some(e)) = (decode(&key.n), decode(&key.e)) else { return false };
    let key = RsaPublicKeyComponents { n, e };
    key.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature).is_ok()
}

/// The claims of the ID token that a refresh gave, which came over TLS, too. `None` if there is none, or it contradicts
/// the one before (`OpenID` Connect Core 12.2), which then stays: the new tokens must not be lost for that.
///
/// Errors: it is about another user.
pub(in crate::session) fn successor(
    before: Option<&Claims>,
    token: Option<&Secret>,
    prepared: &Prepared,
) -> Result<Option<Claims>, Error> {
    let Some(jws) = token.and_then(|token| Jws::parse(token.as_str())) else { return Ok(None) };
    let verified_by = match (&*jws.algorithm, &prepared.app_secret) {
        ("HS256", Some(secret)) if is_signed_with(&jws, secret) => VerifiedBy::Secret,
        ("RS256", _) | ("HS256", None) => VerifiedBy::Tls,
        _ => return Ok(None),
    };
    let Some(claims) = Claims::read(&jws, Some(verified_by)) else { return Ok(None) };
    if before.is_some_and(|before| before.subject() != claims.subject()) {
        return Err(Error::new(ErrorKind::Decode, "the refresh gave the tokens of another user"));
    }
    let issuer = |claims: &Claims| claims.get::<String>("iss");
    let is_contrary = before.is_some_and(|before| issuer(before) != issuer(&claims))
        || claims.get::<Value>("aud").is_some() && !is_for(&claims, &prepared.app_id)
        || moment(&claims, "exp").is_some_and(is_over);
    Ok(Some(claims).filter(|_| !is_contrary))
}

fn refused(problem: &str) -> Error {
    Error::new(ErrorKind::Login, format!("the ID token {problem}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    /// RFC 7515, appendix A.2.
    const TOKEN: &str = "eyJhbGciOiJSUzI1NiJ9.\
        eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.\
        cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

    fn key() -> Key {
        serde_json::from_str(
            r#"{"kty":"RSA","e":"AQAB","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"}"#,
        )
        .unwrap()
    }

    #[test]
    fn rfc_7515_appendix_a_2() {
        assert!(is_signed_by(&Jws::parse(TOKEN).unwrap(), &key()));
        let changed = TOKEN.replace("eyJpc3MiOiJqb2Ui", "eyJpc3MiOiJqb2Uj");
        assert!(!is_signed_by(&Jws::parse(&changed).unwrap(), &key()));
    }

    #[test]
    fn only_the_algorithms_of_the_service_are_known() {
        let prepared = Prepared::new(&Config::new("app", "example.genauth.ai").app_secret("s")).unwrap();
        let expected = Expected { issuer: "joe", prepared: &prepared, nonce: "n", since: unix_now() };
        let verify = |header: &str, signature: &str| {
            let header = URL_SAFE_NO_PAD.encode(header);
            let token = format!("{header}.eyJpc3MiOiJqb2UifQ.{signature}");
            verify(&token.into(), &expected, &[key()]).unwrap_err().message().to_owned()
        };
        for alg in ["none", "NONE", "", "HS512", "RS384", "PS256", "ES256"] {
            assert!(verify(&format!(r#"{{"alg":"{alg}"}}"#), "").contains("algorithm"), "{alg}");
        }
        assert!(verify(r#"{"alg":"HS256"}"#, "AAAA").contains("`app_secret`"));
        assert!(verify(r#"{"alg":"RS256"}"#, "AAAA").contains("key of the issuer"));
        assert!(verify(r#"{"alg":"RS256","crit":["x"]}"#, "AAAA").contains("malformed"));
        assert!(verify("{}", "AAAA").contains("malformed"));
    }

    #[test]
    fn what_a_token_must_say() {
        let prepared = Prepared::new(&Config::new("app", "example.genauth.ai")).unwrap();
        let now = unix_now();
        let expected = Expected { issuer: "joe", prepared: &prepared, nonce: "n", since: now };
        let good = serde_json::json!({
            "iss": "joe", "aud": "app", "sub": "u", "nonce": "n", "exp": now + 60, "iat": now,
        });
        let verify = |name: &str, value: serde_json::Value| {
            let mut claims = good.clone();
            claims[name] = value;
            let part = |text: String| URL_SAFE_NO_PAD.encode(text);
            let token = format!("{}.{}.", part(r#"{"alg":"HS256"}"#.into()), part(claims.to_string()));
            verify(&token.into(), &expected, &[])
        };
        for (name, value) in [
            ("aud", serde_json::json!(["other", "app"])),
            ("azp", "app".into()),
            ("exp", (now - 299).into()),
            ("iat", (now - 299).into()),
            ("iat", serde_json::from_str(&format!("{}.5", now + 299)).unwrap()),
        ] {
            assert!(verify(name, value).is_ok(), "{name}");
        }
        for (name, value) in [
            ("iss", "joe/".into()),
            ("iss", serde_json::Value::Null),
            ("aud", "other".into()),
            ("aud", serde_json::json!([])),
            ("azp", "other".into()),
            ("sub", "".into()),
            ("nonce", "m".into()),
            ("nonce", serde_json::Value::Null),
            ("exp", (now - 301).into()),
            ("exp", serde_json::Value::Null),
            ("iat", (now + 302).into()),
            ("iat", (now - 302).into()),
        ] {
            assert_eq!(verify(name, value).unwrap_err().kind(), ErrorKind::Login, "{name}");
        }
    }
}
