//! Every copy of a table says what the table says.

use std::path::Path;

use genauth_gates::copies::{COPIES, Copy, fields};

fn text(copy: &Copy) -> String {
    copy.read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))).expect("a copy stands in its file")
}

#[test]
fn every_copy_is_complete() {
    let problems: Vec<_> = COPIES.iter().filter_map(|copy| copy.check(&text(copy)).err()).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Each row of each copy counts: without it, the gate names it.
#[test]
fn a_row_that_is_taken_out_is_missed() {
    for copy in COPIES {
        let text = text(copy);
        for name in (copy.table)() {
            let word = name.split(' ').next().unwrap().to_owned();
            let problem = copy.check(&text.replace(&word, "planted")).unwrap_err();
            assert!(problem.contains(&format!("`{name}` is missing")), "{name}: {problem}");
        }
    }
}

/// Python's classes are exported, each in both lists.
#[test]
fn every_exception_of_python_is_exported() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../bindings-python/python/libgenauth"));
    let read = |file: &str| std::fs::read_to_string(folder.join(file)).unwrap();
    let (exceptions, exports) = (read("_exceptions.py"), read("__init__.py"));
    let missing = |exports: &str| {
        let classes = exceptions.lines().filter_map(|line| line.strip_prefix("class ")?.split('(').next());
        let is_missing = |class: &&str| {
            !exports.contains(&format!("    {class},")) || !exports.contains(&format!("    \"{class}\","))
        };
        classes.filter(is_missing).map(str::to_owned).collect::<Vec<_>>()
    };
    assert!(missing(&exports).is_empty(), "not exported: {:?}", missing(&exports));
    assert_eq!(missing(&exports.replace("    ApiError,", "")), ["ApiError"]);
    assert_eq!(missing(&exports.replace("    \"ApiError\",", "")), ["ApiError"]);
}

/// A field that no scenario shows could be lost in one language.
#[test]
fn every_field_is_in_a_scenario() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../scenarios/every-field.json");
    let scenario = std::fs::read_to_string(file).unwrap();
    let missing = |text: &str| {
        fields().into_iter().filter(|key| !text.contains(&format!("\"{key}\":"))).collect::<Vec<_>>()
    };
    assert!(missing(&scenario).is_empty(), "{file} lacks {:?}", missing(&scenario));
    assert_eq!(missing(&scenario.replace("\"extIdpId\"", "")), ["extIdpId"]);
}
