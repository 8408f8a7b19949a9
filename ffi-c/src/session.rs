//! `genauth_session`: one signed-in user.

mod listener;

use std::ffi::{c_char, c_void};
use std::ptr;
use std::sync::Mutex;

use genauth::{AccessToken, Config, Error, FileStore, Session, Store, TokenSet};

use crate::boundary::{borrow, fallible, give, give_text, guard, needed, take, text};
use crate::call::{genauth_call, wait};
use crate::callback::may_wait;
use crate::client::genauth_client;
use crate::config::{genauth_config, usable};
use crate::error::genauth_error;
use crate::store::{Callbacks, genauth_session_store};
use listener::{Listener, Place, genauth_session_event_fn};

/// One signed-in user of one application: tokens that refresh themselves, are saved, and can be ended. Any number of
/// threads may use it at once, and share one refresh. Without a store it lasts as long as the program.
pub struct genauth_session {
    pub(crate) session: Session,
    listener: Mutex<Place>,
}

pub(crate) fn give_session(session: Session) -> *mut genauth_session {
    give(genauth_session { session, listener: Mutex::default() })
}

/// Creates a session with tokens that the application got itself: a JSON object with "access_token" and, optional,
/// "refresh_token", "id_token", "expires_at" (Unix seconds) and "scope". Performs no I/O except reading "ca_file".
/// Nothing vouches for an ID token that comes this way, unless it is signed with the application's secret.
///
/// Free it with genauth_session_free(). Returns NULL and sets `*error` (GENAUTH_ERR_CONFIG,
/// GENAUTH_ERR_INVALID_ARGUMENT) on failure. Any thread.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_session_from_tokens(
    config: *const genauth_config,
    tokens_json: *const c_char,
    error: *mut *mut genauth_error,
) -> *mut genauth_session {
    fallible(error, ptr::null_mut(), || {
        let tokens = needed("tokens_json", text("tokens_json", tokens_json)?)?;
        Ok(give_session(Session::from_tokens(usable(config)?, TokenSet::from_json(tokens)?)?))
    })
}

/// Restores the session that `store` holds, without touching the network. Free it with genauth_session_free(). Returns
/// NULL without an error if the store is empty, and NULL with `*error` on failure: GENAUTH_ERR_STORE if the store
/// fails, is locked (then retryable), or holds another application's session. Unless there is a session, `destroy` has
/// run. Any thread, except inside a store.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_session_open(
    config: *const genauth_config,
    store: *const genauth_session_store,
    error: *mut *mut genauth_error,
) -> *mut genauth_session {
    fallible(error, ptr::null_mut(), || {
        let store = Callbacks::new(store)?;
        open(usable(config)?, store)
    })
}

/// Like genauth_session_open(), with the library's own store in the file `path`: mode 0600, replaced as a whole,
/// shared by any number of processes. A missing file is an empty store. The folder must exist, on a local disk, and
/// only its owner may write to it; ".lock", ".refreshing" and ".new" are appended to `path` for files that stand
/// beside it.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_session_open_file(
    config: *const genauth_config,
    path: *const c_char,
    error: *mut *mut genauth_error,
) -> *mut genauth_session {
    fallible(error, ptr::null_mut(), || open(usable(config)?, file(path)?))
}

/// Keeps the session in `store` from now on, and saves it at once, in the place of what the store holds. Returns false
/// and sets `*error` on failure. After GENAUTH_ERR_STORE the store is used all the same: the session tries to save
/// again at its next call. After GENAUTH_ERR_INVALID_ARGUMENT it is not, and `destroy` has run. Any thread, except
/// inside a store.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_session_use_store(
    session: *mut genauth_session,
    store: *const genauth_session_store,
    error: *mut *mut genauth_error,
) -> bool {
    fallible(error, false, || {
        let store = Callbacks::new(store)?;
        keep(session, store)
    })
}

/// Like genauth_session_use_store(), with the store of genauth_session_open_file().
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_session_use_file(
    session: *mut genauth_session,
    path: *const c_char,
    error: *mut *mut genauth_error,
) -> bool {
    fallible(error, false, || keep(session, file(path)?))
}

/// Creates a client whose calls carry this session's access token. It shares the session's settings and connections,
/// and keeps the session alive. Free it with genauth_client_free(). Returns NULL and sets `*error`
/// (GENAUTH_ERR_INVALID_ARGUMENT) if `session` is NULL. Any thread.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_session_client(
    session: *const genauth_session,
    error: *mut *mut genauth_error,
) -> *mut genauth_client {
    fallible(error, ptr::null_mut(), || Ok(give(genauth_client(inner(session)?.client()))))
}

/// Returns an access token that is fit for use, after a refresh if need be; for the application's own requests. A
/// secret: free it with genauth_string_free(). `call` may be NULL. A call that times out or is cancelled leaves the
/// refresh to the others.
///
/// Returns NULL and sets `*error` on failure: GENAUTH_ERR_UNAUTHENTICATED if the session has ended or cannot be
/// refreshed, else why the refresh failed. Any thread, except inside a completion callback or a store, where it fails
/// with GENAUTH_ERR_INVALID_ARGUMENT.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_session_access_token(
    session: *const genauth_session,
    call: *mut genauth_call,
    error: *mut *mut genauth_error,
) -> *mut c_char {
    fallible(error, ptr::null_mut(), || give_text(wait(inner(session)?.access_token(), call)?.as_str()))
}

/// Returns an access token other than `rejected`, which the application's own server has refused: the one that somebody
/// got since, else that of a refresh. However many requests were refused with one token, it is refreshed once. Otherwise
/// like genauth_session_access_token(); GENAUTH_ERR_INVALID_ARGUMENT if `rejected` is no access token.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_session_access_token_after(
    session: *const genauth_session,
    rejected: *const c_char,
    call: *mut genauth_call,
    error: *mut *mut genauth_error,
) -> *mut c_char {
    fallible(error, ptr::null_mut(), || {
        let rejected = AccessToken::try_from(needed("rejected", text("rejected", rejected)?)?)?;
        give_text(wait(inner(session)?.access_token_after(&rejected), call)?.as_str())
    })
}

/// Refreshes now, however fresh the tokens are; a refresh in progress is shared. `call` may be NULL. Returns false and
/// sets `*error` on failure. Threads as for genauth_session_access_token().
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_session_refresh(
    session: *const genauth_session,
    call: *mut genauth_call,
    error: *mut *mut genauth_error,
) -> bool {
    fallible(error, false, || wait(inner(session)?.refresh(), call).map(|()| true))
}

/// Returns the tokens as they are, without a refresh: a JSON object with the keys of genauth_session_from_tokens(),
/// absent values null. A secret: free it with genauth_string_free(). NULL when the session has ended, and for NULL.
/// Any thread.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_session_tokens(session: *const genauth_session) -> *mut c_char {
    string_of(session, |session| session.tokens().map(|tokens| give_text(tokens.to_json().as_str())))
}

/// Returns who signed in, as the ID token says: its claims as a JSON object. Personal data: free it with
/// genauth_string_free(). NULL without an ID token, when the session has ended, and for NULL. Any thread.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_session_claims(session: *const genauth_session) -> *mut c_char {
    string_of(session, |session| session.claims().map(|claims| give_text(claims.to_json())))
}

/// Ends the session: wipes tokens and store, then revokes the grant at the server. `call` may be NULL.
///
/// Returns a JSON object: "revoked" and "store_removed" (booleans), "revoke_error" and "store_error" (null, or an
/// object as genauth_error_to_json() writes it). Free it with genauth_string_free(). Tokens and store are wiped
/// whatever the network does; if the time of `call` runs out there, "revoke_error" says so. Returns NULL and sets
/// `*error` only for a NULL session, and when `call` was cancelled. Threads as for genauth_session_access_token().
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_session_sign_out(
    session: *const genauth_session,
    call: *mut genauth_call,
    error: *mut *mut genauth_error,
) -> *mut c_char {
    fallible(error, ptr::null_mut(), || give_text(wait(inner(session)?.sign_out(), call)?.to_json()))
}

/// Returns the URL that ends the browser's own session with the server, also after the sign-out. The browser comes
/// back to `post_logout_redirect_uri`, if that is not NULL. It can hold the ID token: do not log it, and free it with
/// genauth_string_free(). NULL for a NULL session or invalid UTF-8. Any thread.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_session_end_session_url(
    session: *const genauth_session,
    post_logout_redirect_uri: *const c_char,
) -> *mut c_char {
    string_of(session, |session| {
        let uri = text("post_logout_redirect_uri", post_logout_redirect_uri).ok()?;
        Some(give_text(session.end_session_url(uri)))
    })
}

/// Tells `listener` from now on what happens to the session; it replaces an earlier one, and NULL removes it.
///
/// When this function or genauth_session_free() returns, the earlier listener runs no more, so its `user_data` can be
/// freed. For that they wait for it, except inside a callback of this library: there it may still be running. A NULL
/// session is ignored. Any thread.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_session_on_event(
    session: *mut genauth_session,
    listener: genauth_session_event_fn,
    user_data: *mut c_void,
) {
    guard((), || {
        let Some(session) = borrow(session) else { return };
        let listener = Listener::new(listener, user_data);
        let heard = listener.clone();
        session.session.on_event(move |event| heard.hear(event));
        listener::replace(&session.listener, Some(listener));
    });
}

/// Frees a session. Its clients keep its tokens; otherwise they are wiped. The store keeps its record: this is no
/// sign-out. NULL is allowed. Any thread, also inside a callback; not while another thread blocks in a call.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_session_free(session: *mut genauth_session) {
    guard((), || {
        if let Some(session) = take(session) {
            listener::replace(&session.listener, None);
        }
    });
}

fn inner<'a>(session: *const genauth_session) -> Result<&'a Session, Error> {
    needed("session", borrow(session)).map(|session| &session.session)
}

fn string_of(
    session: *const genauth_session,
    string: impl FnOnce(&Session) -> Option<Result<*mut c_char, Error>>,
) -> *mut c_char {
    guard(ptr::null_mut(), || {
        let string = borrow(session).and_then(|session| string(&session.session));
        string.and_then(Result::ok).unwrap_or(ptr::null_mut())
    })
}

fn file(path: *const c_char) -> Result<FileStore, Error> {
    Ok(FileStore::new(needed("path", text("path", path)?)?))
}

fn open(config: &Config, store: impl Store) -> Result<*mut genauth_session, Error> {
    may_wait()?;
    Ok(Session::open(config, store)?.map_or(ptr::null_mut(), give_session))
}

fn keep(session: *mut genauth_session, store: impl Store) -> Result<bool, Error> {
    may_wait()?;
    inner(session)?.use_store(store).map(|()| true)
}
