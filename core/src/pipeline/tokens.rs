//! Where the calls of a client get their access token from.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use arc_swap::ArcSwap;

use crate::error::{Error, ErrorKind};
use crate::model::AccessToken;

/// A token that is on its way.
pub(crate) type Pending<'a> = Pin<Box<dyn Future<Output = Result<Arc<AccessToken>, Error>> + Send + 'a>>;

/// A note that is being taken.
pub(crate) type Noted<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// Somebody who gives a token for each call and can replace one that the service refuses.
pub(crate) trait Issuer: Send + Sync {
    /// A token to use now. It differs from `rejected`, which the service has just refused, unless there is no other.
    fn token(&self, rejected: Option<Arc<AccessToken>>) -> Pending<'_>;

    /// Takes note that the service refused `token` as well, which replaced a refused one.
    fn refused_again<'a>(&'a self, token: &'a AccessToken) -> Noted<'a>;
}

/// The one source of a client's tokens.
pub(crate) enum Source {
    /// A token that stays until it is set again.
    Fixed(Option<Arc<AccessToken>>),
    Issuer(Arc<dyn Issuer>),
}

/// The source that a client has now. It can be replaced while calls run; those keep their token.
pub(crate) struct TokenSource(ArcSwap<Source>);

impl TokenSource {
    pub(crate) fn new(source: Source) -> Self {
        Self(ArcSwap::from_pointee(source))
    }

    /// Replaces the source of later calls.
    pub(crate) fn set(&self, source: Source) {
        self.0.store(Arc::new(source));
    }

    /// What a call that begins now uses: its `own` source, or this one.
    pub(crate) fn choose(&self, own: Option<Source>) -> Arc<Source> {
        own.map_or_else(|| self.0.load_full(), Arc::new)
    }
}

impl Source {
    /// The token of the first attempt.
    pub(super) async fn token(&self) -> Result<Arc<AccessToken>, Error> {
        match self {
            Self::Fixed(Some(token)) => Ok(token.clone()),
            Self::Fixed(None) => Err(Error::new(ErrorKind::Unauthenticated, "there is no access token")
                .with_hint("Set one on the client or pass one with the call.")),
            Self::Issuer(issuer) => issuer.token(None).await,
        }
    }
}
