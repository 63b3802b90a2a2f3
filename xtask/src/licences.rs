//! Every package we build on has a licence that allows any use, and comes from the registry.

use anyhow::{Result, bail};
use std::path::Path;

const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Fails on a licence outside the list and on a package that is neither ours nor from the registry.
pub(crate) fn check(_root: &Path) -> Result<()> {
    let metadata = crate::metadata()?;
    let mut wrong = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let name = package["name"].as_str().unwrap_or_default();
        let Some(source) = package["source"].as_str() else { continue };
        if !source.starts_with("registry+") {
            wrong.push(format!("{name} comes from {source}, not from the registry"));
        }
        match package["license"].as_str() {
            Some(licence) if allows(licence) => {}
            Some(licence) => wrong.push(format!(
                "{name} has licence {licence}, which is not in xtask/src/licences.rs"
            )),
            None => wrong.push(format!("{name} states no licence")),
        }
    }
    if !wrong.is_empty() {
        bail!("{}", wrong.join("\n"));
    }
    Ok(())
}

/// True when an SPDX expression can be met from the list: one side of every OR, both sides of every AND.
fn allows(expression: &str) -> bool {
    let text = expression.replace('/', " OR ").replace(['(', ')'], " ");
    // Without nested parentheses in practice, AND binds the groups that OR makes.
    let and = text
        .split(" AND ")
        .map(|group| group.split(" OR ").any(|one| ALLOWED.contains(&one.trim())));
    let or = text
        .split(" OR ")
        .map(|group| group.split(" AND ").all(|one| ALLOWED.contains(&one.trim())));
    and.collect::<Vec<_>>().into_iter().all(|met| met)
        || or.collect::<Vec<_>>().into_iter().any(|met| met)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_side_of_an_or_is_enough_both_of_an_and_are_needed() {
        assert!(allows("MIT OR Apache-2.0"));
        assert!(allows("GPL-2.0 OR MIT"));
        assert!(allows("(MIT OR Apache-2.0) AND Unicode-3.0"));
        assert!(!allows("MIT AND GPL-3.0"));
        assert!(!allows("GPL-3.0"));
    }
}
