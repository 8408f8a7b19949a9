//! How an emulator is set up.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use serde::Deserialize;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::document;
use crate::emulator::Emulator;
use crate::error::StartError;
use crate::faults::{Fault, Faults, Standing};
use crate::journal::Journal;
use crate::provider::{Application, OpenIdProvider, Settings};
use crate::reload::{self, Followed};
use crate::scenario::Scenarios;
use crate::server;
use crate::service::Service;
use crate::tls::Identity;
use crate::users::Directory;

/// Settings of an [`Emulator`]; see [`Emulator::builder`].
#[derive(Debug)]
#[must_use]
pub struct Builder {
    host: IpAddr,
    port: u16,
    users: Vec<Document>,
    tokens: Vec<String>,
    faults: Vec<Fault>,
    prints_requests: bool,
    tls: Option<PathBuf>,
    tls_names: Vec<String>,
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
            tokens: Vec::new(),
            faults: Vec::new(),
            prints_requests: false,
            tls: None,
            tls_names: Vec::new(),
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

    /// Serves `https://`. The certificate authority that clients have to trust is made at the start, and written to this
    /// file as PEM. Its certificate is for `localhost`, `127.0.0.1`, `::1` and the address to listen on.
    pub fn tls(mut self, authority: impl Into<PathBuf>) -> Self {
        self.tls = Some(authority.into());
        self
    }

    /// A further name that the certificate is for, such as that of a container.
    pub fn tls_name(mut self, name: impl Into<String>) -> Self {
        self.tls_names.push(name.into());
        self
    }

    /// Adds the users of a users file (format: this crate's README), JSON or YAML. When the file changes, so do they.
    pub fn users_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.users.push(Document::File(path.into()));
        self
    }

    /// Adds the users of a users document, given as a JSON string.
    pub fn users_json(mut self, json: impl Into<String>) -> Self {
        self.users.push(Document::Json(json.into()));
        self
    }

    /// Gives the documented user one more token, with every scope.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.tokens.push(token.into());
        self
    }

    /// Switches a fault on; see [`Emulator::set_fault`].
    pub fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// Prints each request on standard error once it is over: method, path, status and outcome. Off by default.
    pub fn print_requests(mut self, prints: bool) -> Self {
        self.prints_requests = prints;
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
    pub async fn start(mut self) -> Result<Emulator, StartError> {
        let users = Directory::new(std::mem::take(&mut self.tokens))?;
        let followed = self.load_users(&users)?;
        let scenarios = self.load_scenarios()?;
        let applications = self.load_applications()?;
        if let Some(name) = &self.provider.sign_in
            && users.named(name).is_none()
        {
            return Err(StartError::invalid("automatic sign-in", &"there is no such user"));
        }

        let address = SocketAddr::new(self.host, self.port);
        let bind_error = |source| StartError::Bind { address, source };
        let listener = TcpListener::bind(address).await.map_err(bind_error)?;
        let address = listener.local_addr().map_err(bind_error)?;
        let tls = self.identity()?;
        let scheme = if tls.is_some() { "https" } else { "http" };
        let url = format!("{scheme}://{}", reachable(address));
        let users = Arc::new(users);
        let provider = OpenIdProvider::new(url.clone(), self.provider, Arc::clone(&users));
        for (origin, application) in applications {
            provider.register(application).map_err(|error| StartError::invalid(origin, &error))?;
        }
        let service = Arc::new(Service {
            url,
            users,
            provider: Arc::new(provider),
            faults: Faults::default(),
            scenarios,
            journal: Arc::new(Journal::new(self.prints_requests)),
        });
        for fault in self.faults {
            let set = service.set_fault(Standing { fault, times: None });
            set.map_err(|error| StartError::invalid("fault", &error))?;
        }
        if !followed.is_empty() {
            tokio::spawn(reload::follow(followed, Arc::downgrade(&service)));
        }
        Ok(Emulator::run(listener, address, tls, service))
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

    /// Makes the certificates and writes the authority's, if TLS is wanted.
    fn identity(&mut self) -> Result<Option<TlsAcceptor>, StartError> {
        let Some(path) = self.tls.take() else { return Ok(None) };
        let identity = Identity::generate(self.host, std::mem::take(&mut self.tls_names))?;
        std::fs::write(&path, identity.authority).map_err(|source| StartError::Write { path, source })?;
        Ok(Some(identity.acceptor))
    }

    /// Returns the files, whose changes are to be followed.
    fn load_users(&self, users: &Directory) -> Result<Vec<Followed>, StartError> {
        let mut files = Vec::new();
        for (index, document) in self.users.iter().enumerate() {
            match document {
                Document::File(path) => {
                    files.push(Followed::new(path));
                    users.put(&path.display().to_string(), document::load(path)?)?;
                }
                Document::Json(json) => {
                    let origin = format!("users document {index}");
                    users.put(&origin, document::decode(&origin, json)?)?;
                }
            }
        }
        Ok(files)
    }

    fn load_scenarios(&self) -> Result<Scenarios, StartError> {
        let mut scenarios = Scenarios::default();
        if let Some(directory) = &self.scenario_directory {
            scenarios.load(directory)?;
        }
        for json in &self.scenarios {
            scenarios.add("scenario document", json)?;
        }
        Ok(scenarios)
    }

    /// The applications, and where each comes from.
    fn load_applications(&mut self) -> Result<Vec<(String, Application)>, StartError> {
        let mut applications = Vec::new();
        for path in &self.application_files {
            let file: ApplicationsFile = document::load(path)?;
            let origin = path.display().to_string();
            applications
                .extend(file.applications.into_iter().map(|application| (origin.clone(), application)));
        }
        let own = std::mem::take(&mut self.applications).into_iter();
        applications.extend(own.map(|application| ("application".to_owned(), application)));
        Ok(applications)
    }
}

/// Every address to listen on is one that nobody can connect to.
fn reachable(address: SocketAddr) -> SocketAddr {
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => (Ipv4Addr::LOCALHOST, address.port()).into(),
        IpAddr::V6(ip) if ip.is_unspecified() => (Ipv6Addr::LOCALHOST, address.port()).into(),
        _ => address,
    }
}
