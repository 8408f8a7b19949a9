//! `genauth token`.

use crate::credentials::Credentials;
use crate::output;
use crate::problem::Problem;
use crate::target::Application;

#[derive(clap::Args)]
pub(crate) struct Token {
    #[command(flatten)]
    application: Application,
}

impl Token {
    pub(crate) fn run(self) -> Result<(), Problem> {
        let target = self.application.resolve()?;
        let token = Credentials::find(&target, false)?.token(&target)?;
        // A token is visible ASCII.
        output::result(&format!("{}\n", token.as_str()))
    }
}
