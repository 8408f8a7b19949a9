//! The goals as a picture: how much of its peer's time, instructions or bytes the library takes.

use std::fmt::Write as _;

use anyhow::Result;

use super::goals::{GOALS, Goal};
use super::samples::Samples;

const ROW: f64 = 26.0;
const TOP: f64 = 44.0;
const LEFT: f64 = 400.0;
/// Pixels of the peer's bar, which is 1.
const PEER: f64 = 330.0;
const WIDTH: f64 = 840.0;
/// Bars beyond this end at the picture's edge.
const MOST: f64 = 1.2;

/// Colours follow the reader's preference for light or dark.
const STYLE: &str = "\
text{font:13px system-ui,sans-serif;fill:#1f2328}.figure{font-weight:600}.bar{fill:#2f81f7}.line{stroke:#8c959f}\
.must{stroke:#d1242f;stroke-width:2}.aim{stroke:#1a7f37;stroke-width:2}.note{fill:#59636e}\
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.bar{fill:#1f6feb}.line{stroke:#6e7681}.must{stroke:#f85149}\
.aim{stroke:#3fb950}.note{fill:#9198a1}}";

pub fn svg(samples: &Samples) -> Result<String> {
    let goals: Vec<_> =
        GOALS.iter().filter(|goal| goal.theirs.is_some() && goal.is_measured(samples)).collect();
    let height = TOP + ROW * goals.len() as f64 + 12.0;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
         aria-label=\"What libgenauth takes, as a share of what its peers take\">\n<style>{STYLE}</style>\n"
    );
    writeln!(
        svg,
        "<text x=\"0\" y=\"16\">libgenauth's share of what the peer takes; shorter is better</text>\n\
         <text class=\"note\" x=\"0\" y=\"34\">red: must be reached; green: the aim; grey: the peer</text>"
    )?;
    for (row, goal) in goals.iter().enumerate() {
        let top = TOP + ROW * row as f64;
        bar(&mut svg, goal, cost(goal, goal.figure(samples)?.median), top)?;
    }
    let peer = LEFT + PEER;
    let bottom = height - 12.0;
    writeln!(svg, "<path class=\"line\" d=\"M{peer} {TOP}V{bottom}M{LEFT} {TOP}V{bottom}\"/>\n</svg>")?;
    Ok(svg)
}

/// Calls per second are the inverse of what a call takes.
fn cost(goal: &Goal, ratio: f64) -> f64 {
    if goal.quantity.grows() { 1.0 / ratio } else { ratio }
}

fn bar(svg: &mut String, goal: &Goal, share: f64, top: f64) -> Result<()> {
    let middle = top + ROW / 2.0 + 4.0;
    let (bar_top, bar_height) = (top + 4.0, ROW - 8.0);
    let width = PEER * share.min(MOST);
    let label = format!("{}: {} / {}", goal.what, goal.quantity.short(), goal.theirs.unwrap_or_default());
    writeln!(
        svg,
        "<text x=\"{}\" y=\"{middle}\" text-anchor=\"end\">{label}</text>\n\
         <rect class=\"bar\" x=\"{LEFT}\" y=\"{bar_top}\" width=\"{width:.1}\" height=\"{bar_height}\" rx=\"2\"/>",
        LEFT - 8.0
    )?;
    for (class, mark) in [("must", goal.must), ("aim", goal.aim)] {
        let x = LEFT + PEER * cost(goal, mark);
        writeln!(svg, "<path class=\"{class}\" d=\"M{x:.1} {bar_top}v{bar_height}\"/>")?;
    }
    writeln!(
        svg,
        "<text class=\"figure\" x=\"{:.1}\" y=\"{middle}\">{share:.2}</text>",
        LEFT + PEER * share.clamp(1.0, MOST) + 6.0
    )?;
    Ok(())
}
