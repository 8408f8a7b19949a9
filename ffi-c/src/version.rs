//! The version of the library and of its ABI.

use std::ffi::{CStr, c_char};

/// Counts incompatible changes of this interface; the same number is in the library's soname.
pub const GENAUTH_ABI_VERSION: u32 = 1;

const VERSION: &CStr = match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
    Ok(version) => version,
    Err(_) => panic!("a version has no NUL inside"),
};

/// Returns the ABI version of the loaded library. Compare it with GENAUTH_ABI_VERSION, which your program was compiled
/// with; if they differ, call no other function. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn genauth_abi_version() -> u32 {
    GENAUTH_ABI_VERSION
}

/// Returns the version of the loaded library, such as "0.1.0". Static: never free it. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn genauth_version() -> *const c_char {
    VERSION.as_ptr()
}
