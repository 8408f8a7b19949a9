//! In which form a profile is printed.

use std::io::{self, IsTerminal as _};

use genauth::Profile;

use super::{card, redact};
use crate::problem::Problem;
use crate::{output, printable};

#[derive(clap::Args)]
pub(super) struct Form {
    /// Print the profile as JSON, as to a pipe
    #[arg(long)]
    json: bool,
    /// Print the service's response as it came
    #[arg(long, conflicts_with = "json")]
    raw: bool,
    /// Print JSON that does not tell who the user is
    #[arg(long)]
    redact: bool,
}

impl Form {
    /// Whether a person is to read it.
    pub(super) fn is_card(&self) -> bool {
        !(self.json || self.raw || self.redact) && io::stdout().is_terminal()
    }

    pub(super) fn print(&self, profile: &Profile) -> Result<(), Problem> {
        if self.is_card() {
            return output::styled(&card::of(profile));
        }
        let raw = profile.raw.as_bytes();
        let json = match (self.raw, self.redact) {
            (true, false) if !io::stdout().is_terminal() => return output::bytes(raw),
            (true, false) => String::from_utf8_lossy(raw).into_owned(),
            (true, true) => redact::response(&String::from_utf8_lossy(raw))?,
            (false, true) => redact::profile(&profile.to_json())?,
            (false, false) => profile.to_json(),
        };
        output::result(&format!("{}\n", printable::json(&json)))
    }
}
