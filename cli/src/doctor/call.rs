//! The call itself, and what came of it.

use std::time::Instant;

use genauth::Profile;

use super::fields::{self, Absent, Reason};
use super::report::{Report, failure, ok, warning};
use super::token::Facts;
use crate::credentials::Credentials;
use crate::problem::Problem;
use crate::target::Target;
use crate::whoami::Part;

pub(super) fn check(
    credentials: &Credentials,
    target: &Target,
    parts: &[Part],
    facts: &Facts,
    report: &mut Report,
) -> Result<(), Problem> {
    const CHECK: &str = "call";
    let client = credentials.client(&target.config()?.max_attempts(1))?;
    let start = Instant::now();
    match client.get_profile(Part::options(parts)).wait() {
        Ok(profile) => {
            report
                .add(ok(CHECK, format!("get-profile gives a user ({} ms)", start.elapsed().as_millis())))?;
            tell_fields(&profile, parts, facts, report)
        }
        Err(error) => report.add(failure(CHECK, credentials.explain(error, target))),
    }
}

fn tell_fields(profile: &Profile, parts: &[Part], facts: &Facts, report: &mut Report) -> Result<(), Problem> {
    const CHECK: &str = "fields";
    let absent = fields::absent(profile, parts, facts.scopes.as_deref());
    let (all, present) = (fields::count(), fields::count() - absent.len());
    report.add(ok(CHECK, format!("{present} of {all} have a value")))?;
    for (reason, text, fix) in REASONS {
        let names: Vec<_> = absent.iter().filter(|absent| absent.reason == reason).map(name).collect();
        if names.is_empty() {
            continue;
        }
        let message = format!("{text}: {}", names.join(", "));
        report.add(match reason {
            Reason::Malformed => warning(CHECK, message, fix),
            _ => ok(CHECK, message).with_fix(fix),
        })?;
    }
    report.add_absent(absent);
    Ok(())
}

/// Each reason, with what it means and what to do.
const REASONS: [(Reason, &str, &str); 5] = [
    (
        Reason::Malformed,
        "malformed",
        "Show the service's support what `genauth whoami --raw --redact` prints.",
    ),
    (
        Reason::ScopeNotGranted,
        "scope not granted",
        "Sign in with `genauth login --scope SCOPES`, and allow the scopes in the console.",
    ),
    (
        Reason::ScopeUnknown,
        "empty at the service, or scope not granted",
        "The token does not say which scopes it has: ask for these when the user signs in.",
    ),
    (Reason::NotRequested, "not asked for", "Ask for them: --with custom-data,identities,department-ids."),
    (Reason::Empty, "empty at the service", ""),
];

fn name(absent: &Absent) -> String {
    match (absent.reason, absent.scope) {
        (Reason::ScopeNotGranted | Reason::ScopeUnknown, Some(scope)) => {
            format!("{} ({scope})", absent.field)
        }
        _ => absent.field.to_owned(),
    }
}
