//! The application's own source of access tokens.

use std::error::Error as StdError;
use std::sync::Arc;

use genauth::AccessToken;

/// Encloses the number of a failure in its message, which is all that `genauth` carries of it. No person sees it, and no
/// keyboard has it.
const MARK: char = '\u{2063}';

/// The application's provider, behind the facade.
#[uniffi::export(with_foreign)]
#[async_trait::async_trait]
pub trait TokenProvider: Send + Sync {
    /// Gives a token. `rejected` is the one that the service refused, if it did.
    async fn token(&self, rejected: Option<String>) -> Result<String, ProviderError>;
}

/// Why the application has no token.
#[derive(Debug, uniffi::Error)]
pub enum ProviderError {
    /// The application threw.
    Failed {
        /// By which the facade finds what was thrown.
        number: u32,
        /// In the application's own words.
        message: String,
    },
}

impl std::fmt::Display for ProviderError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self::Failed { number, message } = self;
        write!(f, "{MARK}{number}{MARK}{message}")
    }
}

impl StdError for ProviderError {}

impl From<uniffi::UnexpectedUniFFICallbackError> for ProviderError {
    /// The facade throws nothing else; the words of whoever does may hold secrets.
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Failed { number: 0, message: "it failed unexpectedly".to_owned() }
    }
}

pub(crate) async fn ask(
    provider: Arc<dyn TokenProvider>,
    rejected: Option<AccessToken>,
) -> Result<AccessToken, Box<dyn StdError + Send + Sync>> {
    let token = provider.token(rejected.map(|token| token.as_str().to_owned())).await?;
    Ok(AccessToken::try_from(token.as_str())?)
}

/// The message without its mark, and the number that stood in it.
pub(crate) fn unmarked(message: &str) -> (String, Option<u32>) {
    let mut parts = message.splitn(3, MARK);
    if let (Some(before), Some(number), Some(after)) = (parts.next(), parts.next(), parts.next()) {
        return (format!("{before}{after}"), number.parse().ok());
    }
    (message.to_owned(), None)
}
