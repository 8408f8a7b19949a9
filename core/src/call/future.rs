//! A call that an asynchronous caller awaits.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::task::JoinHandle;

use super::{Call, Job};
use crate::error::Error;
use crate::operation::{Erased, typed};
use crate::runtime::{self, panics};

/// A call in progress. Any executor can poll it; dropping it cancels the call.
#[must_use = "dropping the future cancels the call"]
pub struct CallFuture<T> {
    task: Result<JoinHandle<Result<Erased, Error>>, Error>,
    output: PhantomData<fn() -> T>,
}

impl<J: Job> IntoFuture for Call<J> {
    type Output = Result<J::Output, Error>;
    type IntoFuture = CallFuture<J::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let call = self.begin();
        let task = runtime::shared().map(|runtime| runtime.spawn(panics::caught_async(call.run_shared())));
        CallFuture { task, output: PhantomData }
    }
}

impl<T: 'static> Future for CallFuture<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.task {
            Ok(task) => Pin::new(task).poll(cx).map(|outcome| {
                let outcome =
                    outcome.unwrap_or_else(|_| Err(Error::internal("the runtime dropped the call")));
                outcome.and_then(typed).map(|output| *output)
            }),
            Err(error) => Poll::Ready(Err(error.clone())),
        }
    }
}

impl<T> Drop for CallFuture<T> {
    fn drop(&mut self) {
        if let Ok(task) = &self.task {
            task.abort();
        }
    }
}

impl<T> fmt::Debug for CallFuture<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CallFuture")
    }
}
