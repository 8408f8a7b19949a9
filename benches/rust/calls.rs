//! `genauth-calls HOST CA_FILE CALLS`: that many blocking calls, for tools that count what a call takes.

use std::env;
use std::error::Error;

use genauth::{Client, Config, ProfileOptions};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().collect();
    let [_, host, ca_file, calls] = &arguments[..] else {
        return Err("HOST CA_FILE CALLS".into());
    };
    let config =
        Config::new("bench", host).access_token("documented-user-token").proxy("none").ca_file(ca_file);
    let client = Client::new(&config)?;
    for _ in 0..calls.parse::<usize>()? {
        client.get_profile(ProfileOptions::all()).wait()?;
    }
    Ok(())
}
