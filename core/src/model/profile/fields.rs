//! The one table of what a profile holds.
//!
//! A new field of the service is one line here. Decoding, encoding and every binding that needs a list of
//! fields expand these tables, so they cannot drift apart. Facts: the service's own `UserDto` and `IdentityDto`.

/// Expands `$callback!` with every optional field of a [`Profile`](crate::Profile): documentation, name, type and
/// the service's own name. `user_id` is not in the table, because it is never absent.
#[doc(hidden)]
#[macro_export]
macro_rules! profile_fields {
    ($callback:ident) => {
        $callback! {
            /// When the account was created.
            created_at: Timestamp = "createdAt",
            /// When the account was last changed.
            updated_at: Timestamp = "updatedAt",
            /// Whether the account may be used.
            status: Status = "status",
            /// Whether the person still works for the organisation.
            work_status: WorkStatus = "workStatus",
            /// The user's id in the customer's own system.
            external_id: String = "externalId",
            /// E-mail address; compare it without regard to case.
            email: String = "email",
            /// Phone number without the country code.
            phone: String = "phone",
            /// Country code of the phone number, such as `+86`; may be missing for mainland China.
            phone_country_code: String = "phoneCountryCode",
            /// Login name, unique in the user pool.
            username: String = "username",
            /// The person's real name; not unique.
            name: String = "name",
            /// What the person likes to be called.
            nickname: String = "nickname",
            /// URL of the avatar.
            photo: String = "photo",
            /// How often the user has signed in.
            logins_count: i64 = "loginsCount",
            /// When the user last signed in.
            last_login: Timestamp = "lastLogin",
            /// The IP address of the last sign-in.
            last_ip: String = "lastIp",
            /// Gender as the service knows it.
            gender: Gender = "gender",
            /// Whether the e-mail address was verified.
            email_verified: bool = "emailVerified",
            /// Whether the phone number was verified.
            phone_verified: bool = "phoneVerified",
            /// When the password was last set.
            password_last_set_at: Timestamp = "passwordLastSetAt",
            /// Date of birth, usually `YYYY-MM-DD`; the service accepts any string.
            birthdate: String = "birthdate",
            /// Country.
            country: String = "country",
            /// Province.
            province: String = "province",
            /// City.
            city: String = "city",
            /// Address in one line.
            address: String = "address",
            /// Street and house number.
            street_address: String = "streetAddress",
            /// Postal code.
            postal_code: String = "postalCode",
            /// Company.
            company: String = "company",
            /// User agent of the browser that last signed in.
            browser: String = "browser",
            /// Kind of device that last signed in.
            device: String = "device",
            /// Given name.
            given_name: String = "givenName",
            /// Family name.
            family_name: String = "familyName",
            /// Middle name.
            middle_name: String = "middleName",
            /// The OIDC `profile` claim: the user's page, or whatever the user pool keeps there.
            profile: String = "profile",
            /// The OIDC `preferred_username` claim.
            preferred_username: String = "preferredUsername",
            /// The user's web site.
            website: String = "website",
            /// Time zone as the user gave it; not necessarily an IANA name (`GMT-08:00`).
            zoneinfo: String = "zoneinfo",
            /// Language of the user, such as `zh-CN`.
            locale: String = "locale",
            /// The whole address as one string.
            formatted: String = "formatted",
            /// Region; the service keeps it apart from the province.
            region: String = "region",
            /// How the account came to be.
            user_source_type: UserSourceType = "userSourceType",
            /// The application or synchronisation task that made the account.
            user_source_id: String = "userSourceId",
            /// Id of the application that the user last signed in to.
            last_login_app: String = "lastLoginApp",
            /// Id of the user's main department.
            main_department_id: String = "mainDepartmentId",
            /// When the user last passed a second factor.
            last_mfa_time: Timestamp = "lastMfaTime",
            /// Strength of the password; larger is stronger.
            password_security_level: i64 = "passwordSecurityLevel",
            /// Whether the user must choose a new password at the next sign-in.
            reset_password_on_next_login: bool = "resetPasswordOnNextLogin",
            /// Ways by which the account was registered.
            register_source: Vec<String> = "registerSource",
            /// Departments of the user; absent unless requested.
            department_ids: Vec<String> = "departmentIds",
            /// The user's accounts at other identity providers; absent unless requested.
            identities: Vec<Identity> = "identities",
            /// National identity number. Sensitive.
            identity_number: String = "identityNumber",
            /// Fields that the customer defined in the user pool; absent unless requested.
            custom_data: Json = "customData",
            /// Where the user's metadata came from; its shape is not documented.
            metadata_source: Json = "metadataSource",
            /// Ids of the user's posts.
            post_id_list: Vec<String> = "postIdList",
            /// When `status` last changed.
            status_changed_at: Timestamp = "statusChangedAt",
            /// Id of the tenant that the user signed in to.
            tenant_id: String = "tenantId",
            /// When the user signed up.
            signed_up: Timestamp = "signedUp",
            /// Ids of all tenants of the user.
            tenant_ids: Vec<String> = "tenantIds",
        }
    };
}

/// Expands `$callback!` with every field of an [`Identity`](crate::Identity), in the form of `profile_fields!`.
#[doc(hidden)]
#[macro_export]
macro_rules! identity_fields {
    ($callback:ident) => {
        $callback! {
            /// Id of this identity record.
            identity_id: String = "identityId",
            /// Id of the identity source.
            ext_idp_id: String = "extIdpId",
            /// Kind of the identity provider, such as `wechat`, `google` or `oidc`. An open set.
            provider: String = "provider",
            /// Which id of the provider this is, such as `openid`, `unionid` or `primary`. An open set.
            r#type: String = "type",
            /// The user's id at the provider.
            user_id_in_idp: String = "userIdInIdp",
            /// What the provider says about the user; its shape is the provider's.
            user_info_in_idp: Json = "userInfoInIdp",
            /// The provider's own access token. A secret of the user.
            access_token: Secret = "accessToken",
            /// The provider's own refresh token. A secret of the user.
            refresh_token: Secret = "refreshToken",
            /// Ids of the identity source connections.
            origin_conn_ids: Vec<String> = "originConnIds",
        }
    };
}
