//! Scripted replies: the n-th request of a client to an endpoint gets the n-th reply for it, the last one repeats.

mod endpoint;
mod file;
mod header;
mod path;
mod payload;
mod script;
mod scripted;
mod template;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Mutex;

use hyper::Method;

pub(crate) use self::path::ScenarioPath;

use self::file::ScenarioFile;
use self::script::{Script, Sequence};
use self::scripted::ScriptedReply;
use crate::document;
use crate::error::StartError;
use crate::sync::lock;

const SCHEMA: &str = "scenario.schema.json";

#[derive(Debug, Default)]
pub(crate) struct Scenarios {
    scripts: HashMap<String, Script>,
    /// How many replies each turn-taker got.
    turns: Mutex<HashMap<TurnTaker, usize>>,
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct TurnTaker {
    scenario: String,
    client: String,
    method: Method,
    path: String,
}

/// What a scenario has for a request.
#[derive(Debug)]
pub(crate) enum Next<'a> {
    /// Turns are counted from 1.
    Reply {
        turn: usize,
        reply: &'a ScriptedReply,
    },
    NoScenario,
    NoEndpoint,
    /// The endpoint is there, for these methods alone.
    OtherMethods(Vec<&'a Method>),
}

impl Scenarios {
    pub(crate) fn load(&mut self, directory: &Path) -> Result<(), StartError> {
        let unreadable = |source| StartError::Read { path: directory.to_owned(), source };
        for entry in std::fs::read_dir(directory).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if path.extension().is_none_or(|extension| extension != "json") || path.ends_with(SCHEMA) {
                continue;
            }
            let origin = path.display().to_string();
            let name = self.add(&origin, &document::read(&path)?)?;
            if path.file_stem().is_none_or(|stem| stem != name.as_str()) {
                let message = format!("name: {name:?} must be the file's name without .json");
                return Err(StartError::invalid(origin, &message));
            }
        }
        Ok(())
    }

    /// Returns the scenario's name.
    pub(crate) fn add(&mut self, origin: &str, json: &str) -> Result<String, StartError> {
        let file: ScenarioFile = document::decode(origin, json)?;
        let (name, script) = file.check().map_err(|message| StartError::invalid(origin, &message))?;
        if self.scripts.insert(name.clone(), script).is_some() {
            return Err(StartError::invalid(origin, &format!("name: {name:?} exists already")));
        }
        Ok(name)
    }

    /// Takes the client's next turn. A request that no reply is for takes none.
    pub(crate) fn next(&self, path: &ScenarioPath<'_>, method: &Method) -> Next<'_> {
        let Some(script) = self.scripts.get(path.name) else { return Next::NoScenario };
        let Some(sequence) = script.at(path.rest).find(|sequence| sequence.method() == method) else {
            let methods = script.at(path.rest).map(Sequence::method).collect::<Vec<_>>();
            return if methods.is_empty() { Next::NoEndpoint } else { Next::OtherMethods(methods) };
        };
        let taker = TurnTaker {
            scenario: path.name.to_owned(),
            client: path.client.to_owned(),
            method: method.clone(),
            path: sequence.path().to_owned(),
        };
        let mut turns = lock(&self.turns);
        let turn = turns.entry(taker).or_default();
        *turn += 1;
        Next::Reply { turn: *turn, reply: sequence.reply(*turn) }
    }
}
