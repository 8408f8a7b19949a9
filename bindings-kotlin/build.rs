//! Linker flags of the shared library: its soname, no unloading, page size.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let os = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    if os == "linux" || os == "android" {
        println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libgenauth_uniffi.so");
        // Unloading would pull the code away from under the library's own thread.
        println!("cargo::rustc-cdylib-link-arg=-Wl,-z,nodelete");
    }
    if os == "android" {
        // A device whose pages have 16 KB loads nothing that is aligned to less, which older NDKs do unless told.
        println!("cargo::rustc-cdylib-link-arg=-Wl,-z,max-page-size=16384");
    }
}
