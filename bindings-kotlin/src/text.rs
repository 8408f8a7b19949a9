//! Types that cross the border as text or bytes.

use std::collections::{BTreeMap, HashMap};

use genauth::{Json, RawBody, Secret, Timestamp};

uniffi::custom_type!(
    /// JSON text whose shape the customer or another identity provider decides, as the service wrote it. Read it with
    /// the JSON library of your application.
    Json,
    String,
    { remote }
);

uniffi::custom_type!(Timestamp, String, { remote });

uniffi::custom_type!(Secret, String, {
    remote,
    lower: |secret| secret.as_str().to_owned(),
});

uniffi::custom_type!(RawBody, Vec<u8>, {
    remote,
    lower: |body| body.as_bytes().to_vec(),
    // Only `profile_to_json` takes a profile back, and the body is no part of that document.
    try_lift: |_bytes| Ok(RawBody::default()),
});

pub(crate) type UnknownFields = BTreeMap<String, Json>;

uniffi::custom_type!(
    /// Fields that this version does not know, by the service's own name.
    UnknownFields,
    HashMap<String, Json>,
    {
        remote,
        lower: |fields| fields.into_iter().collect(),
        try_lift: |fields| Ok(fields.into_iter().collect()),
    }
);
