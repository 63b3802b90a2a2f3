//! `chancery register`: what users know beside the default register is imported, exported, shown and looked over.
//!
//! Imported rows stand as tables in a folder beside the store (`chancery.register` beside `chancery.db`), one file an import;
//! every run of `read` lays them over the default register.

use super::register_show;
use crate::args::Cli;
use crate::outcome::{Outcome, usage};
use anyhow::{Context, Result};
use chancery_knowledge::Register;
use chancery_knowledge::import::{About, Form, import};
use chancery_knowledge::lint::{Fault, lint, lint_sheets};
use chancery_knowledge::register::Sheet;
use chancery_record::Id;
use clap::Subcommand;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// Commands on the register.
#[derive(Debug, Subcommand)]
pub enum RegisterCommand {
    /// Take in persons, bodies, names, tenures and memberships of your own; `read` uses them from then on.
    ///
    /// The file holds rows in the columns of `register export`, `FollowTheMoney` JSON lines, or a Popolo JSON document; which
    /// one, it shows by itself. A file with one fault is refused whole, each fault named by line. Importing a file of
    /// the same name again replaces what it brought.
    Import {
        /// The file, or `-` for standard input.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Where the facts come from, when the file does not say.
        #[arg(long, value_name = "TEXT")]
        source: Option<String>,
        /// Licence of the facts.
        #[arg(long, value_name = "TEXT")]
        licence: Option<String>,
        /// State of bodies and posts that name none, as code (`kz`, `KAZ`).
        #[arg(long, value_name = "CODE")]
        state: Option<String>,
    },
    /// Write the register out as rows, which `register import` reads again.
    Export {
        /// Only what was imported.
        #[arg(long)]
        own: bool,
        /// Where to; standard output when left out.
        #[arg(long, short, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Show who or what a name means, names, posts, holders and memberships as of a day, and the rows they rest on.
    Show {
        /// A name, an id, or a post ("foreign minister of Norway").
        #[arg(value_name = "NAME", required_unless_present = "counts")]
        name: Option<String>,
        /// The day; without it everything that is known at any time.
        #[arg(long, value_name = "YYYY-MM-DD")]
        as_of: Option<String>,
        /// Count the rows of each table instead.
        #[arg(long)]
        counts: bool,
    },
    /// Look for faults in the imported rows and the tables: cycles, overlapping tenures of posts with one holder, unknown codes and
    /// ids, bad days, missing sources. Each is told as `file:line: message`; exit status 1 when there are any.
    Lint {
        /// Look at these files instead, before they are imported.
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

/// Runs a `register` command.
pub(super) fn run(cli: &Cli, command: &RegisterCommand) -> Result<Outcome> {
    match command {
        RegisterCommand::Import { file, source, licence, state } => {
            let about =
                About { source: source.clone(), licence: licence.clone(), state: state.clone() };
            take_in(cli, file, &about)
        }
        RegisterCommand::Export { own, out } => write_out(cli, *own, out.as_deref()),
        RegisterCommand::Show { counts: true, .. } => register_show::counts(&sheets(&cli.store)?),
        RegisterCommand::Show { name, as_of, .. } => {
            let (known, name) = (known(&cli.store)?, name.as_deref().unwrap_or_default());
            register_show::show(&known, name, as_of.as_deref())
        }
        RegisterCommand::Lint { files } => look_over(cli, files),
    }
}

/// The register that a run reads against.
#[derive(Debug)]
pub(super) enum Known {
    /// Nothing was imported.
    Default(&'static Register),
    /// With what was imported, and a mark of its content.
    Own(Box<Register>, String),
}

impl std::ops::Deref for Known {
    type Target = Register;

    fn deref(&self) -> &Register {
        match self {
            Self::Default(register) => register,
            Self::Own(register, _) => register,
        }
    }
}

impl Known {
    /// Version of the reader together with what was imported: a text is told anew when either changes.
    pub(super) fn mark(&self, reader: &str) -> String {
        match self {
            Self::Default(_) => reader.to_owned(),
            Self::Own(_, mark) => format!("{reader} register {mark}"),
        }
    }
}

/// The default register with what was imported beside this store.
pub(super) fn known(store: &Path) -> Result<Known> {
    let sheets = sheets(store)?;
    if sheets.is_empty() {
        return Ok(Known::Default(Register::default_register()));
    }
    let content: Vec<serde_json::Value> =
        sheets.iter().map(|sheet| sheet.text.as_str().into()).collect();
    let mark = Id::hashed("register", &content).path().to_owned();
    Ok(Known::Own(Box::new(Register::with(&sheets)), mark))
}

/// Folder of the imported tables, beside the store.
fn folder(store: &Path) -> PathBuf {
    store.with_extension("register")
}

/// The imported tables in order of name.
fn sheets(store: &Path) -> Result<Vec<Sheet>> {
    let folder = folder(store);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in
        std::fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?
    {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "tsv") {
            files.push(path);
        }
    }
    files.sort();
    files.iter().map(|path| sheet(path)).collect()
}

fn sheet(path: &Path) -> Result<Sheet> {
    Ok(Sheet { name: path.display().to_string(), text: text_of(path)? })
}

/// The text of a file, or of standard input for `-`.
fn text_of(path: &Path) -> Result<String> {
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        std::io::stdin().lock().read_to_end(&mut bytes)?;
    } else {
        #[expect(clippy::disallowed_methods, reason = "the program reads the files it is given")]
        let read = std::fs::read(path);
        bytes = read.map_err(|error| usage(format!("cannot read {}: {error}", path.display())))?;
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = String::from_utf8_lossy(&error.as_bytes()[..good]).matches('\n').count() + 1;
        usage(format!("{}:{line}: the text is not UTF-8; save the file as UTF-8", path.display()))
    })
}

fn take_in(cli: &Cli, file: &Path, about: &About) -> Result<Outcome> {
    let text = text_of(file)?;
    let name = file.display().to_string();
    let kept = kept_as(&cli.store, file);
    let mut before = sheets(&cli.store)?;
    before.retain(|sheet| sheet.name != kept.display().to_string());
    let brought = match import(&name, &text, about, &before) {
        Ok(brought) => brought,
        Err(faults) => return refuse(&name, &faults),
    };
    let replaced = kept.exists();
    std::fs::create_dir_all(folder(&cli.store))
        .with_context(|| format!("cannot make {}", folder(&cli.store).display()))?;
    let half = kept.with_extension("new");
    #[expect(clippy::disallowed_methods, reason = "the program keeps what is imported")]
    std::fs::write(&half, &brought.text)
        .with_context(|| format!("cannot write {}", half.display()))?;
    std::fs::rename(&half, &kept).with_context(|| format!("cannot write {}", kept.display()))?;
    tell(&brought.notes)?;
    if !cli.quiet {
        let form = match brought.form {
            Form::Rows => "rows",
            Form::FollowTheMoney => "FollowTheMoney",
            Form::Popolo => "Popolo",
        };
        let how = if replaced { "replaces" } else { "kept as" };
        let said = format!("{name}: {form}, {} rows, {how} {}", brought.rows, kept.display());
        writeln!(std::io::stderr().lock(), "{said}")?;
    }
    Ok(Outcome::Done)
}

/// Where an import of this file is kept.
fn kept_as(store: &Path, file: &Path) -> PathBuf {
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = if stem == "-" { "standard-input".to_owned() } else { chancery_record::slug(&stem) };
    let stem = if stem.is_empty() { "import".to_owned() } else { stem };
    folder(store).join(format!("{stem}.tsv"))
}

/// At most this many faults are printed: the rest is mostly the same again.
const SHOWN: usize = 50;

fn refuse(name: &str, faults: &[Fault]) -> Result<Outcome> {
    tell(&faults[..faults.len().min(SHOWN)])?;
    if faults.len() > SHOWN {
        writeln!(std::io::stderr().lock(), "and {} more", faults.len() - SHOWN)?;
    }
    let count = faults.len();
    Err(usage(format!(
        "{name}: nothing was imported; mend {} and import the file again",
        if count == 1 { "this fault".to_owned() } else { format!("these {count} faults") }
    )))
}

fn tell(faults: &[Fault]) -> Result<()> {
    let mut out = std::io::stderr().lock();
    for fault in faults {
        writeln!(out, "{fault}")?;
    }
    Ok(())
}

fn look_over(cli: &Cli, files: &[PathBuf]) -> Result<Outcome> {
    let mut own = sheets(&cli.store)?;
    for file in files {
        own.push(sheet(file)?);
    }
    let mut findings = lint_sheets(&own);
    if files.is_empty() {
        findings.faults.extend(lint());
    } else {
        let named: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
        findings.faults.retain(|fault| named.contains(&fault.file));
        findings.contradictions.retain(|fault| named.contains(&fault.file));
    }
    let mut out = std::io::stdout().lock();
    for fault in findings.faults.iter().chain(&findings.contradictions) {
        writeln!(out, "{fault}")?;
    }
    if !cli.quiet {
        writeln!(
            std::io::stderr().lock(),
            "{} faults, {} contradictions of the default register",
            findings.faults.len(),
            findings.contradictions.len()
        )?;
    }
    Ok(if findings.faults.is_empty() { Outcome::Done } else { Outcome::SomeFailed })
}

fn write_out(cli: &Cli, own: bool, out: Option<&Path>) -> Result<Outcome> {
    let mut text = String::new();
    if !own {
        for table in Register::tables() {
            text.push_str(&table.text);
        }
    }
    for sheet in sheets(&cli.store)? {
        text.push_str(&sheet.text);
        if !sheet.text.ends_with('\n') {
            text.push('\n');
        }
    }
    match out {
        #[expect(clippy::disallowed_methods, reason = "the program writes where it is told to")]
        Some(path) => std::fs::write(path, text)
            .with_context(|| format!("cannot write {}", path.display()))?,
        None => std::io::stdout().lock().write_all(text.as_bytes())?,
    }
    Ok(Outcome::Done)
}
