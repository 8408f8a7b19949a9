//! What an application cannot be.

use super::{Application, ClientAuth, IdTokenAlg};

pub(super) fn fault(application: &Application) -> Option<String> {
    let visible = |value: &str| !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_graphic());
    if !visible(&application.app_id) {
        return Some("app_id: must be visible ASCII".to_owned());
    }
    if application.app_secret.as_ref().is_some_and(String::is_empty) {
        return Some("app_secret: must not be empty".to_owned());
    }
    let uris = [
        ("redirect_uris", &application.redirect_uris),
        ("post_logout_redirect_uris", &application.post_logout_redirect_uris),
    ];
    for (key, uris) in uris {
        if uris.iter().any(|uri| !visible(uri) || !uri.contains(':') || uri.contains('#')) {
            return Some(format!("{key}: must be absolute URIs in visible ASCII without a fragment"));
        }
    }
    let needs_secret = [
        ("client_auth", application.client_auth.is_some_and(|method| method != ClientAuth::None)),
        ("id_token_alg", application.id_token_alg == IdTokenAlg::Hs256),
    ];
    let (key, _) =
        needs_secret.into_iter().find(|(_, needed)| *needed && application.app_secret.is_none())?;
    Some(format!("{key}: needs an app_secret"))
}
