//! Where the time of a call went.

use std::time::{Duration, Instant};

use genauth::binding::{Event, Log, Phase};

use crate::output::notice;

/// What a call spends its time on, in the order of a first attempt.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Resolution,
    Connect,
    Tls,
    FirstByte,
    Body,
    BackOff,
}

const PARTS: [(Part, &str); 6] = [
    (Part::Resolution, "name resolution"),
    (Part::Connect, "connect"),
    (Part::Tls, "TLS"),
    (Part::FirstByte, "first byte"),
    (Part::Body, "body"),
    (Part::BackOff, "between attempts"),
];

/// Tells where the time of a call went, on standard error.
pub(super) fn tell(log: &Log) {
    let events = log.events();
    for (part, name) in PARTS {
        let spent = spent(&events, part);
        if spent > Duration::ZERO {
            notice(&line(name, spent));
        }
    }
    if let (Some((start, _)), Some((end, _))) = (events.first(), events.last()) {
        notice(&line("total", *end - *start));
    }
}

fn line(name: &str, spent: Duration) -> String {
    format!("{name:16} {:9.1} ms", spent.as_secs_f64() * 1000.0)
}

/// What a part took, in all attempts together.
fn spent(events: &[(Instant, Event)], part: Part) -> Duration {
    let is_part = |pair: &&[(Instant, Event)]| begins(&pair[0].1) == part;
    events.windows(2).filter(is_part).map(|pair| pair[1].0 - pair[0].0).sum()
}

/// What begins with an event.
fn begins(event: &Event) -> Part {
    match event {
        Event::Phase(Phase::Resolving) => Part::Resolution,
        Event::Resolved(_) | Event::Phase(Phase::Connecting) => Part::Connect,
        Event::Handshake | Event::Certificates(_) => Part::Tls,
        Event::Connected(_) | Event::Phase(Phase::Waiting) => Part::FirstByte,
        Event::Head { .. } | Event::Phase(Phase::Reading) => Part::Body,
        Event::Phase(Phase::AtRest) => Part::BackOff,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_attempt_counts() {
        let start = Instant::now();
        let at = |ms, event| (start + Duration::from_millis(ms), event);
        let head = || Event::Head { status: 503, date: None };
        let events = [
            at(0, Event::Phase(Phase::Waiting)),
            at(1, Event::Phase(Phase::Resolving)),
            at(3, Event::Resolved(Vec::new())),
            at(7, Event::Handshake),
            at(10, Event::Certificates(Vec::new())),
            at(15, Event::Phase(Phase::Waiting)),
            at(31, head()),
            at(40, Event::Phase(Phase::AtRest)),
            at(100, Event::Phase(Phase::Waiting)),
            at(200, head()),
            at(201, Event::Phase(Phase::AtRest)),
        ];
        let parts = PARTS.map(|(part, _)| spent(&events, part).as_millis());
        assert_eq!(parts, [2, 4, 8, 117, 10, 60]);
        assert_eq!(line("TLS", Duration::from_micros(8250)), "TLS                    8.2 ms");
    }
}
