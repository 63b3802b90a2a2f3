//! The compact form of the register: drawn maps become bytes, bytes become a `Register` by one walk over its entries; names stay
//! where they lie.
//!
//! `compiled/register.bin` is written by `cargo xtask compile-knowledge` and embedded. It holds the ids in order, then everything else
//! by number of id, then two tables: folded names and folded family names, each to a range of a list.

use super::day_text::{earliest, latest};
use super::drawn::Drawn;
use super::ranges::{Ranges, pack};
use super::{Person, Register, Tenure, Tie};
use crate::gazetteer::Gazetteer;
use crate::given::Gender;
use chancery_record::{EntityKind, Id, Language, NameForm, RegisterEntry, Sense, TenureStatus};
use std::collections::{BTreeMap, BTreeSet};

const MAGIC: &[u8; 8] = b"chreg\0\0\x02";
/// Steps of a degree in which coordinates are kept.
const STEPS: f32 = 1000.0;

/// The compact form of what was drawn up, with the places of the gazetteer that it lists.
pub(super) fn compile(drawn: &Drawn<'_>, gazetteer: &Gazetteer) -> Vec<u8> {
    let ids = ids(drawn);
    let number: BTreeMap<&Id, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let mut out = Writer { bytes: MAGIC.to_vec(), number };
    out.count(ids.len());
    for id in &ids {
        out.text(id.as_str());
    }
    out.count(drawn.entries.len());
    for entry in drawn.entries.values() {
        out.entry(entry);
    }
    out.count(drawn.persons.len());
    for (id, person) in &drawn.persons {
        out.person(id, person);
    }
    out.count(drawn.tenures.len());
    for tenure in &drawn.tenures {
        out.tenure(tenure);
    }
    out.count(drawn.ties.len());
    for tie in &drawn.ties {
        out.tie(tie);
    }
    let ranks = super::ranks(drawn, gazetteer);
    out.count(ranks.len());
    for (id, rank) in &ranks {
        out.id(id);
        out.count(*rank as usize);
    }
    out.count(drawn.names.values().map(Vec::len).sum());
    for sense in drawn.names.values().flatten() {
        out.sense(sense);
    }
    out.count(drawn.families.values().map(Vec::len).sum());
    for id in drawn.families.values().flatten() {
        out.id(id);
    }
    out.section(&pack(&drawn.names));
    out.section(&pack(&drawn.families));
    out.bytes
}

fn ids<'d>(drawn: &'d Drawn<'_>) -> Vec<&'d Id> {
    let mut ids: BTreeSet<&Id> = drawn.entries.keys().chain(drawn.persons.keys()).collect();
    for entry in drawn.entries.values() {
        ids.extend(entry.parent.iter().chain(&entry.country));
    }
    ids.extend(drawn.names.values().flatten().map(|sense| &sense.id));
    ids.extend(drawn.families.values().flatten());
    ids.extend(drawn.tenures.iter().flat_map(|tenure| [&tenure.post, &tenure.person]));
    ids.extend(drawn.ties.iter().flat_map(|tie| [&tie.from, &tie.to]));
    ids.into_iter().collect()
}

#[expect(clippy::cast_possible_truncation, reason = "seven bits fit")]
fn seven_bits(number: usize) -> u8 {
    (number & 0x7F) as u8
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 360,000")]
fn steps(degrees: f32, offset: f32) -> usize {
    ((degrees + offset) * STEPS).round() as usize
}

struct Writer<'d> {
    bytes: Vec<u8>,
    number: BTreeMap<&'d Id, usize>,
}

impl Writer<'_> {
    /// A number, seven bits a byte.
    fn count(&mut self, mut number: usize) {
        while number >= 0x80 {
            self.bytes.push(seven_bits(number) | 0x80);
            number >>= 7;
        }
        self.bytes.push(seven_bits(number));
    }

    fn section(&mut self, bytes: &[u8]) {
        self.count(bytes.len());
        self.bytes.extend(bytes);
    }

    fn text(&mut self, text: &str) {
        self.section(text.as_bytes());
    }

    fn id(&mut self, id: &Id) {
        let number = self.number[id];
        self.count(number);
    }

    /// 0 for none, else its number and one.
    fn maybe(&mut self, id: Option<&Id>) {
        let number = id.map_or(0, |id| self.number[id] + 1);
        self.count(number);
    }

    fn entry(&mut self, entry: &RegisterEntry) {
        self.id(&entry.id);
        self.count(entry.kind as usize);
        self.text(&entry.label);
        self.maybe(entry.parent.as_ref());
        self.maybe(entry.country.as_ref());
        self.text(entry.code.as_deref().unwrap_or_default());
        match entry.coordinates {
            None => self.bytes.push(0),
            Some((latitude, longitude)) => {
                self.bytes.push(1);
                for (degrees, offset) in [(latitude, 90.0), (longitude, 180.0)] {
                    self.count(steps(degrees, offset));
                }
            }
        }
    }

    fn person(&mut self, id: &Id, person: &Person) {
        self.id(id);
        self.bytes.push(person.gender as u8);
        self.count(person.family.len());
        for name in &person.family {
            self.text(name);
        }
    }

    fn tenure(&mut self, tenure: &Tenure) {
        self.id(&tenure.post);
        self.text(&tenure.start);
        self.text(&tenure.end);
        self.id(&tenure.person);
        self.bytes.push(tenure.status as u8);
        self.bytes.push(u8::from(tenure.checked));
    }

    fn tie(&mut self, tie: &Tie) {
        self.text(&tie.kind);
        self.id(&tie.to);
        self.id(&tie.from);
        self.text(&tie.start);
        self.text(&tie.end);
    }

    fn sense(&mut self, sense: &Sense) {
        self.id(&sense.id);
        self.bytes.push(sense.form as u8 | if sense.ambiguous { 0x80 } else { 0 });
        self.bytes.push(sense.language as u8);
    }
}

/// The register of compiled bytes; none when they are no such bytes.
pub(super) fn open(bytes: &'static [u8]) -> Option<Register> {
    let mut from = Reader { rest: bytes.strip_prefix(MAGIC)?, ids: Vec::new() };
    from.ids = from.list(|from| Some(Id::new(from.text()?)))?;
    let mut register = Register {
        entries: from.list(Reader::entry)?,
        persons: from.list(Reader::person)?.into_iter().collect(),
        tenures: from.list(Reader::tenure)?,
        ties: from.list(Reader::tie)?,
        ..Register::default()
    };
    for (id, rank) in from.list(|from| Some((from.id()?, u32::try_from(from.count()?).ok()?)))? {
        register.listed.entry(rank).or_insert_with(|| id.clone());
        register.ranks.insert(id, rank);
    }
    register.senses = from.list(Reader::sense)?;
    register.family_ids = from.list(Reader::id)?;
    register.names = Some(Ranges::open(from.section()?)?);
    register.families = Some(Ranges::open(from.section()?)?);
    register.index();
    Some(register)
}

struct Reader {
    rest: &'static [u8],
    ids: Vec<Id>,
}

impl Reader {
    fn list<T>(&mut self, one: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.count()?;
        let mut all = Vec::with_capacity(count.min(self.rest.len()));
        for _ in 0..count {
            all.push(one(self)?);
        }
        Some(all)
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn count(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..63).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn section(&mut self) -> Option<&'static [u8]> {
        let size = self.count()?;
        let (bytes, rest) = self.rest.split_at_checked(size)?;
        self.rest = rest;
        Some(bytes)
    }

    fn text(&mut self) -> Option<&'static str> {
        std::str::from_utf8(self.section()?).ok()
    }

    fn id(&mut self) -> Option<Id> {
        let number = self.count()?;
        self.ids.get(number).cloned()
    }

    /// An id that may be left out.
    #[expect(
        clippy::option_option,
        reason = "outside: the bytes are sound; inside: there is an id"
    )]
    fn maybe(&mut self) -> Option<Option<Id>> {
        match self.count()? {
            0 => Some(None),
            number => self.ids.get(number - 1).cloned().map(Some),
        }
    }

    fn entry(&mut self) -> Option<RegisterEntry> {
        Some(RegisterEntry {
            id: self.id()?,
            kind: *EntityKind::ALL.get(self.count()?)?,
            label: self.text()?.to_owned(),
            parent: self.maybe()?,
            country: self.maybe()?,
            code: Some(self.text()?).filter(|code| !code.is_empty()).map(str::to_owned),
            coordinates: if self.byte()? == 0 {
                None
            } else {
                Some((self.degrees(90.0)?, self.degrees(180.0)?))
            },
        })
    }

    #[expect(clippy::cast_precision_loss, reason = "below 400,000")]
    fn degrees(&mut self, offset: f32) -> Option<f32> {
        // By way of the number itself, so that 42.87 comes back as 42.87.
        let steps = self.count()? as f64 - f64::from(offset * STEPS);
        #[expect(clippy::cast_possible_truncation, reason = "thousandths of a degree fit")]
        Some((steps / f64::from(STEPS)) as f32)
    }

    fn person(&mut self) -> Option<(Id, Person)> {
        let id = self.id()?;
        let gender =
            if self.byte()? == Gender::Female as u8 { Gender::Female } else { Gender::Male };
        let family = self.list(|from| Some(from.text()?.to_owned()))?;
        Some((id, Person { family, gender }))
    }

    fn tenure(&mut self) -> Option<Tenure> {
        let (post, start, end) = (self.id()?, self.text()?, self.text()?);
        Some(Tenure {
            post,
            start: start.into(),
            end: end.into(),
            from: earliest(start),
            to: latest(end),
            person: self.id()?,
            status: *TenureStatus::ALL.get(usize::from(self.byte()?))?,
            checked: self.byte()? == 1,
            origin: None,
        })
    }

    fn tie(&mut self) -> Option<Tie> {
        Some(Tie {
            kind: self.text()?.into(),
            to: self.id()?,
            from: self.id()?,
            start: self.text()?.into(),
            end: self.text()?.into(),
            origin: None,
        })
    }

    fn sense(&mut self) -> Option<Sense> {
        let id = self.id()?;
        let form = self.byte()?;
        Some(Sense {
            id,
            form: *NameForm::ALL.get(usize::from(form & 0x7F))?,
            language: *Language::ALL.get(usize::from(self.byte()?))?,
            ambiguous: form & 0x80 != 0,
        })
    }
}
