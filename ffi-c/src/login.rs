//! `genauth_login`: a login that has begun and not ended.

use std::ffi::{CString, c_char};
use std::ptr;

use genauth::{Error, Login, LoginOptions, binding};

use crate::boundary::{borrow, fallible, give, give_text, guard, needed, take, text};
use crate::call::{genauth_call, wait};
use crate::config::{genauth_config, usable};
use crate::error::genauth_error;
use crate::session::{genauth_session, give_session};

/// A login that has begun: an authorization code with PKCE. It serves once, for ten minutes. Any number of threads may
/// use it at once.
pub struct genauth_login {
    login: Login,
    url: CString,
}

/// Begins a login whose redirect the application receives itself. Performs no I/O except reading "ca_file".
///
/// `options_json` is a JSON object: "redirect_uri" (required; one that the console lists), "scopes" (an array or a
/// string; by default "openid profile email phone offline_access"), "prompt", "login_hint", "ui_locales", "tenant_id"
/// and "extra" (an object with more parameters of the request). An unknown key is an error.
///
/// Send the user's browser to genauth_login_url(), then call genauth_login_finish(). Free the login with
/// genauth_login_free(). Returns NULL and sets `*error` (GENAUTH_ERR_CONFIG, GENAUTH_ERR_INVALID_ARGUMENT) on failure.
/// Any thread.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_login_begin(
    config: *const genauth_config,
    options_json: *const c_char,
    error: *mut *mut genauth_error,
) -> *mut genauth_login {
    fallible(error, ptr::null_mut(), || hand_over(Login::begin(usable(config)?, options(options_json)?)?))
}

/// Begins a login whose redirect comes to this process over the loopback interface, and opens the port. For programs
/// with a browser on the same machine: open genauth_login_url() in it, then call genauth_login_wait().
///
/// `options_json` is as for genauth_login_begin(), and may be NULL: without "redirect_uri" it is
/// "http://127.0.0.1/callback" on a free port. "ports", an array of integers, are the ports to try. Otherwise like
/// genauth_login_begin().
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_login_listen(
    config: *const genauth_config,
    options_json: *const c_char,
    error: *mut *mut genauth_error,
) -> *mut genauth_login {
    fallible(error, ptr::null_mut(), || hand_over(Login::listen(usable(config)?, options(options_json)?)?))
}

/// Takes up a login that genauth_login_to_json() wrote, perhaps in another process. `config` must name the same
/// application. Otherwise like genauth_login_begin().
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_login_from_json(
    config: *const genauth_config,
    json: *const c_char,
    error: *mut *mut genauth_error,
) -> *mut genauth_login {
    fallible(error, ptr::null_mut(), || {
        let json = needed("json", text("json", json)?)?;
        hand_over(Login::from_json(usable(config)?, json)?)
    })
}

/// Returns where to send the user's browser. Borrowed from the login. NULL for NULL. Any thread.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_login_url(login: *const genauth_login) -> *const c_char {
    guard(ptr::null(), || borrow(login).map_or(ptr::null(), |login| login.url.as_ptr()))
}

/// Returns the login as a JSON object, without the configuration. A secret until the login has ended: free it with
/// genauth_string_free(). NULL for NULL. Any thread.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_login_to_json(login: *const genauth_login) -> *mut c_char {
    guard(ptr::null_mut(), || {
        let json = borrow(login).and_then(|login| give_text(login.login.to_json().as_str()).ok());
        json.unwrap_or(ptr::null_mut())
    })
}

/// Ends the login with the URL that the browser was sent back to; its query alone will do. `call` may be NULL. Returns
/// the session; free it with genauth_session_free().
///
/// Returns NULL and sets `*error` on failure: GENAUTH_ERR_LOGIN if the user or the server refused (see
/// genauth_error_oauth_error()), if the URL belongs to another login, or if the ID token is invalid; else what failed
/// on the way. Threads as for genauth_session_access_token().
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_login_finish(
    login: *const genauth_login,
    url: *const c_char,
    call: *mut genauth_call,
    error: *mut *mut genauth_error,
) -> *mut genauth_session {
    fallible(error, ptr::null_mut(), || {
        let login = inner(login)?;
        let url = needed("url", text("url", url)?)?;
        Ok(give_session(wait(login.finish(url), call)?))
    })
}

/// Waits for the browser to come back to a login of genauth_login_listen(), and ends the login. It gives up when the
/// login is ten minutes old, unless `call` (may be NULL) has a timeout. Otherwise like genauth_login_finish().
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_login_wait(
    login: *const genauth_login,
    call: *mut genauth_call,
    error: *mut *mut genauth_error,
) -> *mut genauth_session {
    fallible(error, ptr::null_mut(), || Ok(give_session(wait(inner(login)?.wait(), call)?)))
}

/// Frees a login, wipes its secrets and closes its port. NULL is allowed. Its session stays valid. Any thread; not
/// while another thread blocks in a call.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_login_free(login: *mut genauth_login) {
    guard((), || drop(take(login)));
}

fn inner<'a>(login: *const genauth_login) -> Result<&'a Login, Error> {
    needed("login", borrow(login)).map(|login| &login.login)
}

fn options(json: *const c_char) -> Result<LoginOptions, Error> {
    text("options_json", json)?.map_or_else(|| Ok(LoginOptions::default()), LoginOptions::from_json)
}

fn hand_over(login: Login) -> Result<*mut genauth_login, Error> {
    let url = CString::new(login.url()).map_err(|_| binding::internal("a URL has a NUL inside"))?;
    Ok(give(genauth_login { login, url }))
}
