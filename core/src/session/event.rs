//! What a session tells its application.

use std::fmt;
use std::sync::Arc;

/// Something that happened to a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SessionEvent {
    /// It has new tokens.
    Refreshed,
    /// The server ended it: the user must sign in again.
    Ended(EndReason),
    /// It was signed out, here or by another process that shares the store.
    SignedOut,
    /// Its tokens could not be saved. It goes on in memory, and tries again at the next call.
    StoreFailed,
}

impl SessionEvent {
    /// The name that every language uses, such as `refreshed`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Refreshed => "refreshed",
            Self::Ended(_) => "ended",
            Self::SignedOut => "signed_out",
            Self::StoreFailed => "store_failed",
        }
    }
}

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EndReason {
    /// The server refused the refresh token: it has expired, or was revoked.
    InvalidGrant,
    /// The server refused the refresh token after an earlier refresh whose response was lost.
    LostRefresh,
    /// The service refused the token of a successful refresh.
    TokenRefused,
}

impl EndReason {
    /// The name that every language uses, such as `invalid_grant`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::InvalidGrant => "invalid_grant",
            Self::LostRefresh => "lost_refresh",
            Self::TokenRefused => "token_refused",
        }
    }
}

impl fmt::Display for EndReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The application's listener.
pub(super) type Listener = Arc<dyn Fn(SessionEvent) + Send + Sync>;
