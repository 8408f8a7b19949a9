//! A blocking call is driven by its caller alone. Alone in its process, so that the threads can be counted.

use genauth::{Client, Config, ProfileOptions};
use genauth_emulator::{DOCUMENTED_TOKEN, Emulator};

#[test]
fn a_blocking_call_starts_no_thread() {
    let emulator = Emulator::builder().start_blocking().unwrap();
    let threads = || std::fs::read_dir("/proc/self/task").unwrap().count();
    let before = threads();
    let client = Client::new(&Config::new("app", emulator.url()).access_token(DOCUMENTED_TOKEN)).unwrap();
    client.get_profile(ProfileOptions::default()).wait().unwrap();
    assert_eq!(threads(), before);

    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async { client.get_profile(ProfileOptions::default()).await }).unwrap();
    assert_eq!(threads(), before + 1, "asynchronous calls share one thread");
}
