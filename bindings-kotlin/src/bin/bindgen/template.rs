//! Templates: source code with `@name@` where a list goes.

use std::path::Path;
use std::{fs, io};

/// Puts the lists in their places. A place or a list without the other is a mistake in this program.
pub(crate) fn fill(template: &str, lists: &[(&str, String)]) -> String {
    let mut source = template.to_owned();
    for (name, list) in lists {
        let place = format!("@{name}@");
        assert!(source.contains(&place), "the template has no {place}");
        source = source.replace(&place, list);
    }
    assert!(!source.contains('@'), "a place of the template is empty:\n{source}");
    source
}

/// One piece of code for each item, under each other.
pub(crate) fn list<T>(items: &[T], code: impl Fn(&T) -> String) -> String {
    items.iter().map(code).collect::<Vec<_>>().join("\n")
}

pub(crate) fn save(folder: &str, file: &str, source: &str) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(Path::new(folder).join(file), source)
}
