//! The end of an asynchronous call: one callback of the application.

use std::ffi::c_void;
use std::ptr;

use genauth::Error;

use crate::boundary::{Opaque, give};
use crate::callback::{self, Callback};
use crate::error::genauth_error;

/// A callback that receives either a `T` or an error, and runs once.
pub(crate) struct Completion<T> {
    done: unsafe extern "C" fn(*mut c_void, *mut T, *mut genauth_error),
    user_data: Opaque,
}

impl<T> Completion<T> {
    pub(crate) fn new(
        done: unsafe extern "C" fn(*mut c_void, *mut T, *mut genauth_error),
        user_data: *mut c_void,
    ) -> Self {
        Self { done, user_data: Opaque::new(user_data) }
    }

    pub(crate) fn complete(self, outcome: Result<*mut T, Error>) {
        let (value, error) = match outcome {
            Ok(value) => (value, ptr::null_mut()),
            Err(error) => (ptr::null_mut(), give(genauth_error::from(error))),
        };
        // SAFETY: C promises that `done` is a function of this type; it gets what the header says it gets.
        callback::run(Callback::Completion, || unsafe { (self.done)(self.user_data.get(), value, error) });
    }
}
