//! The commands, and their help: each fits a screen, the rest is in the manual.

#![expect(clippy::doc_markdown, reason = "clap prints the documentation as help")]

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};
use clap_complete::Shell;

use crate::problem::Problem;
use crate::{doctor, login, logout, manual, output, token, whoami};

/// Without the options that every program has.
const TEMPLATE: &str = "{about}\n\n{usage-heading} {usage}\n\nCommands:\n{subcommands}{after-help}";

const EXAMPLES: &str = "\
Examples:
  genauth login --app-id ID --host https://example.genauth.ai
  genauth whoami
  curl -H \"authorization: Bearer $(genauth token)\" https://api.example.com

Options come before the variables GENAUTH_PROFILE, GENAUTH_APP_ID, GENAUTH_HOST
and GENAUTH_ACCESS_TOKEN, and those before the session. Exit codes: 0 success,
2 usage or configuration, 3 not signed in, 7 network; for all: `genauth man`.";

const LOGIN_EXAMPLES: &str = "\
Examples:
  genauth login --app-id ID --host https://example.genauth.ai
  genauth login --profile work --store file  # other programs can share it
  genauth login --no-browser                 # with another machine's browser";

const WHOAMI_EXAMPLES: &str = "\
Examples:
  genauth whoami
  genauth whoami --with custom-data | jq .customData
  genauth whoami --raw --redact  # for a bug report";

const TOKEN_EXAMPLES: &str = "\
Example:
  curl -H \"authorization: Bearer $(genauth token)\" https://api.example.com";

const DOCTOR_EXAMPLES: &str = "\
Examples:
  genauth doctor
  echo \"$TOKEN\" | genauth doctor --token-stdin --app-id ID --host URL --json";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  genauth completions bash > ~/.local/share/bash-completion/completions/genauth
  genauth completions zsh > \"${fpath[1]}/_genauth\"
  genauth completions fish > ~/.config/fish/completions/genauth.fish";

const MAN_EXAMPLES: &str = "\
Examples:
  genauth man | man -l -
  genauth man --dir ~/.local/share/man/man1";

/// Who is the signed-in user of a GenAuth application?
#[derive(Parser)]
#[command(name = "genauth", version, disable_help_subcommand = true, help_template = TEMPLATE, after_help = EXAMPLES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Sign in with the browser, and keep the session
    #[command(after_help = LOGIN_EXAMPLES)]
    Login(login::Login),
    /// End the session, here and at the service
    Logout(logout::Logout),
    /// Show the signed-in user: a card to people, JSON to programs
    #[command(after_help = WHOAMI_EXAMPLES)]
    Whoami(whoami::Whoami),
    /// Print an access token that is fit for use
    #[command(after_help = TOKEN_EXAMPLES)]
    Token(token::Token),
    /// Find out why calls fail
    #[command(after_help = DOCTOR_EXAMPLES)]
    Doctor(doctor::Doctor),
    /// Run a local GenAuth for tests and demos
    Emulator(genauth_emulator::command::Command),
    /// Print completions for a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// bash, zsh, fish, elvish or powershell
        #[arg(hide_possible_values = true)]
        shell: Shell,
    },
    /// Print the manual
    #[command(after_help = MAN_EXAMPLES)]
    Man(manual::Man),
}

impl Cli {
    pub(crate) fn run(self) -> Result<ExitCode, Problem> {
        match self.command {
            Command::Login(login) => login.run()?,
            Command::Logout(logout) => logout.run()?,
            Command::Whoami(whoami) => whoami.run()?,
            Command::Token(token) => token.run()?,
            Command::Doctor(doctor) => doctor.run()?,
            Command::Emulator(emulator) => {
                return emulator.run().map_err(|error| Problem::other(error.to_string()));
            }
            Command::Completions { shell } => {
                let mut script = Vec::new();
                clap_complete::generate(shell, &mut Self::command(), "genauth", &mut script);
                output::bytes(&script)?;
            }
            Command::Man(man) => man.run(Self::command())?,
        }
        Ok(ExitCode::SUCCESS)
    }
}
