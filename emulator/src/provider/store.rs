//! What was granted: sign-ins, and the codes and tokens that belong to them.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use super::error::ProviderError;
use super::scope::Scope;
use crate::users::User;

/// A user's consent to one sign-in of an application. When it is revoked, all that came of it is worth nothing.
pub(super) struct Grant {
    pub(super) app_id: String,
    pub(super) user: Arc<User>,
    pub(super) user_id: String,
    pub(super) scope: Scope,
    pub(super) nonce: Option<String>,
    /// As all times of the store: since the Unix epoch.
    pub(super) signed_in_at: Duration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct GrantId(u64);

pub(super) struct Code {
    pub(super) grant: GrantId,
    pub(super) redirect_uri: String,
    pub(super) challenge: Option<String>,
    pub(super) expires_at: Duration,
    pub(super) is_used: bool,
}

#[derive(Clone)]
pub(super) struct AccessToken {
    pub(super) grant: GrantId,
    pub(super) scope: Scope,
    pub(super) issued_at: Duration,
    pub(super) expires_at: Duration,
}

#[derive(Clone)]
pub(super) struct RefreshToken {
    pub(super) grant: GrantId,
    pub(super) issued_at: Duration,
    pub(super) expires_at: Duration,
    pub(super) rotated_at: Option<Duration>,
}

#[derive(Default)]
pub(super) struct Store {
    last_grant: u64,
    grants: HashMap<GrantId, Grant>,
    pub(super) codes: HashMap<String, Code>,
    pub(super) access_tokens: HashMap<String, AccessToken>,
    pub(super) refresh_tokens: HashMap<String, RefreshToken>,
}

impl Store {
    pub(super) fn add(&mut self, grant: Grant) -> GrantId {
        self.last_grant += 1;
        let id = GrantId(self.last_grant);
        self.grants.insert(id, grant);
        id
    }

    /// Absent once it is revoked.
    pub(super) fn grant(&self, id: GrantId) -> Option<&Grant> {
        self.grants.get(&id)
    }

    pub(super) fn revoke(&mut self, id: GrantId) {
        self.grants.remove(&id);
        self.codes.retain(|_, code| code.grant != id);
        self.access_tokens.retain(|_, token| token.grant != id);
        self.refresh_tokens.retain(|_, token| token.grant != id);
    }

    /// Revokes what a user has granted to an application, as far as `ends` says so.
    pub(super) fn revoke_where(&mut self, ends: impl Fn(&Grant) -> bool) {
        let ended = self.grants.iter().filter(|(_, grant)| ends(grant)).map(|(id, _)| *id);
        for id in ended.collect::<Vec<_>>() {
            self.revoke(id);
        }
    }

    /// Lets each grant have its user as `current` knows them; one whose user is gone is revoked.
    pub(super) fn follow_users(&mut self, current: impl Fn(&str) -> Option<Arc<User>>) {
        let mut gone = Vec::new();
        for (id, grant) in &mut self.grants {
            match current(&grant.user_id) {
                Some(user) => grant.user = user,
                None => gone.push(*id),
            }
        }
        for id in gone {
            self.revoke(id);
        }
    }

    /// The grant of an access token or a refresh token.
    pub(super) fn grant_of(&self, token: &str) -> Option<GrantId> {
        let access = self.access_tokens.get(token).map(|token| token.grant);
        access.or_else(|| self.refresh_tokens.get(token).map(|token| token.grant))
    }

    /// Ends the life of one token, and of nothing else.
    pub(super) fn expire(&mut self, token: &str, now: Duration) -> Result<(), ProviderError> {
        let access = self.access_tokens.get_mut(token).map(|token| &mut token.expires_at);
        let refresh = self.refresh_tokens.get_mut(token).map(|token| &mut token.expires_at);
        *access.or(refresh).ok_or(ProviderError::UnknownToken)? = now;
        Ok(())
    }
}
