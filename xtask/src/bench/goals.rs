//! The goals, in one table: what the library must reach beside others, and what it aims for.

use anyhow::Result;

use super::quantity::Quantity::{self, *};
use super::samples::{Samples, Spread};
use super::ways::*;

pub struct Goal {
    pub number: &'static str,
    pub what: &'static str,
    pub quantity: Quantity,
    pub ours: &'static str,
    /// Who it is compared with; without, the figure itself is what counts.
    pub theirs: Option<&'static str>,
    pub must: f64,
    pub aim: f64,
}

/// A row of the table: number, what, quantity, ours, theirs, must, aim.
const fn goal(
    number: &'static str,
    what: &'static str,
    quantity: Quantity,
    (ours, theirs): (&'static str, Option<&'static str>),
    (must, aim): (f64, f64),
) -> Goal {
    Goal { number, what, quantity, ours, theirs, must, aim }
}

pub const GOALS: [Goal; 20] = [
    goal("1", "C, JSON string: a call", P50, (C_STRING, Some(LIBCURL)), (0.90, 0.70)),
    goal("2", "C, JSON string: a call", Instructions, (C_STRING, Some(LIBCURL)), (0.60, 0.40)),
    goal("3", "C, profile: a call", P50, (C_PROFILE, Some(LIBCURL)), (0.85, 0.65)),
    goal("4", "Python: a call", P50, (PYTHON, Some(PYCURL)), (0.90, 0.75)),
    goal("5a", "Python: 32 threads", Rate32, (PYTHON, Some(PYCURL)), (1.5, 2.0)),
    goal("5b", "C: 32 threads", Rate32, (C_STRING, Some(LIBCURL)), (1.2, 1.5)),
    goal("6", "asyncio: 32 tasks", Rate32, (UVLOOP, Some(AIOHTTP_UVLOOP)), (3.5, 5.0)),
    goal("7", "Python: the import", Import, (PYTHON, Some(PYCURL)), (1.2, 0.9)),
    goal("8a", "C: a process with one call", Process, (C_STRING, Some(LIBCURL)), (0.60, 0.45)),
    goal("8b", "Python: a process with one call", Process, (PYTHON, Some(REQUESTS)), (0.50, 0.40)),
    goal("9a", "JVM: a call", P50, (JVM, Some(JAVA_NET_HTTP)), (0.60, 0.45)),
    goal("9b", "JVM: a call", Cpu, (JVM, Some(JAVA_NET_HTTP)), (0.40, 0.30)),
    goal("9c", "JVM: a call", P50, (JVM, Some(AUTHING_JAVA)), (0.60, 0.45)),
    goal("10", "C: three fields of 1 MB", Decode, (C_BIG, Some(SERDE_BIG)), (0.25, 0.15)),
    goal("11a", "concurrent calls, until a CPU is full", Linear, (C_ASYNC, None), (0.90, 0.95)),
    goal("11b", "concurrent calls, until a CPU is full", Tail, (C_ASYNC, None), (2.0, 1.5)),
    goal("11c", "10,000 idle clients", IdleThreads, (C_ASYNC, None), (0.0, 0.0)),
    goal("11d", "10,000 idle clients", IdleSockets, (C_ASYNC, None), (0.0, 0.0)),
    goal("12a", "the shared library, stripped", Size, (SHARED_LIBRARY, None), (3.2, 2.5)),
    goal("12b", "the wheel", Size, (WHEEL, None), (1.8, 1.6)),
];

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Standing {
    Aim,
    Must,
    Missed,
}

impl Goal {
    /// Whether everything it needs was measured; a run may leave parts out.
    pub fn is_measured(&self, samples: &Samples) -> bool {
        samples.has(self.ours, self.quantity)
    }

    /// The ratio to the peer, or the figure itself.
    pub fn figure(&self, samples: &Samples) -> Result<Spread> {
        match self.theirs {
            Some(theirs) => samples.ratio(self.ours, theirs, self.quantity),
            None => samples.spread(self.ours, self.quantity),
        }
    }

    pub fn standing(&self, figure: f64) -> Standing {
        let reaches = |goal: f64| if self.quantity.grows() { figure >= goal } else { figure <= goal };
        match () {
            () if reaches(self.aim) => Standing::Aim,
            () if reaches(self.must) => Standing::Must,
            () => Standing::Missed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn less_time_and_more_calls_are_better() {
        let time = goal("", "", P50, ("", None), (0.9, 0.7));
        assert_eq!(
            [0.7, 0.71, 0.9, 0.91].map(|figure| time.standing(figure)),
            [Standing::Aim, Standing::Must, Standing::Must, Standing::Missed]
        );
        let rate = goal("", "", Rate32, ("", None), (1.2, 1.5));
        assert_eq!(
            [1.19, 1.2, 1.5].map(|figure| rate.standing(figure)),
            [Standing::Missed, Standing::Must, Standing::Aim]
        );
    }

    #[test]
    fn an_aim_is_not_below_what_must_be() {
        for goal in GOALS {
            assert_ne!(goal.standing(goal.aim), Standing::Missed, "goal {}", goal.number);
        }
    }
}
