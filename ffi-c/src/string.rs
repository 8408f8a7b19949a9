//! Strings that the library returned.

use std::ffi::c_char;

use zeroize::zeroize_bytes;

use crate::boundary::{guard, take_text};

/// Wipes and frees a string that the library returned as `char *`: it may hold personal data. NULL is allowed.
#[unsafe(no_mangle)]
pub extern "C-unwind" fn genauth_string_free(string: *mut c_char) {
    guard((), || {
        if let Some(text) = take_text(string) {
            // A vector's own way writes each byte by itself.
            zeroize_bytes(&mut text.into_bytes());
        }
    });
}
