//! The default register: embedded tables come in, answers to `World` go out, and what else is known of names and posts.
//!
//! Parsed once, at the first call; the same for every document. Never reads a document, never guesses a name that the
//! tables do not hold (only case forms of the Russian ones).

use crate::gazetteer::{Gazetteer, Hit, Record};
use crate::russian::{self, Sex};
use crate::table::{Map, Table, items, table};
use crate::{given, posts};
use chancery_record::{
    Day, EntityKind, GazetteerPlace, Id, Language, NameForm, Officeholder, PlaceClass,
    RegisterEntry, Sense, TenureStatus, World, fold, slug,
};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What is known of names, entities, posts and memberships before reading.
#[derive(Debug, Default)]
pub struct Register {
    entries: BTreeMap<Id, RegisterEntry>,
    names: Map<String, Vec<Sense>>,
    longest: Map<String, usize>,
    families: Map<String, Vec<Id>>,
    persons: BTreeMap<Id, Person>,
    tenures: Vec<Tenure>,
    by_post: Map<Id, Vec<usize>>,
    by_person: Map<Id, Vec<usize>>,
    ties: Vec<Tie>,
    by_organization: Map<Id, Vec<usize>>,
    gazetteer: Option<Gazetteer>,
    /// Ranks in the gazetteer of the places of our own table, and back.
    ranks: Map<Id, u32>,
    listed: BTreeMap<u32, Id>,
}

/// What is known of a person apart from posts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Family names in the spellings of the table.
    pub family: Vec<&'static str>,
    /// For pronouns.
    pub gender: given::Gender,
}

/// A row of the table of tenures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenure {
    /// Who.
    pub person: Id,
    /// In which post.
    pub post: Id,
    /// Start as the table has it: a year, month or day; empty when unknown.
    pub start: &'static str,
    /// End likewise; empty when unknown or not over.
    pub end: &'static str,
    /// `Current` for a regular tenure (over or not), `Acting`, or `Disputed`.
    pub status: TenureStatus,
    /// Held for certain by who wrote the table.
    pub checked: bool,
}

/// A row of the table of ties: a state and an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// `member`, `observer`, `partner`.
    pub kind: &'static str,
    /// The state.
    pub from: Id,
    /// The organization.
    pub to: Id,
    /// Start as the table has it; empty when unknown.
    pub start: &'static str,
    /// End likewise; empty when unknown or not over.
    pub end: &'static str,
}

pub(crate) const ENTITIES: &[Table] = &[
    table!("world/armed-groups.tsv", 6),
    table!("world/bodies.tsv", 6),
    table!("world/forces.tsv", 6),
    table!("world/organizations.tsv", 6),
    table!("world/outlets.tsv", 6),
    table!("world/places.tsv", 6),
    table!("world/states.tsv", 6),
];
pub(crate) const ENGLISH: &[Table] = &[
    table!("en/armed-groups.tsv", 3),
    table!("en/bodies.tsv", 3),
    table!("en/forces.tsv", 3),
    table!("en/organizations.tsv", 3),
    table!("en/outlets.tsv", 3),
    table!("en/persons.tsv", 3),
    table!("en/places.tsv", 3),
    table!("en/states.tsv", 3),
];
pub(crate) const RUSSIAN: &[Table] = &[
    table!("ru/armed-groups.tsv", 3),
    table!("ru/bodies.tsv", 3),
    table!("ru/forces.tsv", 3),
    table!("ru/organizations.tsv", 3),
    table!("ru/outlets.tsv", 3),
    table!("ru/persons.tsv", 3),
    table!("ru/places.tsv", 3),
    table!("ru/states.tsv", 3),
];
pub(crate) const PERSONS: Table = table!("world/persons.tsv", 5);
pub(crate) const TENURES: Table = table!("world/tenures.tsv", 6);
pub(crate) const TIES: Table = table!("world/ties.tsv", 5);

impl Register {
    /// The register of the embedded tables.
    ///
    /// ```
    /// use chancery_knowledge::Register;
    /// use chancery_record::World;
    /// let register = Register::default_register();
    /// assert_eq!(register.named("kyrgyz republic")[0].id.as_str(), "state/kgz");
    /// ```
    pub fn default_register() -> &'static Self {
        static REGISTER: OnceLock<Register> = OnceLock::new();
        REGISTER.get_or_init(Self::load)
    }

    /// All entries in order of id.
    pub fn entries(&self) -> impl Iterator<Item = &RegisterEntry> {
        self.entries.values()
    }

    /// All folded names with their senses, in order of the name.
    pub fn names(&self) -> Vec<(&str, &[Sense])> {
        let mut all: Vec<_> =
            self.names.iter().map(|(name, senses)| (name.as_str(), senses.as_slice())).collect();
        all.sort_unstable_by_key(|(name, _)| *name);
        all
    }

    /// All tenures in order of the table: by post, then start.
    pub fn tenure_rows(&self) -> &[Tenure] {
        &self.tenures
    }

    /// All ties in order of the table.
    pub fn ties(&self) -> &[Tie] {
        &self.ties
    }

    /// What is known of a person apart from posts.
    pub fn person(&self, id: &Id) -> Option<&Person> {
        self.persons.get(id)
    }

    /// States tied to an organization on that day (at any time without a day) by this kind of tie, in order of id.
    pub fn tied(&self, organization: &Id, kind: &str, on: Option<Day>) -> Vec<Id> {
        let rows = self.by_organization.get(organization).into_iter().flatten();
        let mut states: Vec<Id> = rows
            .map(|&row| &self.ties[row])
            .filter(|tie| tie.kind == kind && stands(tie.start, tie.end, on))
            .map(|tie| tie.from.clone())
            .collect();
        states.sort();
        states.dedup();
        states
    }

    /// Faults of the tables, as `table:line: what`; empty when all is well.
    pub fn lint(&self) -> Vec<String> {
        crate::lint::lint(self)
    }

    fn load() -> Self {
        let mut register = Self::default();
        register.names.reserve(24_000);
        register.longest.reserve(12_000);
        for table in ENTITIES {
            register.enter(*table);
        }
        register.enter_national();
        register.enter_persons();
        for (language, tables) in [(Language::English, ENGLISH), (Language::Russian, RUSSIAN)] {
            for table in tables {
                register.enter_names(*table, language);
            }
        }
        register.enter_tenures();
        register.enter_ties();
        register.names.values_mut().for_each(|senses| senses.sort_by_key(likelihood));
        register.find_in_gazetteer(Gazetteer::embedded());
        register
    }

    /// Finds the places of our own table in the gazetteer: of one name and state, and near; rather the city than its region.
    fn find_in_gazetteer(&mut self, gazetteer: Gazetteer) {
        let mut nearest: BTreeMap<&Id, (PlaceClass, u32, u32)> = BTreeMap::new();
        for (name, senses) in self.names() {
            for sense in senses.iter().filter(|sense| sense.id.prefix() == "place") {
                let Some(entry) = self.entries.get(&sense.id) else { continue };
                for hit in gazetteer.hits(name) {
                    let Some(record) = gazetteer.record(hit.rank) else { continue };
                    if let Some(far) = apart(entry, &record) {
                        let found = (record.class, far, hit.rank);
                        let known = nearest.entry(&sense.id).or_insert(found);
                        *known = found.min(*known);
                    }
                }
            }
        }
        let found: Vec<(Id, u32)> =
            nearest.into_iter().map(|(id, (_, _, rank))| (id.clone(), rank)).collect();
        for (id, rank) in found {
            self.listed.entry(rank).or_insert_with(|| id.clone());
            self.ranks.insert(id, rank);
        }
        self.gazetteer = Some(gazetteer);
    }

    fn found(&self, gazetteer: &Gazetteer, hit: Hit) -> Option<GazetteerPlace> {
        let record = gazetteer.record(hit.rank)?;
        let mut place = GazetteerPlace {
            id: Id::new(""),
            name: record.name.to_owned(),
            country: record.country.cloned(),
            region: record.region.to_owned(),
            coordinates: record.coordinates,
            population: record.population,
            class: record.class,
            geonames: Some(record.geonames),
            listed: false,
            alternate: hit.alternate,
        };
        if let Some(entry) = self.listed.get(&hit.rank).and_then(|id| self.entries.get(id)) {
            place.id = entry.id.clone();
            place.name.clone_from(&entry.label);
            place.listed = true;
            return Some(place);
        }
        place.id = place_id(record.name);
        if !record.bare || self.entries.contains_key(&place.id) {
            place.id = Id::new(&format!("{}~{}", place.id, record.geonames));
        }
        Some(place)
    }

    /// A place of our own table, with what the gazetteer adds.
    fn own_place(&self, id: &Id) -> Option<GazetteerPlace> {
        if let Some((rank, gazetteer)) = self.ranks.get(id).zip(self.gazetteer.as_ref()) {
            return self.found(gazetteer, Hit { alternate: false, rank: *rank });
        }
        let entry = self.entries.get(id).filter(|entry| entry.kind == EntityKind::Place)?;
        Some(GazetteerPlace {
            id: id.clone(),
            name: entry.label.clone(),
            country: entry.country.clone(),
            region: String::new(),
            coordinates: entry.coordinates?,
            population: 0,
            class: PlaceClass::Other,
            geonames: None,
            listed: true,
            alternate: false,
        })
    }

    fn enter(&mut self, table: Table) {
        for [id, parent, country, code, coordinates, label] in table.rows() {
            let Some(kind) = kind_of(id) else { continue };
            let id = Id::new(id);
            let country = match kind {
                EntityKind::State => None,
                _ => some_id(country),
            };
            let (label, ambiguous) =
                label.strip_prefix('~').map_or((label, false), |label| (label, true));
            self.name(label, &id, NameForm::Full, Language::English, ambiguous);
            let entry = RegisterEntry {
                id: id.clone(),
                kind,
                label: label.to_owned(),
                parent: some_id(parent),
                country,
                code: (!code.is_empty()).then(|| code.to_owned()),
                coordinates: degrees(coordinates),
            };
            self.entries.insert(id, entry);
        }
        if table.name == "world/bodies.tsv" {
            self.inherit_codes();
        }
    }

    /// Bodies and forces act under the code of the organization above them; organizations come from a later table.
    fn inherit_codes(&mut self) {
        let table = ENTITIES.iter().find(|t| t.name == "world/organizations.tsv");
        let codes: Map<&str, &str> = table
            .into_iter()
            .flat_map(|t| t.rows::<6>())
            .map(|[id, _, _, code, _, _]| (id, code))
            .collect();
        for entry in self.entries.values_mut().filter(|e| e.kind == EntityKind::Body) {
            let owner = format!("org/{}", entry.id.path().split('/').next().unwrap_or_default());
            if entry.code.is_none() {
                entry.code = codes.get(owner.as_str()).map(|code| (*code).to_owned());
            }
        }
    }

    fn enter_national(&mut self) {
        let states: Vec<(Id, String, String)> = self
            .entries
            .values()
            .filter(|e| e.kind == EntityKind::State)
            .map(|e| (e.id.clone(), e.label.clone(), e.code.clone().unwrap_or_default()))
            .collect();
        for (state, name, code) in &states {
            for body in posts::NATIONAL {
                let id = Id::new(&format!("{}/{}/{}", body.prefix, state.path(), body.slug));
                let entry = RegisterEntry {
                    id: id.clone(),
                    kind: if body.prefix == "force" { EntityKind::Force } else { EntityKind::Body },
                    label: format!("{} of {name}", body.label),
                    parent: Some(state.clone()),
                    country: Some(state.clone()),
                    code: Some(format!("{code} {}", body.sector)),
                    coordinates: None,
                };
                self.entries.entry(id).or_insert(entry);
            }
        }
    }

    fn enter_persons(&mut self) {
        for [id, family, gender, country, label] in PERSONS.rows() {
            let id = Id::new(id);
            self.name(label, &id, NameForm::Full, Language::English, false);
            let gender = if gender == "f" { given::Gender::Female } else { given::Gender::Male };
            let sex = if gender == given::Gender::Female { Sex::Female } else { Sex::Male };
            for name in items(family) {
                for form in russian::person_forms(name, sex) {
                    push_once(self.families.entry(fold(&form)).or_default(), &id);
                }
            }
            self.persons.insert(id.clone(), Person { family: items(family).collect(), gender });
            let entry = RegisterEntry {
                id: id.clone(),
                kind: EntityKind::Person,
                label: label.to_owned(),
                parent: None,
                country: some_id(country),
                code: None,
                coordinates: None,
            };
            self.entries.insert(id, entry);
        }
    }

    fn enter_names(&mut self, table: Table, language: Language) {
        for [id, form, names] in table.rows() {
            let Some(form) = NameForm::from_word(form) else { continue };
            let id = Id::new(id);
            for name in items(names) {
                let (name, ambiguous) =
                    name.strip_prefix('~').map_or((name, false), |name| (name, true));
                if language == Language::Russian {
                    for cased in self.russian_forms(name, &id, form) {
                        self.name(&cased, &id, form, language, ambiguous);
                    }
                } else {
                    self.name(name, &id, form, language, ambiguous);
                }
            }
        }
    }

    fn russian_forms(&self, name: &str, id: &Id, form: NameForm) -> Vec<String> {
        if let Some(person) = self.persons.get(id) {
            let female = person.gender == given::Gender::Female;
            return russian::person_forms(name, if female { Sex::Female } else { Sex::Male });
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
        for folded in [Some(folded), bare, spaced, saint].into_iter().flatten() {
            self.sense(folded, Sense { id: id.clone(), form, language, ambiguous });
        }
    }

    fn sense(&mut self, folded: String, sense: Sense) {
        if folded.is_empty() {
            return;
        }
        let count = folded.split(' ').count();
        let first = folded.split(' ').next().unwrap_or_default();
        match self.longest.get_mut(first) {
            Some(longest) => *longest = count.max(*longest),
            None => {
                self.longest.insert(first.to_owned(), count);
            }
        }
        let senses = self.names.entry(folded).or_default();
        if !senses.iter().any(|known| known.id == sense.id) {
            senses.push(sense);
        }
    }

    fn enter_tenures(&mut self) {
        for [post, start, end, person, status, checked] in TENURES.rows() {
            let row = self.tenures.len();
            let status = TenureStatus::from_word(status).unwrap_or(TenureStatus::Current);
            let tenure = Tenure {
                person: Id::new(person),
                post: Id::new(post),
                start,
                end,
                status,
                checked: checked == "checked",
            };
            self.by_post.entry(tenure.post.clone()).or_default().push(row);
            self.by_person.entry(tenure.person.clone()).or_default().push(row);
            self.tenures.push(tenure);
        }
    }

    fn enter_ties(&mut self) {
        for [kind, to, from, start, end] in TIES.rows() {
            let row = self.ties.len();
            let tie = Tie { kind, from: Id::new(from), to: Id::new(to), start, end };
            self.by_organization.entry(tie.to.clone()).or_default().push(row);
            self.ties.push(tie);
        }
    }

    fn officeholders(&self, rows: Option<&Vec<usize>>, on: Option<Day>) -> Vec<Officeholder> {
        let rows = rows.into_iter().flatten().map(|&row| &self.tenures[row]);
        let mut found: Vec<(&Tenure, Officeholder)> =
            rows.filter(|t| stands(t.start, t.end, on)).map(|t| (t, officeholder(t))).collect();
        found.sort_by(|(a, x), (b, y)| {
            let latest = (y.from, y.to.is_none()).cmp(&(x.from, x.to.is_none()));
            latest.then_with(|| a.person.cmp(&b.person)).then_with(|| a.post.cmp(&b.post))
        });
        found.into_iter().map(|(_, holder)| holder).collect()
    }
}

impl World for Register {
    fn named(&self, folded: &str) -> &[Sense] {
        self.names.get(folded).map_or(&[], Vec::as_slice)
    }

    fn longest(&self, first_word: &str) -> usize {
        self.longest.get(first_word).copied().unwrap_or(0)
    }

    fn entry(&self, id: &Id) -> Option<&RegisterEntry> {
        self.entries.get(id)
    }

    fn holders(&self, post: &Id, on: Option<Day>) -> Vec<Officeholder> {
        self.officeholders(self.by_post.get(post), on)
    }

    fn tenures(&self, person: &Id) -> Vec<Officeholder> {
        self.officeholders(self.by_person.get(person), None)
    }

    fn family(&self, folded: &str) -> &[Id] {
        self.families.get(folded).map_or(&[], Vec::as_slice)
    }

    fn members(&self, organization: &Id, on: Option<Day>) -> Vec<Id> {
        self.tied(organization, "member", on)
    }

    fn places(&self, folded: &str) -> Vec<GazetteerPlace> {
        let senses = self.named(folded).iter().filter(|sense| sense.id.prefix() == "place");
        let mut places: Vec<_> = senses.filter_map(|sense| self.own_place(&sense.id)).collect();
        if let Some(gazetteer) = &self.gazetteer {
            for hit in gazetteer.hits(folded) {
                let own = self.listed.get(&hit.rank);
                if own.is_none_or(|id| !places.iter().any(|known| known.id == *id)) {
                    places.extend(self.found(gazetteer, hit));
                }
            }
        }
        for place in places.iter_mut().filter(|place| place.listed) {
            place.alternate = fold(&place.name) != folded;
        }
        places.sort_by_key(|place| {
            (!place.listed, place.alternate, std::cmp::Reverse(place.population))
        });
        places
    }

    fn place(&self, id: &Id) -> Option<GazetteerPlace> {
        if self.entries.contains_key(id) {
            return self.own_place(id);
        }
        let gazetteer = self.gazetteer.as_ref()?;
        let (slug, _) = id.path().split_once('~').unwrap_or((id.path(), ""));
        let name = slug.replace('-', " ");
        let the = format!("the {name}");
        let hits = gazetteer.hits(&name).into_iter().chain(gazetteer.hits(&the));
        hits.filter_map(|hit| self.found(gazetteer, hit)).find(|place| place.id == *id)
    }

    fn longest_place(&self, first_word: &str) -> usize {
        let own = self.longest(first_word);
        self.gazetteer.as_ref().map_or(0, |gazetteer| gazetteer.longest(first_word)).max(own)
    }
}

/// How far apart an entry of ours and a place of the gazetteer lie, in hundredths of a degree; none when they cannot be
/// the same.
fn apart(entry: &RegisterEntry, record: &Record<'_>) -> Option<u32> {
    let (latitude, longitude) = entry.coordinates?;
    let same_state = record.country.is_none() || record.country == entry.country.as_ref();
    let (up, right) = (record.coordinates.0 - latitude, record.coordinates.1 - longitude);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below 50,000")]
    let far = (up.hypot(right) * 100.0) as u32;
    let reach = if record.class == PlaceClass::City { 30 } else { 200 };
    (same_state && far <= reach).then_some(far)
}

/// First day that a year, month or day of the tables may mean.
pub(crate) fn earliest(text: &str) -> Option<Day> {
    match text.len() {
        4 => Day::of(text.parse().ok()?, 1, 1),
        7 => Day::parse(&format!("{text}-01")),
        _ => Day::parse(text),
    }
}

/// Last day that a year, month or day of the tables may mean.
pub(crate) fn latest(text: &str) -> Option<Day> {
    match text.len() {
        4 => Day::of(text.parse().ok()?, 12, 31),
        7 => Some(earliest(text)?.plus_months(1).plus(-1)),
        _ => Day::parse(text),
    }
}

/// Whether a span of the tables may hold the day; always without a day.
fn stands(start: &str, end: &str, on: Option<Day>) -> bool {
    on.is_none_or(|day| {
        earliest(start).is_none_or(|from| from <= day) && latest(end).is_none_or(|to| day <= to)
    })
}

fn officeholder(tenure: &Tenure) -> Officeholder {
    Officeholder {
        person: tenure.person.clone(),
        post: tenure.post.clone(),
        from: earliest(tenure.start),
        to: latest(tenure.end),
        checked: tenure.checked,
    }
}

/// Kind of an entity by the prefix of its id.
pub(crate) fn kind_of(id: &str) -> Option<EntityKind> {
    match id.split('/').next()? {
        "org" => Some(EntityKind::Organization),
        prefix => EntityKind::from_word(prefix),
    }
}

/// Order of the senses of a name: what identifies before what does not, names of the thing before words made from them,
/// states and organizations before places and persons, then the id.
fn likelihood(sense: &Sense) -> (bool, u8, u8, Id) {
    let form = match sense.form {
        NameForm::Full | NameForm::Short | NameForm::Official | NameForm::Acronym => 0,
        NameForm::Transliteration => 1,
        NameForm::Adjective => 2,
        NameForm::Demonym => 3,
        NameForm::Seat => 4,
        NameForm::Former | NameForm::Honorific => 5,
    };
    let kind = match kind_of(sense.id.as_str()) {
        Some(EntityKind::State) => 0,
        Some(EntityKind::Organization) => 1,
        Some(EntityKind::Body) => 2,
        Some(EntityKind::Force) => 3,
        Some(EntityKind::Person) => 4,
        Some(EntityKind::Place) => 5,
        Some(EntityKind::ArmedGroup) => 6,
        _ => 7,
    };
    (sense.ambiguous, form, kind, sense.id.clone())
}

/// "uae" as "u a e": how a dotted acronym folds.
fn letters_apart(folded: &str) -> Option<String> {
    let short = (2..=5).contains(&folded.len()) && folded.bytes().all(|b| b.is_ascii_lowercase());
    short.then(|| folded.chars().map(String::from).collect::<Vec<_>>().join(" "))
}

fn degrees(cell: &str) -> Option<(f32, f32)> {
    let (latitude, longitude) = cell.split_once(',')?;
    Some((latitude.parse().ok()?, longitude.parse().ok()?))
}

fn some_id(cell: &str) -> Option<Id> {
    (!cell.is_empty()).then(|| Id::new(cell))
}

fn push_once(ids: &mut Vec<Id>, id: &Id) {
    if !ids.contains(id) {
        ids.push(id.clone());
    }
}

/// The id that a place without an entry gets.
pub fn place_id(name: &str) -> Id {
    Id::new(&format!("place/{}", slug(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn means(name: &str) -> &'static str {
        let register = Register::default_register();
        register.named(&fold(name)).first().map_or("", |sense| sense.id.as_str())
    }

    #[test]
    fn the_tables_are_clean() {
        let faults = Register::default_register().lint();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn states_go_by_name_long_form_adjective_and_acronym() {
        for (name, id) in [
            ("Republic of Kazakhstan", "state/kaz"),
            ("Kazakhstani", "state/kaz"),
            ("Türkiye's", "state/tur"),
            ("U.S.", "state/usa"),
            ("UAE", "state/are"),
            ("Norwegians", "state/nor"),
            ("the Netherlands", "state/nld"),
            ("России", "state/rus"),
            ("кыргызского", "state/kgz"),
            ("Соединённых Штатов", "state/usa"),
        ] {
            assert_eq!(means(name), id, "{name}");
        }
    }

    #[test]
    fn a_capital_is_a_place_and_the_seat_of_its_state() {
        let senses = Register::default_register().named("tashkent");
        assert_eq!(senses[0].id.as_str(), "place/tashkent");
        let seat = senses.iter().find(|sense| sense.form == NameForm::Seat).unwrap();
        assert_eq!(seat.id.as_str(), "state/uzb");
    }

    #[test]
    fn every_state_has_an_adjective_a_seat_and_its_bodies() {
        let register = Register::default_register();
        let mut forms: BTreeMap<&Id, Vec<NameForm>> = BTreeMap::new();
        let names = register.names();
        for sense in names.iter().flat_map(|(_, senses)| senses.iter()) {
            forms.entry(&sense.id).or_default().push(sense.form);
        }
        for state in register.entries().filter(|e| e.kind == EntityKind::State) {
            let forms = &forms[&state.id];
            assert!(forms.contains(&NameForm::Adjective), "{}", state.id);
            assert!(forms.contains(&NameForm::Seat), "{}", state.id);
            let ministry = Id::new(&format!("body/{}/foreign-ministry", state.id.path()));
            assert_eq!(register.entry(&ministry).unwrap().parent.as_ref(), Some(&state.id));
        }
    }

    #[test]
    fn every_state_is_first_by_its_label_and_code() {
        let register = Register::default_register();
        let mut count = 0;
        for state in register.entries().filter(|e| e.kind == EntityKind::State) {
            assert_eq!(register.named(&fold(&state.label))[0].id, state.id);
            let code = state.code.as_deref().unwrap_or_default();
            assert_eq!(code.len(), 3, "{}", state.id);
            count += 1;
        }
        assert_eq!(count, 197);
        assert_eq!(register.members(&Id::new("org/un"), None).len(), 193);
    }

    #[test]
    fn a_post_has_other_holders_on_other_days() {
        let register = Register::default_register();
        let post = Id::new("post/ukr/head-of-government");
        let on = |year| {
            let holders = register.holders(&post, Day::of(year, 1, 1));
            assert_eq!(holders.len(), 1, "{year}");
            holders[0].person.to_string()
        };
        assert_eq!(on(2015), "person/arseniy-yatsenyuk");
        assert_eq!(on(2022), "person/denys-shmyhal");
        let all = register.holders(&post, None);
        assert!(all.len() > 4);
        assert!(all.windows(2).all(|pair| pair[0].from >= pair[1].from), "latest first");
        let lavrov = Id::new("person/sergey-lavrov");
        assert_eq!(register.tenures(&lavrov)[0].post.as_str(), "post/rus/foreign-minister");
    }

    #[test]
    fn persons_go_by_family_name_and_case_forms() {
        let register = Register::default_register();
        let tokayev = Id::new("person/kassym-jomart-tokayev");
        for family in ["tokayev", "tokaev", "tokaeva", "tokaevym"] {
            assert!(register.family(family).contains(&tokayev), "{family}");
        }
        assert_eq!(means("Касым-Жомарта Токаева"), "person/kassym-jomart-tokayev");
        assert_eq!(means("Xi Jinping"), "person/xi-jinping");
        assert!(register.family("xi").iter().any(|id| id.as_str() == "person/xi-jinping"));
    }

    #[test]
    fn memberships_begin_and_end() {
        let register = Register::default_register();
        let members = |org: &str, day| register.members(&Id::new(org), day);
        let sweden = Id::new("state/swe");
        assert!(!members("org/nato", Day::of(2024, 3, 1)).contains(&sweden));
        assert!(members("org/nato", Day::of(2024, 3, 8)).contains(&sweden));
        assert_eq!(members("org/csto", Day::of(2020, 1, 1)).len(), 6);
        assert_eq!(register.tied(&Id::new("org/ots"), "observer", None).len(), 2);
    }

    #[test]
    fn the_longest_name_bounds_the_search() {
        let register = Register::default_register();
        for (name, _) in register.names() {
            let first = name.split(' ').next().unwrap_or_default();
            assert!(register.longest(first) >= name.split(' ').count(), "{name}");
        }
        assert_eq!(register.longest("qqq"), 0);
    }

    #[test]
    fn armed_groups_outlets_and_regions_are_known() {
        assert_eq!(means("ISIS-K"), "armed-group/islamic-state-khorasan-province");
        assert_eq!(means("талибов"), "armed-group/taliban");
        assert_eq!(means("Kazinform"), "outlet/kazinform");
        assert_eq!(means("Strait of Hormuz"), "place/strait-of-hormuz");
        assert_eq!(means("Transnistrian"), "place/transnistria");
        assert_eq!(means("в Бишкеке".trim_start_matches("в ")), "place/bishkek");
        assert_eq!(means("Georgia"), "state/geo");
    }

    #[test]
    fn a_name_of_many_places_gives_them_ranked() {
        let register = Register::default_register();
        let moscow = register.places("moscow");
        assert_eq!(moscow[0].id.as_str(), "place/moscow");
        assert!(moscow[0].listed && moscow[0].geonames == Some(524_901));
        assert_eq!(moscow[1].id.as_str(), "place/moscow~5601538");
        assert_eq!(
            (moscow[1].country.as_ref().unwrap().as_str(), &*moscow[1].region),
            ("state/usa", "ID")
        );
        assert_eq!(register.places(&fold("Харькове"))[0].id.as_str(), "place/kharkiv");
        assert_eq!(register.places("osh")[0].id.as_str(), "place/osh");
        let parish = &register.places("rapides parish")[0];
        assert_eq!((parish.class, &*parish.region), (PlaceClass::District, "LA"));
        let abbreviated = &register.places("w va")[0];
        assert_eq!((abbreviated.class, abbreviated.alternate), (PlaceClass::Region, true));
        assert!(register.longest_place("rapides") >= 2);
    }

    #[test]
    fn a_place_is_found_by_its_id() {
        let register = Register::default_register();
        for name in ["springfield", "alexandria", "paris", "kant", "the dalles", "moskva", "texas"]
        {
            let places = register.places(name);
            assert!(!places.is_empty(), "{name}");
            for place in places {
                assert_eq!(
                    register.place(&place.id).unwrap().geonames,
                    place.geonames,
                    "{}",
                    place.id
                );
            }
        }
        assert_eq!(register.place(&Id::new("place/springfield~1")), None);
    }

    #[test]
    fn short_names_of_many_bodies_are_marked() {
        let register = Register::default_register();
        assert!(register.named("council").iter().all(|sense| sense.ambiguous));
        assert_eq!(means("UN Security Council"), "body/un/security-council");
        assert_eq!(means("ОДКБ"), "org/csto");
        assert_eq!(means("Содружества Независимых Государств"), "org/cis");
        let council = register.entry(&Id::new("body/au/peace-and-security-council")).unwrap();
        assert_eq!(council.code.as_deref(), Some("IGO AU"));
    }
}
