//! The emulator as its clients see it: over real sockets, with no HTTP library that could smooth things over.

mod binary;
mod client;
mod endpoints;
mod faults;
mod live_users;
mod oidc;
mod profile;
mod recording;
mod request_bodies;
mod scenarios;
mod schema;
mod standing_faults;
mod tls;

/// Of this run alone: other runs of these tests may be under way.
fn directory(name: &str) -> std::path::PathBuf {
    let name = format!("{name}-{}", std::process::id());
    let directory = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&directory).expect("a directory");
    directory
}
