//! Arrows point down, and no two modules need each other.

use std::collections::BTreeMap;

use crate::krate::{Krate, Use};

/// Which neighbours a module uses, each with one use as the proof.
type Graph<'a> = BTreeMap<&'a str, BTreeMap<&'a str, &'a Use>>;

/// Compares a crate with its floors, given from top to bottom. Each line of the error is one violation.
pub fn check(krate: &Krate, floors: &[String]) -> Result<(), String> {
    let uses = krate.uses();
    let folders = folders(&uses);
    let mut violations = unknown(krate, floors);
    if let Some(root) = folders.get([].as_slice()) {
        violations.extend(upward(root, floors));
    }
    for (folder, graph) in &folders {
        violations.extend(cycle(graph).map(|cycle| describe(folder, graph, &cycle)));
    }
    if violations.is_empty() { Ok(()) } else { Err(violations.join("\n")) }
}

/// The graph of each folder: of what lies side by side in it. What holds the folder together, `mod.rs` or `lib.rs`, is
/// above or below its own files as the case may be.
fn folders(uses: &[Use]) -> BTreeMap<&[String], Graph<'_>> {
    let mut folders: BTreeMap<&[String], Graph<'_>> = BTreeMap::new();
    for arrow in uses {
        let common = arrow.from.iter().zip(&arrow.to).take_while(|(from, to)| from == to).count();
        if let (Some(from), Some(to)) = (arrow.from.get(common), arrow.to.get(common)) {
            folders.entry(&arrow.from[..common]).or_default().entry(from).or_default().insert(to, arrow);
        }
    }
    folders
}

fn unknown(krate: &Krate, floors: &[String]) -> Vec<String> {
    let modules: Vec<_> = krate.top().collect();
    let homeless = modules.iter().filter(|module| !floors.iter().any(|floor| floor == *module));
    let empty = floors.iter().filter(|floor| !modules.contains(&floor.as_str()));
    let homeless = homeless.map(|module| format!("`{module}` is on no floor"));
    homeless.chain(empty.map(|floor| format!("there is no module for the floor `{floor}`"))).collect()
}

fn upward(root: &Graph<'_>, floors: &[String]) -> Vec<String> {
    let floor = |module: &str| floors.iter().position(|floor| floor == module);
    let arrows = root.iter().flat_map(|(from, to)| to.iter().map(move |(to, arrow)| (*from, *to, *arrow)));
    let is_upward = |from, to| matches!((floor(from), floor(to)), (Some(from), Some(to)) if from > to);
    arrows
        .filter(|(from, to, _)| is_upward(from, to))
        .map(|(from, to, arrow)| format!("`{from}` is below `{to}`, but {}", tell(arrow)))
        .collect()
}

/// The names of one cycle, in order.
fn cycle<'a>(graph: &Graph<'a>) -> Option<Vec<&'a str>> {
    fn search<'a>(graph: &Graph<'a>, at: &'a str, way: &mut Vec<&'a str>, done: &mut Vec<&'a str>) -> bool {
        if let Some(start) = way.iter().position(|name| *name == at) {
            way.drain(..start);
            return true;
        }
        if done.contains(&at) {
            return false;
        }
        way.push(at);
        let next = graph.get(at).into_iter().flat_map(BTreeMap::keys);
        for name in next {
            if search(graph, name, way, done) {
                return true;
            }
        }
        done.extend(way.pop());
        false
    }
    let (mut way, mut done) = (Vec::new(), Vec::new());
    graph.keys().any(|start| search(graph, start, &mut way, &mut done)).then_some(way)
}

fn describe(folder: &[String], graph: &Graph<'_>, cycle: &[&str]) -> String {
    let arrows = cycle.iter().zip(cycle.iter().cycle().skip(1)).map(|(from, to)| tell(graph[from][to]));
    let place = if folder.is_empty() { "the crate".to_owned() } else { format!("`{}`", folder.join("::")) };
    let (names, proofs) = (cycle.join("` → `"), arrows.collect::<Vec<_>>().join(", "));
    format!("a cycle in {place}: `{names}` → `{}`: {proofs}", cycle[0])
}

fn tell(arrow: &Use) -> String {
    format!("{} names {}", arrow.from.join("::"), arrow.path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn violations(files: &[(&str, &str)]) -> String {
        let floors: Vec<_> = ["a", "b", "c"].map(str::to_owned).into();
        check(&Krate::of(files).unwrap(), &floors).err().unwrap_or_default()
    }

    #[test]
    fn a_tree_that_points_down_passes() {
        let files = [
            ("lib.rs", "mod a; mod b; mod c; pub use b::B; pub const ROOT: u8 = 0;"),
            ("a.rs", "use crate::{B, ROOT, table}; use crate::b::x::X;"),
            ("b/mod.rs", "mod x; mod y; pub use x::X; pub struct B;"),
            ("b/x.rs", "use super::{B, y}; use crate::c;"),
            ("b/y.rs", "use super::B; fn f() { crate::ROOT; }"),
            ("c.rs", "#[macro_export] macro_rules! table { () => {} }"),
        ];
        assert_eq!(violations(&files), "");
    }

    #[test]
    fn an_upward_arrow_is_named() {
        let files = [("a.rs", ""), ("b.rs", ""), ("c.rs", "use std::fmt; fn f() { crate::a::run() }")];
        assert_eq!(violations(&files), "`c` is below `a`, but c names a::run");
    }

    #[test]
    fn an_arrow_through_the_root_is_upward_too() {
        let files = [
            ("lib.rs", "pub use a::A;"),
            ("a.rs", "macro_rules! table { () => {} }"),
            ("b.rs", "use crate::A;"),
            ("c.rs", "use crate::table;"),
        ];
        assert_eq!(
            violations(&files),
            "`b` is below `a`, but b names A\n`c` is below `a`, but c names table"
        );
    }

    #[test]
    fn a_module_on_no_floor_is_named() {
        let files = [("a.rs", ""), ("b.rs", ""), ("d.rs", "")];
        assert_eq!(violations(&files), "`d` is on no floor\nthere is no module for the floor `c`");
    }

    #[test]
    fn a_cycle_is_named_with_its_proofs() {
        let files = [
            ("a.rs", "use crate::b::B;"),
            ("b.rs", "use crate::c;"),
            ("c.rs", "use crate::a as first; fn f() { first::run() }"),
        ];
        let violations = violations(&files);
        let cycle =
            "a cycle in the crate: `a` → `b` → `c` → `a`: a names b::B, b names c, c names first::run";
        assert!(violations.lines().any(|line| line == cycle), "{violations}");
    }

    #[test]
    fn a_cycle_of_siblings_is_named() {
        let files = [
            ("a/mod.rs", "mod x; mod y; mod z; use z::Z;"),
            ("a/x.rs", "use super::y::Y;"),
            ("a/y.rs", "use super::Z;"),
            ("a/z/mod.rs", "mod deep;"),
            ("a/z/deep.rs", "use crate::a::x;"),
            ("b.rs", ""),
            ("c.rs", ""),
        ];
        let cycle = "a cycle in `a`: `x` → `y` → `z` → `x`: a::x names a::y::Y, a::y names a::Z, a::z::deep names a::x";
        assert_eq!(violations(&files), cycle);
    }
}
