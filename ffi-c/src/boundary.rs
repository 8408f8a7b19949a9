//! The only place that dereferences C pointers, and the guard against panics and cancelled threads.

use std::ffi::{CStr, CString, c_char, c_void};
use std::sync::Arc;

use genauth::{Error, binding};

use crate::cancellation::held_back;
use crate::error::genauth_error;

/// Transfers ownership of an object to C.
pub(crate) fn give<T>(value: T) -> *mut T {
    Box::into_raw(Box::new(value))
}

/// Transfers ownership of a string to C, which frees it with `genauth_string_free`.
pub(crate) fn give_text(text: impl Into<Vec<u8>>) -> Result<*mut c_char, Error> {
    let mut text = text.into();
    text.push(0);
    // SAFETY: it ends with a NUL. The C library finds the first one ten times as fast as Rust's does.
    let length = unsafe { CStr::from_ptr(text.as_ptr().cast()) }.count_bytes();
    if length + 1 < text.len() {
        return Err(binding::internal("a text for C has a NUL inside"));
    }
    // SAFETY: the only NUL is at its end.
    Ok(unsafe { CString::from_vec_with_nul_unchecked(text) }.into_raw())
}

/// Takes an object back from C; NULL is none.
pub(crate) fn take<T>(object: *mut T) -> Option<Box<T>> {
    // SAFETY: C promises that a pointer that is not NULL came from `give`, and that it is freed once.
    (!object.is_null()).then(|| unsafe { Box::from_raw(object) })
}

/// Takes a string back from C; NULL is none.
pub(crate) fn take_text(text: *mut c_char) -> Option<CString> {
    // SAFETY: C promises that a pointer that is not NULL came from `give_text`, and that it is freed once.
    (!text.is_null()).then(|| unsafe { CString::from_raw(text) })
}

/// Borrows an object from C; NULL is none.
pub(crate) fn borrow<'a, T>(object: *const T) -> Option<&'a T> {
    // SAFETY: C promises that a pointer that is not NULL came from `give` and is not freed or changed meanwhile.
    unsafe { object.as_ref() }
}

/// Borrows an object from C mutably; NULL is none.
pub(crate) fn borrow_mut<'a, T>(object: *mut T) -> Option<&'a mut T> {
    // SAFETY: C promises that a pointer that is not NULL came from `give` and is used by this thread alone.
    unsafe { object.as_mut() }
}

/// Gives C a share of an object, which comes back by `take_share`.
pub(crate) fn give_share<T>(object: &Arc<T>) -> *mut T {
    Arc::into_raw(object.clone()).cast_mut()
}

/// Takes a share back from C; NULL is none.
pub(crate) fn take_share<T>(object: *mut T) -> Option<Arc<T>> {
    // SAFETY: C promises that a pointer that is not NULL came from `give_share`, and that it comes back once.
    (!object.is_null()).then(|| unsafe { Arc::from_raw(object) })
}

/// Stores a result where C asked for it; NULL is nowhere.
pub(crate) fn store<T: Copy>(slot: *mut T, value: T) {
    if !slot.is_null() {
        // SAFETY: C promises that a pointer that is not NULL is one to a writable `T`, which may be uninitialised.
        unsafe { slot.write(value) }
    }
}

/// A pointer of the application, which only its own callbacks look behind.
#[derive(Clone, Copy)]
pub(crate) struct Opaque(*mut c_void);

// SAFETY: the library never dereferences it; the header tells C that callbacks run on other threads, and which of them
// run at the same time.
unsafe impl Send for Opaque {}
// SAFETY: as above.
unsafe impl Sync for Opaque {}

impl Opaque {
    pub(crate) fn new(pointer: *mut c_void) -> Self {
        Self(pointer)
    }

    pub(crate) fn get(self) -> *mut c_void {
        self.0
    }
}

/// Borrows a string from C; NULL is none.
pub(crate) fn text<'a>(name: &str, text: *const c_char) -> Result<Option<&'a str>, Error> {
    if text.is_null() {
        return Ok(None);
    }
    // SAFETY: C promises that a string that is not NULL is NUL-terminated and is not changed meanwhile.
    let text = unsafe { CStr::from_ptr(text) };
    let text = text.to_str().map_err(|_| binding::invalid_argument(format!("{name} is not UTF-8")))?;
    Ok(Some(text))
}

/// Requires an argument that must not be NULL.
pub(crate) fn needed<T>(name: &str, argument: Option<T>) -> Result<T, Error> {
    argument.ok_or_else(|| binding::invalid_argument(format!("{name} is NULL")))
}

/// Runs `body`; after a panic it returns `fallback`.
pub(crate) fn guard<T: Copy>(fallback: T, body: impl FnOnce() -> T) -> T {
    held_back(|| caught(|| Ok(body())).unwrap_or(fallback))
}

/// Runs `body`; a panic becomes an error and nothing is printed.
pub(crate) fn caught<T>(body: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    binding::keep_quiet();
    binding::caught(body)
}

/// Runs `body`; its error, or a panic, is stored in `*error`, and `fallback` is returned.
pub(crate) fn fallible<T: Copy>(
    error: *mut *mut genauth_error,
    fallback: T,
    body: impl FnOnce() -> Result<T, Error>,
) -> T {
    held_back(|| {
        caught(body).unwrap_or_else(|problem| {
            if !error.is_null() {
                store(error, give(genauth_error::from(problem)));
            }
            fallback
        })
    })
}
