//! `genauth whoami`.

mod card;
mod facts;
mod form;
mod redact;
mod timing;

use genauth::ProfileOptions;
use genauth::binding::{self, Log};

use crate::credentials::Credentials;
use crate::problem::Problem;
use crate::target::Application;
use form::Form;

#[derive(clap::Args)]
pub(crate) struct Whoami {
    #[command(flatten)]
    application: Application,
    /// Read the access token from standard input
    #[arg(long)]
    token_stdin: bool,
    /// Ask for custom-data,identities,department-ids
    #[arg(long, value_delimiter = ',', value_name = "PARTS", hide_possible_values = true)]
    with: Vec<Part>,
    #[command(flatten)]
    form: Form,
    /// Tell where the time went, on standard error
    #[arg(long)]
    timing: bool,
}

/// A part of the profile that comes only when it is asked for.
#[derive(Clone, Copy, PartialEq, clap::ValueEnum)]
pub(crate) enum Part {
    CustomData,
    Identities,
    DepartmentIds,
}

impl Part {
    /// The part that a field of the profile is.
    pub(crate) fn of(field: &str) -> Option<Self> {
        match field {
            "customData" => Some(Self::CustomData),
            "identities" => Some(Self::Identities),
            "departmentIds" => Some(Self::DepartmentIds),
            _ => None,
        }
    }

    /// The options that ask for these parts.
    pub(crate) fn options(parts: &[Self]) -> ProfileOptions {
        ProfileOptions::default()
            .with_custom_data(parts.contains(&Self::CustomData))
            .with_identities(parts.contains(&Self::Identities))
            .with_department_ids(parts.contains(&Self::DepartmentIds))
    }
}

impl Whoami {
    pub(crate) fn run(self) -> Result<(), Problem> {
        let target = self.application.resolve()?;
        let credentials = Credentials::find(&target, self.token_stdin)?;
        let client = credentials.client(&target.config()?)?;
        let log = Log::new();
        let call = binding::logged(client.get_profile(self.options()), &log);
        let outcome = call.wait();
        if self.timing {
            timing::tell(&log);
        }
        self.form.print(&outcome.map_err(|error| credentials.explain(error, &target))?)
    }

    fn options(&self) -> ProfileOptions {
        if self.form.is_card() && self.with.is_empty() {
            Part::options(&[Part::CustomData, Part::Identities, Part::DepartmentIds])
        } else {
            Part::options(&self.with)
        }
    }
}
