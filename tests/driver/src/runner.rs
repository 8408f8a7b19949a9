//! A runner: a process that responds line by line.

use std::io::{self, BufRead as _, BufReader, Read, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

/// The variable that puts an emulator in the place of the service.
pub(crate) const EMULATOR_HOST: &str = "GENAUTH_EMULATOR_HOST";

/// Longer than any scenario: a runner that says nothing for so long hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// What would stand between a runner and the emulator: the environment's proxies, and another emulator.
const FOREIGN: [&str; 9] = [
    EMULATOR_HOST,
    "HTTP_PROXY",
    "http_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "all_proxy",
    "NO_PROXY",
    "no_proxy",
];

/// Something that responds to a request, each on one line.
pub trait Ask {
    /// Sends one request and waits for its response.
    fn ask(&mut self, line: &str) -> Result<String>;
}

/// A runner in a process of its own, killed when this is dropped. When it dies it is started anew, so that one bad
/// scenario costs no other.
#[derive(Debug)]
pub struct Process {
    command: Vec<String>,
    emulator: Option<String>,
    running: Option<Running>,
}

impl Process {
    /// Starts a runner: its program and arguments.
    pub fn start(command: Vec<String>) -> Result<Self> {
        let running = Running::start(&command, None)?;
        Ok(Self { command, emulator: None, running: Some(running) })
    }

    /// The same runner in another process, whose environment has this value of `GENAUTH_EMULATOR_HOST`.
    pub fn with_emulator(&self, address: &str) -> Result<Self> {
        let running = Running::start(&self.command, Some(address))?;
        Ok(Self { command: self.command.clone(), emulator: Some(address.to_owned()), running: Some(running) })
    }
}

impl Ask for Process {
    fn ask(&mut self, line: &str) -> Result<String> {
        let mut running = match self.running.take() {
            Some(running) => running,
            None => Running::start(&self.command, self.emulator.as_deref())?,
        };
        let response = running.ask(line)?;
        self.running = Some(running);
        Ok(response)
    }
}

#[derive(Debug)]
struct Running {
    child: Child,
    stdin: ChildStdin,
    responses: Receiver<io::Result<String>>,
    noise: Receiver<io::Result<String>>,
}

impl Running {
    fn start(command: &[String], emulator: Option<&str>) -> Result<Self> {
        let (program, arguments) = command.split_first().context("a runner needs a command")?;
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        for name in FOREIGN {
            command.env_remove(name);
        }
        command.envs(emulator.map(|address| (EMULATOR_HOST, address)));
        let mut child = command.spawn().with_context(|| format!("`{program}` does not start"))?;
        let stdin = child.stdin.take().context("standard input is a pipe")?;
        let stdout = child.stdout.take().context("standard output is a pipe")?;
        let stderr = child.stderr.take().context("standard error is a pipe")?;
        Ok(Self { child, stdin, responses: lines(stdout), noise: lines(stderr) })
    }

    fn ask(&mut self, line: &str) -> Result<String> {
        writeln!(self.stdin, "{line}")
            .and_then(|()| self.stdin.flush())
            .context("the runner does not listen")?;
        match self.responses.recv_timeout(PATIENCE) {
            Ok(response) => match self.noise.try_recv() {
                // The library prints nothing, whatever happens: what is printed can hold anything.
                Ok(noise) => bail!("standard error says: {}", noise?),
                Err(_) => Ok(response?),
            },
            Err(RecvTimeoutError::Timeout) => bail!("the runner hangs"),
            Err(RecvTimeoutError::Disconnected) => bail!("the runner ended: {}", self.child.wait()?),
        }
    }
}

/// What a process says, line by line, read on a thread so that it never waits for its reader.
fn lines(stream: impl Read + Send + 'static) -> Receiver<io::Result<String>> {
    let (send, lines) = mpsc::channel();
    thread::spawn(move || {
        // An error means that nobody listens any more.
        BufReader::new(stream).lines().try_for_each(|line| send.send(line)).ok()
    });
    lines
}

impl Drop for Running {
    fn drop(&mut self) {
        // Fails only when the runner has ended already, which is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
