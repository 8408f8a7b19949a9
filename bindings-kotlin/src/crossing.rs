//! The types of the tables of `genauth`, and what each crosses as.

use std::collections::{BTreeMap, HashMap};

use genauth::{Gender, Identity, Json, Secret, Status, Timestamp, UserSourceType, WorkStatus};

use crate::profile::IdentityRecord;

/// A type of the tables of `genauth`.
pub trait Crossing: Sized {
    /// What crosses in its place.
    type Wire;

    /// The value on its way to the application.
    fn lower(self) -> Self::Wire;

    /// The value on its way back; none when the application made an invalid one.
    fn lift(wire: Self::Wire) -> Option<Self>;
}

macro_rules! crosses_as_it_is {
    ($($type:ty),+) => {
        $(impl Crossing for $type {
            type Wire = Self;

            fn lower(self) -> Self {
                self
            }

            fn lift(wire: Self) -> Option<Self> {
                Some(wire)
            }
        })+
    };
}
crosses_as_it_is!(bool, i64, String);

macro_rules! crosses_as_string {
    ($($type:ty),+) => {
        $(impl Crossing for $type {
            type Wire = String;

            fn lower(self) -> String {
                self.as_str().to_owned()
            }

            fn lift(wire: String) -> Option<Self> {
                Some(wire.into())
            }
        })+
    };
}
crosses_as_string!(Gender, Secret, Status, Timestamp, UserSourceType, WorkStatus);

impl Crossing for Json {
    type Wire = String;

    fn lower(self) -> String {
        self.into()
    }

    fn lift(wire: String) -> Option<Self> {
        Self::try_from(wire).ok()
    }
}

impl Crossing for Identity {
    type Wire = IdentityRecord;

    fn lower(self) -> IdentityRecord {
        self.into()
    }

    fn lift(wire: IdentityRecord) -> Option<Self> {
        Some(wire.into())
    }
}

impl<T: Crossing> Crossing for Vec<T> {
    type Wire = Vec<T::Wire>;

    fn lower(self) -> Self::Wire {
        self.into_iter().map(T::lower).collect()
    }

    fn lift(wire: Self::Wire) -> Option<Self> {
        wire.into_iter().map(T::lift).collect()
    }
}

/// The unknown fields, on their way to the application.
pub(crate) fn lower_extra(extra: BTreeMap<String, Json>) -> HashMap<String, String> {
    extra.into_iter().map(|(key, value)| (key, value.lower())).collect()
}

/// The unknown fields, on their way back; what is not JSON is left out.
pub(crate) fn lift_extra(extra: HashMap<String, String>) -> BTreeMap<String, Json> {
    extra.into_iter().filter_map(|(key, value)| Some((key, Json::lift(value)?))).collect()
}

/// A moment as it crosses.
#[derive(Clone, Copy, Debug, uniffi::Record)]
pub struct MomentRecord {
    /// Whole seconds since 1970, negative before.
    pub seconds: i64,
    /// What follows them, less than a second.
    pub nanoseconds: i64,
}

/// The moment that a timestamp names; none if it names none.
#[uniffi::export]
#[must_use]
pub fn parse_timestamp(text: String) -> Option<MomentRecord> {
    let (seconds, nanoseconds) = Timestamp::from(text).to_unix_time()?;
    Some(MomentRecord { seconds, nanoseconds: nanoseconds.into() })
}
