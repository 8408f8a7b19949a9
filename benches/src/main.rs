//! `genauth-bench MODE HOST CA_FILE CALLS`: calls one after the other and prints, in microseconds, the median, the 99th
//! percentile and the CPU time of a call.
//!
//! `wait` and `await` are the library. The `reqwest-*` modes are the hand-overs that it does not use, with the
//! same HTTP stack and the same decoding, so that only the runtime differs.

use std::error::Error;
use std::pin::Pin;
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use genauth::{Client, Config, Profile, ProfileOptions};
use tokio::runtime::{Builder, Runtime};

const WARM_UP: usize = 200;
const TOKEN: &str = "documented-user-token";

type Failure = Box<dyn Error + Send + Sync>;
type Call = Box<dyn FnMut() -> Result<(), Failure>>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = env::args().collect();
    let [_, mode, host, ca_file, calls] = &arguments[..] else {
        return Err("MODE HOST CA_FILE CALLS".into());
    };
    let mut call = call(mode, host, ca_file)?;
    for _ in 0..WARM_UP {
        call()?;
    }
    let mut times = Vec::with_capacity(calls.parse()?);
    let cpu = cpu_time()?;
    for _ in 0..times.capacity() {
        let start = Instant::now();
        call()?;
        times.push(start.elapsed());
    }
    let cpu = (cpu_time()? - cpu) / u32::try_from(times.len())?;
    times.sort_unstable();
    let micros = |time: Duration| time.as_secs_f64() * 1e6;
    println!(
        "{:.1} {:.1} {:.1}",
        micros(times[times.len() / 2]),
        micros(times[times.len() * 99 / 100]),
        micros(cpu)
    );
    Ok(())
}

fn call(mode: &str, host: &str, ca_file: &str) -> Result<Call, Failure> {
    let config = Config::new("bench", host).access_token(TOKEN).proxy("none").ca_file(ca_file);
    let client = Client::new(&config)?;
    let get_profile = move || client.get_profile(ProfileOptions::all());
    Ok(match mode {
        "wait" => Box::new(move || {
            get_profile().wait()?;
            Ok(())
        }),
        "await" => {
            let runtime = Builder::new_current_thread().build()?;
            Box::new(move || {
                runtime.block_on(async { get_profile().await })?;
                Ok(())
            })
        }
        "reqwest-current-thread" => {
            reqwest(Builder::new_current_thread().enable_all().build()?, host, ca_file)?
        }
        "reqwest-multi-thread" => {
            reqwest(Builder::new_multi_thread().worker_threads(2).enable_all().build()?, host, ca_file)?
        }
        "reqwest-io-thread" => {
            let runtime = Builder::new_current_thread().enable_all().build()?;
            let handle = runtime.handle().clone();
            thread::spawn(move || runtime.block_on(std::future::pending::<()>()));
            let get = request(host, ca_file)?;
            let waiter = Builder::new_current_thread().build()?;
            Box::new(move || waiter.block_on(handle.spawn(get()))?)
        }
        _ => return Err(format!("there is no mode `{mode}`").into()),
    })
}

fn reqwest(runtime: Runtime, host: &str, ca_file: &str) -> Result<Call, Failure> {
    let get = request(host, ca_file)?;
    Ok(Box::new(move || runtime.block_on(get())))
}

type Request = Pin<Box<dyn Future<Output = Result<(), Failure>> + Send>>;

/// The library's request and decoding on a bare reqwest client.
fn request(host: &str, ca_file: &str) -> Result<impl Fn() -> Request + use<>, Failure> {
    let provider = rustls::crypto::ring::default_provider();
    // Another part of the process may have been first; it is the same provider.
    let _ = rustls::crypto::CryptoProvider::install_default(provider);
    let authority = reqwest::Certificate::from_pem(&fs::read(ca_file)?)?;
    let client = reqwest::Client::builder().no_proxy().tls_certs_only([authority]).build()?;
    let url =
        format!("{host}/api/v3/get-profile?withCustomData=true&withIdentities=true&withDepartmentIds=true");
    Ok(move || {
        let request = client.get(&url).header("authorization", format!("Bearer {TOKEN}"));
        let call: Request = Box::pin(async move {
            let body = request.send().await?.text().await?;
            let data = body.split_once(r#""data":"#).and_then(|(_, data)| data.trim_end().strip_suffix('}'));
            Profile::from_json(data.ok_or("no data")?)?;
            Ok(())
        });
        call
    })
}

/// User and system time of the whole process, from the kernel's own account.
fn cpu_time() -> Result<Duration, Failure> {
    let mut total = 0;
    for task in fs::read_dir("/proc/self/task")? {
        let account = fs::read_to_string(task?.path().join("schedstat"))?;
        total += account.split_whitespace().next().ok_or("no schedstat")?.parse::<u64>()?;
    }
    Ok(Duration::from_nanos(total))
}
