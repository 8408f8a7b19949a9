//! The provider's endpoints, and how many requests each got.

use serde::{Deserialize, Serialize};

/// An endpoint of the `OpenID` provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Endpoint {
    /// `/oidc/auth`
    Authorization,
    /// `/oidc/token`
    Token,
    /// `/oidc/token/revocation`
    Revocation,
    /// `/oidc/token/introspection`
    Introspection,
    /// `/oidc/session/end`
    EndSession,
    /// `/oidc/me`
    UserInfo,
    /// `/oidc/.well-known/openid-configuration`
    Discovery,
    /// `/oidc/.well-known/jwks.json`
    Keys,
}

impl Endpoint {
    pub(crate) const ALL: [Self; 8] = [
        Self::Authorization,
        Self::Token,
        Self::Revocation,
        Self::Introspection,
        Self::EndSession,
        Self::UserInfo,
        Self::Discovery,
        Self::Keys,
    ];

    /// Below the issuer, as `OpenID` Connect asks of discovery.
    pub(crate) const fn path(self) -> &'static str {
        match self {
            Self::Authorization => "/oidc/auth",
            Self::Token => "/oidc/token",
            Self::Revocation => "/oidc/token/revocation",
            Self::Introspection => "/oidc/token/introspection",
            Self::EndSession => "/oidc/session/end",
            Self::UserInfo => "/oidc/me",
            Self::Discovery => "/oidc/.well-known/openid-configuration",
            Self::Keys => "/oidc/.well-known/jwks.json",
        }
    }
}

/// How many requests the provider's endpoints got, failed ones included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RequestCounts {
    /// At the authorization endpoint.
    pub authorizations: u64,
    /// At the token endpoint, for an authorization code.
    pub code_exchanges: u64,
    /// At the token endpoint, for a refresh token.
    pub refreshes: u64,
    /// At the token endpoint, for anything else.
    pub other_grants: u64,
    /// At the revocation endpoint.
    pub revocations: u64,
    /// At the introspection endpoint.
    pub introspections: u64,
    /// At the end-session endpoint.
    pub logouts: u64,
    /// At the user-info endpoint.
    pub user_infos: u64,
    /// For the discovery document.
    pub discoveries: u64,
    /// For the key set.
    pub key_sets: u64,
}

impl RequestCounts {
    /// `grant_type` is what a request to the token endpoint asks for.
    pub(super) fn count(&mut self, endpoint: Endpoint, grant_type: Option<&str>) {
        *match endpoint {
            Endpoint::Authorization => &mut self.authorizations,
            Endpoint::Token => match grant_type {
                Some("authorization_code") => &mut self.code_exchanges,
                Some("refresh_token") => &mut self.refreshes,
                _ => &mut self.other_grants,
            },
            Endpoint::Revocation => &mut self.revocations,
            Endpoint::Introspection => &mut self.introspections,
            Endpoint::EndSession => &mut self.logouts,
            Endpoint::UserInfo => &mut self.user_infos,
            Endpoint::Discovery => &mut self.discoveries,
            Endpoint::Keys => &mut self.key_sets,
        } += 1;
    }
}
