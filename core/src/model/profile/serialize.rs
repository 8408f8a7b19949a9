//! Serde's interface, for applications that put a profile into JSON of their own. It writes what `to_json` writes, so it
//! serves JSON alone.

use serde::ser::{Error, Serialize, Serializer};
use serde_json::value::RawValue;

use super::{Gender, Identity, Profile, Status, UserSourceType, WorkStatus};
use crate::model::{Json, Secret, Timestamp};

macro_rules! serialize_as_json {
    ($($type:ty: $to_json:expr,)+) => {
        $(impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let json: String = $to_json(self);
                RawValue::from_string(json).map_err(S::Error::custom)?.serialize(serializer)
            }
        })+
    };
}
serialize_as_json! {
    Profile: Self::to_json,
    Identity: Self::to_json,
    Json: |json: &Self| json.as_str().to_owned(),
}

macro_rules! serialize_as_string {
    ($($type:ty),+) => {
        $(impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        })+
    };
}
serialize_as_string!(Gender, Secret, Status, Timestamp, UserSourceType, WorkStatus);
