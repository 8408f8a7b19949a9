//! A profile that still stands in the body it was read from: only what escapes or white space change was copied.
//!
//! A [`Profile`] is made from it for those who keep one, and JSON is written from it for those who want that.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Gender, Identity, Profile, RawBody, Status, UserSourceType, WorkStatus};
use crate::model::json::{Json, Text};
use crate::model::{DecodeNote, Secret, Timestamp};
use crate::{identity_fields, profile_fields};

/// A type that a field can have.
pub(super) trait Field: Sized {
    /// Its value within a draft.
    type Draft<'a>;

    /// The value outside of any body.
    fn own(draft: Self::Draft<'_>) -> Self;

    /// The draft of a value.
    fn view(&self) -> Self::Draft<'_>;

    /// A draft that borrows from nothing.
    fn detach<'a>(draft: Self::Draft<'_>) -> Self::Draft<'a>;
}

/// Fields that this version does not know, with their values as compact JSON.
pub(super) type Extra<'a> = BTreeMap<Cow<'a, str>, Cow<'a, str>>;

/// What `collect` does, which sorts first, at 7 KB of code for each type.
fn collected<K: Ord, V>(members: impl Iterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(members);
    map
}

fn own_extra(extra: Extra<'_>) -> BTreeMap<String, Json> {
    collected(extra.into_iter().map(|(key, json)| (key.into_owned(), Json::own(json))))
}

fn view_extra(extra: &BTreeMap<String, Json>) -> Extra<'_> {
    collected(extra.iter().map(|(key, json)| (Cow::Borrowed(&**key), json.view())))
}

fn detach_extra<'a>(extra: Extra<'_>) -> Extra<'a> {
    collected(extra.into_iter().map(|(key, json)| (Cow::Owned(key.into_owned()), Json::detach(json))))
}

macro_rules! borrow_as_string {
    ($($type:ty),+) => {
        $(impl Field for $type {
            type Draft<'a> = Text<'a>;

            fn own(draft: Text<'_>) -> Self {
                draft.into_owned().into()
            }

            fn view(&self) -> Text<'_> {
                Text::any(self.as_str())
            }

            fn detach<'a>(draft: Text<'_>) -> Text<'a> {
                draft.detach()
            }
        })+
    };
}
borrow_as_string!(Secret, String, Timestamp);

impl Field for Json {
    type Draft<'a> = Cow<'a, str>;

    fn own(draft: Cow<'_, str>) -> Self {
        Self::from_compact(draft)
    }

    fn view(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.as_str())
    }

    fn detach<'a>(draft: Cow<'_, str>) -> Cow<'a, str> {
        Cow::Owned(draft.into_owned())
    }
}

macro_rules! own_always {
    ($($type:ty),+) => {
        $(impl Field for $type {
            type Draft<'a> = Self;

            fn own(draft: Self) -> Self {
                draft
            }

            fn view(&self) -> Self {
                self.clone()
            }

            fn detach<'a>(draft: Self::Draft<'_>) -> Self::Draft<'a> {
                draft
            }
        })+
    };
}
own_always!(bool, i64, Gender, Status, UserSourceType, WorkStatus);

impl<T: Field> Field for Vec<T> {
    type Draft<'a> = Vec<T::Draft<'a>>;

    fn own(draft: Self::Draft<'_>) -> Self {
        draft.into_iter().map(T::own).collect()
    }

    fn view(&self) -> Self::Draft<'_> {
        self.iter().map(T::view).collect()
    }

    fn detach<'a>(draft: Self::Draft<'_>) -> Self::Draft<'a> {
        draft.into_iter().map(T::detach).collect()
    }
}

macro_rules! define_profile_draft {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $key:literal,)+) => {
        /// See the module.
        #[derive(Default)]
        pub(crate) struct ProfileDraft<'a> {
            pub(super) user_id: Option<Text<'a>>,
            $(pub(super) $name: Option<<$type as Field>::Draft<'a>>,)+
            pub(super) extra: Extra<'a>,
            pub(crate) notes: Vec<DecodeNote>,
        }

        impl ProfileDraft<'_> {
            /// The profile, with the body that it was read from.
            pub(crate) fn own(self: Box<Self>, raw: RawBody) -> Profile {
                Profile {
                    user_id: self.user_id.map(Text::into_owned).unwrap_or_default(),
                    $($name: self.$name.map(<$type>::own),)+
                    extra: own_extra(self.extra),
                    notes: self.notes,
                    raw,
                }
            }
        }

        impl Profile {
            pub(super) fn view(&self) -> ProfileDraft<'_> {
                ProfileDraft {
                    user_id: Some(self.user_id.view()),
                    $($name: self.$name.as_ref().map(<$type>::view),)+
                    extra: view_extra(&self.extra),
                    notes: self.notes.clone(),
                }
            }
        }
    };
}
profile_fields!(define_profile_draft);

macro_rules! define_identity_draft {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $key:literal,)+) => {
        /// An identity within a draft.
        #[derive(Default)]
        pub(super) struct IdentityDraft<'a> {
            $(pub(super) $name: Option<<$type as Field>::Draft<'a>>,)+
            pub(super) extra: Extra<'a>,
        }

        impl Field for Identity {
            type Draft<'a> = IdentityDraft<'a>;

            fn own(draft: IdentityDraft<'_>) -> Self {
                Self { $($name: draft.$name.map(<$type>::own),)+ extra: own_extra(draft.extra) }
            }

            fn view(&self) -> IdentityDraft<'_> {
                IdentityDraft {
                    $($name: self.$name.as_ref().map(<$type>::view),)+
                    extra: view_extra(&self.extra),
                }
            }

            fn detach<'a>(draft: IdentityDraft<'_>) -> IdentityDraft<'a> {
                IdentityDraft {
                    $($name: draft.$name.map(<$type>::detach),)+
                    extra: detach_extra(draft.extra),
                }
            }
        }
    };
}
identity_fields!(define_identity_draft);
