//! A static library that has nothing to do with this one but the language.

use std::collections::HashMap;
use std::panic::{catch_unwind, set_hook};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

static PANICS: AtomicU32 = AtomicU32::new(0);

/// Adds up on another thread.
#[unsafe(no_mangle)]
pub extern "C" fn other_sum(n: u32) -> u64 {
    let squares: HashMap<u32, u64> = (0..n).map(|i| (i, u64::from(i) * u64::from(i))).collect();
    thread::spawn(move || squares.values().sum()).join().unwrap_or(0)
}

/// Catches a panic of its own, which its own hook has seen.
#[unsafe(no_mangle)]
pub extern "C" fn other_panics() -> u32 {
    set_hook(Box::new(|_| {
        PANICS.fetch_add(1, Ordering::Relaxed);
    }));
    catch_unwind(|| panic!("on purpose")).unwrap_or_else(|_| PANICS.load(Ordering::Relaxed))
}
