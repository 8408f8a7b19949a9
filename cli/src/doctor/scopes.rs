//! Which scope a field of the profile needs, as the service documents it.

/// The scope that a field needs; `None` for those without a documented one.
pub(super) fn needed(field: &str) -> Option<&'static str> {
    Some(match field {
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
