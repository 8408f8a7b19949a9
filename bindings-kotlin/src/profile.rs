//! The records, with the fields that the tables of `genauth` list.

use genauth::{
    DecodeNote, Gender, Identity, Json, Profile, ProfileOptions, RawBody, Secret, Status, Timestamp,
    UserSourceType, WorkStatus,
};

use crate::text::UnknownFields;

/// Which optional parts of the profile to ask for. The default asks for none of them.
#[uniffi::remote(Record)]
pub struct ProfileOptions {
    /// Ask for the custom data.
    #[uniffi(default = false)]
    pub with_custom_data: bool,
    /// Ask for the identities. They can hold tokens of other identity providers: ask only when you need them.
    #[uniffi(default = false)]
    pub with_identities: bool,
    /// Ask for the department ids.
    #[uniffi(default = false)]
    pub with_department_ids: bool,
}

/// One value of an answer that had an unexpected type and was therefore left out.
#[uniffi::remote(Record)]
pub struct DecodeNote {
    /// Where the value stands in the profile, such as `identities[1].originConnIds`.
    pub path: String,
    /// What the service documents, such as `boolean`.
    pub expected: String,
    /// What came, such as `object`. Never the value itself.
    pub got: String,
}

macro_rules! export_profile {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $key:literal,)+) => {
        /// The signed-in user.
        ///
        /// Every field but the user id is optional: the service returns what the scopes of the access token cover,
        /// and what the options of the call ask for. A field whose value has an unexpected type is absent and named
        /// in the notes; it never costs the rest of the profile.
        #[uniffi::remote(Record)]
        pub struct Profile {
            /// The user's id. Never empty.
            pub user_id: String,
            $($(#[$doc])* #[uniffi(default = None)] pub $name: Option<$type>,)+
            /// Fields that this version does not know, by the service's own name.
            pub extra: UnknownFields,
            /// What was malformed in the answer and is therefore absent.
            pub notes: Vec<DecodeNote>,
            /// The body of the service's answer, byte for byte. Equality ignores it.
            pub raw: RawBody,
        }
    };
}
genauth::profile_fields!(export_profile);

macro_rules! export_identity {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $key:literal,)+) => {
        /// One account of the user at another identity provider.
        ///
        /// A person has several entries for one provider when the provider knows several ids (WeChat: `openid` and
        /// `unionid`).
        #[uniffi::remote(Record)]
        pub struct Identity {
            $($(#[$doc])* #[uniffi(default = None)] pub $name: Option<$type>,)+
            /// Fields that this version does not know, by the service's own name.
            pub extra: UnknownFields,
        }
    };
}
genauth::identity_fields!(export_identity);

/// The profile as one JSON object: the service's own names, documented types, absent fields left out, unknown fields
/// kept, and `_notes` when something was malformed.
#[uniffi::export]
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "uniffi passes records by value")]
pub fn profile_to_json(profile: Profile) -> String {
    profile.to_json()
}
