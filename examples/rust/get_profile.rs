//! Prints the profile of the signed-in user.

use std::env;
use std::time::Instant;

use genauth::{Client, Config, ProfileOptions};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let config = Config::new(env::var("GENAUTH_APP_ID")?, env::var("GENAUTH_HOST")?)
        .access_token(env::var("GENAUTH_ACCESS_TOKEN")?);
    let client = Client::new(&config)?;

    let start = Instant::now();
    let profile = client.get_profile(ProfileOptions::all()).wait()?;
    eprintln!("get_profile took {} us", start.elapsed().as_micros());

    println!("{}", profile.to_json());
    Ok(())
}
