//! The access token of the signed-in user.

use std::fmt;

use reqwest::header::HeaderValue;
use zeroize::Zeroizing;

use crate::config::TokenStyle;
use crate::error::Error;

/// An access token that is fit to be sent. Wiped when dropped, `***` in `Debug`.
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
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn header(&self, style: TokenStyle) -> HeaderValue {
        let text = match style {
            TokenStyle::Bearer => Zeroizing::new(format!("Bearer {}", *self.0)),
            TokenStyle::Bare => self.0.clone(),
        };
        let mut value = HeaderValue::from_str(&text).expect("visible ASCII is a header value");
        value.set_sensitive(true);
        value
    }
}

impl TryFrom<&str> for AccessToken {
    type Error = Error;

    /// Takes visible ASCII only: anything else could smuggle a header into the request.
    fn try_from(text: &str) -> Result<Self, Error> {
        let problem = if text.is_empty() {
            "the access token is empty"
        } else if text.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("bearer ")) {
            "the access token begins with the word `Bearer`"
        } else if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            "the access token has a character that is not visible ASCII"
        } else {
            return Ok(Self(Zeroizing::new(text.to_owned())));
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
