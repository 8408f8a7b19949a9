//! `genauth_client`: the calls.

use std::ffi::{c_char, c_void};
use std::ptr;

use genauth::binding::{self, GetProfileJson, GetProfileObject, JsonForm};
use genauth::{AccessToken, Call, Client, Error, Operation, ProfileOptions};

use crate::boundary::{borrow, caught, fallible, give, give_text, guard, needed, take, text};
use crate::call::genauth_call;
use crate::callback::{UserData, genauth_destroy_fn, may_call};
use crate::completion::Completion;
use crate::config::{genauth_config, usable};
use crate::error::genauth_error;
use crate::profile::{genauth_profile, hand_over};
use crate::provider::{Provider, genauth_token_provider_fn};
use crate::session::genauth_session;

// `1u32`, because cbindgen keeps the suffix: an unsigned constant in C.

/// Flag of a call for the profile: request "customData".
pub const GENAUTH_WITH_CUSTOM_DATA: u32 = 1u32 << 0;
/// Flag of a call for the profile: request "identities", which can hold tokens of other identity providers.
pub const GENAUTH_WITH_IDENTITIES: u32 = 1u32 << 1;
/// Flag of a call for the profile: request "departmentIds".
pub const GENAUTH_WITH_DEPARTMENT_IDS: u32 = 1u32 << 2;
/// Flag of genauth_client_get_profile(): return the response body, byte for byte, instead of the normalised profile. It
/// is validated all the same.
pub const GENAUTH_RAW_ENVELOPE: u32 = 1u32 << 16;

const ALL_FLAGS: u32 =
    GENAUTH_WITH_CUSTOM_DATA | GENAUTH_WITH_IDENTITIES | GENAUTH_WITH_DEPARTMENT_IDS | GENAUTH_RAW_ENVELOPE;

/// A client for one GenAuth application. Any number of threads may use it at once. It holds no thread, and no socket
/// before its first call.
pub struct genauth_client(pub(crate) Client);

/// Creates a client; the configuration stays yours and can be used again. Performs no I/O except reading "ca_file".
/// Free it with genauth_client_free(). Returns NULL and sets `*error` (GENAUTH_ERR_CONFIG,
/// GENAUTH_ERR_INVALID_ARGUMENT) on failure. Any thread.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_client_new(
    config: *const genauth_config,
    error: *mut *mut genauth_error,
) -> *mut genauth_client {
    fallible(error, ptr::null_mut(), || Ok(give(genauth_client(Client::new(usable(config)?)?))))
}

/// Replaces the token for calls that have none of their own; NULL removes it. A session or a token provider of the
/// client is replaced, too. Calls in progress keep theirs. Any thread. Returns false and sets `*error`
/// (GENAUTH_ERR_INVALID_ARGUMENT) if the token is empty or has characters other than visible ASCII; the client then
/// keeps its present token.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_client_set_access_token(
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

/// Gets the signed-in user's profile, and blocks until the response is read. `flags` are GENAUTH_WITH_... and
/// GENAUTH_RAW_ENVELOPE; an unknown bit is an error. `call` may be NULL.
///
/// Returns the profile as a JSON object with the service's own names: documented types, unknown keys kept, and
/// "_notes" only if something in the response was malformed. Free it with genauth_string_free(). Returns NULL and
/// sets `*error` on failure. Any thread, except inside a completion callback, a token provider or a store, where it
/// fails with GENAUTH_ERR_INVALID_ARGUMENT instead of deadlocking.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_client_get_profile(
    client: *const genauth_client,
    flags: u32,
    call: *mut genauth_call,
    error: *mut *mut genauth_error,
) -> *mut c_char {
    fallible(error, ptr::null_mut(), || {
        may_call()?;
        give_text(prepare_json(client, flags, call)?.wait()?)
    })
}

/// Receives the outcome of genauth_client_get_profile_async(): either `profile_json` (free it with
/// genauth_string_free()) or `error` (free it with genauth_error_free()); the other one is NULL. It runs exactly
/// once, on the library's own thread, which serves all asynchronous calls: do not block there. It must not throw,
/// longjmp or end its thread.
pub type genauth_profile_fn = Option<
    unsafe extern "C" fn(user_data: *mut c_void, profile_json: *mut c_char, error: *mut genauth_error),
>;

/// Like genauth_client_get_profile(), without blocking: `done` receives the outcome, exactly once, whatever happens. If
/// an argument is invalid, it runs before this function returns, otherwise on the library's own thread.
///
/// `client` and `call` may be freed immediately: the call continues. `user_data` is passed to `done` unchanged and must
/// live until then. If `done` is NULL, nothing happens. Any thread, also inside a completion callback.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_client_get_profile_async(
    client: *const genauth_client,
    flags: u32,
    call: *mut genauth_call,
    done: genauth_profile_fn,
    user_data: *mut c_void,
) {
    guard((), || {
        let Some(done) = done else { return };
        start(Completion::new(done, user_data), || prepare_json(client, flags, call), give_text);
    });
}

/// Gets the signed-in user's profile as an object whose fields can be read one by one, and blocks until the response is
/// read. Otherwise like genauth_client_get_profile(), but GENAUTH_RAW_ENVELOPE is an error. Free the profile with
/// genauth_profile_free(). A user id with a NUL character, which no C string can hold, fails with GENAUTH_ERR_DECODE.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_client_fetch_profile(
    client: *const genauth_client,
    flags: u32,
    call: *mut genauth_call,
    error: *mut *mut genauth_error,
) -> *mut genauth_profile {
    fallible(error, ptr::null_mut(), || {
        may_call()?;
        hand_over(prepare_object(client, flags, call)?.wait()?)
    })
}

/// Receives the outcome of genauth_client_fetch_profile_async(): either `profile` (free it with genauth_profile_free())
/// or `error` (free it with genauth_error_free()); the other one is NULL. Otherwise like genauth_profile_fn.
pub type genauth_fetch_profile_fn = Option<
    unsafe extern "C" fn(user_data: *mut c_void, profile: *mut genauth_profile, error: *mut genauth_error),
>;

/// Like genauth_client_fetch_profile(), without blocking: `done` receives the outcome. Otherwise like
/// genauth_client_get_profile_async().
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_client_fetch_profile_async(
    client: *const genauth_client,
    flags: u32,
    call: *mut genauth_call,
    done: genauth_fetch_profile_fn,
    user_data: *mut c_void,
) {
    guard((), || {
        let Some(done) = done else { return };
        start(Completion::new(done, user_data), || prepare_object(client, flags, call), hand_over);
    });
}

/// Takes the token of later calls from `session`, which refreshes it: ahead of its end, and if the service refuses it.
/// The session may be freed; the client keeps it alive. A NULL argument is ignored. Any thread.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_client_use_session(
    client: *mut genauth_client,
    session: *const genauth_session,
) {
    guard((), || {
        if let (Some(client), Some(session)) = (borrow(client), borrow(session)) {
            client.0.use_session(&session.session);
        }
    });
}

/// Takes the token of later calls from `provide`, which is asked once for each call. If the service refuses its token,
/// it is asked once more with that token, and the call is made again.
///
/// `destroy` (may be NULL) receives `user_data` exactly once, on any thread: when the client has been freed or given
/// another source, and no call is in progress that uses the provider. If `client` or `provide` is NULL, it runs at
/// once, and nothing else happens. Any thread.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_client_use_provider(
    client: *mut genauth_client,
    provide: genauth_token_provider_fn,
    user_data: *mut c_void,
    destroy: genauth_destroy_fn,
) {
    guard((), || {
        let user_data = UserData::new(user_data, destroy);
        if let (Some(client), Some(provide)) = (borrow(client), provide) {
            let provider = Provider { provide, user_data };
            client.0.use_provider(move |rejected| provider.ask(rejected));
        }
    });
}

/// Frees a client and wipes its token. NULL is allowed. Asynchronous calls in progress still complete. Any thread, also
/// inside a completion callback; not while another thread blocks in a call.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_client_free(client: *mut genauth_client) {
    guard((), || drop(take(client)));
}

fn prepare_json(
    client: *const genauth_client,
    flags: u32,
    call: *mut genauth_call,
) -> Result<Call<GetProfileJson>, Error> {
    let form = if flags & GENAUTH_RAW_ENVELOPE == 0 { JsonForm::Profile } else { JsonForm::Envelope };
    prepare(client, flags, call, |client, options| binding::get_profile_json(client, options, form))
}

/// An object is no response body.
fn prepare_object(
    client: *const genauth_client,
    flags: u32,
    call: *mut genauth_call,
) -> Result<Call<GetProfileObject>, Error> {
    if flags & GENAUTH_RAW_ENVELOPE != 0 {
        return Err(binding::with_hint(
            binding::invalid_argument("flags has GENAUTH_RAW_ENVELOPE, which returns no profile object"),
            "Call genauth_client_get_profile() for the response body.",
        ));
    }
    prepare(client, flags, call, binding::get_profile_object)
}

fn prepare<O: Operation>(
    client: *const genauth_client,
    flags: u32,
    call: *mut genauth_call,
    made: impl FnOnce(&Client, ProfileOptions) -> Call<O>,
) -> Result<Call<O>, Error> {
    let client = needed("client", borrow(client))?;
    let unknown = flags & !ALL_FLAGS;
    if unknown != 0 {
        return Err(binding::with_hint(
            binding::invalid_argument(format!("flags has the unknown bits {unknown:#x}")),
            "Use the GENAUTH_WITH_... flags; a newer flag needs a newer library.",
        ));
    }
    let options = ProfileOptions::default()
        .with_custom_data(flags & GENAUTH_WITH_CUSTOM_DATA != 0)
        .with_identities(flags & GENAUTH_WITH_IDENTITIES != 0)
        .with_department_ids(flags & GENAUTH_WITH_DEPARTMENT_IDS != 0);
    let prepared = made(&client.0, options);
    Ok(match borrow(call) {
        Some(call) => call.apply(prepared),
        None => prepared,
    })
}

/// Starts a call whose result goes to `completion` in the form that `converted` gives it.
fn start<O: Operation, T: 'static>(
    completion: Completion<T>,
    prepared: impl FnOnce() -> Result<Call<O>, Error>,
    converted: impl FnOnce(O::Output) -> Result<*mut T, Error> + Send + 'static,
) {
    match caught(prepared) {
        Ok(call) => call.start(move |outcome| completion.complete(outcome.and_then(converted))),
        Err(error) => completion.complete(Err(error)),
    }
}
