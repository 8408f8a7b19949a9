//! The Rust runner: `tests/runners/README.md` has the protocol. With `--async` it awaits its calls.

use std::env;
use std::future::IntoFuture as _;
use std::io::{self, BufRead as _, Write as _};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use genauth::{AccessToken, Cancel, Client, Config, Error, Profile, ProfileOptions};
use serde::Serialize;
use serde_json::value::RawValue;
use tokio::runtime::{Builder, Runtime};

const RAW: u32 = 1 << 16;

struct Order<'a> {
    name: &'a str,
    config: &'a str,
    flags: u32,
    access_token: Option<String>,
    timeout_ms: Option<u64>,
    cancel_after_ms: Option<u64>,
    calls: u32,
}

#[derive(Default, Serialize)]
struct Answer<'a> {
    name: &'a str,
    elapsed_ms: u128,
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Box<RawValue>>,
}

impl<'a> Order<'a> {
    fn parse(line: &'a str) -> Result<Self> {
        let mut fields = line.split('\t');
        let mut field = || fields.next().context("the line is too short");
        let number = |field: &str| (field != "-").then(|| field.parse()).transpose();
        Ok(Self {
            name: field()?,
            config: field()?,
            flags: field()?.parse()?,
            access_token: Some(field()?).filter(|field| *field != "-").map(percent_decode).transpose()?,
            timeout_ms: number(field()?)?,
            cancel_after_ms: number(field()?)?,
            calls: field()?.parse()?,
        })
    }

    fn call(&self, client: &Client, runtime: Option<&Runtime>) -> Result<Profile, Error> {
        let mut call = client.get_profile(ProfileOptions {
            with_custom_data: self.flags & 1 != 0,
            with_identities: self.flags & 2 != 0,
            with_department_ids: self.flags & 4 != 0,
        });
        if let Some(token) = &self.access_token {
            call = call.access_token(AccessToken::try_from(token.as_str())?);
        }
        if let Some(ms) = self.timeout_ms {
            call = call.timeout(Duration::from_millis(ms));
        }
        let cancel = Cancel::new();
        let call = call.cancel(&cancel);
        let run = || match runtime {
            Some(runtime) => runtime.block_on(call.into_future()),
            None => call.wait(),
        };
        match self.cancel_after_ms {
            None => run(),
            Some(0) => {
                cancel.cancel();
                run()
            }
            // Leaving the scope waits for the cancellation, also when the call has ended before it.
            Some(ms) => thread::scope(|scope| {
                scope.spawn(|| {
                    thread::sleep(Duration::from_millis(ms));
                    cancel.cancel();
                });
                run()
            }),
        }
    }

    fn run(&self, runtime: Option<&Runtime>) -> Result<String> {
        let mut start = Instant::now();
        let outcome = Config::from_json(self.config).and_then(|config| Client::new(&config));
        let outcome = outcome.and_then(|client| {
            for _ in 1..self.calls {
                // Only the last outcome counts.
                let _ = self.call(&client, runtime);
            }
            start = Instant::now();
            self.call(&client, runtime)
        });
        let mut answer =
            Answer { name: self.name, elapsed_ms: start.elapsed().as_millis(), ..Answer::default() };
        // The library's JSON is handed on as it is: reading it could hide what is wrong with it.
        let json = |json| RawValue::from_string(json).map(Some);
        match outcome {
            Ok(profile) if self.flags & RAW != 0 => {
                answer.raw = Some(String::from_utf8(profile.raw.as_bytes().into())?);
            }
            Ok(profile) => answer.profile = json(profile.to_json())?,
            Err(error) => answer.error = json(error.to_json())?,
        }
        Ok(serde_json::to_string(&answer)?)
    }
}

fn percent_decode(text: &str) -> Result<String> {
    let mut bytes = Vec::new();
    let mut parts = text.split('%');
    bytes.extend_from_slice(parts.next().unwrap_or_default().as_bytes());
    for part in parts {
        let (code, rest) = part.split_at_checked(2).context("a % without its code")?;
        bytes.push(u8::from_str_radix(code, 16)?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    Ok(String::from_utf8(bytes)?)
}

fn main() -> Result<()> {
    let is_async = env::args().any(|argument| argument == "--async");
    let runtime = is_async.then(|| Builder::new_current_thread().build()).transpose()?;
    let mut stdout = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        writeln!(stdout, "{}", Order::parse(&line?)?.run(runtime.as_ref())?)?;
        stdout.flush()?;
    }
    Ok(())
}
