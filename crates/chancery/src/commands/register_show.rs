//! `chancery register show`: one name as of a day, in words for people; counts of the tables.

use crate::outcome::{Outcome, usage};
use anyhow::Result;
use chancery_knowledge::register::{Sheet, Tenure};
use chancery_knowledge::roles::{Owner, longest_match};
use chancery_knowledge::{Register, import, posts};
use chancery_record::{Day, Id, RegisterEntry, TenureStatus, World, fold};
use std::fmt::Write as _;
use std::io::Write;

/// Namesakes shown at most.
const NAMESAKES: usize = 12;

/// Shows whatever a name means.
pub(super) fn show(register: &Register, name: &str, as_of: Option<&str>) -> Result<Outcome> {
    let on = as_of
        .map(|day| {
            Day::parse(day).ok_or_else(|| usage(format!("{day} is not a day; write YYYY-MM-DD")))
        })
        .transpose()?;
    let ids = meant(register, name);
    if ids.is_empty() {
        let what = format!(
            "the register knows nothing of the name `{name}`; `chancery register import` adds what you know"
        );
        writeln!(std::io::stderr().lock(), "{what}")?;
        return Ok(Outcome::SomeFailed);
    }
    let blocks: Vec<String> = ids.iter().map(|id| block(register, id, on)).collect();
    std::io::stdout().lock().write_all(blocks.join("\n").as_bytes())?;
    Ok(Outcome::Done)
}

/// What a name may mean: an id, a full name, a post, a family name, a place of the gazetteer.
fn meant(register: &Register, name: &str) -> Vec<Id> {
    let id = Id::new(name);
    if register.entry(&id).is_some()
        || register.tenures_of(&id).next().is_some()
        || register.place(&id).is_some()
    {
        return vec![id];
    }
    let folded = fold(name);
    let mut ids: Vec<Id> = register.named(&folded).iter().map(|sense| sense.id.clone()).collect();
    ids.extend(post(register, &folded));
    if ids.is_empty() {
        ids.extend(register.family(&folded).iter().cloned());
    }
    ids.extend(register.places(&folded).into_iter().map(|place| place.id));
    let mut seen = std::collections::BTreeSet::new();
    ids.retain(|id| seen.insert(id.clone()));
    ids.truncate(NAMESAKES);
    ids
}

/// "foreign minister of norway" or "norwegian foreign minister": a role before or after its owner.
fn post(register: &Register, folded: &str) -> Option<Id> {
    let words: Vec<&str> = folded.split(' ').collect();
    (0..words.len()).find_map(|at| {
        let role = longest_match(&words[at..])?;
        let rest = &words[at + role.words..];
        let rest = rest.strip_prefix(&["of"]).unwrap_or(rest);
        let rest = rest.strip_prefix(&["the"]).unwrap_or(rest);
        let owner = if at == 0 { rest.join(" ") } else { words[..at].join(" ") };
        register.named(&owner).iter().find_map(|sense| {
            let whose = match sense.id.prefix() {
                "state" => Owner::State,
                "org" => Owner::Organization,
                "body" => Owner::Body,
                "force" => Owner::Force,
                _ => return None,
            };
            let area = match &role.area {
                chancery_knowledge::roles::Area::Fixed(area) => format!("/{area}"),
                _ => String::new(),
            };
            let path = format!("post/{}/{}{area}", sense.id.path(), role.role_of(whose)?);
            Some(Id::new(&path)).filter(|id| register.tenures_of(id).next().is_some())
        })
    })
}

fn block(register: &Register, id: &Id, on: Option<Day>) -> String {
    let mut out = String::new();
    if id.prefix() == "post" {
        return post_block(register, id, on);
    }
    let Some(entry) = register.entry(id) else {
        return place_block(register, id);
    };
    line(&mut out, &format!("{id}"), &format!("{} ({})", entry.label, entry.kind));
    for (what, other) in [("part of", &entry.parent), ("state", &entry.country)] {
        if let Some(other) = other {
            line(&mut out, what, &labelled(register, other));
        }
    }
    facts(&mut out, register, entry);
    let names = names(register, id);
    if !names.is_empty() {
        line(&mut out, "names", &names.join("; "));
    }
    held(&mut out, register, id, on);
    offices(&mut out, register, id, on);
    ties(&mut out, register, id, on);
    for row in Register::rows_about(id) {
        line(&mut out, "row", &row);
    }
    for said in register.said(id) {
        line(&mut out, "imported", &format!("{}  {}", said.origin, said.row.replace('\t', " | ")));
    }
    out
}

fn facts(out: &mut String, register: &Register, entry: &RegisterEntry) {
    if let Some(code) = &entry.code {
        line(out, "event code", code);
    }
    if let Some(place) = register.place(&entry.id) {
        line(out, "lies at", &format!("{}, {}", place.coordinates.0, place.coordinates.1));
        if let Some(number) = place.geonames {
            line(out, "GeoNames", &format!("{number}, {} inhabitants", place.population));
        }
    } else if let Some((latitude, longitude)) = entry.coordinates {
        line(out, "lies at", &format!("{latitude}, {longitude}"));
    }
}

fn place_block(register: &Register, id: &Id) -> String {
    let mut out = String::new();
    let Some(place) = register.place(id) else { return out };
    line(&mut out, &format!("{id}"), &format!("{} ({})", place.name, place.class));
    if let Some(state) = &place.country {
        let region = if place.region.is_empty() {
            String::new()
        } else {
            format!(", region {}", place.region)
        };
        line(&mut out, "state", &format!("{}{region}", labelled(register, state)));
    }
    line(&mut out, "lies at", &format!("{}, {}", place.coordinates.0, place.coordinates.1));
    if let Some(number) = place.geonames {
        line(&mut out, "GeoNames", &format!("{number}, {} inhabitants", place.population));
    }
    out
}

fn post_block(register: &Register, id: &Id, on: Option<Day>) -> String {
    let mut out = String::new();
    line(
        &mut out,
        &format!("{id}"),
        &format!("{} (post)", posts::label(register, id).unwrap_or_default()),
    );
    for tenure in standing(register, id, on) {
        line(
            &mut out,
            "held by",
            &format!("{}  {}", labelled(register, &tenure.person), term(tenure)),
        );
    }
    out
}

/// Posts of a person.
fn held(out: &mut String, register: &Register, id: &Id, on: Option<Day>) {
    for tenure in standing(register, id, on) {
        let post = posts::label(register, &tenure.post).unwrap_or_else(|| tenure.post.to_string());
        line(out, "post", &format!("{post} ({})  {}", tenure.post, term(tenure)));
    }
}

/// Posts of a state, organization or body with their holders.
fn offices(out: &mut String, register: &Register, id: &Id, on: Option<Day>) {
    let start = format!("post/{}/", id.path());
    if !matches!(id.prefix(), "state" | "org" | "body" | "force") || on.is_none() {
        return;
    }
    for tenure in register.tenure_rows().iter().filter(|t| t.post.as_str().starts_with(&start)) {
        let of = posts::parts(register, &tenure.post).map(|parts| parts.owner);
        if of.as_ref() == Some(id) && register.stands(tenure, on) {
            let post = posts::label(register, &tenure.post).unwrap_or_default();
            line(
                out,
                "office",
                &format!("{post}: {}  {}", labelled(register, &tenure.person), term(tenure)),
            );
        }
    }
}

fn ties(out: &mut String, register: &Register, id: &Id, on: Option<Day>) {
    for tie in register.ties().iter().filter(|tie| tie.from == *id || tie.to == *id) {
        if !register.ties_on(tie, on) {
            continue;
        }
        let (what, other) = if tie.from == *id {
            (format!("{} of", tie.kind), &tie.to)
        } else {
            (tie.kind.to_string(), &tie.from)
        };
        let origin = tie.origin.as_ref().map(|origin| format!("  {origin}")).unwrap_or_default();
        line(
            out,
            &what,
            &format!("{}{}{origin}", labelled(register, other), span(&tie.start, &tie.end)),
        );
    }
}

fn standing<'r>(register: &'r Register, id: &Id, on: Option<Day>) -> Vec<&'r Tenure> {
    let mut rows: Vec<&Tenure> =
        register.tenures_of(id).filter(|t| register.stands(t, on)).collect();
    rows.sort_by(|a, b| b.start.cmp(&a.start).then_with(|| a.post.cmp(&b.post)));
    rows
}

fn term(tenure: &Tenure) -> String {
    let status = match tenure.status {
        TenureStatus::Current => String::new(),
        other => format!("{other}, "),
    };
    let checked = if tenure.checked { "checked" } else { "unchecked" };
    let origin = tenure.origin.clone().or_else(|| Register::row_of(tenure)).unwrap_or_default();
    format!("{}  {status}{checked}  {origin}", span(&tenure.start, &tenure.end))
}

fn span(start: &str, end: &str) -> String {
    match (start, end) {
        ("", "") => String::new(),
        (start, end) => format!(" {start} – {end}"),
    }
}

fn labelled(register: &Register, id: &Id) -> String {
    register.entry(id).map_or_else(|| id.to_string(), |entry| format!("{} ({id})", entry.label))
}

/// Folded names of an entity, in order.
fn names(register: &Register, id: &Id) -> Vec<String> {
    let all = register.names().into_iter();
    let own = all.filter(|(_, senses)| senses.iter().any(|sense| sense.id == *id));
    own.map(|(name, _)| name).collect()
}

fn line(out: &mut String, what: &str, said: &str) {
    let _ = writeln!(out, "{what:<12} {said}");
}

/// Counts the rows of the tables and of what was imported.
pub(super) fn counts(sheets: &[Sheet]) -> Result<Outcome> {
    let mut out = std::io::stdout().lock();
    let tables = Register::tables();
    let rows = |text: &str| text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).count();
    let mut all = 0;
    let mut sourced = 0;
    for sheet in tables.iter().chain(sheets) {
        let count = rows(&sheet.text);
        all += count;
        let source = import::is_sourced(&sheet.text);
        sourced += if source { count } else { 0 };
        writeln!(
            out,
            "{:<32} {count:>7} rows{}",
            sheet.name,
            if source { "" } else { "  no source" }
        )?;
    }
    let register = Register::with(sheets);
    let tenures = register.tenure_rows();
    let checked = tenures.iter().filter(|tenure| tenure.checked).count();
    writeln!(out, "{:<32} {:>7} places", "gazetteer", register.gazetteer_size())?;
    writeln!(
        out,
        "{all} rows, {sourced} with a source; {checked} of {} tenures checked",
        tenures.len()
    )?;
    Ok(Outcome::Done)
}
