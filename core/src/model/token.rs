//! The access token of the signed-in user.

use std::fmt;

use zeroize::Zeroizing;

use crate::error::Error;

/// An access token that can be sent in a header. Wiped when dropped, `***` in `Debug`.
///
/// ```
/// use genauth::AccessToken;
///
/// assert!(AccessToken::try_from("eyJhbGciOi.J9.x").is_ok());
/// assert!(AccessToken::try_from("two\r\nlines").is_err());
/// ```
#[derive(Clone)]
pub struct AccessToken(Zeroizing<String>);

impl AccessToken {
    /// The token itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl PartialEq for AccessToken {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl TryFrom<&str> for AccessToken {
    type Error = Error;

    /// Takes visible ASCII only: anything else could smuggle a header into the request.
    fn try_from(token: &str) -> Result<Self, Error> {
        let problem = if token.is_empty() {
            "the access token is empty"
        } else if token.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("bearer ")) {
            "the access token begins with the word `Bearer`"
        } else if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            "the access token contains a character that is not visible ASCII"
        } else {
            return Ok(Self(Zeroizing::new(token.to_owned())));
        };
        Err(Error::invalid_argument(problem)
            .with_hint("Pass the bare `access_token` of the token response, without line breaks or spaces."))
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}
