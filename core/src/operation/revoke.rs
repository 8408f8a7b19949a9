//! `POST /oidc/token/revocation`: the end of a token and of everything that was granted with it.

use super::{Auth, Operation};
use crate::error::Error;
use crate::http::Request;
use crate::model::Secret;
use crate::response::Reader;

/// Revokes a token. A server that does not know it reports success, too.
pub(crate) struct Revoke {
    pub(crate) token: Secret,
    /// `refresh_token` or `access_token`.
    pub(crate) hint: &'static str,
}

impl Operation for Revoke {
    type Output = ();

    const NAME: &'static str = "revoke";
    /// Revoking twice is the same as revoking once.
    const IDEMPOTENT: bool = true;
    const AUTH: Auth = Auth::Client;

    fn request(&self) -> Request {
        Request::post("/oidc/token/revocation")
            .secret_field("token", &self.token)
            .field("token_type_hint", self.hint)
    }

    fn read(&self, response: &Reader<'_>) -> Result<(), Error> {
        // The body of a success is empty.
        response.accepted()
    }
}
