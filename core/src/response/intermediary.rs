//! Whether an error comes from the service, or from a proxy, gateway or firewall before it.

use http::header::PROXY_AUTHENTICATE;

use super::Reader;
use super::scrub::scrub;

impl Reader<'_> {
    /// Whether an intermediary refused the credentials: the service has not seen the token.
    pub(super) fn is_intermediarys_refusal(&self) -> bool {
        let status = self.response.status;
        status == 407
            || self.response.headers.contains_key(PROXY_AUTHENTICATE)
            || self.challenges.name_only_others()
            || status == 401 && self.looks_like_html() && !self.challenges.name_bearer()
    }

    /// What to do about that.
    pub(super) fn hint_for_intermediarys_refusal(&self) -> String {
        match self.challenges.iter().next().filter(|_| self.challenges.name_only_others()) {
            Some(other) => format!(
                "Check `host` and `proxy`: a gateway or proxy responded, not the service, and requires {} credentials.",
                scrub(&other.scheme, self.secrets)
            ),
            None => {
                "A proxy responded, not the service: check `proxy` and its user name and password.".into()
            }
        }
    }

    /// Whether a page stands where the service would send JSON.
    pub(super) fn is_firewalls_page(&self) -> bool {
        let is_page = self.response.declares("text/plain") && !self.text().trim_start().starts_with('{');
        matches!(self.response.status, 403 | 405)
            && (is_page || self.looks_like_html())
            && !self.challenges.name_bearer()
    }
}
