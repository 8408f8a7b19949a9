//! `genauth_profile`: the signed-in user, field by field.

use std::ffi::{CStr, c_char};
use std::ptr;

use genauth::binding::{self, ProfileObject, Scalar};
use genauth::{Error, ErrorKind};

use crate::boundary::{borrow, give, give_text, guard, store, take, text};

/// The signed-in user. It never changes, so any number of threads may read it at once.
///
/// Fields have the service's own names, such as "userId", "email" and "phoneVerified". A field is absent if the service
/// did not send it, if its value was malformed, and if the name is unknown.
pub struct genauth_profile(ProfileObject);

const _: () = {
    const fn any_thread_may_read<T: Send + Sync>() {}
    any_thread_may_read::<genauth_profile>();
};

/// Transfers ownership of a profile to C.
pub(crate) fn hand_over(profile: ProfileObject) -> Result<*mut genauth_profile, Error> {
    if profile.scalar("userId").is_none() {
        return Err(binding::error(ErrorKind::Decode, "the user id contains a NUL character"));
    }
    Ok(give(genauth_profile(profile)))
}

/// Reads a field; `absent` if there is no such profile, name or value.
fn read<T: Copy>(
    profile: *const genauth_profile,
    name: *const c_char,
    absent: T,
    field: impl FnOnce(&'static genauth_profile, &str) -> Option<T>,
) -> T {
    guard(absent, || {
        let name = text("name", name).ok().flatten();
        borrow(profile).zip(name).and_then(|(profile, name)| field(profile, name)).unwrap_or(absent)
    })
}

/// Returns a field that is a string, an enumerated value (the service's own word) or a timestamp (the service's own
/// string, such as "2022-07-03T03:20:30.000Z"). Borrowed from the profile. NULL: it is absent or has another type, or a
/// NUL character is in it, which genauth_profile_get_json() escapes. "userId" is never NULL. NULL for NULL. Any
/// thread.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_profile_get_string(
    profile: *const genauth_profile,
    name: *const c_char,
) -> *const c_char {
    read(profile, name, ptr::null(), |profile, name| match profile.0.scalar(name)? {
        Scalar::String(string) => Some(CStr::as_ptr(string)),
        Scalar::Integer(_) | Scalar::Boolean(_) => None,
    })
}

/// Reads a field that is an integer, such as "loginsCount", into `*value`, and returns true. Returns false, and writes
/// nothing, if it is absent or has another type, or if `profile` or `name` is NULL. `value` may be NULL. Any thread.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_profile_get_integer(
    profile: *const genauth_profile,
    name: *const c_char,
    value: *mut i64,
) -> bool {
    read(profile, name, false, |profile, name| match profile.0.scalar(name)? {
        Scalar::Integer(integer) => {
            store(value, integer);
            Some(true)
        }
        Scalar::String(_) | Scalar::Boolean(_) => None,
    })
}

/// Reads a field that is a boolean, such as "emailVerified", into `*value`, and returns true: that says only that there
/// is a value. Otherwise like genauth_profile_get_integer().
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_profile_get_boolean(
    profile: *const genauth_profile,
    name: *const c_char,
    value: *mut bool,
) -> bool {
    read(profile, name, false, |profile, name| match profile.0.scalar(name)? {
        Scalar::Boolean(boolean) => {
            store(value, boolean);
            Some(true)
        }
        Scalar::String(_) | Scalar::Integer(_) => None,
    })
}

/// Returns a field of any type as JSON: the value that it has in genauth_profile_to_json(). The way to read lists
/// ("departmentIds"), objects ("customData", "identities"), fields that this version of the library does not know, and
/// "_notes". Free it with genauth_string_free(). NULL: it is absent. NULL for NULL. Any thread.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_profile_get_json(
    profile: *const genauth_profile,
    name: *const c_char,
) -> *mut c_char {
    read(profile, name, ptr::null_mut(), |profile, name| give_text(profile.0.field_to_json(name)?).ok())
}

/// Returns the whole profile as a JSON object, as genauth_client_get_profile() does. Free it with genauth_string_free().
/// NULL for NULL. Any thread.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_profile_to_json(profile: *const genauth_profile) -> *mut c_char {
    guard(ptr::null_mut(), || {
        borrow(profile).and_then(|profile| give_text(profile.0.to_json()?).ok()).unwrap_or(ptr::null_mut())
    })
}

/// Frees a profile and everything borrowed from it. NULL is allowed. Any thread.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_profile_free(profile: *mut genauth_profile) {
    guard((), || drop(take(profile)));
}
