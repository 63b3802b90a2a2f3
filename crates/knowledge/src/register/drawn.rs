//! The register drawn up from rows: rows come in, maps of names and entities go out.
//!
//! Used when the compact form is compiled and when a user's rows are laid over it. What a row says of an entity that the
//! base knows already is added to it, never put in its place.

use super::day_text::{earliest, latest};
use super::{Person, Register, Tenure, Tie, kind_of};
use crate::given::Gender;
use crate::row::{Row, language_of};
use crate::russian::{self, Sex};
use crate::{posts, table::items};
use chancery_record::{
    EntityKind, Id, Language, NameForm, RegisterEntry, Sense, TenureStatus, World, fold,
};
use std::collections::BTreeMap;

/// A row with the language of its table (none: by script) and the place it stands at, when a user brought it.
#[derive(Clone, Debug)]
pub(crate) struct Placed<'t> {
    pub(crate) row: Row<'t>,
    pub(crate) language: Option<Language>,
    pub(crate) origin: Option<String>,
}

/// The maps.
#[derive(Debug, Default)]
pub(crate) struct Drawn<'b> {
    pub(crate) entries: BTreeMap<Id, RegisterEntry>,
    pub(crate) names: BTreeMap<String, Vec<Sense>>,
    pub(crate) families: BTreeMap<String, Vec<Id>>,
    pub(crate) persons: BTreeMap<Id, Person>,
    pub(crate) tenures: Vec<Tenure>,
    pub(crate) ties: Vec<Tie>,
    base: Option<&'b Register>,
}

impl<'b> Drawn<'b> {
    /// Draws up the rows; what they leave open, the base answers.
    pub(crate) fn up(rows: &[Placed<'_>], base: Option<&'b Register>) -> Self {
        let mut drawn = Self { base, ..Self::default() };
        for placed in rows {
            if let Row::Entity(cells) = placed.row {
                drawn.entity(cells);
            }
        }
        drawn.inherit_codes();
        drawn.national_bodies();
        for placed in rows {
            if let Row::Person(cells) = placed.row {
                drawn.person(cells);
            }
        }
        for placed in rows {
            match placed.row {
                Row::Names(cells) => drawn.names_of(cells, placed.language),
                Row::Tenure(cells) => drawn.tenure(cells, placed.origin.as_deref()),
                Row::Tie(cells) => drawn.tie(cells, placed.origin.as_deref()),
                Row::Entity(_) | Row::Person(_) => {}
            }
        }
        drawn.names.values_mut().for_each(|senses| senses.sort_by_key(super::likelihood));
        drawn
    }

    fn entity(&mut self, [id, parent, country, code, coordinates, label]: [&str; 6]) {
        let Some(kind) = kind_of(id) else { return };
        let id = Id::new(id);
        let country = if kind == EntityKind::State { None } else { some_id(country) };
        let (label, ambiguous) = plain(label);
        self.name(label, &id, NameForm::Full, language_of(label), ambiguous);
        let entry = RegisterEntry {
            id: id.clone(),
            kind,
            label: label.to_owned(),
            parent: some_id(parent),
            country,
            code: (!code.is_empty()).then(|| code.to_owned()),
            coordinates: super::degrees(coordinates),
        };
        self.entries.entry(id).or_insert(entry);
    }

    /// Bodies act under the code of the organization above them.
    fn inherit_codes(&mut self) {
        let bare = self.entries.values().filter(|e| e.kind == EntityKind::Body && e.code.is_none());
        let bodies: Vec<Id> = bare.map(|e| e.id.clone()).collect();
        for id in bodies {
            let owner = id.path().split('/').next().unwrap_or_default();
            let code = self.entry(&Id::new(&format!("org/{owner}"))).and_then(|e| e.code.clone());
            if let Some(entry) = self.entries.get_mut(&id) {
                entry.code = code;
            }
        }
    }

    fn national_bodies(&mut self) {
        let states = self.entries.values().filter(|e| e.kind == EntityKind::State);
        let states: Vec<RegisterEntry> = states.cloned().collect();
        for state in &states {
            for body in posts::NATIONAL {
                let id = Id::new(&format!("{}/{}/{}", body.prefix, state.id.path(), body.slug));
                let code = state.code.as_deref().unwrap_or_default();
                let entry = RegisterEntry {
                    id: id.clone(),
                    kind: if body.prefix == "force" { EntityKind::Force } else { EntityKind::Body },
                    label: format!("{} of {}", body.label, state.label),
                    parent: Some(state.id.clone()),
                    country: Some(state.id.clone()),
                    code: Some(format!("{code} {}", body.sector)),
                    coordinates: None,
                };
                self.entries.entry(id).or_insert(entry);
            }
        }
    }

    fn person(&mut self, [id, family, gender, country, label]: [&str; 5]) {
        let id = Id::new(id);
        let gender = if gender == "f" { Gender::Female } else { Gender::Male };
        self.name(label, &id, NameForm::Full, language_of(label), false);
        for name in items(family) {
            for form in russian::person_forms(name, sex(gender)) {
                let ids = self.families.entry(fold(&form)).or_default();
                if !ids.contains(&id) {
                    ids.push(id.clone());
                }
            }
        }
        let person = Person { family: items(family).map(str::to_owned).collect(), gender };
        self.persons.entry(id.clone()).or_insert(person);
        let entry = RegisterEntry {
            id: id.clone(),
            kind: EntityKind::Person,
            label: label.to_owned(),
            parent: None,
            country: some_id(country),
            code: None,
            coordinates: None,
        };
        self.entries.entry(id).or_insert(entry);
    }

    fn names_of(&mut self, [id, form, names]: [&str; 3], language: Option<Language>) {
        let Some(form) = NameForm::from_word(form) else { return };
        let id = Id::new(id);
        for name in items(names) {
            let (name, ambiguous) = plain(name);
            let language = language.unwrap_or_else(|| language_of(name));
            if language == Language::Russian {
                for cased in self.russian_forms(name, &id, form) {
                    self.name(&cased, &id, form, language, ambiguous);
                }
            } else {
                self.name(name, &id, form, language, ambiguous);
            }
        }
    }

    fn russian_forms(&self, name: &str, id: &Id, form: NameForm) -> Vec<String> {
        let known = self.persons.get(id).or_else(|| self.base?.person(id));
        if let Some(person) = known {
            return russian::person_forms(name, sex(person.gender));
        }
        match form {
            NameForm::Adjective => russian::adjective_forms(name),
            NameForm::Acronym => vec![name.to_owned()],
            _ => russian::forms(name),
        }
    }

    fn name(&mut self, name: &str, id: &Id, form: NameForm, language: Language, ambiguous: bool) {
        let folded = fold(name);
        let bare = folded.strip_prefix("the ").map(str::to_owned);
        let spaced = (form == NameForm::Acronym && language == Language::English)
            .then(|| letters_apart(&folded))
            .flatten();
        let saint = folded.strip_prefix("saint ").map(|rest| format!("st {rest}"));
        let all = [Some(folded), bare, spaced, saint].into_iter().flatten();
        for folded in all.filter(|folded| !folded.is_empty()) {
            let senses = self.names.entry(folded).or_default();
            if !senses.iter().any(|known| known.id == *id) {
                senses.push(Sense { id: id.clone(), form, language, ambiguous });
            }
        }
    }

    fn tenure(
        &mut self,
        [post, start, end, person, status, checked]: [&str; 6],
        origin: Option<&str>,
    ) {
        self.tenures.push(Tenure {
            person: Id::new(person),
            post: Id::new(post),
            start: start.to_owned().into(),
            end: end.to_owned().into(),
            from: earliest(start),
            to: latest(end),
            status: TenureStatus::from_word(status).unwrap_or(TenureStatus::Current),
            checked: checked == "checked",
            origin: origin.map(str::to_owned),
        });
    }

    fn tie(&mut self, [kind, to, from, start, end]: [&str; 5], origin: Option<&str>) {
        self.ties.push(Tie {
            kind: kind.to_owned().into(),
            from: Id::new(from),
            to: Id::new(to),
            start: start.to_owned().into(),
            end: end.to_owned().into(),
            origin: origin.map(str::to_owned),
        });
    }

    fn entry(&self, id: &Id) -> Option<&RegisterEntry> {
        self.entries.get(id).or_else(|| self.base?.entry(id))
    }
}

fn sex(gender: Gender) -> Sex {
    if gender == Gender::Female { Sex::Female } else { Sex::Male }
}

/// A name without the mark that it does not identify alone.
fn plain(name: &str) -> (&str, bool) {
    name.strip_prefix('~').map_or((name, false), |name| (name, true))
}

fn some_id(cell: &str) -> Option<Id> {
    (!cell.is_empty()).then(|| Id::new(cell))
}

/// "uae" as "u a e": how a dotted acronym folds.
fn letters_apart(folded: &str) -> Option<String> {
    let short = (2..=5).contains(&folded.len()) && folded.bytes().all(|b| b.is_ascii_lowercase());
    short.then(|| folded.chars().map(String::from).collect::<Vec<_>>().join(" "))
}
