//! Whether all languages say the same.

use crate::exact::Exact;
use crate::judge::is_idiomatic_cancellation;
use crate::protocol::Outcome;
use crate::scenario::Scenario;
use crate::session::error_of;

/// How `other` differs from `first`, in anything but what the scenario leaves to chance.
pub(crate) fn judge(scenario: &Scenario, first: &Outcome, other: &Outcome) -> Option<String> {
    match (first, other) {
        (Outcome::Error(first), Outcome::Error(other))
            if is_idiomatic_cancellation(first) || is_idiomatic_cancellation(other) =>
        {
            kind(first).difference(&kind(other))
        }
        (Outcome::Error(first), Outcome::Error(other)) => {
            certain(scenario, first).difference(&certain(scenario, other))
        }
        // The rest of a session's result holds times; it is exactly what the scenario expects.
        (Outcome::Result(first), Outcome::Result(other)) if scenario.is_about_a_session() => {
            let errors = error_of(first).zip(error_of(other));
            let (first, other) = errors.map(|(first, other)| (first.clone(), other.clone()))?;
            judge(scenario, &Outcome::Error(first), &Outcome::Error(other))
        }
        (Outcome::Result(first), Outcome::Result(other)) => first.difference(other),
        _ => (first != other).then(|| "$: another kind of outcome".to_owned()),
    }
}

fn certain(scenario: &Scenario, error: &Exact) -> Exact {
    let Exact::Object(facts) = error else { return error.clone() };
    let certain = facts.iter().filter(|(fact, _)| !scenario.varies.contains(fact));
    Exact::Object(certain.map(|(fact, value)| (fact.clone(), value.clone())).collect())
}

fn kind(error: &Exact) -> Exact {
    let Exact::Object(facts) = error else { return error.clone() };
    facts.get("kind").unwrap_or(error).clone()
}
