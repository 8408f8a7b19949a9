//! What the access token says of itself. Nothing of it is verified: good for a diagnosis, never for a decision.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use genauth::ErrorKind;
use genauth::binding::IssuerDocument;
use serde::Deserialize;
use serde_json::Value;

use super::report::{Finding, Report, failure, ok, skipped, warning};
use crate::problem::Problem;
use crate::target::Target;

/// The form of a token.
enum Form {
    Jwt(Box<Claims>),
    /// Only the service can look into it.
    Opaque,
}

#[derive(Default, Deserialize)]
struct Claims {
    iss: Option<String>,
    aud: Option<Value>,
    exp: Option<i64>,
    scope: Option<Value>,
    nonce: Option<Value>,
    at_hash: Option<Value>,
}

/// What is known of the token.
pub(super) struct Facts {
    source: String,
    form: Form,
    /// The scopes that were granted, if anybody says so.
    pub(super) scopes: Option<Vec<String>>,
}

impl Facts {
    /// Looks into `token`, whose granted scopes may be known otherwise.
    pub(super) fn of(token: &str, source: &str, scope: Option<&str>) -> Self {
        let form = claims(token).map_or(Form::Opaque, |claims| Form::Jwt(Box::new(claims)));
        let mut facts = Self { source: source.into(), form, scopes: None };
        let inside = facts.claims().and_then(|claims| claims.scope.as_ref()).map(strings);
        facts.scopes = inside.or_else(|| scope.map(|scope| strings(&scope.into())));
        facts
    }

    fn is_id_token(&self) -> bool {
        self.claims().is_some_and(|claims| {
            claims.scope.is_none() && (claims.nonce.is_some() || claims.at_hash.is_some())
        })
    }

    fn claims(&self) -> Option<&Claims> {
        match &self.form {
            Form::Jwt(claims) => Some(claims),
            Form::Opaque => None,
        }
    }

    fn kind(&self) -> Finding {
        const CHECK: &str = "token";
        let source = &self.source;
        match &self.form {
            Form::Jwt(_) if self.is_id_token() => failure(
                CHECK,
                Problem::new(
                    ErrorKind::Unauthenticated,
                    format!("the token {source} looks like an ID token"),
                )
                .with_hint("Pass the `access_token` of the token response, not the `id_token`."),
            ),
            Form::Jwt(_) => ok(CHECK, format!("the access token {source}, a JWT")),
            Form::Opaque => {
                ok(CHECK, format!("the access token {source}, opaque: only the service can look into it"))
            }
        }
    }

    fn expiry(&self, now: SystemTime) -> Finding {
        const CHECK: &str = "token expiry";
        let Some(exp) = self.claims().and_then(|claims| claims.exp) else {
            return skipped(CHECK, "the token does not say when it expires");
        };
        let end = UNIX_EPOCH + Duration::from_secs(u64::try_from(exp).unwrap_or_default());
        let mut span = timeago::Formatter::new();
        match end.duration_since(now) {
            Ok(left) if left > Duration::ZERO => {
                ok(CHECK, format!("expires in {}", span.ago("").convert(left)))
            }
            _ => {
                let age = span.convert(now.duration_since(end).unwrap_or_default());
                failure(
                    CHECK,
                    Problem::new(ErrorKind::Unauthenticated, format!("the token expired {age}"))
                        .with_hint("Refresh it, or sign in again with `genauth login`."),
                )
            }
        }
    }

    fn audience(&self, app_id: &str) -> Finding {
        const CHECK: &str = "token audience";
        let Some(audience) = self.claims().and_then(|claims| claims.aud.as_ref()) else {
            return skipped(CHECK, "the token does not say whom it is for");
        };
        let audience = strings(audience);
        if audience.iter().any(|one| one == app_id) {
            ok(CHECK, format!("application {app_id}"))
        } else {
            warning(
                CHECK,
                format!("the token is for {}, not for {app_id}", audience.join(", ")),
                "Pass the id of that application, or a token of this one.",
            )
        }
    }

    fn issuer(&self, expected: Option<&IssuerDocument>) -> Finding {
        const CHECK: &str = "token issuer";
        match (self.claims().and_then(|claims| claims.iss.as_deref()), expected) {
            (Some(issuer), Some(expected)) if issuer != expected.issuer => warning(
                CHECK,
                format!("the token is from {issuer}"),
                "Check the host: another service, or another address of it, has issued the token.",
            ),
            (Some(issuer), Some(_)) => ok(CHECK, issuer),
            _ => skipped(CHECK, "the token or the service does not say who issues it"),
        }
    }

    fn scopes(&self) -> Finding {
        const CHECK: &str = "token scopes";
        match &self.scopes {
            Some(scopes) if scopes.iter().any(|scope| scope == "openid") => ok(CHECK, scopes.join(" ")),
            Some(scopes) => warning(
                CHECK,
                format!("without `openid`: {}", scopes.join(" ")),
                "Ask for the scope `openid` when the user signs in.",
            ),
            None => skipped(CHECK, "the token does not say which scopes were granted"),
        }
    }
}

/// Adds what the token says of itself.
pub(super) fn check(
    facts: &Facts,
    target: &Target,
    issuer: Option<&IssuerDocument>,
    report: &mut Report,
) -> Result<(), Problem> {
    report.add(facts.kind())?;
    report.add(facts.expiry(SystemTime::now()))?;
    report.add(facts.audience(&target.app_id))?;
    report.add(facts.issuer(issuer))?;
    report.add(facts.scopes())
}

/// The claims of a signed JWT.
fn claims(token: &str) -> Option<Claims> {
    let mut parts = token.split('.');
    let (_, payload, _, None) = (parts.next()?, parts.next()?, parts.next()?, parts.next()) else {
        return None;
    };
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?).ok()
}

/// A list of strings, or a string with spaces or commas between them.
fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Value::String(string) => {
            string.split([' ', ',']).filter(|part| !part.is_empty()).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(claims: &str, scope: Option<&str>) -> Facts {
        let part = |json: &str| URL_SAFE_NO_PAD.encode(json);
        Facts::of(&format!("{}.{}.sig", part(r#"{"alg":"RS256"}"#), part(claims)), "of a test", scope)
    }

    fn json(finding: &Finding) -> String {
        serde_json::to_string(finding).unwrap()
    }

    #[test]
    fn an_id_token_is_recognised() {
        let finding = json(&facts(r#"{"nonce": "n", "aud": "a"}"#, None).kind());
        assert!(finding.contains("failure") && finding.contains("not the `id_token`"), "{finding}");
        assert!(json(&facts(r#"{"nonce": "n", "scope": "openid"}"#, None).kind()).contains("a JWT"));
        for opaque in ["opaque", "a.b.c", "a.b.c.d.e", ""] {
            assert!(json(&Facts::of(opaque, "", None).kind()).contains("opaque"), "{opaque}");
        }
    }

    #[test]
    fn the_end_is_relative() {
        let facts = facts(r#"{"exp": 10000}"#, None);
        let at = |seconds| json(&facts.expiry(UNIX_EPOCH + Duration::from_secs(seconds)));
        assert!(at(6400).contains("expires in 1 hour"), "{}", at(6400));
        assert!(at(17_200).contains("the token expired 2 hours ago") && at(17_200).contains("failure"));
    }

    #[test]
    fn audience_and_scopes_have_two_forms() {
        for audience in [r#"{"aud": "app"}"#, r#"{"aud": ["x", "app"]}"#] {
            assert!(json(&facts(audience, None).audience("app")).contains(r#""ok""#));
            assert!(json(&facts(audience, None).audience("other")).contains("not for other"));
        }
        for scope in [
            r#"{"scope": "openid email"}"#,
            r#"{"scope": ["openid", "email"]}"#,
            r#"{"scope": "openid,email"}"#,
        ] {
            assert_eq!(facts(scope, Some("ignored")).scopes.unwrap(), ["openid", "email"]);
        }
        assert_eq!(facts("{}", Some("email")).scopes.as_deref().unwrap(), ["email"]);
        assert!(json(&facts("{}", Some("email")).scopes()).contains("without `openid`"));
    }

    #[test]
    fn an_issuer_is_compared_with_the_service() {
        let expected = IssuerDocument { issuer: "https://a.example/oidc".into(), jwks_uri: String::new() };
        let finding = |claims| json(&facts(claims, None).issuer(Some(&expected)));
        assert!(finding(r#"{"iss": "https://a.example/oidc"}"#).contains(r#""ok""#));
        assert!(finding(r#"{"iss": "https://b.example/oidc"}"#).contains("warning"));
        assert!(finding("{}").contains("skipped"));
    }
}
