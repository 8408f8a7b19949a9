//! `genauth doctor`.

mod call;
mod certificate;
mod fields;
mod network;
mod report;
mod scopes;
mod settings;
mod token;

use genauth::binding::IssuerDocument;

use crate::credentials::Credentials;
use crate::problem::Problem;
use crate::target::Application;
use crate::whoami::Part;
use report::{Report, failure, skipped};
use token::Facts;

#[derive(clap::Args)]
pub(crate) struct Doctor {
    #[command(flatten)]
    application: Application,
    /// Read the access token from standard input
    #[arg(long)]
    token_stdin: bool,
    /// Ask for custom-data,identities,department-ids
    #[arg(long, value_delimiter = ',', value_name = "PARTS", hide_possible_values = true)]
    with: Vec<Part>,
    /// Print one JSON object at the end
    #[arg(long)]
    json: bool,
}

impl Doctor {
    pub(crate) fn run(self) -> Result<(), Problem> {
        let target = self.application.resolve()?;
        let mut report = Report::new(self.json);
        let client = settings::check(&target, &mut report)?;
        let issuer: Option<IssuerDocument> = match &client {
            Some(client) => network::check(client, &target, &mut report)?,
            None => None,
        };
        // The token says something about itself even if nobody can be reached.
        let credentials = match Credentials::find(&target, self.token_stdin) {
            Ok(credentials) => credentials,
            Err(problem) => return Self::without_token(problem, report),
        };
        let facts = match credentials.token(&target) {
            Ok(token) => Facts::of(token.as_str(), &credentials.source, credentials.scope.as_deref()),
            Err(problem) => return Self::without_token(problem, report),
        };
        token::check(&facts, &target, issuer.as_ref(), &mut report)?;
        if client.is_some() {
            call::check(&credentials, &target, &self.with, &facts, &mut report)?;
        } else {
            report.add(skipped("call", "the configuration cannot be used"))?;
        }
        report.end()
    }

    fn without_token(problem: Problem, mut report: Report) -> Result<(), Problem> {
        report.add(failure("token", problem))?;
        report.add(skipped("call", "there is no token to call with"))?;
        report.end()
    }
}
