//! The command line, as a clap argument group that another binary can flatten into its own.

use std::ffi::OsString;
use std::io::{self, Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::process::ExitCode;

use tokio::sync::oneshot;

use crate::builder::Builder;
use crate::child;
use crate::emulator::Emulator;
use crate::error::StartError;
use crate::faults::Fault;
use crate::server;

/// What `genauth-emulator` understands on its command line.
#[derive(Debug, clap::Args)]
pub struct Command {
    /// Port to listen on; a free one by default
    #[arg(long, default_value_t = 0, hide_default_value = true)]
    pub port: u16,
    /// Address to listen on
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub host: IpAddr,
    /// JSON or YAML file with users; changes are followed
    #[arg(long, value_name = "FILE")]
    pub users: Option<PathBuf>,
    /// One more token of the documented user
    #[arg(long, value_name = "TOKEN")]
    pub token: Vec<String>,
    /// What goes wrong, such as rate-limited=30
    #[arg(long, value_name = "FAULT")]
    pub fault: Vec<Fault>,
    /// How many milliseconds each response takes
    #[arg(long, value_name = "MS")]
    pub latency: Option<u32>,
    /// Serve https; the authority to trust goes to FILE
    #[arg(long, value_name = "FILE")]
    pub tls: Option<PathBuf>,
    /// A further name that the certificate is for
    #[arg(long, value_name = "NAME", requires = "tls")]
    pub tls_name: Vec<String>,
    /// Print each request, without what is in it
    #[arg(long)]
    pub log: bool,
    /// Directory with scenario files
    #[arg(long, value_name = "DIR")]
    pub scenarios: Option<PathBuf>,
    /// File with applications of the OpenID provider
    #[expect(clippy::doc_markdown, reason = "clap prints the documentation as help")]
    #[arg(long, value_name = "FILE")]
    pub applications: Option<PathBuf>,
    /// Sign this user in without a page
    #[arg(long, value_name = "USER")]
    pub sign_in: Option<String>,
    /// Also stop when standard input ends
    #[arg(long)]
    pub exit_with_stdin: bool,
    /// Run this command beside it, and end with it
    #[arg(last = true, value_name = "COMMAND")]
    pub command: Vec<OsString>,
}

impl Command {
    /// Serves until SIGTERM, SIGINT, the end of the command, or (when asked for) the end of standard input.
    ///
    /// Prints one line, such as `listening on http://127.0.0.1:40123`, once requests are accepted; with a command, nothing.
    pub fn run(mut self) -> Result<ExitCode, StartError> {
        let runtime = server::runtime().map_err(StartError::Runtime)?;
        runtime.block_on(async {
            let stop_signal = Self::stop_signal().map_err(StartError::Runtime)?;
            let exit_with_stdin = self.exit_with_stdin;
            let command = std::mem::take(&mut self.command);
            let emulator = self.builder().start().await?;
            let stop = async {
                if exit_with_stdin {
                    tokio::select! {
                        () = stop_signal => {}
                        () = end_of_stdin() => {}
                    }
                } else {
                    stop_signal.await;
                }
            };
            let code = if command.is_empty() {
                announce(&emulator).map_err(StartError::Announce)?;
                stop.await;
                ExitCode::SUCCESS
            } else {
                child::run(&command, &emulator, stop).await?
            };
            emulator.stop().await;
            Ok(code)
        })
    }

    fn builder(self) -> Builder {
        let mut builder = Builder::new().host(self.host).port(self.port).print_requests(self.log);
        if let Some(file) = self.users {
            builder = builder.users_file(file);
        }
        if let Some(directory) = self.scenarios {
            builder = builder.scenarios(directory);
        }
        if let Some(file) = self.applications {
            builder = builder.applications_file(file);
        }
        if let Some(user) = self.sign_in {
            builder = builder.sign_in_automatically(user);
        }
        if let Some(file) = self.tls {
            builder = builder.tls(file);
        }
        builder = self.tls_name.into_iter().fold(builder, Builder::tls_name);
        builder = self.token.into_iter().fold(builder, Builder::token);
        builder = self.fault.into_iter().fold(builder, Builder::fault);
        self.latency
            .into_iter()
            .fold(builder, |builder, milliseconds| builder.fault(Fault::Slow { milliseconds }))
    }

    /// The handlers are in place when this returns: a signal sent right after the announcement counts.
    #[cfg(unix)]
    fn stop_signal() -> io::Result<impl Future<Output = ()>> {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        Ok(async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        })
    }

    #[cfg(windows)]
    fn stop_signal() -> io::Result<impl Future<Output = ()>> {
        let mut interrupt = tokio::signal::windows::ctrl_c()?;
        Ok(async move {
            interrupt.recv().await;
        })
    }
}

fn announce(emulator: &Emulator) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "listening on {}", emulator.url())?;
    stdout.flush()
}

/// A plain thread: a blocking read inside the runtime would keep it from shutting down on a signal.
async fn end_of_stdin() {
    let (ended, end) = oneshot::channel();
    std::thread::spawn(move || {
        let mut scratch = [0; 1024];
        let mut stdin = io::stdin().lock();
        loop {
            match stdin.read(&mut scratch) {
                Ok(1..) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Ok(0) | Err(_) => break,
            }
        }
        // Fails when a signal came first: the receiver is gone.
        let _ = ended.send(());
    });
    // A thread that died instead of sending has also stopped reading.
    let _ = end.await;
}
