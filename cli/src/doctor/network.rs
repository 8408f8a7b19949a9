//! The way to the service, as the library took it to fetch the discovery document.

use std::net::{IpAddr, SocketAddr};
use std::time::{Instant, SystemTime};

use genauth::binding::{self, Event, IssuerDocument, Log, Phase};
use genauth::{Client, Error};

use super::certificate::Chain;
use super::report::{Finding, Report, failure, ok, skipped, warning};
use crate::problem::Problem;
use crate::target::Target;

/// ID tokens are refused beyond this.
const MOST_SKEW: u64 = 300;
const LITTLE_SKEW: u64 = 30;

/// What was seen on the way.
struct Seen {
    events: Vec<(Instant, Event)>,
    error: Option<Error>,
    has_proxy: bool,
    has_tls: bool,
}

/// Fetches the discovery document; `None` if that failed.
pub(super) fn check(
    client: &Client,
    target: &Target,
    report: &mut Report,
) -> Result<Option<IssuerDocument>, Problem> {
    let log = Log::new();
    let (issuer, error) = match binding::logged(binding::discover(client), &log).wait() {
        Ok(issuer) => (Some(issuer), None),
        Err(error) => (None, Some(error)),
    };
    let seen = Seen {
        events: log.events(),
        error,
        has_proxy: binding::proxy(client).is_some(),
        has_tls: !target.host.starts_with("http://"),
    };
    for finding in
        [seen.resolution(), seen.connection(), seen.tls(), seen.clock(), seen.discovery(issuer.as_ref())]
    {
        report.add(finding)?;
    }
    Ok(issuer)
}

impl Seen {
    fn resolution(&self) -> Finding {
        const CHECK: &str = "name resolution";
        let whose = if self.has_proxy { " of the proxy" } else { "" };
        let addresses = self.events.iter().find_map(|(_, event)| match event {
            Event::Resolved(addresses) => Some(addresses.iter().map(SocketAddr::ip)),
            _ => None,
        });
        match addresses {
            Some(addresses) => {
                let mut all: Vec<IpAddr> = addresses.collect();
                all.dedup();
                let all: Vec<_> = all.iter().map(ToString::to_string).collect();
                let took =
                    self.between(is_phase(Phase::Resolving), |event| matches!(event, Event::Resolved(_)));
                ok(CHECK, format!("{}{whose}{took}", all.join(", ")))
            }
            None if !self.has(is_phase(Phase::Resolving)) => ok(CHECK, "not needed: the host is an address"),
            None => self.failure(CHECK),
        }
    }

    fn connection(&self) -> Finding {
        const CHECK: &str = "connection";
        let address = self.events.iter().find_map(|(_, event)| match event {
            Event::Connected(address) => Some(format!("to {address}")),
            _ => None,
        });
        let is_open = |event: &Event| matches!(event, Event::Handshake | Event::Connected(_));
        if self.has(is_open) {
            let took = self.between(is_phase(Phase::Connecting), is_open);
            let address = address.unwrap_or_else(|| "open".into());
            ok(CHECK, format!("{address}{}{took}", if self.has_proxy { ", the proxy" } else { "" }))
        } else if self.has(is_phase(Phase::Connecting)) && self.is_past_resolution() {
            self.failure(CHECK)
        } else {
            skipped(CHECK, "there is no address")
        }
    }

    fn tls(&self) -> Finding {
        const CHECK: &str = "TLS";
        let chain = self.events.iter().rev().find_map(|(_, event)| match event {
            Event::Certificates(chain) => Chain::read(chain),
            _ => None,
        });
        let is_ready = self.has(|event| matches!(event, Event::Connected(_)));
        match chain {
            _ if !self.has_tls => skipped(CHECK, "http:// has none"),
            Some(chain) if is_ready && chain.expires_soon(SystemTime::now()) => {
                warning(CHECK, chain.describe(), "The operator of the server has to renew its certificate.")
            }
            Some(chain) if is_ready => {
                let done = |event: &Event| matches!(event, Event::Connected(_));
                let took = self.between(|event| matches!(event, Event::Handshake), done);
                ok(CHECK, chain.describe() + &took)
            }
            Some(chain) => self.failure(CHECK).and(&format!("; the server showed {}", chain.describe())),
            None if self.has(|event| matches!(event, Event::Handshake)) => self.failure(CHECK),
            None => skipped(CHECK, "there is no connection"),
        }
    }

    fn clock(&self) -> Finding {
        const CHECK: &str = "clock";
        let date = self.events.iter().rev().find_map(|(at, event)| match event {
            Event::Head { date: Some(date), .. } => {
                Some((*date, SystemTime::now().checked_sub(at.elapsed())?))
            }
            _ => None,
        });
        let Some((server, own)) = date else { return skipped(CHECK, "the server did not tell its time") };
        let (offset, direction) = match own.duration_since(server) {
            Ok(ahead) => (ahead.as_secs(), "ahead of"),
            Err(behind) => (behind.duration().as_secs(), "behind"),
        };
        let message = format!("this machine is {offset} s {direction} the server");
        let fix = "Set the clock of this machine, or let it be set: `timedatectl set-ntp true` on Linux.";
        if offset <= LITTLE_SKEW {
            ok(CHECK, message)
        } else if offset <= MOST_SKEW {
            warning(CHECK, message, fix)
        } else {
            failure(CHECK, Problem::other(message).with_hint(fix))
        }
    }

    fn discovery(&self, issuer: Option<&IssuerDocument>) -> Finding {
        const CHECK: &str = "discovery";
        match (issuer, &self.error) {
            (Some(issuer), _) => ok(CHECK, format!("issuer {}", issuer.issuer)),
            // The profile may be there all the same.
            (None, Some(error)) if self.has(|event| matches!(event, Event::Head { .. })) => {
                warning(CHECK, error.message(), format!("Logins fail without it. {}", error.hint()))
            }
            (None, Some(error)) if self.has(|event| matches!(event, Event::Connected(_))) => {
                failure(CHECK, error.clone())
            }
            _ => skipped(CHECK, "the server was not reached"),
        }
    }

    fn has(&self, is_it: impl Fn(&Event) -> bool) -> bool {
        self.events.iter().any(|(_, event)| is_it(event))
    }

    /// Whether the addresses of the name are known, if it has one.
    fn is_past_resolution(&self) -> bool {
        !self.has(is_phase(Phase::Resolving)) || self.has(|event| matches!(event, Event::Resolved(_)))
    }

    /// The time between two events, in brackets.
    fn between(&self, start: impl Fn(&Event) -> bool, end: impl Fn(&Event) -> bool) -> String {
        let end = self.events.iter().find(|(_, event)| end(event)).map(|(at, _)| *at);
        let before = |(at, event): &&(Instant, Event)| start(event) && end.is_some_and(|end| *at <= end);
        let start = self.events.iter().rev().find(before).map(|(at, _)| *at);
        match (start, end) {
            (Some(start), Some(end)) => format!(" ({} ms)", (end - start).as_millis()),
            _ => String::new(),
        }
    }

    fn failure(&self, check: &'static str) -> Finding {
        match &self.error {
            Some(error) => failure(check, error.clone()),
            None => skipped(check, "not seen"),
        }
    }
}

fn is_phase(phase: Phase) -> impl Fn(&Event) -> bool {
    move |event| matches!(event, Event::Phase(entered) if *entered == phase)
}
