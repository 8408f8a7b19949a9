//! Callbacks of the application: what they get, and what they must not do.

use std::cell::Cell;
use std::ffi::c_void;

use genauth::{Error, binding};

use crate::boundary::Opaque;

/// Receives `user_data` when the library needs it no more: the place to free it. It runs exactly once, on any thread.
/// It must not call the library.
pub type genauth_destroy_fn = Option<extern "C" fn(user_data: *mut c_void)>;

/// The kinds of callbacks that a thread can be inside of. The later ones must not do more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Callback {
    Completion,
    Listener,
    /// A call of its client would ask it again.
    Provider,
    /// The session holds its lock meanwhile.
    Store,
}

thread_local! {
    static INSIDE: Cell<Option<Callback>> = const { Cell::new(None) };
}

/// Runs a callback, and remembers meanwhile that this thread does.
pub(crate) fn run<T>(callback: Callback, body: impl FnOnce() -> T) -> T {
    let outer = INSIDE.get();
    INSIDE.set(outer.max(Some(callback)));
    let outcome = body();
    INSIDE.set(outer);
    outcome
}

/// Whether this thread runs a callback.
pub(crate) fn is_inside() -> bool {
    INSIDE.get().is_some()
}

/// Refuses what waits for a session inside a store, which the session waits for.
pub(crate) fn may_wait() -> Result<(), Error> {
    match INSIDE.get() {
        Some(Callback::Store) => Err(refused("a session store")),
        _ => Ok(()),
    }
}

/// Refuses a call of a client inside a store, and inside a provider, which would be asked again.
pub(crate) fn may_call() -> Result<(), Error> {
    match INSIDE.get() {
        Some(Callback::Provider) => Err(refused("a token provider")),
        _ => may_wait(),
    }
}

fn refused(place: &str) -> Error {
    let error = binding::invalid_argument(format!("a blocking call was made inside {place}"));
    binding::with_hint(error, "Return first, and block on another thread.")
}

/// What the application passes to its callbacks, until it is told that they run no more.
pub(crate) struct UserData {
    pointer: Opaque,
    destroy: genauth_destroy_fn,
}

impl UserData {
    pub(crate) fn new(pointer: *mut c_void, destroy: genauth_destroy_fn) -> Self {
        Self { pointer: Opaque::new(pointer), destroy }
    }

    pub(crate) fn get(&self) -> *mut c_void {
        self.pointer.get()
    }
}

impl Drop for UserData {
    fn drop(&mut self) {
        if let Some(destroy) = self.destroy {
            // It may run anywhere, also where blocking would stall others.
            run(Callback::Store, || destroy(self.get()));
        }
    }
}
