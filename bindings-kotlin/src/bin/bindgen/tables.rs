//! The tables of `genauth` as data.

use genauth::{Gender, Identity, Json, Secret, Status, Timestamp, UserSourceType, WorkStatus};

/// A field of a profile or an identity. Every one is optional.
pub(crate) struct Field {
    pub(crate) docs: &'static [&'static str],
    rust_name: &'static str,
    pub(crate) kind: Kind,
}

impl Field {
    /// The name in Kotlin and Swift, as uniffi makes it of the name in Rust.
    pub(crate) fn name(&self) -> String {
        let mut words = self.rust_name.trim_start_matches("r#").split('_');
        let first = words.next().unwrap_or_default().to_owned();
        words.fold(first, |name, word| name + &word[..1].to_uppercase() + &word[1..])
    }
}

/// The type of a field.
pub(crate) enum Kind {
    Bool,
    Integer,
    String,
    Json,
    Secret,
    Timestamp,
    Identities,
    Strings,
    /// An open enum of this name.
    Choice(&'static str),
}

/// A type of the tables.
trait Typed {
    const KIND: Kind;
}

macro_rules! typed {
    ($($type:ty => $kind:ident,)+) => {
        $(impl Typed for $type {
            const KIND: Kind = Kind::$kind;
        })+
    };
}
typed! {
    bool => Bool,
    i64 => Integer,
    String => String,
    Json => Json,
    Secret => Secret,
    Timestamp => Timestamp,
    Vec<Identity> => Identities,
    Vec<String> => Strings,
}

macro_rules! fields {
    ($($(#[doc = $doc:literal])* $name:ident: $type:ty = $key:literal,)+) => {
        vec![$(Field {
            docs: &[$($doc),*],
            rust_name: stringify!($name),
            kind: <$type as Typed>::KIND,
        }),+]
    };
}

/// Every field of a profile but the user's id.
pub(crate) fn profile() -> Vec<Field> {
    genauth::profile_fields!(fields)
}

/// Every field of an identity.
pub(crate) fn identity() -> Vec<Field> {
    genauth::identity_fields!(fields)
}

/// An open enum.
pub(crate) struct Choice {
    pub(crate) docs: &'static [&'static str],
    pub(crate) name: &'static str,
    pub(crate) values: &'static [Value],
}

/// A value of an open enum.
pub(crate) struct Value {
    pub(crate) docs: &'static [&'static str],
    pub(crate) name: &'static str,
    /// The service's own word.
    pub(crate) word: &'static str,
}

macro_rules! choices {
    ($($(#[doc = $doc:literal])* $name:ident {
        $($(#[doc = $value_doc:literal])* $value:ident = $word:literal $(| $alias:literal)*,)+
    })+) => {
        vec![$(Choice {
            docs: &[$($doc),*],
            name: stringify!($name),
            values: &[$(Value { docs: &[$($value_doc),*], name: stringify!($value), word: $word }),+],
        }),+]
    };
}

macro_rules! typed_choices {
    ($($(#[$doc:meta])* $name:ident { $($values:tt)* })+) => {
        $(impl Typed for $name {
            const KIND: Kind = Kind::Choice(stringify!($name));
        })+
    };
}
genauth::profile_choices!(typed_choices);

/// Every open enum.
pub(crate) fn choices() -> Vec<Choice> {
    genauth::profile_choices!(choices)
}
