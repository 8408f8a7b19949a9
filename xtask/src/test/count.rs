//! How many tests a tool says have passed.

use anyhow::{Result, bail};

/// Adds up the numbers that stand right before `word`, as in `12 passed`. None at all is an error: a tool that
/// found no test has tested nothing.
pub fn before(output: &str, word: &str) -> Result<usize> {
    let counts = output
        .match_indices(word)
        .filter_map(|(at, _)| output[..at].split_whitespace().next_back()?.parse::<usize>().ok());
    at_least_one(counts.sum(), output)
}

/// Adds up the numbers that stand right behind `word`, as in `Tests run: 12`.
pub fn after(output: &str, word: &str) -> Result<usize> {
    let digits = |text: &str| text.trim_start().chars().take_while(char::is_ascii_digit).collect::<String>();
    let counts = output
        .match_indices(word)
        .filter_map(|(at, _)| digits(&output[at + word.len()..]).parse::<usize>().ok());
    at_least_one(counts.sum(), output)
}

fn at_least_one(count: usize, output: &str) -> Result<usize> {
    if count == 0 {
        bail!("no test was run\n{output}");
    }
    Ok(count)
}
