//! Open enums: the values that the service documents by name, every other one by its text.

macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal $(| $alias:literal)*,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
                    Self::Other(text) => text,
                }
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                match text.as_str() {
                    $($text $(| $alias)* => Self::$variant,)+
                    _ => Self::Other(text),
                }
            }
        }
    };
}

choice! {
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
}

choice! {
    /// Whether the person still works for the organisation.
    WorkStatus {
        /// At work.
        Active = "Active",
        /// No longer at work.
        Closed = "Closed",
    }
}

choice! {
    /// Gender as the service knows it. An unset gender arrives as the empty text, so as `Other("")`.
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
}

choice! {
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
