//! How an emulator is set up.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use serde::Deserialize;
use tokio::net::TcpListener;

use crate::document;
use crate::emulator::Emulator;
use crate::error::StartError;
use crate::journal::Journal;
use crate::provider::{Application, OpenIdProvider, Settings};
use crate::scenario::Scenarios;
use crate::server;
use crate::service::Service;
use crate::users::Directory;

/// Settings of an [`Emulator`]; see [`Emulator::builder`].
#[derive(Debug)]
#[must_use]
pub struct Builder {
    host: IpAddr,
    port: u16,
    users: Vec<Document>,
    scenario_directory: Option<PathBuf>,
    scenarios: Vec<String>,
    applications: Vec<Application>,
    application_files: Vec<PathBuf>,
    provider: Settings,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ApplicationsFile {
    applications: Vec<Application>,
}

#[derive(Debug)]
enum Document {
    File(PathBuf),
    Json(String),
}

impl Emulator {
    /// An emulator on a free loopback port that knows the documented user only.
    pub fn builder() -> Builder {
        Builder::new()
    }
}

impl Builder {
    pub(crate) fn new() -> Self {
        Self {
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            users: Vec::new(),
            scenario_directory: None,
            scenarios: Vec::new(),
            applications: Vec::new(),
            application_files: Vec::new(),
            provider: Settings::default(),
        }
    }

    /// The address to listen on; `127.0.0.1` by default.
    pub fn host(mut self, host: IpAddr) -> Self {
        self.host = host;
        self
    }

    /// The port to listen on; a free one by default, and for 0.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Adds the users of a users file (format: this crate's README).
    pub fn users_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.users.push(Document::File(path.into()));
        self
    }

    /// Adds the users of a users document, given as a JSON string.
    pub fn users_json(mut self, json: impl Into<String>) -> Self {
        self.users.push(Document::Json(json.into()));
        self
    }

    /// Loads every scenario of a directory.
    pub fn scenarios(mut self, directory: impl Into<PathBuf>) -> Self {
        self.scenario_directory = Some(directory.into());
        self
    }

    /// Adds one scenario, given as a JSON string.
    pub fn scenario_json(mut self, json: impl Into<String>) -> Self {
        self.scenarios.push(json.into());
        self
    }

    /// Registers an application with the `OpenID` provider; [`TEST_APP_ID`](crate::TEST_APP_ID) is there already.
    pub fn application(mut self, application: Application) -> Self {
        self.applications.push(application);
        self
    }

    /// Registers the applications of a file (format: this crate's README).
    pub fn applications_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.application_files.push(path.into());
        self
    }

    /// Signs this user in at the authorization endpoint, without a page. `user` is a user id, username, email or
    /// phone number. A login hint that names another user goes first.
    pub fn sign_in_automatically(mut self, user: impl Into<String>) -> Self {
        self.provider.sign_in = Some(user.into());
        self
    }

    /// What the `OpenID` provider calls itself; by default `/oidc` at its own address.
    pub fn issuer(mut self, issuer: impl Into<String>) -> Self {
        self.provider.issuer = Some(issuer.into());
        self
    }

    /// Whether redirects to an application carry the issuer as `iss` (RFC 9207). On by default.
    pub fn issuer_in_redirects(mut self, present: bool) -> Self {
        self.provider.anonymous_redirects = !present;
        self
    }

    /// Starts the emulator on the current tokio runtime.
    pub async fn start(self) -> Result<Emulator, StartError> {
        let mut users = Directory::with_documented_user();
        for document in &self.users {
            match document {
                Document::File(path) => users.add(&path.display().to_string(), &document::read(path)?)?,
                Document::Json(json) => users.add("users document", json)?,
            }
        }
        let mut scenarios = Scenarios::default();
        if let Some(directory) = &self.scenario_directory {
            scenarios.load(directory)?;
        }
        for json in &self.scenarios {
            scenarios.add("scenario document", json)?;
        }

        let mut applications = Vec::new();
        for path in &self.application_files {
            let origin = path.display().to_string();
            let file: ApplicationsFile = document::decode(&origin, &document::read(path)?)?;
            applications
                .extend(file.applications.into_iter().map(|application| (origin.clone(), application)));
        }
        let origin = "application";
        applications
            .extend(self.applications.into_iter().map(|application| (origin.to_owned(), application)));
        if let Some(name) = &self.provider.sign_in
            && users.named(name).is_none()
        {
            return Err(StartError::invalid("automatic sign-in", &"there is no such user"));
        }

        let address = SocketAddr::new(self.host, self.port);
        let bind_error = |source| StartError::Bind { address, source };
        let listener = TcpListener::bind(address).await.map_err(bind_error)?;
        let address = listener.local_addr().map_err(bind_error)?;
        let journal = Arc::new(Journal::default());
        let url = format!("http://{address}");
        let users = Arc::new(users);
        let provider = OpenIdProvider::new(url.clone(), self.provider, Arc::clone(&users));
        for (origin, application) in applications {
            provider.register(application).map_err(|error| StartError::invalid(origin, &error))?;
        }
        let provider = Arc::new(provider);
        let service = Service { url, users, provider, scenarios, journal: Arc::clone(&journal) };
        Ok(Emulator::run(listener, address, service, journal))
    }

    /// Starts the emulator on threads of its own, for callers without tokio.
    ///
    /// # Panics
    /// When called from within an async task.
    pub fn start_blocking(self) -> Result<Emulator, StartError> {
        let runtime = server::runtime().map_err(StartError::Runtime)?;
        let mut emulator = runtime.block_on(self.start())?;
        emulator.keep(runtime);
        Ok(emulator)
    }
}
