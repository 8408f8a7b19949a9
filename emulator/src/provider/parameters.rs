//! The parameters of a query or a form.

use super::error::OAuthError;

pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// A parameter without a value counts as absent.
    pub(crate) fn parse(encoded: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(encoded).into_owned();
        Self(pairs.filter(|(_, value)| !value.is_empty()).collect())
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, value)| (&**key, &**value))
    }

    pub(crate) fn require(&self, name: &str) -> Result<&str, OAuthError> {
        let missing = || OAuthError::invalid_request(format!("missing required parameter '{name}'"));
        self.get(name).ok_or_else(missing)
    }

    pub(crate) fn reject_repeated(&self) -> Result<(), OAuthError> {
        let mut names: Vec<&str> = self.iter().map(|(name, _)| name).collect();
        names.sort_unstable();
        if names.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(OAuthError::invalid_request("parameters must not be provided more than once"));
        }
        Ok(())
    }
}
