//! What a scripted reply is for.

use hyper::Method;
use serde::Deserialize;

/// A method and a path, written `POST /oidc/token`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Endpoint {
    pub(super) method: Method,
    pub(super) path: String,
}

/// For replies that do not say what they are for.
impl Default for Endpoint {
    fn default() -> Self {
        Self { method: Method::GET, path: "/api/v3/get-profile".to_owned() }
    }
}

impl TryFrom<String> for Endpoint {
    type Error = &'static str;

    fn try_from(written: String) -> Result<Self, Self::Error> {
        const EXPECTED: &str = "expected a method in capitals, a space and a path without a query";
        let (method, path) = written.split_once(' ').ok_or(EXPECTED)?;
        let is_method = !method.is_empty() && method.bytes().all(|byte| byte.is_ascii_uppercase());
        let is_path = path.starts_with('/') && path.bytes().all(|byte| byte.is_ascii_graphic());
        if !is_method || !is_path || path.contains(['?', '#']) {
            return Err(EXPECTED);
        }
        let method = Method::from_bytes(method.as_bytes()).map_err(|_| EXPECTED)?;
        Ok(Self { method, path: path.to_owned() })
    }
}
