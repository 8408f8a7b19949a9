//! What was measured, as Markdown.

use std::fmt::Write as _;

use anyhow::Result;

use super::goals::{GOALS, Goal, Standing};
use super::quantity::Quantity;
use super::samples::{Samples, Spread};

/// All ways of a part, in rows. The first is what the others are compared with.
pub struct Table {
    pub title: &'static str,
    pub ways: &'static [&'static str],
    pub quantities: &'static [Quantity],
}

pub fn markdown(samples: &Samples, tables: &[&Table]) -> Result<String> {
    let mut text = String::from(
        "| goal | what | in | ours | peer's | ratio (lowest to highest) | must | aim | reached |\n\
         |---|---|---|---|---|---|---|---|---|\n",
    );
    for goal in GOALS.iter().filter(|goal| goal.is_measured(samples)) {
        writeln!(text, "{}", goal_row(goal, samples)?)?;
    }
    for table in tables {
        write!(text, "\n### {}\n\n{}", table.title, table_rows(table, samples)?)?;
    }
    Ok(text)
}

fn goal_row(goal: &Goal, samples: &Samples) -> Result<String> {
    let Goal { number, what, quantity, ours, theirs, must, aim } = goal;
    let figure = goal.figure(samples)?;
    let ours = quantity.write(samples.spread(ours, *quantity)?.median);
    let (peer, ratio) = match theirs {
        Some(theirs) => {
            let median = quantity.write(samples.spread(theirs, *quantity)?.median);
            let Spread { median: ratio, low, high } = figure;
            (format!("{median} ({theirs})"), format!("**{ratio:.2}** ({low:.2} to {high:.2})"))
        }
        None => Default::default(),
    };
    let reached = match goal.standing(figure.median) {
        Standing::Aim => "aim ✓✓",
        Standing::Must => "must ✓",
        Standing::Missed => "no ✗",
    };
    let sign = if quantity.grows() { "≥" } else { "≤" };
    Ok(format!(
        "| {number} | {what} | {} | {ours} | {peer} | {ratio} | {sign} {must} | {sign} {aim} | {reached} |",
        quantity.title()
    ))
}

fn table_rows(table: &Table, samples: &Samples) -> Result<String> {
    let mut text = String::from("| |");
    for quantity in table.quantities {
        write!(text, " {} |", quantity.title())?;
    }
    write!(text, "\n|---|{}\n", "---|".repeat(table.quantities.len()))?;
    for way in table.ways {
        write!(text, "| {way} |")?;
        for quantity in table.quantities {
            let ours = samples.spread(table.ways[0], *quantity)?.median;
            let figure = samples.spread(way, *quantity)?.median;
            write!(text, " {}{} |", quantity.write(figure), times(figure / ours))?;
        }
        text.push('\n');
    }
    Ok(text)
}

/// A ratio in parentheses, unless it is of a thing to itself.
fn times(ratio: f64) -> String {
    match ratio {
        _ if ratio == 1.0 || !ratio.is_finite() => String::new(),
        _ if ratio < 0.01 => format!(" ({ratio:.4}×)"),
        _ => format!(" ({ratio:.2}×)"),
    }
}
