//! Whether all languages say the same.

use crate::exact::Exact;
use crate::judge::is_idiomatic_cancellation;
use crate::outcome::Ending;
use crate::scenario::Scenario;

/// How `other` differs from `first`, in anything but what the scenario leaves to chance.
pub(crate) fn judge(scenario: &Scenario, first: &Ending, other: &Ending) -> Option<String> {
    match (first, other) {
        (Ending::Error(first), Ending::Error(other))
            if is_idiomatic_cancellation(first) || is_idiomatic_cancellation(other) =>
        {
            kind(first).difference(&kind(other))
        }
        (Ending::Error(first), Ending::Error(other)) => {
            certain(scenario, first).difference(&certain(scenario, other))
        }
        (Ending::Profile(first), Ending::Profile(other)) => first.difference(other),
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
