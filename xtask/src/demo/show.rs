//! The programs, one after the other, and what they have shown together.

use std::time::Instant;

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use super::Example;
use super::card::Card;
use crate::emulator::Emulator;

pub struct Show {
    emulator: Emulator,
    start: Instant,
    cards: Vec<Card>,
    skipped: Vec<Value>,
}

impl Show {
    pub fn begin(start: Instant) -> Result<Self> {
        let emulator = Emulator::start()?;
        println!("\nthe signed-in user, from {}", emulator.url);
        Ok(Self { emulator, start, cards: Vec::new(), skipped: Vec::new() })
    }

    /// Runs a program, or says why it is left out.
    pub fn run(&mut self, language: &'static str, example: Example) -> Result<()> {
        match example {
            Example::Ready(mut program) => {
                let card = Card::of(language, program.envs(self.emulator.environment()), self.start)?;
                println!("\n{card}");
                self.cards.push(card);
            }
            Example::Skipped(reason) => {
                println!("\n{language}: skipped, {reason}");
                self.skipped.push(json!({ "language": language, "reason": reason }));
            }
        }
        Ok(())
    }

    /// Fails unless all have shown the same. The JSON is the last line of the output.
    pub fn end(self, as_json: bool) -> Result<()> {
        let profile = self.cards.first().map(|card| &card.profile);
        for card in &self.cards {
            ensure!(Some(&card.profile) == profile, "{} got another profile than the first", card.language);
        }
        let seconds = self.start.elapsed().as_secs_f64();
        println!("\n{} programs, the same profile from each, {seconds:.0} s", self.cards.len());
        if as_json {
            let languages: Vec<_> = self.cards.iter().map(Card::to_json).collect();
            println!("{}", json!({ "profile": profile, "languages": languages, "skipped": self.skipped }));
        }
        Ok(())
    }
}
