//! `genauth_client`: the calls.

use std::ffi::{c_char, c_void};
use std::ptr;

use genauth::{AccessToken, Client, Error, GetProfile, Profile, ProfileOptions};

use crate::boundary::{borrow, caught, fallible, give, give_text, guard, needed, take, text};
use crate::call::genauth_call;
use crate::config::genauth_config;
use crate::error::genauth_error;

// `1u32`, because C takes over the suffix: an unsigned constant.

/// Flag of genauth_client_get_profile(): ask for "customData".
pub const GENAUTH_WITH_CUSTOM_DATA: u32 = 1u32 << 0;
/// Flag of genauth_client_get_profile(): ask for "identities", which can hold tokens of other identity providers.
pub const GENAUTH_WITH_IDENTITIES: u32 = 1u32 << 1;
/// Flag of genauth_client_get_profile(): ask for "departmentIds".
pub const GENAUTH_WITH_DEPARTMENT_IDS: u32 = 1u32 << 2;
/// Flag of genauth_client_get_profile(): return the server's body, byte for byte, instead of the normalised profile. It
/// is checked all the same.
pub const GENAUTH_RAW_ENVELOPE: u32 = 1u32 << 16;

const ALL_FLAGS: u32 =
    GENAUTH_WITH_CUSTOM_DATA | GENAUTH_WITH_IDENTITIES | GENAUTH_WITH_DEPARTMENT_IDS | GENAUTH_RAW_ENVELOPE;

/// Asks one application of the identity cloud who its signed-in user is. Any number of threads may use it at once. It holds
/// no thread, and no socket before its first call.
pub struct genauth_client(Client);

/// Makes a client; the configuration stays yours and can be used again. Reads "ca_file", does nothing on the network.
/// Free it with genauth_client_free(). Returns NULL and sets `*error` (GENAUTH_ERR_CONFIG, GENAUTH_ERR_INVALID_ARGUMENT) on
/// failure. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn genauth_client_new(
    config: *const genauth_config,
    error: *mut *mut genauth_error,
) -> *mut genauth_client {
    fallible(error, ptr::null_mut(), || {
        let config = needed("config", borrow(config))?;
        if let Some(problem) = &config.problem {
            return Err(problem.clone());
        }
        Ok(give(genauth_client(Client::new(&config.config)?)))
    })
}

/// Replaces the token that calls use unless they bring their own; NULL removes it. Calls under way keep theirs. Any
/// thread. Returns false and sets `*error` (GENAUTH_ERR_INVALID_ARGUMENT) when the token cannot be sent; the
/// client then keeps the one that it had.
#[unsafe(no_mangle)]
pub extern "C" fn genauth_client_set_access_token(
    client: *mut genauth_client,
    token: *const c_char,
    error: *mut *mut genauth_error,
) -> bool {
    fallible(error, false, || {
        let client = needed("client", borrow(client))?;
        client.0.set_access_token(text("token", token)?.map(AccessToken::try_from).transpose()?);
        Ok(true)
    })
}

/// Asks who the user is and blocks until the answer is there. `flags` are GENAUTH_WITH_... and
/// GENAUTH_RAW_ENVELOPE; an unknown bit is an error. `call` may be NULL.
///
/// Returns the profile as a JSON object under the service's own names: documented types, unknown keys kept, and "_notes"
/// only when something in the answer was malformed. Free it with genauth_string_free(). Returns NULL and sets `*error` on
/// failure: any GENAUTH_ERR_... but GENAUTH_ERR_CONFIG. Any thread, except inside a completion callback, where it fails with
/// GENAUTH_ERR_INVALID_ARGUMENT instead of waiting for itself.
#[unsafe(no_mangle)]
pub extern "C" fn genauth_client_get_profile(
    client: *const genauth_client,
    flags: u32,
    call: *mut genauth_call,
    error: *mut *mut genauth_error,
) -> *mut c_char {
    fallible(error, ptr::null_mut(), || text_of(&prepare(client, flags, call)?.wait()?, flags))
}

/// Takes the outcome of genauth_client_get_profile_async(): either `profile_json` (free it with genauth_string_free())
/// or `error` (free it with genauth_error_free()); the other one is NULL. It runs exactly once, on the library's own
/// thread, which serves all asynchronous calls: do not block there. It must not throw or longjmp.
pub type genauth_profile_fn = Option<
    unsafe extern "C" fn(user_data: *mut c_void, profile_json: *mut c_char, error: *mut genauth_error),
>;

/// Like genauth_client_get_profile(), without blocking: `done` takes the outcome, exactly once, whatever happens. When the
/// arguments are wrong it runs before this function returns, otherwise on the library's own thread.
///
/// `client` and `call` may be freed at once: the call goes on. `user_data` is handed to `done` untouched and must live
/// until then. `done` must not be NULL; if it is, nothing happens. Any thread, also inside a completion callback.
#[unsafe(no_mangle)]
pub extern "C" fn genauth_client_get_profile_async(
    client: *const genauth_client,
    flags: u32,
    call: *mut genauth_call,
    done: genauth_profile_fn,
    user_data: *mut c_void,
) {
    guard((), || {
        let Some(done) = done else { return };
        let completion = Completion { done, user_data };
        match caught(|| prepare(client, flags, call)) {
            Ok(call) => call.start(move |outcome| completion.complete(outcome, flags)),
            Err(error) => completion.complete(Err(error), flags),
        }
    });
}

/// Frees a client and wipes its token. NULL is allowed. Asynchronous calls under way still complete. Any thread, also inside
/// a completion callback; not while another thread blocks in a call.
#[unsafe(no_mangle)]
pub extern "C" fn genauth_client_free(client: *mut genauth_client) {
    guard((), || drop(take(client)));
}

fn prepare(client: *const genauth_client, flags: u32, call: *mut genauth_call) -> Result<GetProfile, Error> {
    let client = needed("client", borrow(client))?;
    let unknown = flags & !ALL_FLAGS;
    if unknown != 0 {
        return Err(Error::invalid_argument(format!("flags has the unknown bits {unknown:#x}"))
            .with_hint("Use the GENAUTH_WITH_... flags; a newer flag needs a newer library."));
    }
    let prepared = client.0.get_profile(ProfileOptions {
        with_custom_data: flags & GENAUTH_WITH_CUSTOM_DATA != 0,
        with_identities: flags & GENAUTH_WITH_IDENTITIES != 0,
        with_department_ids: flags & GENAUTH_WITH_DEPARTMENT_IDS != 0,
    });
    Ok(match borrow(call) {
        Some(call) => call.apply(prepared),
        None => prepared,
    })
}

fn text_of(profile: &Profile, flags: u32) -> Result<*mut c_char, Error> {
    if flags & GENAUTH_RAW_ENVELOPE == 0 {
        give_text(profile.to_json())
    } else {
        give_text(profile.raw.as_bytes())
    }
}

struct Completion {
    done: unsafe extern "C" fn(*mut c_void, *mut c_char, *mut genauth_error),
    user_data: *mut c_void,
}

// SAFETY: the header tells C that `done` runs on another thread, and that `user_data` must be fit for that.
unsafe impl Send for Completion {}

impl Completion {
    fn complete(self, outcome: Result<Profile, Error>, flags: u32) {
        let (json, error) = match outcome.and_then(|profile| text_of(&profile, flags)) {
            Ok(json) => (json, ptr::null_mut()),
            Err(error) => (ptr::null_mut(), give(genauth_error::from(error))),
        };
        // SAFETY: C promises that `done` is a function of this type; it gets what the header says it gets.
        unsafe { (self.done)(self.user_data, json, error) }
    }
}
