//! Texts that the library gave away.

use std::ffi::c_char;

use zeroize::Zeroize;

use crate::boundary::{guard, take_text};

/// Wipes a text that the library returned as `char *`, because it held personal data, and frees it. NULL is allowed.
#[unsafe(no_mangle)]
pub extern "C" fn genauth_string_free(string: *mut c_char) {
    guard((), || {
        if let Some(text) = take_text(string) {
            text.into_bytes().zeroize();
        }
    });
}
