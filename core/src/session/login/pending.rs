//! The plain data of a login that has begun.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use ring::rand::{SecureRandom, SystemRandom};
use serde::{Deserialize, Serialize};
use url::Url;

use super::options::LoginOptions;
use crate::config::Prepared;
use crate::error::{Error, ErrorKind};
use crate::model::{Secret, unix_now};

const DEFAULT_SCOPES: [&str; 5] = ["openid", "profile", "email", "phone", "offline_access"];

/// The plain data of a login that has begun. Holds secrets, and has no `Debug`.
#[derive(Deserialize, Serialize)]
pub(super) struct Pending {
    pub(super) app_id: String,
    pub(super) url: String,
    pub(super) redirect_uri: String,
    pub(super) state: String,
    pub(super) nonce: String,
    pub(super) code_verifier: String,
    /// In seconds since 1970.
    pub(super) created_at: i64,
}

impl Pending {
    pub(super) fn begin(prepared: &Prepared, options: LoginOptions) -> Result<Self, Error> {
        let (state, nonce, code_verifier) = (random::<32>()?, random::<32>()?, random::<64>()?);
        let scopes = match &options.scopes {
            Some(scopes) => scopes.iter().map(String::as_str).collect(),
            None => DEFAULT_SCOPES.to_vec(),
        };
        // Without it, the server leaves `offline_access` out and says nothing.
        let consent = scopes.contains(&"offline_access").then_some("consent");
        let (scope, challenge) = (scopes.join(" "), challenge(&code_verifier));
        let mut url = prepared.url("/oidc/auth");
        let own = [
            ("client_id", Some(&*prepared.app_id)),
            ("redirect_uri", Some(&options.redirect_uri)),
            ("response_type", Some("code")),
            ("response_mode", Some("query")),
            ("scope", Some(&scope)),
            ("state", Some(&state)),
            ("nonce", Some(&nonce)),
            ("code_challenge", Some(&challenge)),
            ("code_challenge_method", Some("S256")),
            ("prompt", options.prompt.as_deref().or(consent)),
            ("login_hint", options.login_hint.as_deref()),
            ("ui_locales", options.ui_locales.as_deref()),
            ("tenant_id", options.tenant_id.as_deref()),
        ];
        if let Some((name, _)) = own.iter().find(|(name, _)| options.extra.contains_key(*name)) {
            return Err(Error::invalid_argument(format!("extra: `{name}` is a parameter of the library")));
        }
        url.query_pairs_mut()
            .extend_pairs(own.into_iter().filter_map(|(name, value)| Some((name, value?))))
            .extend_pairs(&options.extra);
        Ok(Self {
            app_id: prepared.app_id.clone(),
            url: url.into(),
            redirect_uri: options.redirect_uri,
            state,
            nonce,
            code_verifier,
            created_at: unix_now(),
        })
    }

    pub(super) fn from_json(prepared: &Prepared, json: &str) -> Result<Self, Error> {
        // The reader's own words may quote the input.
        let pending: Self = serde_json::from_str(json)
            .map_err(|_| Error::invalid_argument("the login is not what `to_json` wrote"))?;
        if pending.app_id != prepared.app_id {
            return Err(Error::new(ErrorKind::Config, "app_id: the login is another application's"));
        }
        Ok(pending)
    }

    pub(super) fn to_json(&self) -> Secret {
        Secret::json(self)
    }

    /// Whether the login asks for an ID token.
    pub(super) fn asks_for_id_token(&self) -> bool {
        let url = Url::parse(&self.url).ok();
        url.is_some_and(|url| {
            url.query_pairs()
                .any(|(name, scope)| name == "scope" && scope.split(' ').any(|one| one == "openid"))
        })
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.code_verifier);
    }
}

/// Random bytes in base64url, fresh from the system: a generator in memory would repeat itself in forked children.
fn random<const N: usize>() -> Result<String, Error> {
    let mut bytes = [0; N];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| Error::internal("the system gives no random numbers"))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// What proves, without showing it, that whoever exchanges the code knows the verifier (RFC 7636).
fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rfc_7636_appendix_b() {
        let challenge = challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        assert_eq!(challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
