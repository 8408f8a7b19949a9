//! A call whose outcome goes to a callback.

use std::marker::PhantomData;

use super::{Call, Job, Running};
use crate::error::Error;
use crate::runtime::{self, panics};

impl<J: Job> Call<J> {
    /// Runs the call in the background and passes its outcome to `done`: exactly once, whatever happens.
    ///
    /// `done` runs on the library's own thread, where it must not block. It runs on this thread, before `start` returns,
    /// if no runtime can be started.
    pub fn start(self, done: impl FnOnce(Result<J::Output, Error>) + Send + 'static) {
        let completion = Completion::new(done);
        match runtime::shared() {
            Ok(runtime) => {
                let call = self.begin();
                runtime.spawn(async move {
                    let outcome = panics::caught_async(Running::run_shared(call)).await;
                    completion.complete(outcome.map(|output| *output));
                });
            }
            Err(error) => completion.complete(Err(error)),
        }
    }
}

/// A callback that is called once even if the runtime drops the call.
struct Completion<T, F: FnOnce(Result<T, Error>)> {
    done: Option<F>,
    outcome: PhantomData<T>,
}

impl<T, F: FnOnce(Result<T, Error>)> Completion<T, F> {
    fn new(done: F) -> Self {
        Self { done: Some(done), outcome: PhantomData }
    }

    fn complete(mut self, outcome: Result<T, Error>) {
        if let Some(done) = self.done.take() {
            done(outcome);
        }
    }
}

impl<T, F: FnOnce(Result<T, Error>)> Drop for Completion<T, F> {
    fn drop(&mut self) {
        if let Some(done) = self.done.take() {
            done(Err(Error::internal("the runtime dropped the call")));
        }
    }
}
