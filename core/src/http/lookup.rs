//! Name resolution, on threads of its own: a name server that does not respond delays only calls to its names.

use std::collections::HashMap;
use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::watch;

use crate::process::PerProcess;
use crate::runtime::signals;

/// The system's resolver cannot be cancelled: a look-up that hangs keeps its thread, and further calls share the look-up.
/// After this time one of them starts another, in case the name server has come back.
const PATIENCE: Duration = Duration::from_secs(5);
const LOOKUPS_PER_NAME: usize = 2;

static LOOKUPS: PerProcess<Lookups> = PerProcess::new();

/// The addresses of a name, with port 0.
pub(super) async fn addresses(name: &str) -> Result<Vec<SocketAddr>, Arc<io::Error>> {
    LOOKUPS.get(|| Lookups::new(system, PATIENCE)).addresses(name).await
}

fn system(name: &str) -> io::Result<Vec<SocketAddr>> {
    Ok((name, 0).to_socket_addrs()?.collect())
}

/// The system has no thread for a look-up.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct NoThread(pub(super) io::Error);

type Outcome = Result<Vec<SocketAddr>, Arc<io::Error>>;
type Resolve = dyn Fn(&str) -> io::Result<Vec<SocketAddr>> + Send + Sync;

/// The look-ups in progress. Calls for the same name share one.
struct Lookups {
    resolve: Arc<Resolve>,
    patience: Duration,
    by_name: Arc<Mutex<HashMap<String, InProgress>>>,
}

/// The look-ups in progress for one name.
struct InProgress {
    count: usize,
    latest: watch::Receiver<Option<Outcome>>,
    since: Instant,
}

impl Lookups {
    fn new(
        resolve: impl Fn(&str) -> io::Result<Vec<SocketAddr>> + Send + Sync + 'static,
        patience: Duration,
    ) -> Self {
        Self { resolve: Arc::new(resolve), patience, by_name: Arc::default() }
    }

    async fn addresses(&self, name: &str) -> Outcome {
        let mut lookup = self.join(name).map_err(Arc::new)?;
        let outcome = lookup.wait_for(Option::is_some).await.ok().and_then(|outcome| outcome.clone());
        outcome.unwrap_or_else(|| Err(Arc::new(io::Error::other("the look-up panicked"))))
    }

    /// The latest look-up of the name, or a new one.
    fn join(&self, name: &str) -> io::Result<watch::Receiver<Option<Outcome>>> {
        let mut by_name = lock(&self.by_name);
        let count = by_name.get(name).map_or(0, |lookups| lookups.count);
        if let Some(InProgress { latest, since, .. }) = by_name.get(name)
            && latest.borrow().is_none()
            && (count >= LOOKUPS_PER_NAME || since.elapsed() < self.patience)
        {
            return Ok(latest.clone());
        }
        let (sender, latest) = watch::channel(None);
        self.start(name.to_owned(), sender)?;
        let lookups = InProgress { count: count + 1, latest: latest.clone(), since: Instant::now() };
        by_name.insert(name.to_owned(), lookups);
        Ok(latest)
    }

    fn start(&self, name: String, sender: watch::Sender<Option<Outcome>>) -> io::Result<()> {
        let (resolve, by_name) = (self.resolve.clone(), self.by_name.clone());
        let lookup = move || {
            let outcome = resolve(&name).map_err(Arc::new);
            let mut by_name = lock(&by_name);
            if let Some(lookups) = by_name.get_mut(&name) {
                lookups.count -= 1;
                if lookups.count == 0 {
                    by_name.remove(&name);
                }
            }
            sender.send_replace(Some(outcome));
        };
        let thread = thread::Builder::new().name("genauth-dns".into());
        signals::blocked(|| thread.spawn(lookup)).map(drop).map_err(|error| io::Error::other(NoThread(error)))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::Condvar;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::runtime::{Builder, Runtime};
    use tokio::task::JoinSet;
    use tokio::time::{sleep, timeout};

    use super::*;

    const ADDRESS: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 0);

    /// A name server that does not respond to questions for `hangs.example` before it is opened.
    #[derive(Default)]
    struct Server {
        is_open: Mutex<bool>,
        opened: Condvar,
        hanging: AtomicUsize,
    }

    impl Server {
        fn resolve(&self, name: &str) -> io::Result<Vec<SocketAddr>> {
            if name == "hangs.example" {
                self.hanging.fetch_add(1, Ordering::Relaxed);
                drop(self.opened.wait_while(self.is_open.lock().unwrap(), |is_open| !*is_open).unwrap());
            }
            if name == "unknown.example" { Err(io::ErrorKind::NotFound.into()) } else { Ok(vec![ADDRESS]) }
        }

        fn open(&self) {
            *self.is_open.lock().unwrap() = true;
            self.opened.notify_all();
        }
    }

    fn lookups(patience: Duration) -> (Runtime, Arc<Server>, Arc<Lookups>) {
        let server = Arc::new(Server::default());
        let asked = server.clone();
        let runtime = Builder::new_current_thread().enable_time().build().unwrap();
        (runtime, server, Arc::new(Lookups::new(move |name| asked.resolve(name), patience)))
    }

    #[test]
    fn a_name_that_hangs_delays_no_other() {
        let (runtime, server, lookups) = lookups(Duration::MAX);
        runtime.block_on(async {
            let mut hanging = JoinSet::new();
            for _ in 0..64 {
                let lookups = lookups.clone();
                hanging.spawn(async move { lookups.addresses("hangs.example").await });
            }
            sleep(Duration::from_millis(50)).await;
            assert_eq!(lookups.addresses("quick.example").await.unwrap(), [ADDRESS]);
            assert_eq!(server.hanging.load(Ordering::Relaxed), 1);
            server.open();
            assert!(hanging.join_all().await.iter().all(Result::is_ok));
        });
        assert!(lock(&lookups.by_name).is_empty());
    }

    #[test]
    fn look_ups_that_were_given_up_do_not_pile_up() {
        let (runtime, server, lookups) = lookups(Duration::ZERO);
        runtime.block_on(async {
            for _ in 0..8 {
                let given_up = timeout(Duration::from_millis(5), lookups.addresses("hangs.example")).await;
                assert!(given_up.is_err());
            }
        });
        assert!(server.hanging.load(Ordering::Relaxed) <= LOOKUPS_PER_NAME);
        server.open();
    }

    #[test]
    fn nothing_is_remembered() {
        let (runtime, server, lookups) = lookups(Duration::MAX);
        runtime.block_on(async {
            for _ in 0..2 {
                let error = lookups.addresses("unknown.example").await.unwrap_err();
                assert_eq!(error.kind(), io::ErrorKind::NotFound);
            }
            server.open();
            for count in 1..=2 {
                assert!(lookups.addresses("hangs.example").await.is_ok());
                assert_eq!(server.hanging.load(Ordering::Relaxed), count);
            }
        });
    }
}
