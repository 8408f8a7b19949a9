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

/// The number that stands right behind the last `word`, as in the `Tests run: 12` that sums up all classes.
pub fn after(output: &str, word: &str) -> Result<usize> {
    let digits = |text: &str| text.trim_start().chars().take_while(char::is_ascii_digit).collect::<String>();
    let count = output.rsplit_once(word).and_then(|(_, rest)| digits(rest).parse().ok());
    at_least_one(count.unwrap_or(0), output)
}

fn at_least_one(count: usize, output: &str) -> Result<usize> {
    if count == 0 {
        bail!("no test was run\n{output}");
    }
    Ok(count)
}
