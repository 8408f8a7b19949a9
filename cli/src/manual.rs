//! `genauth man`.

use std::fs;
use std::io;
use std::path::PathBuf;

use clap_mangen::roff::{Roff, bold, roman};
use genauth::ErrorKind;

use crate::output;
use crate::problem::Problem;

#[derive(clap::Args)]
pub(crate) struct Man {
    /// Write a page for each command to this directory
    #[arg(long)]
    dir: Option<PathBuf>,
}

const ENVIRONMENT: [(&str, &str); 8] = [
    ("GENAUTH_PROFILE", "The profile, unless --profile names one."),
    ("GENAUTH_APP_ID", "The id of the application, unless --app-id or --profile gives it."),
    ("GENAUTH_HOST", "The address of the application, unless --host or --profile gives it."),
    ("GENAUTH_ACCESS_TOKEN", "The access token, unless --token-stdin or --profile is given."),
    ("GENAUTH_APP_SECRET", "The secret of an application that has one. It is never kept."),
    ("GENAUTH_CONFIG_DIR", "The directory of the program's files."),
    ("HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY", "The proxy, unless --config proxy=URL gives it."),
    ("NO_COLOR", "Turns colours off. There are none unless a terminal is there."),
];

const FILES: [(&str, &str); 4] = [
    ("~/.config/genauth", "The directory on Linux and macOS; $XDG_CONFIG_HOME/genauth if that is set."),
    ("%APPDATA%\\genauth", "The directory on Windows."),
    ("profiles/NAME.json", "Application and host of a profile. Holds no token."),
    (
        "sessions/NAME.json, sessions/NAME.sealed",
        "The session of a profile: in the clear, as the library's FileStore has it, so that programs in any language can \
         share it; or encrypted, with the key in the system's keyring.",
    ),
];

impl Man {
    pub(crate) fn run(self, command: clap::Command) -> Result<(), Problem> {
        let Some(directory) = self.dir else {
            return output::bytes(&main_page(command).map_err(|error| failed(&error))?);
        };
        fs::create_dir_all(&directory)
            .and_then(|()| clap_mangen::generate_to(command.clone(), &directory))
            .and_then(|()| fs::write(directory.join("genauth.1"), main_page(command)?))
            .map_err(|error| failed(&error))
    }
}

fn failed(error: &io::Error) -> Problem {
    Problem::other(format!("the manual cannot be written: {error}"))
}

/// The page of the program, with what concerns all commands.
fn main_page(command: clap::Command) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    let man = clap_mangen::Man::new(command);
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_subcommands_section(&mut page)?;
    section("ENVIRONMENT", &ENVIRONMENT).to_writer(&mut page)?;
    section("FILES", &FILES).to_writer(&mut page)?;
    let codes: Vec<_> = ErrorKind::ALL.iter().map(|kind| (kind.code().to_string(), meaning(*kind))).collect();
    let codes = codes.iter().map(|(code, meaning)| (&**code, &**meaning));
    let codes: Vec<_> = [("0", "success")].into_iter().chain(codes).collect();
    section("EXIT STATUS", &codes).to_writer(&mut page)?;
    man.render_extra_section(&mut page)?;
    man.render_version_section(&mut page)?;
    Ok(page)
}

/// What an exit code means: a kind of error by its name in the library, and what else has the same code.
fn meaning(kind: ErrorKind) -> String {
    match kind {
        ErrorKind::InvalidArgument => format!("{}, or any failure of the program itself", kind.name()),
        ErrorKind::Config => format!("{}, or a wrong command line", kind.name()),
        _ => kind.name().to_owned(),
    }
}

fn section(title: &str, entries: &[(&str, &str)]) -> Roff {
    let mut section = Roff::new();
    section.control("SH", [title]);
    for (name, text) in entries {
        section.control("TP", []).text([bold(*name)]).text([roman(*text)]);
    }
    section
}
