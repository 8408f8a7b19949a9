//! What a user's profile says in the claims of `OpenID` Connect.

use serde_json::{Map, Value};

use super::scope::Scope;
use super::store::Grant;

/// Scope, claim, and the profile field it comes from.
const CLAIMS: [(&str, &str, &str); 23] = [
    ("profile", "name", "name"),
    ("profile", "family_name", "familyName"),
    ("profile", "given_name", "givenName"),
    ("profile", "middle_name", "middleName"),
    ("profile", "nickname", "nickname"),
    ("profile", "preferred_username", "preferredUsername"),
    ("profile", "profile", "profile"),
    ("profile", "picture", "photo"),
    ("profile", "website", "website"),
    ("profile", "gender", "gender"),
    ("profile", "birthdate", "birthdate"),
    ("profile", "zoneinfo", "zoneinfo"),
    ("profile", "locale", "locale"),
    ("profile", "updated_at", "updatedAt"),
    ("email", "email", "email"),
    ("email", "email_verified", "emailVerified"),
    ("phone", "phone_number", "phone"),
    ("phone", "phone_number_verified", "phoneVerified"),
    ("username", "username", "username"),
    ("external_id", "external_id", "externalId"),
    ("extended_fields", "extended_fields", "customData"),
    ("tenant_id", "tenant_id", "tenantId"),
    ("roles", "roles", "roles"),
];

const ADDRESS: [(&str, &str); 5] = [
    ("formatted", "formatted"),
    ("street_address", "streetAddress"),
    ("postal_code", "postalCode"),
    ("region", "region"),
    ("country", "country"),
];

/// `sub`, and what the scopes allow of the rest. A field that the profile lacks is left out.
pub(super) fn of(grant: &Grant, scope: &Scope) -> Map<String, Value> {
    let profile = &grant.user.data;
    let mut claims = Map::from_iter([("sub".to_owned(), Value::from(grant.user_id.as_str()))]);
    let granted = CLAIMS.iter().filter(|(needed, ..)| scope.has(needed));
    claims.extend(granted.filter_map(|(_, claim, field)| entry(profile, claim, field)));
    if scope.has("address") {
        let address = ADDRESS.iter().filter_map(|(claim, field)| entry(profile, claim, field));
        claims.insert("address".to_owned(), Value::Object(address.collect()));
    }
    claims
}

fn entry(profile: &Map<String, Value>, claim: &str, field: &str) -> Option<(String, Value)> {
    Some((claim.to_owned(), profile.get(field)?.clone()))
}
