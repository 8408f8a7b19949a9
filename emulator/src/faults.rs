//! What goes wrong on purpose until it is switched off: for everybody, or for one user.

use std::str::FromStr;
use std::sync::Mutex;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::sync::lock;

/// Something that goes wrong with the requests to the service, and with those to its `OpenID` provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Fault {
    /// HTTP 429.
    RateLimited {
        /// Seconds, for the `retry-after` header.
        #[serde(default = "one")]
        retry_after: u32,
    },
    /// HTTP 503.
    Unavailable {
        /// Seconds, for the `retry-after` header, if there is one.
        retry_after: Option<u32>,
    },
    /// The service refuses the user: profiles with `statusCode` 403 and `apiCode` 2005, refresh tokens with
    /// `invalid_grant`.
    SuspendedUser {
        /// A user id; everybody without it.
        user: Option<String>,
    },
    /// The service knows the user's tokens no more, as after a sign-out elsewhere.
    SessionEnded {
        /// A user id; everybody without it.
        user: Option<String>,
    },
    /// Each response takes this long. Another fault comes after the wait.
    Slow {
        /// Before the response.
        milliseconds: u32,
    },
    /// No response, and the connection stays open.
    Hang,
    /// The connection is reset.
    Reset,
}

/// A fault that is switched on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Standing {
    #[serde(flatten)]
    pub(crate) fault: Fault,
    /// For so many requests more; without it, until it is switched off.
    pub(crate) times: Option<u32>,
}

/// The faults that are switched on, the oldest first.
#[derive(Debug, Default)]
pub(crate) struct Faults(Mutex<Vec<Standing>>);

/// What a request meets.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Met {
    pub(crate) delay: Duration,
    pub(crate) fault: Option<Fault>,
}

fn one() -> u32 {
    1
}

impl Fault {
    /// The name of its kind, as JSON has it.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::RateLimited { .. } => "rate_limited",
            Self::Unavailable { .. } => "unavailable",
            Self::SuspendedUser { .. } => "suspended_user",
            Self::SessionEnded { .. } => "session_ended",
            Self::Slow { .. } => "slow",
            Self::Hang => "hang",
            Self::Reset => "reset",
        }
    }

    pub(crate) fn user_mut(&mut self) -> Option<&mut Option<String>> {
        match self {
            Self::SuspendedUser { user } | Self::SessionEnded { user } => Some(user),
            _ => None,
        }
    }

    /// For a fault that is about users: its user.
    fn user(&self) -> Option<&Option<String>> {
        match self {
            Self::SuspendedUser { user } | Self::SessionEnded { user } => Some(user),
            _ => None,
        }
    }
}

/// As on the command line: `rate-limited`, `rate-limited=30`, `suspended-user=bob`.
impl FromStr for Fault {
    type Err = String;

    fn from_str(written: &str) -> Result<Self, String> {
        let (kind, value) =
            written.split_once('=').map_or((written, None), |(kind, value)| (kind, Some(value)));
        let number = || value.map(|value| value.parse().map_err(|_| format!("`{value}` is not a number")));
        let user = value.map(str::to_owned);
        match kind {
            "rate-limited" => Ok(Self::RateLimited { retry_after: number().unwrap_or(Ok(one()))? }),
            "unavailable" => Ok(Self::Unavailable { retry_after: number().transpose()? }),
            "suspended-user" => Ok(Self::SuspendedUser { user }),
            "session-ended" => Ok(Self::SessionEnded { user }),
            "hang" if value.is_none() => Ok(Self::Hang),
            "reset" if value.is_none() => Ok(Self::Reset),
            _ => Err("expected rate-limited[=SECONDS], unavailable[=SECONDS], suspended-user[=USER], \
                      session-ended[=USER], hang or reset"
                .to_owned()),
        }
    }
}

impl Faults {
    /// Switches a fault on, in the place of one of its kind that is for the same user.
    pub(crate) fn set(&self, standing: Standing) {
        let mut faults = lock(&self.0);
        let (kind, user) = (standing.fault.kind(), standing.fault.user());
        faults.retain(|other| other.fault.kind() != kind || other.fault.user() != user);
        faults.push(standing);
    }

    /// Switches off the faults of a kind, or all.
    pub(crate) fn clear(&self, kind: Option<&str>) {
        lock(&self.0).retain(|standing| kind.is_some_and(|kind| standing.fault.kind() != kind));
    }

    pub(crate) fn list(&self) -> Vec<Standing> {
        lock(&self.0).clone()
    }

    /// What a request meets, which then counts for it. `user` is whose request it is; it is asked only if that matters.
    pub(crate) fn meet(&self, user: impl FnOnce() -> Option<String>) -> Met {
        let mut faults = lock(&self.0);
        let mut met = Met::default();
        if faults.is_empty() {
            return met;
        }
        let user = if faults.iter().any(|standing| standing.fault.user().is_some()) { user() } else { None };
        for standing in faults.iter_mut() {
            let is_meant = match standing.fault.user() {
                Some(whose) => user.is_some() && (whose.is_none() || *whose == user),
                None => true,
            };
            match &standing.fault {
                _ if !is_meant => continue,
                Fault::Slow { milliseconds } => met.delay = Duration::from_millis(u64::from(*milliseconds)),
                fault if met.fault.is_none() => met.fault = Some(fault.clone()),
                _ => continue,
            }
            standing.times = standing.times.map(|times| times.saturating_sub(1));
        }
        faults.retain(|standing| standing.times != Some(0));
        met
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_and_json_name_the_same_faults() {
        for (written, json) in [
            ("rate-limited", r#"{"kind":"rate_limited"}"#),
            ("rate-limited=30", r#"{"kind":"rate_limited","retry_after":30}"#),
            ("unavailable", r#"{"kind":"unavailable"}"#),
            ("suspended-user=bob", r#"{"kind":"suspended_user","user":"bob"}"#),
            ("session-ended", r#"{"kind":"session_ended"}"#),
            ("hang", r#"{"kind":"hang"}"#),
            ("reset", r#"{"kind":"reset"}"#),
        ] {
            let fault: Fault = written.parse().unwrap();
            assert_eq!(fault, serde_json::from_str(json).unwrap(), "{written}");
            assert!(json.contains(fault.kind()));
        }
        for written in ["", "slow", "reset=1", "rate-limited=soon", "Hang"] {
            assert!(written.parse::<Fault>().is_err(), "{written}");
        }
        for json in [
            r#"{"kind":"slow","milliseconds":1,"times":2,"x":1}"#,
            r#"{"kind":"rate_limited","milliseconds":1}"#,
        ] {
            assert!(serde_json::from_str::<Standing>(json).is_err(), "{json}");
        }
    }
}
