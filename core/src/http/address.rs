//! The addresses of requests.

use std::sync::Arc;

use arc_swap::ArcSwapOption;
use url::Url;

use super::request::Request;
use crate::config::Prepared;

/// The address that was made last. Most applications request the same thing each time, and making an address means
/// parsing it.
#[derive(Default)]
pub(super) struct LastAddress(ArcSwapOption<Address>);

struct Address {
    path: &'static str,
    query: String,
    url: Url,
}

impl LastAddress {
    /// The address of a request. Every request that asks has the same settings.
    pub(super) fn of(&self, request: &Request, prepared: &Prepared) -> Url {
        let Some((path, query)) = request.path_and_query() else { return request.url(prepared) };
        if let Some(last) = &*self.0.load()
            && last.path == path
            && last.query == query
        {
            return last.url.clone();
        }
        let url = request.url(prepared);
        self.0.store(Some(Arc::new(Address { path, query: query.to_owned(), url: url.clone() })));
        url
    }
}
