//! What was measured: each quantity of each way, once per round.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::quantity::Quantity;

#[derive(Default)]
pub struct Samples(BTreeMap<(&'static str, Quantity), Vec<f64>>);

/// Median, lowest and highest of some rounds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    pub median: f64,
    pub low: f64,
    pub high: f64,
}

impl Spread {
    pub fn of(values: &[f64]) -> Result<Self> {
        let mut values = values.to_vec();
        values.sort_by(f64::total_cmp);
        let (low, high) = values.first().zip(values.last()).context("nothing was measured")?;
        Ok(Self { median: values[values.len() / 2], low: *low, high: *high })
    }
}

impl Samples {
    pub fn push(&mut self, way: &'static str, quantity: Quantity, value: f64) {
        self.0.entry((way, quantity)).or_default().push(value);
    }

    pub fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    pub fn has(&self, way: &'static str, quantity: Quantity) -> bool {
        self.0.contains_key(&(way, quantity))
    }

    pub fn spread(&self, way: &'static str, quantity: Quantity) -> Result<Spread> {
        Spread::of(self.rounds(way, quantity)?)
    }

    /// Ways take turns, so the ratio of each round is of one moment.
    pub fn ratio(&self, ours: &'static str, theirs: &'static str, quantity: Quantity) -> Result<Spread> {
        let (ours, theirs) = (self.rounds(ours, quantity)?, self.rounds(theirs, quantity)?);
        ensure!(ours.len() == theirs.len(), "not every round has both");
        Spread::of(&ours.iter().zip(theirs).map(|(ours, theirs)| ours / theirs).collect::<Vec<_>>())
    }

    pub fn to_json(&self) -> Value {
        let row = |((way, quantity), rounds): (&(&str, Quantity), &Vec<f64>)| json!({ "way": way, "quantity": quantity.title(), "rounds": rounds });
        self.0.iter().map(row).collect()
    }

    fn rounds(&self, way: &'static str, quantity: Quantity) -> Result<&[f64]> {
        let rounds = self.0.get(&(way, quantity));
        Ok(rounds.with_context(|| format!("{way}: {} was not measured", quantity.title()))?)
    }
}
