//! State that belongs to one process and is made anew in a forked child.

use std::any::Any;
use std::marker::PhantomData;
use std::mem;
use std::ops::Deref;
use std::sync::Arc;

use arc_swap::ArcSwapOption;

/// A `T` for each process that uses it.
///
/// After `fork()` the child shares the parent's memory and file descriptions, but none of its threads. Tokio's
/// sockets are registered by address in an epoll instance that both processes hold, so a child that uses *or
/// drops* the parent's sockets makes the parent follow wild pointers. The child therefore starts over with a new
/// `T` and leaks the old one. Nothing here takes a lock: a lock that another thread held at the moment of the
/// fork stays locked in the child for ever.
pub(crate) struct PerProcess<T>(ArcSwapOption<Owned>, PhantomData<fn() -> T>);

/// Without its type, so that what replaces it is compiled once.
struct Owned {
    pid: u32,
    value: Box<dyn Any + Send + Sync>,
}

/// A `T` of this process.
pub(crate) struct Here<T>(Arc<Owned>, PhantomData<fn() -> T>);

impl<T: 'static> Deref for Here<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.value.downcast_ref().expect("nothing but `T` is ever put there")
    }
}

impl<T> PerProcess<T> {
    pub(crate) const fn new() -> Self {
        Self(ArcSwapOption::const_empty(), PhantomData)
    }

    /// This process's `T`. `make` makes it at the first use; when two threads are first, one of theirs is dropped.
    pub(crate) fn get(&self, make: impl Fn() -> T) -> Here<T>
    where
        T: Send + Sync + 'static,
    {
        Here(owned(&self.0, &|| Box::new(make())), PhantomData)
    }
}

fn owned(slot: &ArcSwapOption<Owned>, make: &dyn Fn() -> Box<dyn Any + Send + Sync>) -> Arc<Owned> {
    let pid = std::process::id();
    loop {
        let current = slot.load_full();
        if let Some(owned) = &current
            && owned.pid == pid
        {
            return owned.clone();
        }
        let fresh = Some(Arc::new(Owned { pid, value: make() }));
        // The parent's half must survive the swap: one reference to it is never given back.
        mem::forget(current.clone());
        drop(slot.compare_and_swap(&current, fresh));
    }
}

impl<T> Drop for PerProcess<T> {
    fn drop(&mut self) {
        if let Some(owned) = self.0.swap(None)
            && owned.pid != std::process::id()
        {
            mem::forget(owned);
        }
    }
}
