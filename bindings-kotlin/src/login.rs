//! A login that has begun.

use std::collections::HashMap;
use std::sync::Arc;

use genauth::LoginOptions;

use crate::cancel::Cancel;
use crate::config::ConfigRecord;
use crate::error::CallError;
use crate::language::Language;
use crate::session::{Session, arranged};

/// What a login asks for.
#[derive(uniffi::Record)]
#[expect(missing_docs, reason = "the facades document the options")]
pub struct LoginRecord {
    pub redirect_uri: String,
    pub scopes: Option<Vec<String>>,
    pub prompt: Option<String>,
    pub login_hint: Option<String>,
    pub ui_locales: Option<String>,
    pub tenant_id: Option<String>,
    pub extra: HashMap<String, String>,
}

impl From<LoginRecord> for LoginOptions {
    fn from(record: LoginRecord) -> Self {
        let mut options = Self::new(record.redirect_uri);
        options.scopes = record.scopes;
        options.prompt = record.prompt;
        options.login_hint = record.login_hint;
        options.ui_locales = record.ui_locales;
        options.tenant_id = record.tenant_id;
        options.extra = record.extra.into_iter().collect();
        options
    }
}

/// A login that has begun.
#[derive(Debug, uniffi::Object)]
pub struct Login(genauth::Login);

#[uniffi::export]
impl Login {
    /// Begins a login.
    #[uniffi::constructor]
    pub fn begin(language: Language, config: ConfigRecord, options: LoginRecord) -> Result<Self, CallError> {
        Ok(Self(genauth::Login::begin(&config.prepare(language)?, options.into())?))
    }

    /// Takes up a login that was written down.
    #[uniffi::constructor]
    pub fn from_json(language: Language, config: ConfigRecord, json: &str) -> Result<Self, CallError> {
        Ok(Self(genauth::Login::from_json(&config.prepare(language)?, json)?))
    }

    /// Where to send the user.
    #[must_use]
    pub fn url(&self) -> String {
        self.0.url().to_owned()
    }

    /// The login, written down.
    #[must_use]
    pub fn to_json(&self) -> String {
        self.0.to_json().as_str().to_owned()
    }

    /// Ends the login.
    pub async fn finish(
        &self,
        url: String,
        timeout: Option<f64>,
        cancel: Option<Arc<Cancel>>,
    ) -> Result<Arc<Session>, CallError> {
        let session = arranged(self.0.finish(&url), timeout, cancel.as_deref())?.await?;
        Ok(Arc::new(Session(session)))
    }

    /// Ends the login and blocks the calling thread meanwhile.
    pub fn finish_blocking(&self, url: &str, timeout: Option<f64>) -> Result<Arc<Session>, CallError> {
        Ok(Arc::new(Session(arranged(self.0.finish(url), timeout, None)?.wait()?)))
    }
}
