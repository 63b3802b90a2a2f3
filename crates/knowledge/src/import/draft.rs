//! Rows in the making: persons, organizations, posts and tenures of a foreign register come in, in any order; rows with the line
//! they came from go out.
//!
//! Whoever the register knows by name, in the same state or none, keeps its id; a namesake of another state gets an id of its own.

use super::{About, Drafted};
use crate::gazetteer::COUNTRIES;
use crate::lint::Fault;
use crate::register::{Register, day_text};
use crate::roles::{Area, Owner, longest_match};
use chancery_record::{EntityKind, Id, World, fold, slug};
use std::collections::{BTreeMap, BTreeSet};

/// The rows so far.
pub(super) struct Draft<'r> {
    file: &'r str,
    register: &'r Register,
    state: Option<Id>,
    rows: BTreeMap<String, usize>,
    datasets: BTreeSet<String>,
    notes: Vec<Fault>,
    faults: Vec<Fault>,
    /// Ids of ours by theirs.
    ours: BTreeMap<String, Id>,
    /// Ids given here, with the state of each.
    given: BTreeMap<Id, Option<Id>>,
    skipped: BTreeMap<String, (usize, usize)>,
}

/// A person as a foreign register has it.
#[derive(Debug, Default)]
pub(super) struct Person {
    pub(super) theirs: String,
    pub(super) names: Vec<String>,
    pub(super) others: Vec<String>,
    pub(super) family: Vec<String>,
    pub(super) gender: &'static str,
    pub(super) countries: Vec<String>,
}

/// An organization or body as a foreign register has it.
#[derive(Debug, Default)]
pub(super) struct Party {
    pub(super) theirs: String,
    pub(super) names: Vec<String>,
    pub(super) others: Vec<String>,
    pub(super) acronyms: Vec<String>,
    pub(super) countries: Vec<String>,
    pub(super) parent: Option<Id>,
    /// Part of a state.
    pub(super) public: bool,
}

impl<'r> Draft<'r> {
    pub(super) fn new(file: &'r str, register: &'r Register, about: &About) -> Self {
        let mut draft = Self {
            file,
            register,
            state: None,
            rows: BTreeMap::new(),
            datasets: BTreeSet::new(),
            notes: Vec::new(),
            faults: Vec::new(),
            ours: BTreeMap::new(),
            given: BTreeMap::new(),
            skipped: BTreeMap::new(),
        };
        if let Some(code) = &about.state {
            draft.state = state_of(register, code);
            if draft.state.is_none() {
                draft.fault(0, format!("--state {code}: no state has this code"));
            }
        }
        draft
    }

    pub(super) fn finish(mut self) -> Drafted {
        for (what, (count, line)) in std::mem::take(&mut self.skipped) {
            let what = format!("{count} of {what} left out: the register keeps no such thing");
            self.note(line, what);
        }
        let mut rows: Vec<(String, usize)> = self.rows.into_iter().collect();
        rows.sort_by(|(a, _), (b, _)| order(a).cmp(&order(b)).then_with(|| a.cmp(b)));
        if rows.is_empty() && self.faults.is_empty() {
            let what =
                "nothing here is a person, body, post or membership that the register could keep";
            self.faults.push(Fault { file: self.file.to_owned(), line: 1, what: what.to_owned() });
        }
        Drafted { rows, datasets: self.datasets, notes: self.notes, faults: self.faults }
    }

    pub(super) fn fault(&mut self, line: usize, what: String) {
        self.faults.push(Fault { file: self.file.to_owned(), line, what });
    }

    pub(super) fn note(&mut self, line: usize, what: String) {
        self.notes.push(Fault { file: self.file.to_owned(), line, what });
    }

    /// Counts a thing of a kind that the register does not keep.
    pub(super) fn skip(&mut self, what: &str, line: usize) {
        let counted = self.skipped.entry(cell(what)).or_insert((0, line));
        counted.0 += 1;
    }

    pub(super) fn dataset(&mut self, name: &str) {
        self.datasets.insert(cell(name));
    }

    pub(super) fn ours(&self, theirs: &str) -> Option<&Id> {
        self.ours.get(theirs)
    }

    /// The state of the first code that is one; else the state that the user named.
    pub(super) fn state(&self, codes: &[String]) -> Option<Id> {
        codes.iter().find_map(|code| state_of(self.register, code)).or_else(|| self.state.clone())
    }

    /// Their id for a state of ours.
    pub(super) fn state_known_as(&mut self, theirs: &str, state: Id) {
        self.ours.insert(theirs.to_owned(), state);
    }

    pub(super) fn person(&mut self, person: &Person, line: usize) {
        let Some(label) = label(&person.names) else {
            return self.fault(line, format!("person `{}` has no name", person.theirs));
        };
        let state = self.state(&person.countries);
        let id = self.id(EntityKind::Person, "person", &label, state.as_ref());
        self.ours.insert(person.theirs.clone(), id.clone());
        let family: Vec<String> = if person.family.is_empty() {
            label.split(' ').next_back().map(str::to_owned).into_iter().collect()
        } else {
            person.family.iter().map(|name| item(name)).collect()
        };
        let mut names = person.names.clone();
        if self.register.entry(&id).is_none() {
            names.retain(|name| cell(name) != label);
            let state = state.as_ref().map_or("", Id::as_str);
            let row = [id.as_str(), &family.join("; "), person.gender, state, &label];
            self.rows.entry(row.join("\t")).or_insert(line);
        }
        self.names(&id, "full", &names, line);
        self.names(&id, "transliteration", &person.others, line);
    }

    pub(super) fn party(&mut self, party: &Party, line: usize) {
        let Some(label) = label(&party.names) else {
            return self.fault(line, format!("organization `{}` has no name", party.theirs));
        };
        let state = self.state(&party.countries);
        let owner = party.parent.as_ref().or(state.as_ref().filter(|_| party.public));
        let (kind, prefix) = match owner {
            Some(owner) => (EntityKind::Body, format!("body/{}", owner.path())),
            None => (EntityKind::Organization, "org".to_owned()),
        };
        let owner = owner.cloned();
        let id = self.id(kind, &prefix, &label, state.as_ref());
        self.ours.insert(party.theirs.clone(), id.clone());
        let mut names = party.names.clone();
        if self.register.entry(&id).is_none() {
            names.retain(|name| cell(name) != label);
            let parent = owner.as_ref().map_or("", Id::as_str);
            let state = state.as_ref().map_or("", Id::as_str);
            let row = [id.as_str(), parent, state, "", "", &label];
            self.rows.entry(row.join("\t")).or_insert(line);
        }
        self.names(&id, "full", &names, line);
        self.names(&id, "short", &party.others, line);
        self.names(&id, "acronym", &party.acronyms, line);
    }

    /// The post that words name, of this owner.
    pub(super) fn post(words: &str, owner: &Id) -> Option<Id> {
        let folded = fold(words);
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let whose = match owner.prefix() {
            "state" => Owner::State,
            "org" => Owner::Organization,
            "force" => Owner::Force,
            _ => Owner::Body,
        };
        let found = longest_match(&words);
        let role = found.as_ref().and_then(|found| found.role_of(whose)).map(str::to_owned);
        let role = role.or_else(|| Some(slug(&folded)).filter(|slug| !slug.is_empty()))?;
        let area =
            match found.filter(|found| found.role_of(whose).is_some()).map(|found| found.area) {
                Some(Area::Fixed(area)) => format!("/{area}"),
                _ => String::new(),
            };
        Some(Id::new(&format!("post/{}/{role}{area}", owner.path())))
    }

    pub(super) fn tenure(
        &mut self,
        holder: &Id,
        post: &Id,
        days: [&str; 2],
        status: &str,
        line: usize,
    ) {
        let Some([start, end]) = self.days(days, line) else { return };
        let row = [post.as_str(), &start, &end, holder.as_str(), status, "unchecked"];
        self.rows.entry(row.join("\t")).or_insert(line);
    }

    pub(super) fn member(&mut self, state: &Id, organization: &Id, days: [&str; 2], line: usize) {
        let Some([start, end]) = self.days(days, line) else { return };
        let row = ["member", organization.as_str(), state.as_str(), &start, &end];
        self.rows.entry(row.join("\t")).or_insert(line);
    }

    /// Start and end as the register writes them: a time of day is cut off.
    fn days(&mut self, days: [&str; 2], line: usize) -> Option<[String; 2]> {
        let cut = days.map(|day| day.trim().split('T').next().unwrap_or_default().to_owned());
        for day in &cut {
            if !day.is_empty() && day_text::earliest(day).is_none() {
                self.fault(line, format!("`{}` is no year, month or day", cell(day)));
                return None;
            }
        }
        Some(cut)
    }

    fn names(&mut self, id: &Id, form: &str, names: &[String], line: usize) {
        let label = self.register.entry(id).map(|entry| entry.label.clone());
        let known = |name: &str| {
            self.register.named(&fold(name)).iter().any(|sense| sense.id == *id)
                || label.as_deref() == Some(name)
        };
        let new: BTreeSet<String> = names
            .iter()
            .map(|name| item(name))
            .filter(|name| !name.is_empty() && !known(name))
            .collect();
        if !new.is_empty() {
            let all: Vec<String> = new.into_iter().collect();
            self.rows.entry(format!("{id}\t{form}\t{}", all.join("; "))).or_insert(line);
        }
    }

    /// The id of a thing of this name: that of the register's when it knows one of no other state, else a slug that is free.
    fn id(&mut self, kind: EntityKind, prefix: &str, label: &str, state: Option<&Id>) -> Id {
        let clash = |other: Option<&Id>| matches!((other, state), (Some(a), Some(b)) if a != b);
        let senses = self.register.named(&fold(label)).iter().filter(|sense| !sense.ambiguous);
        let known = senses.filter_map(|sense| self.register.entry(&sense.id));
        if let Some(known) =
            known.into_iter().find(|e| e.kind == kind && !clash(e.country.as_ref()))
        {
            return known.id.clone();
        }
        let plain = Id::new(&format!("{prefix}/{}", slug(label)));
        let taken = |id: &Id| match self.given.get(id) {
            Some(other) => clash(other.as_ref()),
            None => self.register.entry(id).is_some(),
        };
        let id = if taken(&plain) {
            let said = [label.into(), state.map_or("", Id::as_str).into()];
            let hash = Id::hashed("x", &said);
            Id::new(&format!("{plain}~{}", &hash.path()[..4]))
        } else {
            plain
        };
        self.given.insert(id.clone(), state.cloned());
        id
    }
}

/// The state of a code: `kz`, `KAZ`, or the last part of `country:kz`.
pub(super) fn state_of(register: &Register, code: &str) -> Option<Id> {
    let code = code.rsplit([':', '/']).next().unwrap_or_default().to_uppercase();
    let row = COUNTRIES.rows::<3>().find(|[two, three, _]| code == *two || code == *three)?;
    Some(Id::new(row[2])).filter(|id| register.entry(id).is_some())
}

/// The name to show: the first that is not Cyrillic, else the first.
fn label(names: &[String]) -> Option<String> {
    let names: Vec<String> =
        names.iter().map(|name| cell(name)).filter(|n| !slug(n).is_empty()).collect();
    let latin = names
        .iter()
        .find(|name| crate::row::language_of(name) == chancery_record::Language::English);
    latin.or(names.first()).cloned()
}

/// A text that fits a cell.
fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text that fits a cell of several.
fn item(text: &str) -> String {
    cell(&text.replace(';', ","))
}

/// Entities before names before tenures before ties.
fn order(row: &str) -> usize {
    match row.split('\t').count() {
        _ if row.starts_with("post/") => 3,
        _ if row.starts_with("member\t") => 4,
        3 => 2,
        6 => 0,
        _ => 1,
    }
}
