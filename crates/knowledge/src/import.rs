//! What users bring: a text in our columns, `FollowTheMoney` JSON lines or Popolo JSON comes in, rows of the register go out,
//! or what is wrong with it, line by line.
//!
//! Refuses the whole text rather than a part. What the register has no room for is left out and told. Never touches the disk,
//! never fails on any text.

mod draft;
mod ftm;
mod popolo;

use crate::lint::{Fault, Findings, has_source, lint_sheets};
use crate::register::{Register, Sheet};
use draft::Draft;
use std::collections::BTreeSet;

/// Form of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Rows of the register, tab-separated.
    Rows,
    /// `FollowTheMoney`, one entity a line.
    FollowTheMoney,
    /// Popolo, one JSON document.
    Popolo,
}

/// What a user says of a text.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// Where the facts come from, when the text does not say.
    pub source: Option<String>,
    /// Licence of the facts.
    pub licence: Option<String>,
    /// State of bodies and posts that name none, as alpha-3 or alpha-2 code.
    pub state: Option<String>,
}

/// A text that can stand beside the default register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// What it was.
    pub form: Form,
    /// Its rows with a header, to be kept.
    pub text: String,
    /// How many rows.
    pub rows: usize,
    /// What was left out, and rows that the register tells otherwise.
    pub notes: Vec<Fault>,
}

/// Longest line that is read: a line beyond is no row of anything.
const LONGEST: usize = 1 << 20;

/// Reads a text that a user brings, beside what was brought before.
///
/// ```
/// use chancery_knowledge::import::{About, import};
/// let text = "# Source: own notes\nperson/ida-voss\tVoss\tf\tstate/nor\tIda Voss\n";
/// assert_eq!(import("own.tsv", text, &About::default(), &[]).unwrap().rows, 1);
/// let faults = import("own.tsv", "person/ida-voss\tVoss\n", &About::default(), &[]).unwrap_err();
/// assert_eq!(
///     faults[0].to_string(),
///     "own.tsv:1: 2 columns instead of 5 (id, family names, gender, state, label)"
/// );
/// ```
pub fn import(
    name: &str,
    text: &str,
    about: &About,
    before: &[Sheet],
) -> Result<Brought, Vec<Fault>> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let fault = |line, what: String| vec![Fault { file: name.to_owned(), line, what }];
    if let Some(at) = text.lines().position(|line| line.len() > LONGEST && !text.starts_with('{')) {
        return Err(fault(
            at + 1,
            "the line is longer than a megabyte: it is no row of a register".to_owned(),
        ));
    }
    if text.trim().is_empty() {
        return Err(fault(1, "the file is empty: give rows in the columns of `chancery register export`, FollowTheMoney JSON lines or Popolo JSON".to_owned()));
    }
    let form = form(text);
    if form == Form::Rows {
        return rows(name, text, about, before);
    }
    let register = Register::with(before);
    let mut draft = Draft::new(name, &register, about);
    match form {
        Form::FollowTheMoney => ftm::read(text, &mut draft),
        _ => popolo::read(text, &mut draft),
    }
    let drafted = draft.finish();
    if !drafted.faults.is_empty() {
        return Err(drafted.faults);
    }
    let source = about.source.clone().or_else(|| {
        (!drafted.datasets.is_empty())
            .then(|| drafted.datasets.into_iter().collect::<Vec<_>>().join(", "))
    });
    let Some(source) = source else {
        return Err(fault(
            1,
            "no source is stated: say where the facts come from with --source".to_owned(),
        ));
    };
    let header = header(name, &source, about.licence.as_deref());
    let lines: Vec<usize> = drafted.rows.iter().map(|(_, line)| *line).collect();
    let body: Vec<String> = drafted.rows.into_iter().map(|(row, _)| row).collect();
    let kept = format!("{header}{}\n", body.join("\n"));
    let skipped = header.lines().count();
    let mut findings = findings(name, &kept, before);
    // Faults of the rows are those of the lines they were made from.
    for found in findings.faults.iter_mut().chain(&mut findings.contradictions) {
        found.line =
            found.line.checked_sub(skipped + 1).and_then(|at| lines.get(at)).copied().unwrap_or(1);
    }
    let rows = body.len();
    settle(Brought { form, text: kept, rows, notes: drafted.notes }, findings)
}

fn rows(name: &str, text: &str, about: &About, before: &[Sheet]) -> Result<Brought, Vec<Fault>> {
    let rows =
        text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).count();
    let header = match &about.source {
        Some(source) => header(name, source, about.licence.as_deref()),
        None => String::new(),
    };
    let kept = format!("{header}{text}");
    let mut findings = findings(name, &kept, before);
    for found in findings.faults.iter_mut().chain(&mut findings.contradictions) {
        found.line = found.line.saturating_sub(header.lines().count()).max(1);
    }
    settle(Brought { form: Form::Rows, text: kept, rows, notes: Vec::new() }, findings)
}

/// Faults and contradictions of one sheet beside the others.
fn findings(name: &str, text: &str, before: &[Sheet]) -> Findings {
    let mut sheets: Vec<Sheet> = before.to_vec();
    sheets.push(Sheet { name: name.to_owned(), text: text.to_owned() });
    let mut findings = lint_sheets(&sheets);
    findings.faults.retain(|fault| fault.file == name);
    findings.contradictions.retain(|fault| fault.file == name);
    findings
}

fn settle(mut brought: Brought, findings: Findings) -> Result<Brought, Vec<Fault>> {
    if !findings.faults.is_empty() {
        return Err(findings.faults);
    }
    brought.notes.extend(findings.contradictions);
    Ok(brought)
}

fn header(name: &str, source: &str, licence: Option<&str>) -> String {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let licence = licence.map_or_else(|| "not stated".to_owned(), one_line);
    format!(
        "# Imported from {}.\n# Source: {}\n# Licence: {licence}\n",
        one_line(name),
        one_line(source)
    )
}

/// What a text is, by its first character and words.
fn form(text: &str) -> Form {
    let start = text.trim_start();
    if !start.starts_with(['{', '[']) {
        return Form::Rows;
    }
    let first = start.lines().next().unwrap_or_default();
    let lists = ["\"persons\"", "\"organizations\"", "\"posts\"", "\"memberships\""];
    let popolo = lists.iter().any(|list| start.contains(list)) && !first.contains("\"schema\"");
    if popolo || start.starts_with('[') { Form::Popolo } else { Form::FollowTheMoney }
}

/// Whether a kept text states its source.
pub fn is_sourced(text: &str) -> bool {
    text.lines().any(has_source)
}

/// What a draft came to.
struct Drafted {
    rows: Vec<(String, usize)>,
    datasets: BTreeSet<String>,
    notes: Vec<Fault>,
    faults: Vec<Fault>,
}
