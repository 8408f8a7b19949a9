//! Scripted replies: the n-th request of a client gets the n-th reply of the scenario, the last one repeats.

mod file;
mod header;
mod payload;
mod reply;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Mutex;

use self::file::ScenarioFile;
use self::reply::Reply;
use crate::document;
use crate::error::StartError;
use crate::service::GET_PROFILE;
use crate::sync::lock;

const SCHEMA: &str = "scenario.schema.json";

#[derive(Debug, Default)]
pub(crate) struct Scenarios {
    replies: HashMap<String, Vec<Reply>>,
    /// How many replies each (scenario, client) got.
    turns: Mutex<HashMap<(String, String), usize>>,
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
        let (name, replies) = file.check().map_err(|message| StartError::invalid(origin, &message))?;
        if self.replies.insert(name.clone(), replies).is_some() {
            return Err(StartError::invalid(origin, &format!("name: {name:?} exists already")));
        }
        Ok(name)
    }

    /// The next reply for this client, and which turn it is, counted from 1.
    pub(crate) fn next(&self, name: &str, client: &str) -> Option<(usize, &Reply)> {
        let replies = self.replies.get(name)?;
        let mut turns = lock(&self.turns);
        let turn = turns.entry((name.to_owned(), client.to_owned())).or_default();
        *turn += 1;
        Some((*turn, replies.get(*turn - 1).or(replies.last())?))
    }
}

/// `{base}/api/v3/get-profile`, where the base is `…/scenario/<name>/<client>` plus what the client likes to add.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ScenarioPath<'a> {
    pub(crate) name: &'a str,
    pub(crate) client: &'a str,
    pub(crate) base: &'a str,
}

impl<'a> ScenarioPath<'a> {
    pub(crate) fn parse(path: &'a str) -> Option<Self> {
        let prefix = path.strip_suffix(GET_PROFILE)?;
        let (_, rest) = prefix.split_once("/scenario/")?;
        let (name, rest) = rest.split_once('/')?;
        let (client, added) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let base = prefix.strip_suffix(added)?;
        (!name.is_empty() && !client.is_empty()).then_some(Self { name, client, base })
    }
}
