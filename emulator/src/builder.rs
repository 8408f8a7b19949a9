//! How an emulator is set up.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use tokio::net::TcpListener;

use crate::document;
use crate::emulator::Emulator;
use crate::error::StartError;
use crate::scenario::Scenarios;
use crate::server::{self, State};
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
}

#[derive(Debug)]
enum Document {
    File(PathBuf),
    Text(String),
}

impl Builder {
    pub(crate) fn new() -> Self {
        Self {
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            users: Vec::new(),
            scenario_directory: None,
            scenarios: Vec::new(),
        }
    }

    /// The address to listen on; loopback unless told otherwise.
    pub fn host(mut self, host: IpAddr) -> Self {
        self.host = host;
        self
    }

    /// The port to listen on; a free one unless told otherwise.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Adds the users of a users file (format: this crate's README).
    pub fn users_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.users.push(Document::File(path.into()));
        self
    }

    /// Adds the users of a users document given as text.
    pub fn users_json(mut self, json: impl Into<String>) -> Self {
        self.users.push(Document::Text(json.into()));
        self
    }

    /// Loads every scenario of a directory.
    pub fn scenarios(mut self, directory: impl Into<PathBuf>) -> Self {
        self.scenario_directory = Some(directory.into());
        self
    }

    /// Adds one scenario given as text.
    pub fn scenario_json(mut self, json: impl Into<String>) -> Self {
        self.scenarios.push(json.into());
        self
    }

    /// Starts the emulator on the current tokio runtime.
    pub async fn start(self) -> Result<Emulator, StartError> {
        let mut users = Directory::with_documented_user();
        for document in &self.users {
            match document {
                Document::File(path) => users.add(&path.display().to_string(), &document::read(path)?)?,
                Document::Text(text) => users.add("users document", text)?,
            }
        }
        let mut scenarios = Scenarios::default();
        if let Some(directory) = &self.scenario_directory {
            scenarios.load(directory)?;
        }
        for text in &self.scenarios {
            scenarios.add("scenario document", text)?;
        }

        let address = SocketAddr::new(self.host, self.port);
        let bind_error = |source| StartError::Bind { address, source };
        let listener = TcpListener::bind(address).await.map_err(bind_error)?;
        let address = listener.local_addr().map_err(bind_error)?;
        Ok(Emulator::run(listener, State::new(address, users, scenarios)))
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
