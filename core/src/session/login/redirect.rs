//! The URL that the browser was sent back to.

use subtle::ConstantTimeEq;
use url::{Url, form_urlencoded};

use super::refused;
use crate::error::{Error, ErrorKind};
use crate::model::Secret;
use crate::response::{is_code, scrub};

/// The parameters that the server added.
pub(crate) struct Redirect {
    state: String,
    code: Option<Secret>,
    error: Option<String>,
    error_description: Option<String>,
    pub(crate) issuer: Option<String>,
}

impl Redirect {
    /// Reads a URL, or its query alone.
    pub(crate) fn parse(url: &str) -> Result<Self, Error> {
        let parsed = Url::parse(url).ok();
        let query = match &parsed {
            Some(url) => url.query().unwrap_or_default(),
            None => url.split_once('?').map_or(url, |(_, query)| query),
        };
        let mut redirect =
            Self { state: String::new(), code: None, error: None, error_description: None, issuer: None };
        let mut seen = Vec::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            if seen.contains(&name) {
                return Err(refused("the redirect names a parameter twice"));
            }
            let value = value.into_owned();
            match &*name {
                "state" => redirect.state = value,
                "code" => redirect.code = Some(value).filter(|code| !code.is_empty()).map(Secret::from),
                "error" => redirect.error = Some(value),
                "error_description" => redirect.error_description = Some(value),
                "iss" => redirect.issuer = Some(value),
                _ => continue,
            }
            seen.push(name);
        }
        Ok(redirect)
    }

    /// Whether the redirect belongs to the login with this `state`.
    pub(crate) fn is_for(&self, state: &str) -> bool {
        !state.is_empty() && bool::from(self.state.as_bytes().ct_eq(state.as_bytes()))
    }

    /// The code, or why there is none.
    pub(crate) fn code(self) -> Result<Secret, Error> {
        let Some(error) = self.error else {
            return self.code.ok_or_else(|| refused("the redirect holds no code"));
        };
        let code = Some(error).filter(|code| is_code(code));
        let description = scrub(&self.error_description.unwrap_or_default(), self.code.as_slice());
        let mut message = String::from("the login was refused");
        for text in [code.as_deref().unwrap_or_default(), &description] {
            if !text.is_empty() {
                message = format!("{message}: {text}");
            }
        }
        Err(Error::new(ErrorKind::Login, message).with_hint("Begin a new login.").with(|facts| {
            facts.oauth_error = code;
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_is_read_from_a_url_a_path_or_a_query() {
        for url in [
            "https://app.example/cb?state=s&code=c",
            "/cb?state=s&code=c",
            "state=s&code=c",
            "myapp://cb?state=s&code=c",
        ] {
            let redirect = Redirect::parse(url).unwrap();
            assert!(redirect.is_for("s") && !redirect.is_for("") && !redirect.is_for("t"), "{url}");
            assert_eq!(redirect.code().unwrap().as_str(), "c");
        }
        assert!(Redirect::parse("state=s&code=a&code=b").is_err());
        assert!(Redirect::parse("state=s&code=").unwrap().code().is_err());
    }

    #[test]
    fn a_refusal_keeps_its_code_and_loses_personal_data() {
        let redirect =
            Redirect::parse("state=s&error=access_denied&error_description=alice%40example.com+said+no");
        let error = redirect.unwrap().code().unwrap_err();
        assert_eq!((error.kind(), error.oauth_error()), (ErrorKind::Login, Some("access_denied")));
        assert_eq!(error.message(), "the login was refused: access_denied: *** said no");
        let redirect = Redirect::parse("state=s&error=Alice+Smith").unwrap();
        assert_eq!(redirect.code().unwrap_err().oauth_error(), None);
    }
}
