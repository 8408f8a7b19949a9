//! `genauth_profile`: the signed-in user, field by field.

use std::ffi::c_char;
use std::ptr;

use genauth::binding::{self, profile_fields};
use genauth::{
    Error, ErrorKind, Gender, Identity, Json, Profile, Status, Timestamp, UserSourceType, WorkStatus,
};

use crate::boundary::{borrow, give, give_text, guard, store, take, text};

/// The signed-in user. It never changes, so any number of threads may read it at once.
///
/// Fields have the service's own names, such as "userId", "email" and "phoneVerified". A field is absent if the service
/// did not send it, if its value was malformed, and if the name is unknown.
pub struct genauth_profile {
    profile: Profile,
    values: [Option<Value<usize>>; NAMES.len()],
    /// One behind the other, each with the NUL that C wants: an allocation for each would cost more than all the rest.
    strings: Vec<u8>,
}

const _: () = {
    const fn any_thread_may_read<T: Send + Sync>() {}
    any_thread_may_read::<genauth_profile>();
};

/// What C can read without parsing. A string is itself, or where it begins.
#[derive(Clone, Copy)]
enum Value<S> {
    String(S),
    Integer(i64),
    Boolean(bool),
}

/// A type that a field can have.
trait Field {
    /// `None` for what only JSON can hold: lists and objects.
    fn value(&self) -> Option<Value<&str>>;
}

macro_rules! string_field {
    ($($type:ty),+) => {
        $(impl Field for $type {
            fn value(&self) -> Option<Value<&str>> {
                Some(Value::String(self.as_str()))
            }
        })+
    };
}
string_field!(String, Timestamp, Gender, Status, UserSourceType, WorkStatus);

macro_rules! json_field {
    ($($type:ty),+) => {
        $(impl Field for $type {
            fn value(&self) -> Option<Value<&str>> {
                None
            }
        })+
    };
}
json_field!(Json, Vec<String>, Vec<Identity>);

impl Field for i64 {
    fn value(&self) -> Option<Value<&str>> {
        Some(Value::Integer(*self))
    }
}

impl Field for bool {
    fn value(&self) -> Option<Value<&str>> {
        Some(Value::Boolean(*self))
    }
}

macro_rules! define_values {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $key:literal,)+) => {
        /// Of the fields, in their order.
        const NAMES: &[&str] = &["userId", $($key),+];

        fn values(profile: &Profile) -> [Option<Value<&str>>; NAMES.len()] {
            [profile.user_id.value(), $(profile.$name.as_ref().and_then(Field::value)),+]
        }
    };
}
profile_fields!(define_values);

impl genauth_profile {
    fn new(profile: Profile) -> Self {
        let values = values(&profile);
        let bytes =
            |value: &Value<&str>| if let Value::String(string) = value { string.len() + 1 } else { 0 };
        let mut strings = Vec::with_capacity(values.iter().flatten().map(bytes).sum());
        let mut keep = |string: &str| {
            let start = strings.len();
            strings.extend_from_slice(string.as_bytes());
            strings.push(0);
            start
        };
        let values = values.map(|value| match value? {
            Value::String(string) if string.as_bytes().contains(&0) => None,
            Value::String(string) => Some(Value::String(keep(string))),
            Value::Integer(integer) => Some(Value::Integer(integer)),
            Value::Boolean(boolean) => Some(Value::Boolean(boolean)),
        });
        Self { profile, values, strings }
    }

    fn value(&self, name: &str) -> Option<Value<usize>> {
        self.values[NAMES.iter().position(|own| *own == name)?]
    }
}

/// Transfers ownership of a profile to C.
pub(crate) fn hand_over(profile: Profile) -> Result<*mut genauth_profile, Error> {
    let profile = genauth_profile::new(profile);
    if profile.value("userId").is_none() {
        return Err(binding::error(ErrorKind::Decode, "the user id contains a NUL character"));
    }
    Ok(give(profile))
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
    read(profile, name, ptr::null(), |profile, name| match profile.value(name)? {
        Value::String(start) => Some(profile.strings[start..].as_ptr().cast()),
        Value::Integer(_) | Value::Boolean(_) => None,
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
    read(profile, name, false, |profile, name| match profile.value(name)? {
        Value::Integer(integer) => {
            store(value, integer);
            Some(true)
        }
        Value::String(_) | Value::Boolean(_) => None,
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
    read(profile, name, false, |profile, name| match profile.value(name)? {
        Value::Boolean(boolean) => {
            store(value, boolean);
            Some(true)
        }
        Value::String(_) | Value::Integer(_) => None,
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
    read(profile, name, ptr::null_mut(), |profile, name| {
        give_text(binding::field_to_json(&profile.profile, name)?).ok()
    })
}

/// Returns the whole profile as a JSON object, as genauth_client_get_profile() does. Free it with genauth_string_free().
/// NULL for NULL. Any thread.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_profile_to_json(profile: *const genauth_profile) -> *mut c_char {
    guard(ptr::null_mut(), || {
        borrow(profile)
            .and_then(|profile| give_text(profile.profile.to_json()).ok())
            .unwrap_or(ptr::null_mut())
    })
}

/// Frees a profile and everything borrowed from it. NULL is allowed. Any thread.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_profile_free(profile: *mut genauth_profile) {
    guard((), || drop(take(profile)));
}
