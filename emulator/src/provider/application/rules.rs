//! The choices that an application has, and the rules that hold when it makes none.

use serde::Deserialize;

/// How an application authenticates at the token, revocation and introspection endpoints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ClientAuth {
    /// `client_id` alone.
    None,
    /// `client_id` and `client_secret` in the form.
    ClientSecretPost,
    /// Both in the `authorization` header.
    ClientSecretBasic,
}

/// The algorithm of an application's ID tokens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub enum IdTokenAlg {
    /// With the provider's key, which its key set shows.
    #[default]
    #[serde(rename = "RS256")]
    Rs256,
    /// With the application's secret.
    #[serde(rename = "HS256")]
    Hs256,
}

/// When a refresh returns a new refresh token.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Rotation {
    /// Always for an application without client authentication, for others after 70 % of the token's life; not
    /// any more when the sign-in is a year old.
    #[default]
    Standard,
    /// Every time.
    Always,
    /// The same refresh token serves for all of its life.
    Never,
}

pub(super) fn yes() -> bool {
    true
}

pub(super) fn minute() -> u64 {
    60
}

pub(super) fn hour() -> u64 {
    3600
}

pub(super) fn fortnight() -> u64 {
    14 * 24 * 60 * 60
}
