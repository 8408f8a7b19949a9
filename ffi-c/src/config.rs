//! `genauth_config`: a builder.

use std::ffi::c_char;
use std::ptr;

use genauth::{Config, Error, Setting};

use crate::boundary::{borrow_mut, fallible, give, guard, needed, take, text};
use crate::error::genauth_error;

/// What a client needs to know. Used by one thread at a time. The setters cannot fail: genauth_client_new() reports a
/// wrong value and names its key. They copy what they are given. A NULL text changes nothing, so that getenv() can be passed
/// on, and a NULL configuration is left alone.
pub struct genauth_config {
    pub(crate) config: Config,
    pub(crate) problem: Option<Error>,
}

impl genauth_config {
    fn set(&mut self, key: &str, value: Result<Option<Setting<'_>>, Error>) {
        let outcome = value.and_then(|value| value.map_or(Ok(()), |value| self.config.set(key, value)));
        if let Err(problem) = outcome {
            self.problem.get_or_insert(problem);
        }
    }
}

/// A configuration for the application `app_id` at `host`, the application's own address as the console shows it;
/// "https://" may be left out. Free it with genauth_config_free(). Any thread. Never NULL: a NULL or wrong argument is
/// reported by genauth_client_new().
#[unsafe(no_mangle)]
pub extern "C" fn genauth_config_new(app_id: *const c_char, host: *const c_char) -> *mut genauth_config {
    guard(ptr::null_mut(), || {
        let mut config = genauth_config { config: Config::new("", "").binding("c"), problem: None };
        for (key, value) in [("app_id", app_id), ("host", host)] {
            let value = text(key, value).and_then(|value| needed(key, value));
            config.set(key, value.map(|value| Some(Setting::Text(value))));
        }
        give(config)
    })
}

/// A configuration from a JSON object whose keys are the names of the setters, "app_id" and "host" besides. Unknown keys
/// are errors (GENAUTH_ERR_CONFIG) that suggest the nearest key; NULL or no UTF-8 is GENAUTH_ERR_INVALID_ARGUMENT. Returns
/// NULL and sets `*error` on failure. Free it with genauth_config_free(). Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn genauth_config_from_json(
    json: *const c_char,
    error: *mut *mut genauth_error,
) -> *mut genauth_config {
    fallible(error, ptr::null_mut(), || {
        let json = needed("json", text("json", json)?)?;
        Ok(give(genauth_config { config: Config::from_json(json)?.binding("c"), problem: None }))
    })
}

fn set_text(config: *mut genauth_config, key: &str, value: *const c_char) {
    guard((), || {
        if let Some(config) = borrow_mut(config) {
            config.set(key, text(key, value).map(|value| value.map(Setting::Text)));
        }
    });
}

fn set_number(config: *mut genauth_config, key: &str, value: u64) {
    guard((), || {
        if let Some(config) = borrow_mut(config) {
            config.set(key, Ok(Some(Setting::Number(value))));
        }
    });
}

/// The token that calls use unless they bring their own. Visible ASCII only. It is wiped when the last user is freed.
#[unsafe(no_mangle)]
pub extern "C" fn genauth_config_set_access_token(config: *mut genauth_config, value: *const c_char) {
    set_text(config, "access_token", value);
}

/// Milliseconds for a whole call: connecting, retries, pauses and the body included. Default 10000; 0: no limit.
#[unsafe(no_mangle)]
pub extern "C" fn genauth_config_set_timeout_ms(config: *mut genauth_config, value: u32) {
    set_number(config, "timeout_ms", value.into());
}

/// Milliseconds for opening one connection, TLS included. Default 5000; 0: no limit of its own.
#[unsafe(no_mangle)]
pub extern "C" fn genauth_config_set_connect_timeout_ms(config: *mut genauth_config, value: u32) {
    set_number(config, "connect_timeout_ms", value.into());
}

/// How often a call is sent at most. Default 3; 1 turns retries off; 0 is an error. A connection that the server had closed meanwhile is
/// replaced once without counting.
#[unsafe(no_mangle)]
pub extern "C" fn genauth_config_set_max_attempts(config: *mut genauth_config, value: u32) {
    set_number(config, "max_attempts", value.into());
}

/// The largest answer to accept, in bytes after decompression. Default 8 MiB; 0 is an error.
#[unsafe(no_mangle)]
pub extern "C" fn genauth_config_set_max_response_bytes(config: *mut genauth_config, value: usize) {
    set_number(config, "max_response_bytes", value as u64);
}

/// A PEM file of certificate authorities to trust besides those of the system. Read by genauth_client_new(), which
/// fails if it holds none.
#[unsafe(no_mangle)]
pub extern "C" fn genauth_config_set_ca_file(config: *mut genauth_config, value: *const c_char) {
    set_text(config, "ca_file", value);
}

/// Certificate authorities to trust besides those of the system, as PEM text. At least one, or genauth_client_new() fails.
#[unsafe(no_mangle)]
pub extern "C" fn genauth_config_set_ca_pem(config: *mut genauth_config, value: *const c_char) {
    set_text(config, "ca_pem", value);
}

/// The proxy: "http://[user:password@]host:port", or "none". By default HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and
/// NO_PROXY of the environment decide.
#[unsafe(no_mangle)]
pub extern "C" fn genauth_config_set_proxy(config: *mut genauth_config, value: *const c_char) {
    set_text(config, "proxy", value);
}

/// Brand in the names of the request headers: "genauth" (the default) or "authing".
#[unsafe(no_mangle)]
pub extern "C" fn genauth_config_set_header_prefix(config: *mut genauth_config, value: *const c_char) {
    set_text(config, "header_prefix", value);
}

/// Form of the authorization header: "bearer" (the default) or "bare" for old servers.
#[unsafe(no_mangle)]
pub extern "C" fn genauth_config_set_token_style(config: *mut genauth_config, value: *const c_char) {
    set_text(config, "token_style", value);
}

/// Language of the server's messages: "zh-CN" (the server's default), "en-US", "ja-JP" or "zh-TW". Sent as it is, visible ASCII
/// only.
#[unsafe(no_mangle)]
pub extern "C" fn genauth_config_set_language(config: *mut genauth_config, value: *const c_char) {
    set_text(config, "language", value);
}

/// Your product, such as "MyApp/1.2", to stand behind the library's in the user-agent header. Visible ASCII only.
#[unsafe(no_mangle)]
pub extern "C" fn genauth_config_set_user_agent(config: *mut genauth_config, value: *const c_char) {
    set_text(config, "user_agent", value);
}

/// Allows an "http://" host that is not loopback. The token then travels in the clear. Default false.
#[unsafe(no_mangle)]
pub extern "C" fn genauth_config_set_allow_insecure_http(config: *mut genauth_config, value: bool) {
    guard((), || {
        if let Some(config) = borrow_mut(config) {
            config.set("allow_insecure_http", Ok(Some(Setting::Flag(value))));
        }
    });
}

/// Frees a configuration and wipes its token. NULL is allowed. Clients made from it live on. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn genauth_config_free(config: *mut genauth_config) {
    guard((), || drop(take(config)));
}
