//! The configuration, and the proxy that follows from it.

use genauth::Client;
use genauth::binding;

use super::report::{Report, failure, ok, skipped, warning};
use crate::problem::Problem;
use crate::target::Target;

/// Makes the client that the other checks use; `None` if the configuration is invalid.
pub(super) fn check(target: &Target, report: &mut Report) -> Result<Option<Client>, Problem> {
    // Once is enough to see what is wrong.
    let client = target.config().and_then(|config| Ok(Client::new(&config.max_attempts(1))?));
    let client = match client {
        Ok(client) => client,
        Err(problem) => {
            report.add(failure("configuration", problem))?;
            for check in ["proxy", "name resolution", "connection", "TLS", "clock", "discovery"] {
                report.add(skipped(check, "the configuration cannot be used"))?;
            }
            return Ok(None);
        }
    };
    report.add(match doubt(&target.host) {
        None => ok("configuration", format!("application {} at {}", target.app_id, target.host)),
        Some(fix) => warning("configuration", format!("the host is spelled {}", target.host), fix),
    })?;
    if let Some(emulator) = binding::emulator(&client) {
        let fix = "Unset GENAUTH_EMULATOR_HOST to check the service.";
        let message = format!("GENAUTH_EMULATOR_HOST is set: everything below is about {emulator}");
        report.add(warning("emulator", message, fix))?;
    }
    let source = if target.settings.contains_key("proxy") { "the configuration" } else { "the environment" };
    report.add(ok(
        "proxy",
        match binding::proxy(&client) {
            Some(proxy) => format!("{proxy}, from {source}"),
            None => "none".into(),
        },
    ))?;
    Ok(Some(client))
}

/// What is odd about a host that can be used.
fn doubt(host: &str) -> Option<&'static str> {
    let (scheme, rest) = host.split_once("://").unwrap_or(("https", host));
    let (name, path) = rest.split_once('/').unwrap_or((rest, ""));
    let first = path.split('/').next().unwrap_or_default();
    if ["oidc", "api", "login"].contains(&first) {
        Some("Leave the path out: the host is the address of the application alone.")
    } else if name.starts_with("console.") {
        Some("That is the console: take the address that it shows for the application.")
    } else if scheme == "http" && !is_loopback(name) {
        Some("The token is sent in clear text: use https://.")
    } else {
        None
    }
}

fn is_loopback(name: &str) -> bool {
    name.starts_with("127.") || name.starts_with("localhost") || name.starts_with("[::1]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_raise_a_doubt() {
        for host in ["https://a.example/oidc", "a.example/api/v3", "console.genauth.ai", "http://a.example"] {
            assert!(doubt(host).is_some(), "{host}");
        }
        for host in [
            "https://a.example",
            "a.example/tenant/",
            "http://127.0.0.1:80",
            "http://localhost:1",
            "http://[::1]",
        ] {
            assert_eq!(doubt(host), None, "{host}");
        }
    }
}
