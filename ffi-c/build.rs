//! The name and manners of the shared library.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let os = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    if os == "linux" || os == "android" {
        // The number is GENAUTH_ABI_VERSION.
        println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libgenauth.so.1");
        // Unloading would pull the code away from under the library's own thread.
        println!("cargo::rustc-cdylib-link-arg=-Wl,-z,nodelete");
    }
}
