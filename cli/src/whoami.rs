//! `genauth whoami`.

use std::io::{self, Write as _};

use genauth::{Client, Config, Error, Profile, ProfileOptions};

/// The exit code is 0, or the number of the kind of error: 2 config, 3 unauthenticated, 7 network and so on.
#[derive(clap::Args)]
pub(crate) struct Whoami {
    /// Id of the application
    #[arg(long, env = "GENAUTH_APP_ID")]
    app_id: String,
    /// Address of the application, as the console shows it
    #[arg(long, env = "GENAUTH_HOST")]
    host: String,
    /// Read the access token from standard input instead of the variable GENAUTH_ACCESS_TOKEN
    #[arg(long)]
    token_stdin: bool,
    /// Ask for these parts, too
    #[arg(long, value_delimiter = ',', value_name = "PARTS")]
    with: Vec<Part>,
    /// Print the whole profile as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, PartialEq, clap::ValueEnum)]
enum Part {
    CustomData,
    Identities,
    DepartmentIds,
}

impl Whoami {
    pub(crate) fn run(self) -> Result<(), (u8, String)> {
        // There is no option for the token: other users of the machine can read command lines.
        let token = if self.token_stdin {
            io::read_to_string(io::stdin()).map_err(|error| (1, format!("no token: {error}")))?
        } else {
            std::env::var("GENAUTH_ACCESS_TOKEN").unwrap_or_default()
        };
        let profile = self.ask(token.trim()).map_err(|error| {
            let code = u8::try_from(error.kind().code()).unwrap_or(1);
            (code, format!("{error}\n{}", error.hint()))
        })?;
        self.print(&profile).map_err(|error| (1, format!("nothing could be printed: {error}")))
    }

    fn ask(&self, token: &str) -> Result<Profile, Error> {
        let mut config = Config::new(&self.app_id, &self.host);
        if !token.is_empty() {
            config = config.access_token(token);
        }
        let options = ProfileOptions {
            with_custom_data: self.with.contains(&Part::CustomData),
            with_identities: self.with.contains(&Part::Identities),
            with_department_ids: self.with.contains(&Part::DepartmentIds),
        };
        Client::new(&config)?.get_profile(options).wait()
    }

    fn print(&self, profile: &Profile) -> io::Result<()> {
        let mut out = io::stdout().lock();
        if self.json {
            return writeln!(out, "{}", profile.to_json());
        }
        let facts = [("name", &profile.name), ("username", &profile.username), ("email", &profile.email)];
        writeln!(out, "{:9}{}", "user id", profile.user_id)?;
        for (label, value) in facts {
            if let Some(value) = value {
                // A name is the user's own choice, and must not steer the terminal.
                writeln!(out, "{label:9}{}", value.replace(char::is_control, " "))?;
            }
        }
        Ok(())
    }
}
