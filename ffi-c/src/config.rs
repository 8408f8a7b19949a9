//! `genauth_config`: a builder.

use std::ffi::c_char;
use std::ptr;

use genauth::binding::{self, Setting};
use genauth::{Config, Error};

use crate::boundary::{borrow, borrow_mut, fallible, give, guard, needed, take, text};
use crate::error::genauth_error;

/// The configuration of a client, a login or a session. One thread at a time. The setters cannot fail: what is created
/// from the configuration, as by genauth_client_new(), reports an invalid value and names its key. They copy their
/// arguments. A NULL string changes nothing, so that the result of getenv() can be passed, and a NULL configuration is
/// ignored.
pub struct genauth_config {
    config: Config,
    problem: Option<Error>,
}

impl genauth_config {
    fn set(&mut self, key: &str, value: Result<Option<Setting<'_>>, Error>) {
        let outcome =
            value.and_then(|value| value.map_or(Ok(()), |value| binding::set(&mut self.config, key, value)));
        if let Err(problem) = outcome {
            self.problem.get_or_insert(problem);
        }
    }
}

/// The configuration, unless a setter got an invalid value.
pub(crate) fn usable<'a>(config: *const genauth_config) -> Result<&'a Config, Error> {
    let config = needed("config", borrow(config))?;
    config.problem.clone().map_or(Ok(&config.config), Err)
}

/// Creates a configuration for the application `app_id` at `host`, the application's own address as the console shows
/// it; "https://" may be omitted. Free it with genauth_config_free(). Any thread. Never NULL: genauth_client_new()
/// reports a NULL or invalid argument.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_config_new(
    app_id: *const c_char,
    host: *const c_char,
) -> *mut genauth_config {
    guard(ptr::null_mut(), || {
        let mut config = genauth_config { config: binding::named(Config::new("", ""), "c"), problem: None };
        for (key, value) in [("app_id", app_id), ("host", host)] {
            let value = text(key, value).and_then(|value| needed(key, value));
            config.set(key, value.map(|value| Some(Setting::String(value))));
        }
        give(config)
    })
}

/// Creates a configuration from a JSON object whose keys are the names of the setters, "app_id" and "host". An
/// unknown key is an error (GENAUTH_ERR_CONFIG) that suggests the nearest key; NULL or invalid UTF-8 is
/// GENAUTH_ERR_INVALID_ARGUMENT. Returns NULL and sets `*error` on failure. Free it with genauth_config_free(). Any
/// thread.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_config_from_json(
    json: *const c_char,
    error: *mut *mut genauth_error,
) -> *mut genauth_config {
    fallible(error, ptr::null_mut(), || {
        let json = needed("json", text("json", json)?)?;
        Ok(give(genauth_config { config: binding::named(Config::from_json(json)?, "c"), problem: None }))
    })
}

fn set_string(config: *mut genauth_config, key: &str, value: *const c_char) {
    guard((), || {
        if let Some(config) = borrow_mut(config) {
            config.set(key, text(key, value).map(|value| value.map(Setting::String)));
        }
    });
}

fn set_integer(config: *mut genauth_config, key: &str, value: i128) {
    guard((), || {
        if let Some(config) = borrow_mut(config) {
            config.set(key, Ok(Some(Setting::Integer(value))));
        }
    });
}

/// The token for calls that have none of their own. Visible ASCII only. The library wipes its own copies when the
/// configuration and its clients are freed; buffers of the HTTP stack are not wiped.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_config_set_access_token(config: *mut genauth_config, value: *const c_char) {
    set_string(config, "access_token", value);
}

/// The application's secret, for logins and sessions: servers have one, programs in the hands of users have none.
/// Wiped like the token.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_config_set_app_secret(config: *mut genauth_config, value: *const c_char) {
    set_string(config, "app_secret", value);
}

/// How the secret is sent to the token endpoint: "post" (the default, in the body) or "basic" (in a header).
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_config_set_client_auth(config: *mut genauth_config, value: *const c_char) {
    set_string(config, "client_auth", value);
}

/// Milliseconds for a whole call, with connecting, retries, back-off and the body. Default 10000; 0: no limit.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_config_set_timeout_ms(config: *mut genauth_config, value: u32) {
    set_integer(config, "timeout_ms", value.into());
}

/// Milliseconds for opening one connection, TLS included. Default 5000; 0: no limit of its own.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_config_set_connect_timeout_ms(config: *mut genauth_config, value: u32) {
    set_integer(config, "connect_timeout_ms", value.into());
}

/// The most attempts per call. Default 3; 1 disables retries; 0 is an error. A pooled connection that the server had
/// closed is replaced once, and that does not count.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_config_set_max_attempts(config: *mut genauth_config, value: u32) {
    set_integer(config, "max_attempts", value.into());
}

/// The largest response body to accept, in bytes after decompression. Default 8 MiB; 0 is an error.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_config_set_max_response_bytes(config: *mut genauth_config, value: usize) {
    set_integer(config, "max_response_bytes", value as i128);
}

/// A PEM file of certificate authorities to trust in addition to the system's. Read by genauth_client_new(), which
/// fails if it holds none.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_config_set_ca_file(config: *mut genauth_config, value: *const c_char) {
    set_string(config, "ca_file", value);
}

/// Certificate authorities to trust in addition to the system's, as a PEM string. Without any in it,
/// genauth_client_new() fails.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_config_set_ca_pem(config: *mut genauth_config, value: *const c_char) {
    set_string(config, "ca_pem", value);
}

/// The proxy: "http://[user:password@]host:port", or "none". By default HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and
/// NO_PROXY of the environment decide.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_config_set_proxy(config: *mut genauth_config, value: *const c_char) {
    set_string(config, "proxy", value);
}

/// Brand in the names of the request headers: "genauth" (the default) or "authing".
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_config_set_header_prefix(config: *mut genauth_config, value: *const c_char) {
    set_string(config, "header_prefix", value);
}

/// Form of the authorization header: "bearer" (the default) or "bare" for old servers.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_config_set_token_style(config: *mut genauth_config, value: *const c_char) {
    set_string(config, "token_style", value);
}

/// Language of the server's messages: "zh-CN" (the server's default), "en-US", "ja-JP" or "zh-TW". Sent unchanged;
/// visible ASCII only.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_config_set_language(config: *mut genauth_config, value: *const c_char) {
    set_string(config, "language", value);
}

/// Your application's name and version, such as "MyApp/1.2", appended to the library's in the user-agent header.
/// Visible ASCII only.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_config_set_user_agent(config: *mut genauth_config, value: *const c_char) {
    set_string(config, "user_agent", value);
}

/// Allows an "http://" host that is not loopback. The token is then sent in clear text. Default false.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_config_set_allow_insecure_http(config: *mut genauth_config, value: bool) {
    guard((), || {
        if let Some(config) = borrow_mut(config) {
            config.set("allow_insecure_http", Ok(Some(Setting::Boolean(value))));
        }
    });
}

/// Frees a configuration and wipes its secrets. NULL is allowed. What was created from it stays valid. Any thread.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_config_free(config: *mut genauth_config) {
    guard((), || drop(take(config)));
}
