//! Commands that consist of named parts.

use anyhow::{Result, bail};

use crate::tools::Tool;

/// One part: its name, what the machine must have for it, and what it does.
pub struct Part<T> {
    pub name: &'static str,
    pub tools: fn() -> Vec<Tool>,
    pub run: fn() -> Result<T>,
}

/// The wanted parts in the order of the lists, or all of `parts` if none is named.
pub fn select<'a, T>(
    parts: &'a [Part<T>],
    on_request: &'a [Part<T>],
    wanted: &[&str],
) -> Result<Vec<&'a Part<T>>> {
    let all = || parts.iter().chain(on_request);
    if let Some(unknown) = wanted.iter().find(|wanted| all().all(|part| part.name != **wanted)) {
        let names: Vec<_> = all().map(|part| part.name).collect();
        bail!("there is no part `{unknown}`; the parts are: {}", names.join(" "));
    }
    if wanted.is_empty() {
        return Ok(parts.iter().collect());
    }
    Ok(all().filter(|part| wanted.contains(&part.name)).collect())
}

/// What the machine must have for all of these parts.
pub fn tools<T>(parts: &[&Part<T>]) -> Vec<Tool> {
    parts.iter().flat_map(|part| (part.tools)()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTS: [Part<()>; 2] = [
        Part { name: "first", tools: Vec::new, run: || Ok(()) },
        Part { name: "second", tools: Vec::new, run: || Ok(()) },
    ];

    const ON_REQUEST: [Part<()>; 1] = [Part { name: "other", tools: Vec::new, run: || Ok(()) }];

    fn names(wanted: &[&str]) -> Result<Vec<&'static str>> {
        Ok(select(&PARTS, &ON_REQUEST, wanted)?.iter().map(|part| part.name).collect())
    }

    #[test]
    fn all_parts_or_the_named_ones_in_the_order_of_the_list() {
        assert_eq!(names(&[]).unwrap(), ["first", "second"]);
        assert_eq!(names(&["second", "first"]).unwrap(), ["first", "second"]);
        assert_eq!(names(&["second"]).unwrap(), ["second"]);
        assert_eq!(names(&["other", "second"]).unwrap(), ["second", "other"]);
    }

    #[test]
    fn an_unknown_part_is_named_beside_the_known() {
        let error = names(&["third"]).unwrap_err().to_string();
        assert_eq!(error, "there is no part `third`; the parts are: first second other");
    }
}
