//! `include/genauth/profile.hpp`, from core's table of fields.

use std::fmt::Write as _;

use genauth::{Gender, Identity, Json, Status, Timestamp, UserSourceType, WorkStatus};

/// A type of the table, in C++.
trait Typed {
    /// What an optional member holds.
    const MEMBER: &'static str;
    /// The function of `genauth::detail` that reads it.
    const READ: &'static str;
    /// What the documentation of the field does not say.
    const NOTE: &'static str = "";
}

macro_rules! typed {
    ($($type:ty => $member:literal, $read:literal, $note:literal;)+) => {
        $(impl Typed for $type {
            const MEMBER: &'static str = $member;
            const READ: &'static str = $read;
            const NOTE: &'static str = $note;
        })+
    };
}
typed! {
    bool => "bool", "boolean_in", "";
    i64 => "std::int64_t", "integer_in", "";
    String => "std::string", "string_in", "";
    Timestamp => "std::string", "string_in", "";
    Gender => "std::string", "string_in", "";
    Status => "std::string", "string_in", "";
    UserSourceType => "std::string", "string_in", "";
    WorkStatus => "std::string", "string_in", "";
    Json => "std::string", "json_in", " As JSON.";
    Vec<String> => "std::string", "json_in", " As a JSON array.";
    Vec<Identity> => "std::string", "json_in", " As a JSON array.";
}

struct Field {
    docs: String,
    name: &'static str,
    key: &'static str,
    member: &'static str,
    read: &'static str,
}

macro_rules! fields {
    ($($(#[doc = $doc:literal])* $name:ident: $type:ty = $key:literal,)+) => {
        vec![$(Field {
            docs: format!("{}{}", concat!($($doc),*).trim(), <$type as Typed>::NOTE),
            name: stringify!($name),
            key: $key,
            member: <$type as Typed>::MEMBER,
            read: <$type as Typed>::READ,
        }),+]
    };
}

pub(crate) fn header() -> String {
    let (mut members, mut reads) = (String::new(), String::new());
    for Field { docs, name, key, member, read } in genauth::profile_fields!(fields) {
        writeln!(members, "    /** {docs} */\n    std::optional<{member}> {name};").expect("memory");
        writeln!(reads, "    profile.{name} = {read}(handle, \"{key}\");").expect("memory");
    }
    include_str!("profile.hpp.in").replace("@members@\n", &members).replace("@reads@\n", &reads)
}
