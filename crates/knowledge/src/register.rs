//! The default register: the compiled tables come in, answers to `World` go out, and what else is known of names and posts.
//!
//! The same for every document. What a user brought is laid over the tables: it adds, it never replaces; where the two
//! contradict, both stand. Never reads a document, never guesses a name that the tables do not hold (only case forms of the
//! Russian ones).

mod compiled;
pub(crate) mod day_text;
mod drawn;
mod ranges;
mod tables;

pub(crate) use tables::{ENGLISH, ENTITIES, PERSONS, RUSSIAN, TENURES, TIES};

use crate::gazetteer::{Gazetteer, Hit, Record};
use crate::given;
use crate::row::Row;
use crate::table::{Map, Table};
use chancery_record::{
    Day, EntityKind, GazetteerPlace, Id, NameForm, Officeholder, PlaceClass, RegisterEntry, Sense,
    TenureStatus, World, fold, slug,
};
use day_text::stands;
use drawn::{Drawn, Placed};
use ranges::Ranges;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What is known of names, entities, posts and memberships before reading.
#[derive(Debug, Default)]
pub struct Register {
    entries: Vec<RegisterEntry>,
    persons: Map<Id, Person>,
    tenures: Vec<Tenure>,
    ties: Vec<Tie>,
    /// Senses and persons to which the compiled names and family names lead.
    senses: Vec<Sense>,
    family_ids: Vec<Id>,
    names: Option<Ranges>,
    families: Option<Ranges>,
    gazetteer: Option<Gazetteer>,
    /// Ranks in the gazetteer of the places of our own table, and back.
    ranks: Map<Id, u32>,
    listed: Map<u32, Id>,
    over: Over,
    by_id: Map<Id, usize>,
    /// Rows of the tenures, latest first.
    by_post: Map<Id, Vec<usize>>,
    by_person: Map<Id, Vec<usize>>,
    by_organization: Map<Id, Vec<usize>>,
}

/// Names that a user brought, each with the senses of the tables too, and the rows they came in.
#[derive(Debug, Default)]
struct Over {
    names: BTreeMap<String, Vec<Sense>>,
    longest: BTreeMap<String, usize>,
    families: BTreeMap<String, Vec<Id>>,
    said: BTreeMap<Id, Vec<Said>>,
}

/// A row that a user brought, about an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// File and line.
    pub origin: String,
    /// The row.
    pub row: String,
}

/// A text with rows that a user brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its name, for messages.
    pub name: String,
    /// Its lines.
    pub text: String,
}

/// What is known of a person apart from posts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Family names in the spellings of the table.
    pub family: Vec<String>,
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
    pub start: Cow<'static, str>,
    /// End likewise; empty when unknown or not over.
    pub end: Cow<'static, str>,
    /// First day that the start may mean.
    pub from: Option<Day>,
    /// Last day that the end may mean.
    pub to: Option<Day>,
    /// `Current` for a regular tenure (over or not), `Acting`, or `Disputed`.
    pub status: TenureStatus,
    /// Held for certain by who wrote the table.
    pub checked: bool,
    /// File and line, of what a user brought.
    pub origin: Option<String>,
}

impl Tenure {
    /// Whether it may stand on that day; always without a day.
    fn stands(&self, on: Option<Day>) -> bool {
        on.is_none_or(|day| {
            self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
        })
    }

    /// Latest first; of equals by person and post.
    fn later_first(&self, other: &Self) -> std::cmp::Ordering {
        let start = |tenure: &Self| (tenure.from, tenure.to.is_none());
        let latest = start(other).cmp(&start(self));
        latest.then_with(|| (&self.person, &self.post).cmp(&(&other.person, &other.post)))
    }
}

/// A row of the table of ties: a state and an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// `member`, `observer`, `partner`.
    pub kind: Cow<'static, str>,
    /// The state.
    pub from: Id,
    /// The organization.
    pub to: Id,
    /// Start as the table has it; empty when unknown.
    pub start: Cow<'static, str>,
    /// End likewise; empty when unknown or not over.
    pub end: Cow<'static, str>,
    /// File and line, of what a user brought.
    pub origin: Option<String>,
}

impl Register {
    /// The register of the compiled tables.
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

    /// The register of the compiled tables, loaded anew.
    pub fn load() -> Self {
        let mut register = compiled::open(include_bytes!("../compiled/register.bin"))
            .expect("the embedded file was written by `compile`, and a test reads it");
        register.gazetteer = Some(Gazetteer::embedded());
        register
    }

    /// The register of the compiled tables with what a user brought laid over it. Lines that are no sound rows are left
    /// out; `lint` names them.
    ///
    /// ```
    /// use chancery_knowledge::{Register, register::Sheet};
    /// use chancery_record::World;
    /// let rows = "person/ida-voss\tVoss\tf\tstate/nor\tIda Voss\n\
    ///     post/nor/foreign-minister\t2031-05-10\t\tperson/ida-voss\tcurrent\tunchecked\n";
    /// let sheet = Sheet { name: "own.tsv".to_owned(), text: rows.to_owned() };
    /// let register = Register::with(&[sheet]);
    /// assert_eq!(register.named("ida voss")[0].id.as_str(), "person/ida-voss");
    /// ```
    pub fn with(sheets: &[Sheet]) -> Self {
        let mut register = Self::load();
        let placed: Vec<Placed<'_>> = sheets.iter().flat_map(placed).collect();
        let Drawn { entries, names, families, persons, tenures, ties, .. } =
            Drawn::up(&placed, Some(&register));
        for (name, senses) in names {
            register.lay_name(name, senses);
        }
        for (family, ids) in families {
            let mut all = register.family(&family).to_vec();
            all.extend(ids.into_iter().filter(|id| !register.family(&family).contains(id)));
            register.over.families.insert(family, all);
        }
        for (id, person) in persons {
            register.persons.entry(id).or_insert(person);
        }
        let new = entries.into_values().filter(|e| !register.by_id.contains_key(&e.id));
        let new: Vec<RegisterEntry> = new.collect();
        register.entries.extend(new);
        register.entries.sort_by(|a, b| a.id.cmp(&b.id));
        register.tenures.extend(tenures);
        register.ties.extend(ties);
        for (id, said) in placed.iter().filter_map(said) {
            register.over.said.entry(id).or_default().push(said);
        }
        register.index();
        register
    }

    fn lay_name(&mut self, name: String, senses: Vec<Sense>) {
        let mut all = self.named(&name).to_vec();
        all.extend(senses.into_iter().filter(|s| !self.named(&name).iter().any(|k| k.id == s.id)));
        all.sort_by_key(likelihood);
        let words = name.split(' ').count();
        let first = name.split(' ').next().unwrap_or_default().to_owned();
        let longest = self.over.longest.entry(first).or_default();
        *longest = words.max(*longest);
        self.over.names.insert(name, all);
    }

    /// Fills the maps that lead into the lists.
    fn index(&mut self) {
        self.by_id.clear();
        self.by_id.reserve(self.entries.len());
        for (at, entry) in self.entries.iter().enumerate() {
            self.by_id.insert(entry.id.clone(), at);
        }
        (self.by_post, self.by_person, self.by_organization) = Default::default();
        for (row, tenure) in self.tenures.iter().enumerate() {
            self.by_post.entry(tenure.post.clone()).or_default().push(row);
            self.by_person.entry(tenure.person.clone()).or_default().push(row);
        }
        let tenures = &self.tenures;
        for rows in self.by_post.values_mut().chain(self.by_person.values_mut()) {
            rows.sort_by(|a, b| tenures[*a].later_first(&tenures[*b]));
        }
        for (row, tie) in self.ties.iter().enumerate() {
            self.by_organization.entry(tie.to.clone()).or_default().push(row);
        }
    }

    /// The compact form of the tables, for `cargo xtask compile-knowledge`.
    pub fn compile() -> Vec<u8> {
        compiled::compile(&Drawn::up(&tables::embedded(), None), &Gazetteer::embedded())
    }

    /// All entries in order of id.
    pub fn entries(&self) -> impl Iterator<Item = &RegisterEntry> {
        self.entries.iter()
    }

    /// All folded names with their senses, in order of the name.
    pub fn names(&self) -> Vec<(String, &[Sense])> {
        let mut all: BTreeMap<String, &[Sense]> = BTreeMap::new();
        for (name, range) in self.names.iter().flat_map(Ranges::all) {
            all.insert(name, self.senses.get(range).unwrap_or_default());
        }
        all.extend(self.over.names.iter().map(|(name, senses)| (name.clone(), senses.as_slice())));
        all.into_iter().collect()
    }

    /// All tenures: those of the table by post, then start; then those that a user brought.
    pub fn tenure_rows(&self) -> &[Tenure] {
        &self.tenures
    }

    /// All ties in order of the table, then those that a user brought.
    pub fn ties(&self) -> &[Tie] {
        &self.ties
    }

    /// What is known of a person apart from posts.
    pub fn person(&self, id: &Id) -> Option<&Person> {
        self.persons.get(id)
    }

    /// What a user brought about an entity.
    pub fn said(&self, id: &Id) -> &[Said] {
        self.over.said.get(id).map_or(&[], Vec::as_slice)
    }

    /// Tenures of a post or person, as rows.
    pub fn tenures_of(&self, id: &Id) -> impl Iterator<Item = &Tenure> {
        let rows = self.by_post.get(id).or_else(|| self.by_person.get(id));
        rows.into_iter().flatten().map(|&row| &self.tenures[row])
    }

    /// States tied to an organization on that day (at any time without a day) by this kind of tie, in order of id.
    pub fn tied(&self, organization: &Id, kind: &str, on: Option<Day>) -> Vec<Id> {
        let rows = self.by_organization.get(organization).into_iter().flatten();
        let mut states: Vec<Id> = rows
            .map(|&row| &self.ties[row])
            .filter(|tie| tie.kind == kind && stands(&tie.start, &tie.end, on))
            .map(|tie| tie.from.clone())
            .collect();
        states.sort();
        states.dedup();
        states
    }

    /// Whether a tenure may stand on that day; always without a day.
    pub fn stands(&self, tenure: &Tenure, on: Option<Day>) -> bool {
        tenure.stands(on)
    }

    /// Whether a tie may stand on that day; always without a day.
    pub fn ties_on(&self, tie: &Tie, on: Option<Day>) -> bool {
        stands(&tie.start, &tie.end, on)
    }

    /// The embedded tables as text, headers and all.
    pub fn tables() -> Vec<Sheet> {
        let sheet =
            |table: &Table| Sheet { name: table.name.to_owned(), text: table.text.to_owned() };
        tables::all().map(sheet).collect()
    }

    /// Rows of the embedded tables about an entity, as `table:line: row`.
    pub fn rows_about(id: &Id) -> Vec<String> {
        let start = format!("{id}\t");
        let rows = tables::all()
            .filter(|table| !matches!(table.name, "world/tenures.tsv" | "world/ties.tsv"));
        let found = rows.flat_map(|table| table.lines().map(|(at, row)| (table.name, at, row)));
        found
            .filter(|(_, _, row)| row.starts_with(&start))
            .map(|(name, at, row)| format!("{name}:{at}  {}", row.replace('\t', " | ")))
            .collect()
    }

    /// Where a tenure stands in the embedded table, as `table:line`.
    pub fn row_of(tenure: &Tenure) -> Option<String> {
        let start =
            format!("{}\t{}\t{}\t{}\t", tenure.post, tenure.start, tenure.end, tenure.person);
        let at = TENURES.lines().find(|(_, row)| row.starts_with(&start)).map(|(at, _)| at)?;
        Some(format!("{}:{at}", TENURES.name))
    }

    /// How many places the gazetteer holds.
    pub fn gazetteer_size(&self) -> usize {
        self.gazetteer.as_ref().map_or(0, Gazetteer::len)
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
        if let Some(entry) = self.listed.get(&hit.rank).and_then(|id| self.entry(id)) {
            place.id = entry.id.clone();
            place.name.clone_from(&entry.label);
            place.listed = true;
            return Some(place);
        }
        place.id = place_id(record.name);
        if !record.bare || self.by_id.contains_key(&place.id) {
            place.id = Id::new(&format!("{}~{}", place.id, record.geonames));
        }
        Some(place)
    }

    /// A place of our own table, with what the gazetteer adds.
    fn own_place(&self, id: &Id) -> Option<GazetteerPlace> {
        if let Some((rank, gazetteer)) = self.ranks.get(id).zip(self.gazetteer.as_ref()) {
            return self.found(gazetteer, Hit { alternate: false, rank: *rank });
        }
        let entry = self.entry(id).filter(|entry| entry.kind == EntityKind::Place)?;
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

    fn officeholders(&self, rows: Option<&Vec<usize>>, on: Option<Day>) -> Vec<Officeholder> {
        let rows = rows.into_iter().flatten().map(|&row| &self.tenures[row]);
        rows.filter(|tenure| tenure.stands(on)).map(officeholder).collect()
    }
}

impl World for Register {
    fn named(&self, folded: &str) -> &[Sense] {
        if let Some(senses) = self.over.names.get(folded) {
            return senses;
        }
        let range = self.names.as_ref().map_or(0..0, |names| names.get(folded));
        self.senses.get(range).unwrap_or_default()
    }

    fn longest(&self, first_word: &str) -> usize {
        let own = self.names.as_ref().map_or(0, |names| names.longest(first_word));
        self.over.longest.get(first_word).map_or(own, |longest| own.max(*longest))
    }

    fn entry(&self, id: &Id) -> Option<&RegisterEntry> {
        self.by_id.get(id).map(|&at| &self.entries[at])
    }

    fn holders(&self, post: &Id, on: Option<Day>) -> Vec<Officeholder> {
        self.officeholders(self.by_post.get(post), on)
    }

    fn tenures(&self, person: &Id) -> Vec<Officeholder> {
        self.officeholders(self.by_person.get(person), None)
    }

    fn family(&self, folded: &str) -> &[Id] {
        if let Some(ids) = self.over.families.get(folded) {
            return ids;
        }
        let range = self.families.as_ref().map_or(0..0, |families| families.get(folded));
        self.family_ids.get(range).unwrap_or_default()
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
        if self.by_id.contains_key(id) {
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

/// The rows of a sheet that are sound.
fn placed(sheet: &Sheet) -> impl Iterator<Item = Placed<'_>> {
    sheet.text.lines().enumerate().filter_map(|(at, line)| {
        let row = Row::of(line)?.ok().filter(|row| row.faults().is_empty())?;
        Some(Placed { row, language: None, origin: Some(format!("{}:{}", sheet.name, at + 1)) })
    })
}

/// What a row that a user brought says, and of whom.
fn said(placed: &Placed<'_>) -> Option<(Id, Said)> {
    let cells: &[&str] = match &placed.row {
        Row::Entity(cells) => cells,
        Row::Person(cells) => cells,
        Row::Names(cells) => cells,
        Row::Tenure(_) | Row::Tie(_) => return None,
    };
    Some((Id::new(cells[0]), Said { origin: placed.origin.clone()?, row: cells.join("\t") }))
}

/// Ranks in the gazetteer of the places of our own table: of one name and state, and near; rather the city than its region.
fn ranks(drawn: &Drawn<'_>, gazetteer: &Gazetteer) -> BTreeMap<Id, u32> {
    let mut nearest: BTreeMap<&Id, (PlaceClass, u32, u32)> = BTreeMap::new();
    for (name, senses) in &drawn.names {
        for sense in senses.iter().filter(|sense| sense.id.prefix() == "place") {
            let Some(entry) = drawn.entries.get(&sense.id) else { continue };
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
    nearest.into_iter().map(|(id, (_, _, rank))| (id.clone(), rank)).collect()
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

fn officeholder(tenure: &Tenure) -> Officeholder {
    Officeholder {
        person: tenure.person.clone(),
        post: tenure.post.clone(),
        from: tenure.from,
        to: tenure.to,
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

pub(crate) fn degrees(cell: &str) -> Option<(f32, f32)> {
    let (latitude, longitude) = cell.split_once(',')?;
    Some((latitude.parse().ok()?, longitude.parse().ok()?))
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
        let faults: Vec<String> = crate::lint::lint().iter().map(ToString::to_string).collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn the_compiled_register_is_that_of_the_tables() {
        let committed: &[u8] = include_bytes!("../compiled/register.bin");
        assert!(
            Register::compile() == committed,
            "compiled/register.bin is not what the tables give: run `cargo xtask compile-knowledge`"
        );
    }

    #[test]
    fn the_compiled_register_answers_as_the_drawn_one() {
        let register = compiled::open(Box::leak(Register::compile().into())).unwrap();
        let rows = tables::embedded();
        let drawn = Drawn::up(&rows, None);
        let names: BTreeMap<String, &[Sense]> = register.names().into_iter().collect();
        assert_eq!(names.len(), drawn.names.len());
        for (name, senses) in &drawn.names {
            assert_eq!(register.named(name), senses, "{name}");
            assert_eq!(names[name], senses, "{name}");
        }
        for (family, ids) in &drawn.families {
            assert_eq!(register.family(family), ids, "{family}");
        }
        for (id, person) in &drawn.persons {
            assert_eq!(register.person(id), Some(person));
        }
        assert_eq!(register.entries().count(), drawn.entries.len());
        for (id, entry) in &drawn.entries {
            let compiled = register.entry(id).unwrap();
            let near = |a: Option<(f32, f32)>| a.map(|(x, y)| [x, y].map(|d| (d * 1000.0).round()));
            assert_eq!(near(compiled.coordinates), near(entry.coordinates), "{id}");
            let same = RegisterEntry { coordinates: entry.coordinates, ..compiled.clone() };
            assert_eq!(same, *entry);
        }
        assert_eq!(register.tenure_rows(), drawn.tenures);
        assert_eq!(register.ties(), drawn.ties);
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
