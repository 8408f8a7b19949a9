//! The issuer and its keys: fetched once, shared by the logins of a process.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use url::Url;

use super::jws::Jws;
use crate::call::Context;
use crate::error::{Error, ErrorKind};
use crate::operation::{Discover, FetchKeys, Key, Provider};
use crate::process::PerProcess;

/// How long a discovery document is believed.
const DISCOVERY_AGE: Duration = Duration::from_secs(60 * 60);
/// A token with an unknown key makes the keys be fetched again, but not more often than this.
const REFETCH_PAUSE: Duration = Duration::from_secs(5 * 60);
/// A program that talks to more hosts than this fetches some of them twice.
const MOST_HOSTS: usize = 64;

struct Known {
    provider: Provider,
    since: Instant,
    keys: Option<Vec<Key>>,
    refetched: Option<Instant>,
}

static KNOWN: PerProcess<Mutex<HashMap<String, Known>>> = PerProcess::new();

/// Runs `work` with what is known about the hosts. Nothing is awaited meanwhile.
fn with_known<T>(work: impl FnOnce(MutexGuard<'_, HashMap<String, Known>>) -> T) -> T {
    let known = KNOWN.get(Mutex::default);
    work(known.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Who the issuer is.
pub(in crate::session) async fn discovered(context: &Context<'_>) -> Result<Provider, Error> {
    let host = context.pipeline.prepared.host.as_str();
    let known = with_known(|known| {
        known
            .get(host)
            .filter(|known| known.since.elapsed() < DISCOVERY_AGE)
            .map(|known| known.provider.clone())
    });
    if let Some(provider) = known {
        return Ok(provider);
    }
    let provider = *context.ask(&Discover).await?;
    with_known(|mut known| {
        if known.len() >= MOST_HOSTS {
            known.clear();
        }
        let fresh = Known { provider: provider.clone(), since: Instant::now(), keys: None, refetched: None };
        known.insert(host.to_owned(), fresh);
    });
    Ok(provider)
}

/// The issuer's keys that may have signed `token`; none unless its algorithm is RS256.
pub(in crate::session) async fn keys_for(
    context: &Context<'_>,
    provider: &Provider,
    token: &str,
) -> Result<Vec<Key>, Error> {
    let Some(jws) = Jws::parse(token).filter(|jws| jws.algorithm == "RS256") else { return Ok(Vec::new()) };
    let host = context.pipeline.prepared.host.as_str();
    let known = with_known(|known| known.get(host).and_then(|known| known.keys.clone()));
    let is_first = known.is_none();
    if let Some(keys) = known {
        let matching = matching(keys, jws.key_id.as_deref());
        if !matching.is_empty() || !may_refetch(host) {
            return Ok(matching);
        }
    }
    let keys = context.ask(&FetchKeys(address(context, provider)?)).await?.keys;
    with_known(|mut known| {
        if let Some(known) = known.get_mut(host) {
            known.keys = Some(keys.clone());
            known.refetched = if is_first { known.refetched } else { Some(Instant::now()) };
        }
    });
    Ok(matching(keys, jws.key_id.as_deref()))
}

fn may_refetch(host: &str) -> bool {
    with_known(|known| {
        let refetched = known.get(host).and_then(|known| known.refetched);
        refetched.is_none_or(|moment| moment.elapsed() >= REFETCH_PAUSE)
    })
}

fn matching(keys: Vec<Key>, key_id: Option<&str>) -> Vec<Key> {
    let is_signing = |key: &Key| key.kty == "RSA" && key.usage.as_deref().is_none_or(|usage| usage == "sig");
    let is_meant = |key: &Key| key_id.is_none() || key.kid.as_deref() == key_id;
    keys.into_iter().filter(|key| is_signing(key) && is_meant(key)).collect()
}

/// Where the keys are. They decide whom to trust, so they come over TLS wherever the rest does.
fn address(context: &Context<'_>, provider: &Provider) -> Result<Url, Error> {
    let url = Url::parse(&provider.jwks_uri).ok();
    let own_scheme = context.pipeline.prepared.host.scheme();
    url.filter(|url| url.scheme() == "https" || url.scheme() == own_scheme).ok_or_else(|| {
        Error::new(ErrorKind::Decode, "the discovery document has no https address for the keys (jwks_uri)")
    })
}
