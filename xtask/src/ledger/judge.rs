//! What counts say about the ledger: which rows held, which grew, which may be lowered.

use anyhow::{Result, bail, ensure};

use super::file::{Entry, Ledger};

/// What a row may differ by without a word.
const TOLERANCE: f64 = 0.03;

/// A row, counted now.
pub struct Counted {
    pub name: &'static str,
    pub value: f64,
    /// As `Entry::on`.
    pub on: String,
}

/// How a count compares with its row.
#[derive(Debug, PartialEq)]
enum Verdict {
    Held,
    Grew,
    Fell,
    NotComparable,
}

impl Counted {
    fn verdict(&self, entry: &Entry) -> Verdict {
        match self.value / entry.value {
            _ if self.on != entry.on => Verdict::NotComparable,
            ratio if ratio > 1.0 + TOLERANCE => Verdict::Grew,
            ratio if ratio < 1.0 - TOLERANCE => Verdict::Fell,
            _ => Verdict::Held,
        }
    }
}

/// Fails if a count grew; otherwise says how many were compared, and what there is to know about the others.
pub fn judge(ledger: &Ledger, counts: &[Counted]) -> Result<(usize, Vec<String>)> {
    let (mut compared, mut notes, mut failures) = (0, Vec::new(), Vec::new());
    for counted in counts {
        let Counted { name, value, on } = counted;
        let Some(entry) = ledger.0.get(*name) else {
            failures.push(format!("{name}: not in the ledger. Add it: {}", raise(name)));
            continue;
        };
        let change =
            format!("from {} to {value} ({:+.1} %)", entry.value, 100.0 * (value / entry.value - 1.0));
        match counted.verdict(entry) {
            Verdict::Held => compared += 1,
            Verdict::Grew => failures.push(format!("{name} grew {change}. If it has to: {}", raise(name))),
            Verdict::Fell => {
                compared += 1;
                notes.push(format!("{name} fell {change}. Keep it there: cargo xtask ledger --lower"));
            }
            Verdict::NotComparable => {
                notes.push(format!("{name} is not compared: the ledger's is of {}, this is {on}", entry.on));
            }
        }
    }
    if !failures.is_empty() {
        bail!("{}", failures.join("\n"));
    }
    Ok((compared, notes))
}

fn raise(name: &str) -> String {
    format!("cargo xtask ledger --raise {name} --reason \"…\"")
}

/// Writes the counts down as accepted, whatever they were.
pub fn raise_to(ledger: &mut Ledger, counts: &[Counted], reason: &str) -> Result<()> {
    ensure!(!reason.trim().is_empty(), "a raise needs a reason");
    for Counted { name, value, on } in counts {
        let entry = Entry { value: *value, on: on.clone(), reason: reason.to_owned() };
        ledger.0.insert((*name).to_owned(), entry);
    }
    Ok(())
}

/// Writes down every count that is lower than its row.
pub fn lower_to(ledger: &mut Ledger, counts: &[Counted]) {
    for counted in counts {
        if let Some(entry) = ledger.0.get_mut(counted.name)
            && counted.on == entry.on
        {
            entry.value = entry.value.min(counted.value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: &str = "rustc 1.95";

    fn ledger() -> Ledger {
        let entry = |value| Entry { value, on: HERE.to_owned(), reason: "first count".to_owned() };
        Ledger([("calls".to_owned(), entry(1000.0)), ("bytes".to_owned(), entry(50.0))].into())
    }

    fn counted(name: &'static str, value: f64) -> Counted {
        Counted { name, value, on: HERE.to_owned() }
    }

    #[test]
    fn growth_fails_and_says_what_to_do() {
        let counts = [counted("calls", 1031.0), counted("bytes", 60.0)];
        let message = judge(&ledger(), &counts).expect_err("both have grown").to_string();
        assert_eq!(
            message,
            "calls grew from 1000 to 1031 (+3.1 %). If it has to: cargo xtask ledger --raise calls --reason \"…\"\n\
             bytes grew from 50 to 60 (+20.0 %). If it has to: cargo xtask ledger --raise bytes --reason \"…\""
        );
    }

    #[test]
    fn what_is_within_the_tolerance_holds() {
        for value in [971.0, 1000.0, 1029.0] {
            assert_eq!(judge(&ledger(), &[counted("calls", value)]).expect("it holds"), (1, Vec::new()));
        }
    }

    #[test]
    fn a_fall_passes_with_a_note_and_can_be_kept() {
        let counts = [counted("calls", 900.0), counted("bytes", 51.0)];
        let mut ledger = ledger();
        let (compared, notes) = judge(&ledger, &counts).expect("nothing grew");
        assert_eq!(compared, 2);
        assert_eq!(
            notes,
            ["calls fell from 1000 to 900 (-10.0 %). Keep it there: cargo xtask ledger --lower"]
        );

        lower_to(&mut ledger, &counts);
        assert_eq!(ledger.0["calls"].value, 900.0);
        assert_eq!(ledger.0["calls"].reason, "first count");
        assert_eq!(ledger.0["bytes"].value, 50.0);
        assert!(judge(&ledger, &[counted("calls", 950.0)]).is_err(), "what was gained can be lost again");
    }

    #[test]
    fn counts_of_another_compiler_are_not_compared() {
        let elsewhere = Counted { on: "rustc 1.96".to_owned(), ..counted("calls", 2000.0) };
        let (compared, notes) = judge(&ledger(), &[elsewhere]).expect("nothing was compared");
        assert_eq!(compared, 0);
        assert_eq!(notes, ["calls is not compared: the ledger's is of rustc 1.95, this is rustc 1.96"]);
    }

    #[test]
    fn a_row_that_is_missing_fails() {
        let message = judge(&ledger(), &[counted("more", 1.0)]).expect_err("it is unknown").to_string();
        assert!(message.starts_with("more: not in the ledger."), "{message}");
    }

    #[test]
    fn a_raise_needs_a_reason_and_leaves_the_others_alone() {
        let mut ledger = ledger();
        assert!(raise_to(&mut ledger, &[counted("calls", 2000.0)], " ").is_err());
        raise_to(&mut ledger, &[counted("calls", 2000.0)], "twice the work").expect("there is a reason");
        assert_eq!((ledger.0["calls"].value, &*ledger.0["calls"].reason), (2000.0, "twice the work"));
        assert_eq!(ledger.0["bytes"].reason, "first count");
        judge(&ledger, &[counted("calls", 2000.0)]).expect("it was accepted");
    }
}
