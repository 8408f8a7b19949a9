//! Which scope a profile field needs.

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Scopes {
    Every,
    Only(Vec<String>),
}

impl Scopes {
    /// `None` means every scope.
    pub(crate) fn parse(scope: Option<&str>) -> Self {
        let only = |scope: &str| Self::Only(scope.split_whitespace().map(str::to_owned).collect());
        scope.map_or(Self::Every, only)
    }

    /// Fields without a documented scope are always granted.
    pub(crate) fn grant(&self, field: &str) -> bool {
        match (self, needed(field)) {
            (Self::Every, _) | (_, None) => true,
            (Self::Only(granted), Some(scope)) => granted.iter().any(|name| name == scope),
        }
    }
}

fn needed(field: &str) -> Option<&'static str> {
    Some(match field {
        "userId" => "openid",
        "name" | "familyName" | "givenName" | "middleName" | "nickname" | "preferredUsername" | "profile"
        | "photo" | "website" | "gender" | "birthdate" | "zoneinfo" | "locale" | "updatedAt" => "profile",
        "email" | "emailVerified" => "email",
        "phone" | "phoneVerified" => "phone",
        "username" => "username",
        "address" | "formatted" | "streetAddress" | "postalCode" | "country" | "city" | "province"
        | "region" => "address",
        "externalId" => "external_id",
        "customData" => "extended_fields",
        "tenantId" => "tenant_id",
        _ => return None,
    })
}
