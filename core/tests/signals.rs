//! Signals for the process reach its host only. Alone in its process, so that the threads are known.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test may fail; that is what it is for")]

use std::collections::BTreeMap;
use std::fs;
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use genauth::{Client, Config, ProfileOptions};
use genauth_emulator::{DOCUMENTED_TOKEN, Emulator};
use tokio::runtime::Builder;

/// SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV and SIGSYS, which a fault raises; SIGKILL and SIGSTOP; the C library's own two.
const NEVER_BLOCKED: [u32; 10] = [4, 5, 7, 8, 11, 31, 9, 19, 32, 33];

/// The signals that the threads of the library block, by the threads' names. Those that resolve names are too short-lived
/// to be seen here; `tests/c/signals.c` sees them start.
fn blocked() -> BTreeMap<String, Vec<u64>> {
    let mut threads = BTreeMap::<_, Vec<_>>::new();
    for thread in fs::read_dir("/proc/self/task").unwrap() {
        let status = fs::read_to_string(thread.unwrap().path().join("status")).unwrap();
        let field = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
            line.trim_matches([':', '\t']).to_owned()
        };
        let mask = u64::from_str_radix(&field("SigBlk"), 16).unwrap();
        threads.entry(field("Name")).or_default().push(mask);
    }
    threads.retain(|name, _| ["genauth", "genauth-guest"].contains(&name.as_str()));
    threads
}

#[test]
fn the_threads_of_the_library_take_no_signal() {
    let emulator = Emulator::builder().start_blocking().unwrap();
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let client = |host: String| {
        Client::new(&Config::new("app", host).access_token(DOCUMENTED_TOKEN).timeout(Duration::from_secs(1)))
            .unwrap()
    };
    let runtime = Builder::new_current_thread().build().unwrap();
    let good = client(emulator.url().to_owned());
    runtime.block_on(async { good.get_profile(ProfileOptions::default()).await }).unwrap();

    let waiting = client(format!("http://{}", silent.local_addr().unwrap()));
    let threads = thread::scope(|scope| {
        // A blocking call inside a runtime has a thread of its own.
        scope.spawn(|| runtime.block_on(async { waiting.get_profile(ProfileOptions::default()).wait() }));
        silent.accept().unwrap();
        blocked()
    });
    let mask = NEVER_BLOCKED.iter().fold(u64::MAX, |mask, signal| mask & !(1 << (signal - 1)));
    let one = |name: &str| (name.to_owned(), vec![mask]);
    assert_eq!(threads, [one("genauth"), one("genauth-guest")].into());
}
