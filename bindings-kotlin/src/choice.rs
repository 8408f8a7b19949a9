//! The open enums. The compiler refuses a list here that differs from that of `genauth`.

use genauth::{Gender, HeaderPrefix, Status, TokenStyle, UserSourceType, WorkStatus};

/// Which brand's names the request headers carry.
#[uniffi::remote(Enum)]
pub enum HeaderPrefix {
    /// `x-genauth-app-id` and so on.
    Genauth,
    /// `x-authing-app-id` and so on, for servers from before the new name.
    Authing,
}

/// How the access token stands in the `authorization` header.
#[uniffi::remote(Enum)]
pub enum TokenStyle {
    /// `Bearer <token>`
    Bearer,
    /// The token alone, for old servers on the customer's own premises.
    Bare,
}

/// Whether an account may be used.
#[uniffi::remote(Enum)]
pub enum Status {
    /// In normal use.
    Activated,
    /// Stopped.
    Suspended,
    /// Disabled.
    Deactivated,
    /// The person has left.
    Resigned,
    /// Kept for the record only.
    Archived,
    /// A value that this version does not know.
    Other(
        /// The value as the service wrote it.
        #[uniffi(name = "text")]
        String,
    ),
}

/// Whether the person still works for the organisation.
#[uniffi::remote(Enum)]
pub enum WorkStatus {
    /// At work.
    Active,
    /// No longer at work.
    Closed,
    /// A value that this version does not know.
    Other(
        /// The value as the service wrote it.
        #[uniffi(name = "text")]
        String,
    ),
}

/// Gender as the service knows it. An unset gender arrives as the empty text, so as `Other`.
#[uniffi::remote(Enum)]
pub enum Gender {
    /// `M`
    Male,
    /// `F`
    Female,
    /// `W`, which newer services send; the service does not explain it.
    Woman,
    /// `U`
    Unknown,
    /// A value that this version does not know.
    Other(
        /// The value as the service wrote it.
        #[uniffi(name = "text")]
        String,
    ),
}

/// How an account came to be.
#[uniffi::remote(Enum)]
pub enum UserSourceType {
    /// Imported from a spreadsheet.
    Excel,
    /// The user registered.
    Register,
    /// An administrator made it.
    AdminCreated,
    /// A synchronisation task made it.
    Sync,
    /// A workflow made it.
    Workflow,
    /// A value that this version does not know.
    Other(
        /// The value as the service wrote it.
        #[uniffi(name = "text")]
        String,
    ),
}
