//! A callback of the application that gives access tokens.

use std::error::Error as StdError;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;

use super::tokens::{Issuer, Noted, Pending};
use crate::error::{Error, ErrorKind};
use crate::model::{AccessToken, Secret};
use crate::response::scrub;
use crate::runtime;

/// What the application's callback reports when it has no token.
type ProviderError = Box<dyn StdError + Send + Sync>;

type Given = Pin<Box<dyn Future<Output = Result<AccessToken, ProviderError>> + Send>>;

/// The application's callback as a source of tokens.
pub(crate) struct Provider(Arc<dyn Fn(Option<AccessToken>) -> Given + Send + Sync>);

impl Provider {
    pub(crate) fn new<F, T>(provide: F) -> Self
    where
        F: Fn(Option<AccessToken>) -> T + Send + Sync + 'static,
        T: Future<Output = Result<AccessToken, ProviderError>> + Send + 'static,
    {
        Self(Arc::new(move |rejected| Box::pin(provide(rejected))))
    }

    async fn ask(&self, rejected: Option<Arc<AccessToken>>) -> Result<Arc<AccessToken>, Error> {
        let (provide, argument) = (self.0.clone(), rejected.as_deref().cloned());
        let ask = move || catch_unwind(AssertUnwindSafe(|| provide(argument)));
        // The callback may block, which only a thread of its caller's may.
        let asked = if runtime::is_shared_thread() { runtime::offload(ask).await? } else { ask() };
        let asked = asked.map_err(|_| failed("it panicked"))?;
        match asked.await {
            Ok(token) => Ok(Arc::new(token)),
            Err(error) => {
                let rejected = rejected.map(|token| Secret::from(token.as_str().to_owned()));
                Err(failed(&scrub(&error.to_string(), rejected.as_slice())).with_source(error.into()))
            }
        }
    }
}

fn failed(problem: &str) -> Error {
    Error::new(ErrorKind::TokenProvider, format!("the token provider gave no token: {problem}"))
}

impl Issuer for Provider {
    fn token(&self, rejected: Option<Arc<AccessToken>>) -> Pending<'_> {
        Box::pin(self.ask(rejected))
    }

    /// The tokens are the application's, and so is what becomes of them.
    fn refused_again<'a>(&'a self, _: &'a AccessToken) -> Noted<'a> {
        Box::pin(std::future::ready(()))
    }
}
