//! The floors of a crate, as its documentation tells them.

/// Reads the names in the first column of the table whose first header is `floor`: from top to bottom, and within a row
/// from left to right. A module uses those that come after it.
pub fn floors(document: &str) -> Result<Vec<String>, String> {
    let lines = document.lines().map(|line| line.trim_start_matches("//!").trim());
    let rows = lines.skip_while(|line| !line.starts_with("| floor |")).skip(2);
    let cells = rows.map_while(|line| line.strip_prefix('|')?.split('|').next());
    let names: Vec<_> =
        cells.flat_map(|cell| cell.split('`').skip(1).step_by(2).map(str::to_owned)).collect();
    if names.is_empty() {
        return Err("no table of floors".into());
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::floors;

    #[test]
    fn a_table_is_read_from_top_to_bottom() {
        let document =
            "//! | floor | what |\n//! |---|---|\n//! | `a`, `b` | `x` |\n//! | `c` | |\n\n| `d` |";
        assert_eq!(floors(document).unwrap(), ["a", "b", "c"]);
        assert!(floors("| `a` | |").is_err());
    }
}
