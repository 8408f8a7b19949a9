//! Linker flags of the shared library: soname, nodelete. The reasons: `docs/adr/0005-c-abi.md`.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let os = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    if os == "linux" || os == "android" {
        // The number is GENAUTH_ABI_VERSION.
        println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libgenauth.so.1");
        // Unloading would unmap the code that the library's own thread runs.
        println!("cargo::rustc-cdylib-link-arg=-Wl,-z,nodelete");
    }
}
