//! A crate as modules that refer to each other.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::reader::{Reference, Source};

/// The sources of a crate, by module.
#[derive(Debug, Default)]
pub struct Krate {
    modules: BTreeMap<Vec<String>, Source>,
}

/// One module that refers to another one.
#[derive(Debug)]
pub struct Use {
    /// The module that refers.
    pub from: Vec<String>,
    /// The module in which the referred item is defined.
    pub to: Vec<String>,
    /// The path as it was found, for people.
    pub path: String,
}

impl Krate {
    /// Reads the sources below a folder such as `core/src`.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let mut krate = Self::default();
        krate.collect(folder, &mut Vec::new())?;
        Ok(krate)
    }

    /// A crate of texts by file names, such as `a/mod.rs`.
    pub fn of(files: &[(&str, &str)]) -> Result<Self, String> {
        let mut krate = Self::default();
        for (file, text) in files {
            let names: Vec<_> = file.split('/').map(str::to_owned).collect();
            krate.add(&names, text)?;
        }
        Ok(krate)
    }

    fn collect(&mut self, folder: &Path, names: &mut Vec<String>) -> Result<(), String> {
        let problem = |error| format!("{}: {error}", folder.display());
        for entry in fs::read_dir(folder).map_err(problem)? {
            let path = entry.map_err(problem)?.path();
            names.push(path.file_name().unwrap_or_default().to_string_lossy().into_owned());
            if path.is_dir() {
                self.collect(&path, names)?;
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                self.add(names, &fs::read_to_string(&path).map_err(problem)?)?;
            }
            names.pop();
        }
        Ok(())
    }

    fn add(&mut self, file: &[String], text: &str) -> Result<(), String> {
        let mut module = file.to_vec();
        let name = module.pop().unwrap_or_default();
        let name = name.trim_end_matches(".rs");
        if !["mod", "lib", "main"].contains(&name) {
            module.push(name.to_owned());
        }
        let source = Source::read(&module, text).map_err(|error| format!("{}: {error}", file.join("/")))?;
        self.modules.insert(module, source);
        Ok(())
    }

    /// The modules at the root of the crate.
    pub fn top(&self) -> impl Iterator<Item = &str> {
        self.modules.keys().filter(|module| module.len() == 1).map(|module| module[0].as_str())
    }

    /// The modules that hold an identifier.
    pub fn naming<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a [String]> {
        let holds = move |source: &Source| source.words.iter().any(|found| found == word);
        self.modules.iter().filter(move |(_, source)| holds(source)).map(|(module, _)| module.as_slice())
    }

    /// Every reference from one module to another one.
    #[must_use]
    pub fn uses(&self) -> Vec<Use> {
        let mut uses = Vec::new();
        for (from, source) in &self.modules {
            for reference in &source.references {
                if let Some(to) = self.target(from, reference)
                    && to != *from
                {
                    uses.push(Use { from: from.clone(), to, path: reference.names().join("::") });
                }
            }
        }
        uses
    }

    /// The module in which a reference ends; `None` for what belongs to another crate.
    fn target(&self, from: &[String], reference: &Reference) -> Option<Vec<String>> {
        match reference {
            Reference::Absolute(names) => self.home(names),
            Reference::Relative(names) => {
                let (first, rest) = names.split_first()?;
                let child = [from, std::slice::from_ref(first)].concat();
                if self.modules.contains_key(&child) {
                    return self.home(&[&child, rest].concat());
                }
                self.through_import(from, first, rest)
            }
        }
    }

    /// The module that defines what the names lead to, through every `use` on the way.
    fn home(&self, names: &[String]) -> Option<Vec<String>> {
        let mut module = Vec::new();
        for (at, name) in names.iter().enumerate() {
            let child = [module.as_slice(), std::slice::from_ref(name)].concat();
            if self.modules.contains_key(&child) {
                module = child;
                continue;
            }
            if module.is_empty()
                && let Some(home) = self.home_of_macro(name)
            {
                return Some(home);
            }
            return self.through_import(&module, name, &names[at + 1..]).or(Some(module));
        }
        Some(module)
    }

    /// Follows a name that a module imports. The compiler has refused imports that go round in circles.
    fn through_import(&self, module: &[String], name: &str, rest: &[String]) -> Option<Vec<String>> {
        let (_, import) = self.modules.get(module)?.imports.iter().find(|(local, _)| local == name)?;
        let names = [import.names(), rest].concat();
        match import {
            Reference::Absolute(_) => self.home(&names),
            Reference::Relative(_) => {
                let child = [module, &names[..1]].concat();
                self.modules.contains_key(&child).then(|| self.home(&[module, &names].concat()))?
            }
        }
    }

    /// An exported macro stands at the root, wherever it was defined.
    fn home_of_macro(&self, name: &str) -> Option<Vec<String>> {
        let defines = |source: &Source| source.macros.iter().any(|defined| defined == name);
        self.modules.iter().find(|(_, source)| defines(source)).map(|(module, _)| module.clone())
    }
}
