//! All users, and how they change while the emulator runs.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use serde::Deserialize;
use serde_json::{Map, Value};

use super::file::{TokenEntry, UserEntry, UsersFile};
use super::{Access, DOCUMENTED_TOKEN, OPENID_ONLY_TOKEN, SAMPLE, Scopes, User, Verbatim};
use crate::error::StartError;

/// Where the users come from that were added while the emulator ran.
const ADDED: &str = "added users";

#[derive(Debug)]
pub(crate) struct Directory(RwLock<Contents>);

#[derive(Debug)]
struct Contents {
    /// What the rest is made of: the users of each origin, which change together.
    documents: Vec<(String, UsersFile)>,
    /// More tokens of the documented user.
    documented_tokens: Vec<String>,
    users: Vec<Arc<User>>,
    tokens: HashMap<String, Access>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sample {
    request_id: String,
    data: Map<String, Value>,
}

impl Directory {
    /// The documented user, with these tokens besides the documented ones.
    pub(crate) fn new(documented_tokens: Vec<String>) -> Result<Self, StartError> {
        Ok(Self(RwLock::new(Contents::new(Vec::new(), documented_tokens)?)))
    }

    /// Adds the users of an origin, or replaces them. What is wrong changes nothing.
    pub(crate) fn put(&self, origin: &str, file: UsersFile) -> Result<(), StartError> {
        self.change(|documents| match documents.iter_mut().find(|(other, _)| other == origin) {
            Some((_, old)) => *old = file,
            None => documents.push((origin.to_owned(), file)),
        })
    }

    /// Adds a user, in the place of one that was added with the same user id.
    pub(crate) fn add(&self, user: UserEntry) -> Result<(), StartError> {
        let mut users = self.added();
        let id = user.data.get("userId").cloned();
        users.retain(|other| id.is_none() || other.data.get("userId") != id.as_ref());
        users.push(user);
        self.put(ADDED, UsersFile { users })
    }

    /// Forgets the users that were added.
    pub(crate) fn clear_added(&self) -> Result<(), StartError> {
        self.put(ADDED, UsersFile { users: Vec::new() })
    }

    pub(crate) fn access(&self, token: &str) -> Option<Access> {
        self.read().tokens.get(token).cloned()
    }

    /// The tokens of a user's own, in the order of the alphabet.
    pub(crate) fn tokens_of(&self, user: &Arc<User>) -> Vec<String> {
        let contents = self.read();
        let own = contents.tokens.iter().filter(|(_, access)| Arc::ptr_eq(&access.user, user));
        let mut tokens = own.map(|(token, _)| token.clone()).collect::<Vec<_>>();
        tokens.sort_unstable();
        tokens
    }

    /// Those who can sign in: all with a user id.
    pub(crate) fn users(&self) -> Vec<Arc<User>> {
        self.read().users.iter().filter(|user| user.id().is_some()).cloned().collect()
    }

    /// The user whom a person would mean by this: by user id, username, email or phone number.
    pub(crate) fn named(&self, name: &str) -> Option<Arc<User>> {
        let contents = self.read();
        contents.users.iter().find(|user| user.id().is_some() && user.is_named(name)).cloned()
    }

    /// The user with this user id.
    pub(crate) fn with_id(&self, id: &str) -> Option<Arc<User>> {
        self.read().users.iter().find(|user| user.id() == Some(id)).cloned()
    }

    fn added(&self) -> Vec<UserEntry> {
        let contents = self.read();
        let added = contents.documents.iter().find(|(origin, _)| origin == ADDED);
        added.map(|(_, file)| file.users.clone()).unwrap_or_default()
    }

    fn change(&self, change: impl FnOnce(&mut Vec<(String, UsersFile)>)) -> Result<(), StartError> {
        let mut contents = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let mut documents = contents.documents.clone();
        change(&mut documents);
        *contents = Contents::new(documents, contents.documented_tokens.clone())?;
        Ok(())
    }

    fn read(&self) -> RwLockReadGuard<'_, Contents> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Contents {
    fn new(documents: Vec<(String, UsersFile)>, documented_tokens: Vec<String>) -> Result<Self, StartError> {
        let mut contents =
            Self { documents: Vec::new(), documented_tokens, users: Vec::new(), tokens: HashMap::new() };
        contents.add_documented_user()?;
        for (origin, file) in &documents {
            for (index, entry) in file.users.iter().enumerate() {
                let user = Arc::new(User { data: entry.data.clone(), verbatim: None });
                contents.users.push(Arc::clone(&user));
                for TokenEntry { token, scope } in &entry.tokens {
                    let access = Access { user: Arc::clone(&user), scopes: Scopes::parse(scope.as_deref()) };
                    let problem =
                        |problem| StartError::invalid(origin, &format!("users[{index}].tokens: {problem}"));
                    contents.add_token(token, access).map_err(problem)?;
                }
            }
        }
        Ok(Self { documents, ..contents })
    }

    fn add_documented_user(&mut self) -> Result<(), StartError> {
        let sample: Sample = serde_json::from_slice(SAMPLE).expect("the sample, a constant, is an envelope");
        let verbatim = Verbatim { bytes: SAMPLE, request_id: sample.request_id };
        let user = Arc::new(User { data: sample.data, verbatim: Some(verbatim) });
        self.users.push(Arc::clone(&user));
        let access = |scope| Access { user: Arc::clone(&user), scopes: Scopes::parse(scope) };
        let tokens = [(DOCUMENTED_TOKEN, None), (OPENID_ONLY_TOKEN, Some("openid"))];
        let more = std::mem::take(&mut self.documented_tokens);
        let more_tokens = more.iter().map(|token| (token.as_str(), None));
        for (token, scope) in tokens.into_iter().chain(more_tokens) {
            let added = self.add_token(token, access(scope));
            added.map_err(|problem| StartError::invalid("token", &problem))?;
        }
        self.documented_tokens = more;
        Ok(())
    }

    fn add_token(&mut self, token: &str, access: Access) -> Result<(), &'static str> {
        if token.trim() != token || token.is_empty() {
            return Err("a token must not be empty or padded");
        }
        match self.tokens.insert(token.to_owned(), access) {
            None => Ok(()),
            Some(_taken) => Err("the token of another user"),
        }
    }
}
