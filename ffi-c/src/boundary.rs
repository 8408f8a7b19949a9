//! Where C's promises are taken at their word: every pointer that is followed is followed here.

use std::ffi::{CStr, CString, c_char};

use genauth::{Error, panics};

use crate::error::genauth_error;

/// Hands an object over to C.
pub(crate) fn give<T>(value: T) -> *mut T {
    Box::into_raw(Box::new(value))
}

/// Hands a text over to C, to be freed by `genauth_string_free`.
pub(crate) fn give_text(text: impl Into<Vec<u8>>) -> Result<*mut c_char, Error> {
    let text = CString::new(text).map_err(|_| Error::internal("a text for C has a NUL inside"))?;
    Ok(text.into_raw())
}

/// Takes an object back from C; NULL is none.
pub(crate) fn take<T>(object: *mut T) -> Option<Box<T>> {
    // SAFETY: C promises that a pointer that is not NULL came from `give`, and that it is freed once.
    (!object.is_null()).then(|| unsafe { Box::from_raw(object) })
}

/// Takes a text back from C; NULL is none.
pub(crate) fn take_text(text: *mut c_char) -> Option<CString> {
    // SAFETY: C promises that a pointer that is not NULL came from `give_text`, and that it is freed once.
    (!text.is_null()).then(|| unsafe { CString::from_raw(text) })
}

/// Looks at an object that C lends; NULL is none.
pub(crate) fn borrow<'a, T>(object: *const T) -> Option<&'a T> {
    // SAFETY: C promises that a pointer that is not NULL came from `give` and is not freed or changed meanwhile.
    unsafe { object.as_ref() }
}

/// Changes an object that C lends; NULL is none.
pub(crate) fn borrow_mut<'a, T>(object: *mut T) -> Option<&'a mut T> {
    // SAFETY: C promises that a pointer that is not NULL came from `give` and is used by this thread alone.
    unsafe { object.as_mut() }
}

/// Reads a text that C lends; NULL is none.
pub(crate) fn text<'a>(name: &str, text: *const c_char) -> Result<Option<&'a str>, Error> {
    if text.is_null() {
        return Ok(None);
    }
    // SAFETY: C promises that a text that is not NULL ends with NUL and is not changed meanwhile.
    let text = unsafe { CStr::from_ptr(text) };
    let text = text.to_str().map_err(|_| Error::invalid_argument(format!("{name} is not UTF-8")))?;
    Ok(Some(text))
}

/// What C must not leave out.
pub(crate) fn needed<T>(name: &str, argument: Option<T>) -> Result<T, Error> {
    argument.ok_or_else(|| Error::invalid_argument(format!("{name} is NULL")))
}

/// Runs `body`; a panic becomes `fallback`.
pub(crate) fn guard<T>(fallback: T, body: impl FnOnce() -> T) -> T {
    caught(|| Ok(body())).unwrap_or(fallback)
}

/// Runs `body`; a panic becomes an error and nothing is printed.
pub(crate) fn caught<T>(body: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    panics::keep_quiet();
    panics::caught(body)
}

/// Runs `body`; its error, or a panic, is stored at `error` and becomes `fallback`.
pub(crate) fn fallible<T>(
    error: *mut *mut genauth_error,
    fallback: T,
    body: impl FnOnce() -> Result<T, Error>,
) -> T {
    caught(body).unwrap_or_else(|problem| {
        // SAFETY: C promises that a pointer that is not NULL is one to a writable `genauth_error *`.
        if let Some(slot) = unsafe { error.as_mut() } {
            *slot = give(genauth_error::from(problem));
        }
        fallback
    })
}
