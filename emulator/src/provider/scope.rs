//! The scopes of a sign-in.

use std::collections::BTreeSet;
use std::fmt;

pub(crate) const OFFLINE_ACCESS: &str = "offline_access";

/// What the provider knows; other scopes are dropped silently.
pub(crate) const SUPPORTED: [&str; 11] = [
    "openid",
    "profile",
    "email",
    "phone",
    "username",
    "address",
    "external_id",
    "extended_fields",
    "tenant_id",
    "roles",
    OFFLINE_ACCESS,
];

/// Sorted: the service's responses are not in the order of the request either.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Scope(BTreeSet<&'static str>);

impl Scope {
    pub(super) fn every() -> Self {
        Self(SUPPORTED.into())
    }

    pub(super) fn parse(scope: &str) -> Self {
        let supported = |name: &str| SUPPORTED.into_iter().find(|supported| *supported == name);
        Self(scope.split_whitespace().filter_map(supported).collect())
    }

    pub(super) fn without(mut self, name: &str) -> Self {
        self.0.remove(name);
        self
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    pub(super) fn contains(&self, other: &Self) -> bool {
        other.0.is_subset(&self.0)
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.iter().copied().collect::<Vec<_>>().join(" "))
    }
}
