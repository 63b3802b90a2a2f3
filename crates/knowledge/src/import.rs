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

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_record::{Day, Id, World};
    use proptest::prelude::*;

    fn sourced() -> About {
        About { source: Some("own notes".to_owned()), ..About::default() }
    }

    fn brought(name: &str, text: &str) -> Register {
        let brought = import(name, text, &sourced(), &[]).unwrap();
        Register::with(&[Sheet { name: name.to_owned(), text: brought.text }])
    }

    const FTM: &str = concat!(
        r#"{"id":"p","schema":"Person","properties":{"name":["Ida Voss"],"alias":["Ида Восс"],"lastName":["Voss"],"gender":["female"],"nationality":["no"]},"datasets":["desk"]}"#,
        "\n",
        r#"{"id":"nc","schema":"Organization","properties":{"name":["Northern Compact"],"abbreviation":["NCX"]}}"#,
        "\n",
        r#"{"id":"sg","schema":"Position","properties":{"name":["Secretary General"],"organization":["nc"]}}"#,
        "\n",
        r#"{"id":"fm","schema":"Position","properties":{"name":["Minister of Foreign Affairs"],"country":["no"]}}"#,
        "\n",
        r#"{"id":"o1","schema":"Occupancy","properties":{"holder":["p"],"post":["sg"],"startDate":["2031-05-04"]}}"#,
        "\n",
        r#"{"id":"o2","schema":"Occupancy","properties":{"holder":["p"],"post":["fm"],"startDate":["2051-01"],"endDate":["2052"]}}"#,
        "\n",
        r#"{"id":"no","schema":"Country","properties":{"country":["no"]}}"#,
        "\n",
        r#"{"id":"m","schema":"Membership","properties":{"member":["no"],"organization":["nc"],"startDate":["2030"]}}"#,
        "\n",
        r#"{"id":"x","schema":"Vessel","properties":{}}"#,
        "\n"
    );

    #[test]
    fn followthemoney_becomes_rows() {
        let read = import("desk.json", FTM, &About::default(), &[]).unwrap();
        assert_eq!(read.form, Form::FollowTheMoney);
        assert!(read.text.contains("# Source: desk\n"), "{}", read.text);
        assert_eq!(
            read.notes[0].to_string(),
            "desk.json:9: 1 of schema Vessel left out: the register keeps no such thing"
        );
        let register = brought("desk.json", FTM);
        assert_eq!(register.named("ncx")[0].id.as_str(), "org/northern-compact");
        let post = Id::new("post/northern-compact/secretary-general");
        assert_eq!(
            register.holders(&post, Day::of(2031, 6, 1))[0].person.as_str(),
            "person/ida-voss"
        );
        assert!(register.holders(&post, Day::of(2031, 5, 3)).is_empty());
        let minister = Id::new("post/nor/foreign-minister");
        let holders = register.holders(&minister, Day::of(2051, 6, 1));
        assert_eq!(holders[0].person.as_str(), "person/ida-voss");
        assert_eq!(
            register.members(&Id::new("org/northern-compact"), None),
            [Id::new("state/nor")]
        );
        assert!(register.family("voss").contains(&Id::new("person/ida-voss")));
    }

    #[test]
    fn popolo_becomes_rows() {
        let text = r#"{"persons":[{"id":"p1","name":"Ida Voss","family_name":"Voss","gender":"female"}],
            "organizations":[{"id":"o1","name":"Hall of Norland","classification":"legislature"}],
            "posts":[{"id":"s","role":"speaker","organization_id":"o1"}],
            "memberships":[{"id":"m1","person_id":"p1","post_id":"s","start_date":"2031-05-04T10:00:00"}],
            "areas":[]}"#;
        let about = About { state: Some("NOR".to_owned()), ..sourced() };
        let read = import("hall.json", text, &about, &[]).unwrap();
        assert_eq!((read.form, read.rows), (Form::Popolo, 3));
        assert!(
            read.text
                .contains("body/nor/hall-of-norland\tstate/nor\tstate/nor\t\t\tHall of Norland\n"),
            "{}",
            read.text
        );
        assert!(
            read.text.contains("\t2031-05-04\t\tperson/ida-voss\tcurrent\tunchecked"),
            "{}",
            read.text
        );
        let wrong = text.replace("\"p1\",\"post_id\"", "\"p9\",\"post_id\"");
        let faults = import("hall.json", &wrong, &about, &[]).unwrap_err();
        assert_eq!(
            faults[0].to_string(),
            "hall.json:4: `person_id` names no person of this file: add the person"
        );
    }

    #[test]
    fn whom_the_register_knows_keeps_the_id_and_namesakes_get_another() {
        let person = |name: &str, country: &str| {
            format!(
                "{{\"id\":\"p\",\"schema\":\"Person\",\"properties\":{{\"name\":[\"{name}\"],\"alias\":[\"Voss the Elder\"],\"country\":[\"{country}\"]}}}}\n"
            )
        };
        let known = brought("a.json", &person("Sergey Lavrov", "ru"));
        assert_eq!(known.named("voss the elder")[0].id.as_str(), "person/sergey-lavrov");
        let namesake = brought("a.json", &person("Sergey Lavrov", "no"));
        let id = namesake.named("voss the elder")[0].id.clone();
        assert!(id.as_str().starts_with("person/sergey-lavrov~"), "{id}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

        #[test]
        fn any_text_is_taken_or_refused_with_a_line(text in "(\\{\"persons\":|\\{|\\[|person/|post/|member\t)?\\PC{0,200}(\n\\PC{0,80}){0,3}") {
            match import("any", &text, &sourced(), &[]) {
                Ok(read) => prop_assert!(is_sourced(&read.text)),
                Err(faults) => {
                    prop_assert!(!faults.is_empty());
                    prop_assert!(faults.iter().all(|f| f.line <= text.lines().count().max(1)));
                }
            }
        }
    }
}
