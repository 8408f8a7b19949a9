//! The two languages that this library serves.

/// The language that a client is for: its requests name it.
#[derive(Clone, Copy, Debug, uniffi::Enum)]
pub enum Language {
    /// Kotlin and Java.
    Kotlin,
    /// Swift.
    Swift,
}

impl Language {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Kotlin => "kotlin",
            Self::Swift => "swift",
        }
    }
}
