//! Where a run is kept: as JSON under `target`, and between the markers of `docs/benchmarks.md`.

use std::fs;

use anyhow::{Context, Result};
use serde_json::json;

use super::chart;
use super::goals::GOALS;
use super::machine::Machine;
use super::samples::Samples;
use crate::paths;

const CHAPTER: &str = "docs/benchmarks.md";
const CHART: &str = "docs/benchmarks.svg";
const BEGIN: &str = "<!-- begin: written by `cargo xtask bench --write` -->\n";
const END: &str = "<!-- end -->\n";

/// Every figure of every round.
pub fn save(machine: &Machine, samples: &Samples) -> Result<()> {
    let mut goals = Vec::new();
    for goal in GOALS.iter().filter(|goal| goal.is_measured(samples)) {
        let figure = goal.figure(samples)?;
        goals.push(json!({
            "goal": goal.number,
            "what": goal.what,
            "quantity": goal.quantity.title(),
            "median": figure.median,
            "lowest": figure.low,
            "highest": figure.high,
            "must": goal.must,
            "aim": goal.aim,
        }));
    }
    let all = json!({ "machine": machine.lines, "load": machine.load, "goals": goals, "samples": samples.to_json() });
    let file = paths::bench("results.json");
    fs::write(&file, serde_json::to_string_pretty(&all)? + "\n")?;
    println!("every figure: {}", file.display());
    Ok(())
}

pub fn write(machine: &Machine, report: &str, samples: &Samples) -> Result<()> {
    let chapter = paths::root().join(CHAPTER);
    let text = fs::read_to_string(&chapter)?;
    let machine: String = machine.lines.iter().map(|line| format!("- {line}\n")).collect();
    let generated = format!("{machine}\n![The goals as bars](benchmarks.svg)\n\n{report}");
    fs::write(&chapter, between_markers(&text, &generated)?)?;
    fs::write(paths::root().join(CHART), chart::svg(samples)?)?;
    println!("written: {CHAPTER}, {CHART}");
    Ok(())
}

/// The text with something else between the markers.
fn between_markers(text: &str, generated: &str) -> Result<String> {
    let (before, rest) = text.split_once(BEGIN).context("the chapter has no marker of the begin")?;
    let (_, after) = rest.split_once(END).context("the chapter has no marker of the end")?;
    Ok(format!("{before}{BEGIN}{generated}{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_outside_of_the_markers_stays() {
        let text = format!("before\n{BEGIN}old\n{END}after\n");
        let written = between_markers(&text, "new\n").expect("there are markers");
        assert_eq!(written, format!("before\n{BEGIN}new\n{END}after\n"));
        assert!(between_markers("no markers", "new").is_err());
    }

    #[test]
    fn the_chapter_has_the_markers() {
        let text = fs::read_to_string(paths::root().join(CHAPTER)).expect("it can be read");
        between_markers(&text, "").expect("it has the markers");
    }
}
