//! The records, with the fields that the tables of `genauth` list.

use std::collections::HashMap;

use genauth::{
    DecodeNote, Gender, Identity, Json, Profile, Secret, Status, Timestamp, UserSourceType, WorkStatus,
};

use crate::crossing::{Crossing, lift_extra, lower_extra};

/// A [`DecodeNote`] as it crosses.
#[derive(uniffi::Record)]
#[expect(missing_docs, reason = "the facades document the fields")]
pub struct NoteRecord {
    pub path: String,
    pub expected: String,
    pub got: String,
}

impl From<DecodeNote> for NoteRecord {
    fn from(note: DecodeNote) -> Self {
        Self { path: note.path, expected: note.expected, got: note.got }
    }
}

macro_rules! profile_record {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $key:literal,)+) => {
        /// A [`Profile`] as it crosses.
        #[derive(uniffi::Record)]
        pub struct ProfileRecord {
            /// The user's id.
            pub user_id: String,
            $($(#[$doc])* pub $name: Option<<$type as Crossing>::Wire>,)+
            /// Fields that this version does not know, as JSON.
            pub extra: HashMap<String, String>,
            /// What was malformed in the response.
            pub notes: Vec<NoteRecord>,
            /// The body of the response. On its way back it is not looked at.
            pub raw: Vec<u8>,
        }

        impl From<Profile> for ProfileRecord {
            fn from(profile: Profile) -> Self {
                Self {
                    user_id: profile.user_id,
                    $($name: profile.$name.map(Crossing::lower),)+
                    extra: lower_extra(profile.extra),
                    notes: profile.notes.into_iter().map(NoteRecord::from).collect(),
                    raw: profile.raw.as_bytes().to_vec(),
                }
            }
        }

        impl From<ProfileRecord> for Profile {
            fn from(record: ProfileRecord) -> Self {
                let mut profile = Profile::new(record.user_id);
                $(profile.$name = record.$name.and_then(Crossing::lift);)+
                profile.extra = lift_extra(record.extra);
                let notes = record.notes.into_iter();
                profile.notes = notes.map(|note| DecodeNote::new(note.path, note.expected, note.got)).collect();
                profile
            }
        }
    };
}
genauth::profile_fields!(profile_record);

macro_rules! identity_record {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $key:literal,)+) => {
        /// An [`Identity`] as it crosses.
        #[derive(uniffi::Record)]
        pub struct IdentityRecord {
            $($(#[$doc])* pub $name: Option<<$type as Crossing>::Wire>,)+
            /// Fields that this version does not know, as JSON.
            pub extra: HashMap<String, String>,
        }

        impl From<Identity> for IdentityRecord {
            fn from(identity: Identity) -> Self {
                Self {
                    $($name: identity.$name.map(Crossing::lower),)+
                    extra: lower_extra(identity.extra),
                }
            }
        }

        impl From<IdentityRecord> for Identity {
            fn from(record: IdentityRecord) -> Self {
                let mut identity = Identity::default();
                $(identity.$name = record.$name.and_then(Crossing::lift);)+
                identity.extra = lift_extra(record.extra);
                identity
            }
        }
    };
}
genauth::identity_fields!(identity_record);

#[uniffi::export]
impl ProfileRecord {
    /// The profile as one JSON object; what the application put in the place of JSON and is none is left out.
    #[must_use]
    pub fn to_json(self) -> String {
        Profile::from(self).to_json()
    }
}
