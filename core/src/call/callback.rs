//! A call whose outcome goes to a callback.

use super::{Begun, Call, Job};
use crate::error::Error;
use crate::operation::{Erased, typed};
use crate::runtime::{self, panics};

impl<J: Job> Call<J> {
    /// Runs the call in the background and passes its outcome to `done`: exactly once, whatever happens.
    ///
    /// `done` runs on the library's own thread, where it must not block. It runs on this thread, before `start` returns,
    /// if no runtime can be started.
    pub fn start(self, done: impl FnOnce(Result<J::Output, Error>) + Send + 'static) {
        let done = |outcome: Result<Erased, Error>| done(outcome.and_then(typed).map(|output| *output));
        start(self.begin(), Completion(Some(Box::new(done))));
    }
}

fn start(call: Begun, completion: Completion) {
    match runtime::shared() {
        Ok(runtime) => {
            runtime.spawn(async move {
                let outcome = panics::caught_async(call.run_shared()).await;
                completion.complete(outcome);
            });
        }
        Err(error) => completion.complete(Err(error)),
    }
}

type Done = Box<dyn FnOnce(Result<Erased, Error>) + Send>;

/// A callback that is called once even if the runtime drops the call.
struct Completion(Option<Done>);

impl Completion {
    fn complete(mut self, outcome: Result<Erased, Error>) {
        if let Some(done) = self.0.take() {
            done(outcome);
        }
    }
}

impl Drop for Completion {
    fn drop(&mut self) {
        if let Some(done) = self.0.take() {
            done(Err(Error::internal("the runtime dropped the call")));
        }
    }
}
