//! Lenient readers: one JSON value as the type that the service documents, whatever form it came in.

use std::borrow::Cow;

use super::draft::{Extra, Field, IdentityDraft};
use super::{Gender, Identity, Status, UserSourceType, WorkStatus};
use crate::identity_fields;
use crate::model::json::{Json, Kind, Malformed, Scanner, compact};
use crate::model::note::{DecodeNote, Path};
use crate::model::{Secret, Timestamp};

/// A type that a field can have, as far as reading it goes.
pub(super) trait Read: Field {
    /// The documented type, in the words of a [`DecodeNote`].
    const EXPECTED: &'static str;

    /// Reads a value that is not `null`; `None` when it cannot mean this type.
    fn read<'a>(
        scanner: &mut Scanner<'a>,
        at: &Path<'_>,
        notes: &mut Vec<DecodeNote>,
    ) -> Result<Option<Self::Draft<'a>>, Malformed>;
}

/// Reads the value of a field. `null` is an absent field; a value that cannot be read is absent and noted. A key can come
/// twice, with a space behind it the second time: what is absent there erases nothing.
pub(super) fn field<'a, T: Read>(
    field: &mut Option<T::Draft<'a>>,
    scanner: &mut Scanner<'a>,
    at: &Path<'_>,
    notes: &mut Vec<DecodeNote>,
) -> Result<(), Malformed> {
    if scanner.is_at_null() {
        return scanner.skip().map(drop);
    }
    let mut start = scanner.clone();
    match T::read(scanner, at, notes)? {
        Some(value) => *field = Some(value),
        None => at.note(notes, T::EXPECTED, start.kind()?.name()),
    }
    Ok(())
}

macro_rules! read_as_string {
    ($($type:ty),+) => {
        $(impl Read for $type {
            const EXPECTED: &'static str = "string";

            #[inline]
            fn read<'a>(
                scanner: &mut Scanner<'a>,
                _: &Path<'_>,
                _: &mut Vec<DecodeNote>,
            ) -> Result<Option<Self::Draft<'a>>, Malformed> {
                Ok(scanner.scalar()?.map(Into::into))
            }
        })+
    };
}
read_as_string!(Gender, Secret, Status, String, Timestamp, UserSourceType, WorkStatus);

impl Read for bool {
    const EXPECTED: &'static str = "boolean";

    fn read(
        scanner: &mut Scanner<'_>,
        _: &Path<'_>,
        _: &mut Vec<DecodeNote>,
    ) -> Result<Option<bool>, Malformed> {
        let text = match scanner.kind()? {
            Kind::Boolean => Some(Cow::Borrowed(scanner.skip()?.text)),
            _ => scanner.scalar()?,
        };
        let Some(text) = text else { return Ok(None) };
        let is = |words: [&str; 3]| words.iter().any(|word| text.trim().eq_ignore_ascii_case(word));
        Ok(match () {
            () if is(["true", "1", "enabled"]) => Some(true),
            () if is(["false", "0", "disabled"]) => Some(false),
            () => None,
        })
    }
}

impl Read for i64 {
    const EXPECTED: &'static str = "number";

    fn read(
        scanner: &mut Scanner<'_>,
        _: &Path<'_>,
        _: &mut Vec<DecodeNote>,
    ) -> Result<Option<i64>, Malformed> {
        Ok(scanner.scalar()?.as_deref().and_then(integer))
    }
}

/// The integer that a number, or a string, has as its text.
pub(crate) fn integer(text: &str) -> Option<i64> {
    let text = text.trim();
    text.parse().ok().or_else(|| whole(text.parse().ok()?))
}

/// `3.0` and `3e2` are integers to a JSON writer without an integer type.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the guard keeps to the range in which the cast is exact"
)]
fn whole(number: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
}

impl Read for Json {
    const EXPECTED: &'static str = "value of at most 120 levels";

    fn read<'a>(
        scanner: &mut Scanner<'a>,
        _: &Path<'_>,
        _: &mut Vec<DecodeNote>,
    ) -> Result<Option<Cow<'a, str>>, Malformed> {
        scanner.skip().map(|value| compact(&value))
    }
}

impl<T: Read> Read for Vec<T> {
    const EXPECTED: &'static str = "array";

    fn read<'a>(
        scanner: &mut Scanner<'a>,
        at: &Path<'_>,
        notes: &mut Vec<DecodeNote>,
    ) -> Result<Option<Vec<T::Draft<'a>>>, Malformed> {
        if scanner.kind()? != Kind::String {
            return list::<T>(scanner, at, notes);
        }
        let start = scanner.clone();
        let Some(text) = scanner.scalar()? else { return Ok(None) };
        match text.trim() {
            "" => Ok(Some(Vec::new())),
            json if json.starts_with(['[', '{']) => Ok(nested::<Self>(text, at, notes)),
            _ => {
                *scanner = start;
                list::<T>(scanner, at, notes)
            }
        }
    }
}

/// An array, or a single element without its brackets. A bad element loses only itself.
fn list<'a, T: Read>(
    scanner: &mut Scanner<'a>,
    at: &Path<'_>,
    notes: &mut Vec<DecodeNote>,
) -> Result<Option<Vec<T::Draft<'a>>>, Malformed> {
    if scanner.kind()? != Kind::Array {
        return Ok(T::read(scanner, at, notes)?.map(|single| vec![single]));
    }
    let mut items = Vec::new();
    scanner.elements(|index, scanner| {
        let mut item = None;
        field::<T>(&mut item, scanner, &Path::Index(at, index), notes)?;
        items.extend(item);
        Ok(())
    })?;
    Ok(Some(items))
}

/// Reads JSON that a string holds.
fn nested<'a, T: Read>(
    text: Cow<'a, str>,
    at: &Path<'_>,
    notes: &mut Vec<DecodeNote>,
) -> Option<T::Draft<'a>> {
    match text {
        Cow::Borrowed(json) => {
            Scanner::document(json.trim(), |scanner| T::read(scanner, at, notes)).ok().flatten()
        }
        Cow::Owned(json) => {
            let value = Scanner::document(json.trim(), |scanner| T::read(scanner, at, notes));
            value.ok().flatten().map(T::detach)
        }
    }
}

impl Read for Identity {
    const EXPECTED: &'static str = "object";

    fn read<'a>(
        scanner: &mut Scanner<'a>,
        at: &Path<'_>,
        notes: &mut Vec<DecodeNote>,
    ) -> Result<Option<IdentityDraft<'a>>, Malformed> {
        if scanner.kind()? == Kind::Object {
            return identity(scanner, at, notes).map(Some);
        }
        let text = scanner.scalar()?.filter(|text| text.trim().starts_with('{'));
        Ok(text.and_then(|text| nested::<Self>(text, at, notes)))
    }
}

macro_rules! define_identity {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $key:literal,)+) => {
        fn identity<'a>(
            scanner: &mut Scanner<'a>,
            at: &Path<'_>,
            notes: &mut Vec<DecodeNote>,
        ) -> Result<IdentityDraft<'a>, Malformed> {
            let mut identity = IdentityDraft::default();
            scanner.members(|key, scanner| {
                let path = Path::Key(at, &key);
                match &*key {
                    $($key => field::<$type>(&mut identity.$name, scanner, &path, notes),)+
                    _ => unknown(&mut identity.extra, key, scanner, at, notes),
                }
            })?;
            Ok(identity)
        }
    };
}
identity_fields!(define_identity);

/// Keeps the value of a field that this version does not know.
pub(super) fn unknown<'a>(
    extra: &mut Extra<'a>,
    key: Cow<'a, str>,
    scanner: &mut Scanner<'a>,
    parent: &Path<'_>,
    notes: &mut Vec<DecodeNote>,
) -> Result<(), Malformed> {
    let mut value = None;
    field::<Json>(&mut value, scanner, &Path::Key(parent, &key), notes)?;
    extra.extend(value.map(|json| (key, json)));
    Ok(())
}
