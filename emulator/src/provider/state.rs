//! What the provider knows, under one lock.

use std::collections::HashMap;
use std::sync::Arc;

use super::application::Application;
use super::clock::Clock;
use super::endpoint::RequestCounts;
use super::error::ProviderError;
use super::failure::Failures;
use super::keys::Keys;
use super::store::Store;

#[derive(Default)]
pub(super) struct State {
    pub(super) applications: HashMap<String, Arc<Application>>,
    pub(super) store: Store,
    pub(super) keys: Keys,
    pub(super) clock: Clock,
    pub(super) failures: Failures,
    pub(super) counts: RequestCounts,
}

impl State {
    pub(super) fn application(&self, app_id: &str) -> Result<Arc<Application>, ProviderError> {
        let unknown = || ProviderError::UnknownApplication(app_id.to_owned());
        self.applications.get(app_id).cloned().ok_or_else(unknown)
    }
}
