//! What of a profile can be read without parsing, for C.

use std::borrow::Cow;
use std::ffi::CStr;

use super::draft::{IdentityDraft, ProfileDraft};
use super::{Gender, Status, UserSourceType, WorkStatus};
use crate::model::json::Text;
use crate::profile_fields;

/// The value of a field that is no list and no object.
#[derive(Clone, Copy)]
pub enum Scalar<S> {
    /// A string, an enumerated value or a timestamp.
    String(S),
    /// An integer.
    Integer(i64),
    /// A boolean.
    Boolean(bool),
}

/// The strings, integers and booleans of a profile.
pub(crate) struct Scalars {
    /// In the order of [`NAMES`]. Of a string, where it begins and ends.
    values: [Option<Scalar<(usize, usize)>>; NAMES.len()],
    /// One behind the other, each with its NUL: an allocation for each would cost more than all the rest.
    strings: Vec<u8>,
}

impl Scalars {
    pub(crate) fn of(draft: &ProfileDraft<'_>) -> Self {
        let values = draft.scalars();
        let bytes =
            |value: &Scalar<&str>| if let Scalar::String(string) = value { string.len() + 1 } else { 0 };
        let mut strings = Vec::with_capacity(values.iter().flatten().map(bytes).sum());
        let mut keep = |string: &str| {
            let start = strings.len();
            strings.extend_from_slice(string.as_bytes());
            strings.push(0);
            (start, strings.len())
        };
        let values = values.map(|value| {
            Some(match value? {
                Scalar::String(string) => Scalar::String(keep(string)),
                Scalar::Integer(integer) => Scalar::Integer(integer),
                Scalar::Boolean(boolean) => Scalar::Boolean(boolean),
            })
        });
        Self { values, strings }
    }

    /// A field by the service's own name; `None` if it is absent, if only JSON can hold it, and for a string with a NUL
    /// inside.
    pub(crate) fn get(&self, name: &str) -> Option<Scalar<&CStr>> {
        let index = NAMES.iter().position(|own| *own == name)?;
        Some(match self.values[index]? {
            Scalar::String((start, end)) => {
                Scalar::String(CStr::from_bytes_with_nul(&self.strings[start..end]).ok()?)
            }
            Scalar::Integer(integer) => Scalar::Integer(integer),
            Scalar::Boolean(boolean) => Scalar::Boolean(boolean),
        })
    }
}

/// The draft of a field.
trait Drafted {
    /// `None` for lists and objects.
    fn scalar(&self) -> Option<Scalar<&str>>;
}

impl Drafted for Text<'_> {
    fn scalar(&self) -> Option<Scalar<&str>> {
        Some(Scalar::String(self.as_str()))
    }
}

macro_rules! choice {
    ($($type:ty),+) => {
        $(impl Drafted for $type {
            fn scalar(&self) -> Option<Scalar<&str>> {
                Some(Scalar::String(self.as_str()))
            }
        })+
    };
}
choice!(Gender, Status, UserSourceType, WorkStatus);

impl Drafted for i64 {
    fn scalar(&self) -> Option<Scalar<&str>> {
        Some(Scalar::Integer(*self))
    }
}

impl Drafted for bool {
    fn scalar(&self) -> Option<Scalar<&str>> {
        Some(Scalar::Boolean(*self))
    }
}

macro_rules! no_scalar {
    ($($type:ty),+) => {
        $(impl Drafted for $type {
            fn scalar(&self) -> Option<Scalar<&str>> {
                None
            }
        })+
    };
}
no_scalar!(Cow<'_, str>, Vec<Text<'_>>, Vec<IdentityDraft<'_>>);

macro_rules! define_scalars {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $key:literal,)+) => {
        const NAMES: &[&str] = &["userId", $($key),+];

        impl ProfileDraft<'_> {
            fn scalars(&self) -> [Option<Scalar<&str>>; NAMES.len()] {
                [
                    self.user_id.as_ref().and_then(Drafted::scalar),
                    $(self.$name.as_ref().and_then(Drafted::scalar)),+
                ]
            }
        }
    };
}
profile_fields!(define_scalars);
