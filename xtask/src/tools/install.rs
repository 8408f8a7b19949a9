//! Installing on Debian and Ubuntu. Every command is shown before it runs.

use std::collections::BTreeSet;
use std::process::Command;

use anyhow::Result;

use super::machine::{Machine, is_root};
use super::{Source, Tool};
use crate::step;

pub fn run(machine: &Machine, missing: &[Tool]) -> Result<()> {
    println!("install what is missing");
    for mut command in commands(missing, is_root(), machine.has_program("rustup")) {
        step::run(&shown(&command), &mut command)?;
    }
    Ok(())
}

fn shown(command: &Command) -> String {
    let words = [command.get_program()].into_iter().chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

fn commands(missing: &[Tool], as_root: bool, rustup: bool) -> Vec<Command> {
    let mut packages: BTreeSet<&str> = BTreeSet::new();
    let mut components = BTreeSet::new();
    for tool in missing {
        match tool.source {
            Source::Debian(names) => packages.extend(names),
            Source::Rustup(name) => _ = components.insert(name),
            Source::ByHand(_) => {}
        }
    }
    let mut commands = Vec::new();
    if !packages.is_empty() {
        commands.push(apt_get(as_root, &["update", "--quiet"]));
        let mut install = apt_get(as_root, &["install", "--yes", "--quiet", "--no-install-recommends"]);
        install.args(packages);
        commands.push(install);
    }
    if rustup && !components.is_empty() {
        let mut add = Command::new("rustup");
        add.args(["component", "add"]).args(components);
        commands.push(add);
    }
    commands
}

fn apt_get(as_root: bool, arguments: &[&str]) -> Command {
    let mut command = Command::new(if as_root { "env" } else { "sudo" });
    if !as_root {
        command.arg("env"); // sudo passes no environment on
    }
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(arguments);
    command
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tools::{C_CHECKS, PYTHON, RUST, SWIFT};

    fn shown_commands(missing: &[Tool], as_root: bool, rustup: bool) -> Vec<String> {
        commands(missing, as_root, rustup).iter().map(shown).collect()
    }

    #[test]
    fn every_package_is_installed_once_by_one_command() {
        let missing = [C_CHECKS, PYTHON, C_CHECKS].concat();
        let apt_get = "env DEBIAN_FRONTEND=noninteractive apt-get";
        let install = "install --yes --quiet --no-install-recommends";
        let packages = "abigail-tools doxygen python3 python3-venv valgrind";
        let [update, install] =
            [format!("{apt_get} update --quiet"), format!("{apt_get} {install} {packages}")];
        assert_eq!(shown_commands(&missing, true, true), [update.clone(), install.clone()]);
        let with_sudo = [format!("sudo {update}"), format!("sudo {install}")];
        assert_eq!(shown_commands(&missing, false, true), with_sudo);
    }

    #[test]
    fn components_come_from_rustup_where_it_is() {
        assert_eq!(shown_commands(&RUST[1..], true, true), ["rustup component add clippy rustfmt"]);
        assert!(shown_commands(&RUST[1..], true, false).is_empty());
    }

    #[test]
    fn what_only_a_person_can_do_is_no_command() {
        assert!(shown_commands(SWIFT, true, true).is_empty());
    }
}
