//! Open enums: the values that the service documents by name, every other one as its string.

use std::borrow::Cow;

macro_rules! define_choices {
    ($($(#[$doc:meta])* $name:ident {
        $($(#[$variant_doc:meta])* $variant:ident = $text:literal $(| $alias:literal)*,)+
    })+) => {
        $($(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
            /// A value that this version does not know, as the service wrote it.
            Other(String),
        }

        impl $name {
            /// The service's own word for the value.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Other(value) => value,
                }
            }
        }

        impl From<String> for $name {
            fn from(value: String) -> Self {
                Cow::<str>::Owned(value).into()
            }
        }

        impl From<Cow<'_, str>> for $name {
            fn from(value: Cow<'_, str>) -> Self {
                match &*value {
                    $($text $(| $alias)* => Self::$variant,)+
                    _ => Self::Other(value.into_owned()),
                }
            }
        })+
    };
}

/// Expands `$callback!` with every open enum: documentation, name, and its values with the service's own words, the first
/// of which is the one that is written.
#[doc(hidden)]
#[macro_export]
macro_rules! profile_choices {
    ($callback:ident) => {
        $callback! {
            /// Whether an account may be used.
            Status {
                /// In normal use.
                Activated = "Activated",
                /// Stopped.
                Suspended = "Suspended",
                /// Disabled.
                Deactivated = "Deactivated",
                /// The person has left.
                Resigned = "Resigned",
                /// Kept for the record only.
                Archived = "Archived",
            }
            /// Whether the person still works for the organisation.
            WorkStatus {
                /// At work.
                Active = "Active",
                /// No longer at work.
                Closed = "Closed",
            }
            /// Gender as the service knows it. An unset gender arrives as the empty string, so as `Other("")`.
            Gender {
                /// `M`
                Male = "M",
                /// `F`
                Female = "F",
                /// `W`, which newer services send; the service does not explain it.
                Woman = "W",
                /// `U`
                Unknown = "U",
            }
            /// How an account came to be.
            UserSourceType {
                /// Imported from a spreadsheet.
                Excel = "excel",
                /// The user registered.
                Register = "register",
                /// An administrator made it.
                AdminCreated = "adminCreated",
                /// A synchronisation task made it. The service's prose calls the value `syncTask`, its types `sync`.
                Sync = "sync" | "syncTask",
                /// A workflow made it.
                Workflow = "workflow",
            }
        }
    };
}

crate::profile_choices!(define_choices);
