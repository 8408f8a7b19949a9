//! The kinds of error that Kotlin and Swift know are those of `genauth`.

use std::collections::BTreeSet;

use genauth::ErrorKind;

const KOTLIN: &str = include_str!("../kotlin/src/main/kotlin/ai/genauth/GenAuthException.kt");
const SWIFT: &str = include_str!("../swift/Sources/GenAuth/GenAuthError.swift");

/// What no caller can get: cancelling is the language's own exception.
const NEVER_THROWN: &str = "cancelled";

/// Each kind's type in Kotlin, its case in Swift, and its name.
fn kinds() -> impl Iterator<Item = (String, String, &'static str)> {
    let thrown = ErrorKind::ALL.iter().filter(|kind| kind.name() != NEVER_THROWN);
    thrown.map(|kind| {
        let class = format!("{kind:?}");
        let case = class[..1].to_lowercase() + &class[1..];
        (class, case, kind.name())
    })
}

/// What stands between `before` and `after`, wherever that is on a line.
fn found<'a>(source: &'a str, before: &str, after: &str) -> BTreeSet<&'a str> {
    source
        .lines()
        .filter_map(|line| Some(line.split_once(before)?.1.split_once(after)?.0.trim_matches('`')))
        .collect()
}

fn assert_same(what: &str, found: &BTreeSet<&str>, expected: &BTreeSet<&str>) {
    let missing: Vec<_> = expected.difference(found).collect();
    let unknown: Vec<_> = found.difference(expected).collect();
    assert!(missing.is_empty() && unknown.is_empty(), "{what}: missing {missing:?}, unknown {unknown:?}");
}

#[test]
fn kotlin_has_a_class_for_each_kind() {
    let kinds: Vec<_> = kinds().collect();
    let classes = kinds.iter().map(|(class, ..)| class.as_str()).collect();
    assert_same("classes of GenAuthException.kt", &found(KOTLIN, "    public class ", "("), &classes);
}

#[test]
fn swift_has_a_case_for_each_kind() {
    let kinds: Vec<_> = kinds().collect();
    let cases = kinds.iter().map(|(_, case, _)| case.as_str()).collect();
    assert_same("cases of GenAuthError.swift", &found(SWIFT, "    case ", "(facts: ErrorFacts)"), &cases);
}

/// The kind that the others fall back to is not named.
#[test]
fn each_kind_becomes_its_own_class_and_case() {
    for (class, case, name) in kinds().filter(|(.., name)| *name != "internal") {
        let line = format!("\"{name}\" -> {class}(facts)");
        assert!(KOTLIN.contains(&line), "GenAuthException.kt does not say `{line}`");
        let line = format!("case \"{name}\": self = .{case}(facts: facts)");
        assert!(SWIFT.contains(&line), "GenAuthError.swift does not say `{line}`");
    }
}
