//! `genauth-decode FILE ROUNDS`: the peer of a profile whose fields are read when they are asked for. Decodes a response into a
//! struct with a field for everything, and prints the CPU time in microseconds.

use std::env;
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::io::{self, Write as _};

use serde::Deserialize;
use serde_json::Value;

// The service's types, as serde decodes them without help.
type Timestamp = String;
type Status = String;
type WorkStatus = String;
type Gender = String;
type UserSourceType = String;
type Secret = String;
type Json = Value;

#[derive(Deserialize)]
struct Envelope {
    data: Profile,
}

macro_rules! define_profile {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $key:literal,)*) => {
        #[derive(Deserialize)]
        #[expect(dead_code, reason = "decoding them is what is measured")]
        struct Profile {
            #[serde(rename = "userId")]
            user_id: String,
            $(#[serde(rename = $key)] $name: Option<$type>,)*
        }
    };
}
genauth::profile_fields!(define_profile);

macro_rules! define_identity {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $key:literal,)*) => {
        #[derive(Deserialize)]
        #[expect(dead_code, reason = "decoding them is what is measured")]
        struct Identity {
            $(#[serde(rename = $key)] $name: Option<$type>,)*
        }
    };
}
genauth::identity_fields!(define_identity);

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().collect();
    let [_, file, rounds] = &arguments[..] else {
        return Err("FILE ROUNDS".into());
    };
    let response = fs::read(file)?;
    let rounds: u32 = rounds.parse()?;
    let start = cpu_nanoseconds()?;
    for _ in 0..rounds {
        let profile = serde_json::from_slice::<Envelope>(&response)?.data;
        black_box((&profile.user_id, &profile.email, &profile.phone));
    }
    writeln!(io::stdout(), "{:.1}", (cpu_nanoseconds()? - start) / 1e3 / f64::from(rounds))?;
    Ok(())
}

/// What the kernel says that this thread has used.
fn cpu_nanoseconds() -> Result<f64, Box<dyn Error>> {
    let account = fs::read_to_string("/proc/self/schedstat")?;
    Ok(account.split(' ').next().ok_or("no schedstat")?.parse()?)
}
