//! The arrows between the crates: who may depend on whom. Drawn in `docs/architecture.md`, "Arrows".

use anyhow::{Result, bail};
use serde_json::Value;
use std::path::Path;

/// A crate and the crates of ours it may use.
const ARROWS: &[(&str, &[&str])] = &[
    ("chancery-record", &[]),
    ("chancery-knowledge", &["chancery-record"]),
    ("chancery-infer", &["chancery-record"]),
    ("chancery-read", STAGE),
    ("chancery-parse", STAGE),
    ("chancery-resolve", STAGE),
    ("chancery-code", STAGE),
    ("chancery-merge", STAGE),
    ("chancery-keep", &["chancery-record", "chancery-knowledge"]),
    ("chancery", EVERYTHING),
    ("chancery-training", EVERYTHING),
    ("xtask", EVERYTHING),
];
/// A stage knows the nouns, the tables and the models, and no other stage.
const STAGE: &[&str] = &["chancery-record", "chancery-knowledge", "chancery-infer"];
const EVERYTHING: &[&str] = &[
    "chancery-record",
    "chancery-knowledge",
    "chancery-infer",
    "chancery-read",
    "chancery-parse",
    "chancery-resolve",
    "chancery-code",
    "chancery-merge",
    "chancery-keep",
    "chancery",
];

/// Fails on an arrow that is not drawn, and on a crate that is not in the drawing.
pub(crate) fn check(_root: &Path) -> Result<()> {
    let metadata = crate::metadata()?;
    let wrong: Vec<String> =
        arrows(&metadata).into_iter().filter_map(|(from, to)| complaint(&from, &to)).collect();
    if !wrong.is_empty() {
        bail!(
            "{}\ndocs/architecture.md, \"Arrows\", draws what is allowed: change the drawing first",
            wrong.join("\n")
        );
    }
    Ok(())
}

fn complaint(from: &str, to: &str) -> Option<String> {
    match ARROWS.iter().find(|(name, _)| *name == from) {
        None => Some(format!("{from} is not in the drawing")),
        Some((_, allowed)) if allowed.contains(&to) => None,
        Some(_) => Some(format!("{from} must not depend on {to}")),
    }
}

/// Dependencies among the workspace's crates; what only tests use is free.
fn arrows(metadata: &Value) -> Vec<(String, String)> {
    let members: Vec<&Value> = metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|p| p["source"].is_null())
        .collect();
    let name = |p: &Value| p["name"].as_str().unwrap_or_default().to_owned();
    let ours: Vec<String> = members.iter().map(|p| name(p)).collect();
    let mut found = Vec::new();
    for package in members {
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            if dependency["kind"].is_null() && ours.contains(&name(dependency)) {
                found.push((name(package), name(dependency)));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_has_only_drawn_arrows() {
        check(&crate::root()).unwrap();
    }

    #[test]
    fn a_stage_that_imports_a_stage_is_named() {
        let said = complaint("chancery-code", "chancery-resolve").unwrap();
        assert_eq!(said, "chancery-code must not depend on chancery-resolve");
        assert!(
            complaint("chancery-attic", "chancery-record").unwrap().contains("not in the drawing")
        );
    }
}
