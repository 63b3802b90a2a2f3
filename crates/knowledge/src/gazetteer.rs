//! The gazetteer: a folded name comes in, the places of that name go out, largest first.
//!
//! `compiled/gazetteer.bin` is written by `cargo xtask compile-places` from pinned packages and embedded; nothing of it is
//! parsed or copied at the start but the small table of divisions. Names live in a finite-state map, places in records
//! of fixed width in order of population, so that a place's number is its rank. Which of them the register's own table
//! lists, `Register` knows; never decided here.

mod pack;

pub use pack::{Row, pack};

use crate::table::{Map, Table, table};
use chancery_record::{Id, PlaceClass};
use fst::raw::{Fst, Output};

/// Country codes with the states that they mean.
pub(crate) const COUNTRIES: Table = table!("world/countries.tsv", 3);

const MAGIC: &[u8; 8] = b"chgaz\0\0\x01";
/// Bytes of a record: name 3, latitude 3, longitude 3, population 4, number at `GeoNames` 3, division 2, class 1.
const WIDTH: usize = 19;
/// Steps of a degree in which coordinates are kept.
const STEPS: f64 = 10_000.0;
/// Bit of the class: the largest place of its slug, so that its id needs no number.
const BARE: u8 = 0x80;

/// Layout of a value of the map of names: words of the longest name that begins with this word (4 bits), how to read
/// the rest (2 bits), the rest.
mod value {
    pub(super) const LONGEST_BITS: u32 = 4;
    pub(super) const TAG_BITS: u32 = 2;
    /// Only the first word of longer names.
    pub(super) const NOTHING: u64 = 0;
    /// One place: its rank and whether the name is another name of it, as in a posting.
    pub(super) const ONE: u64 = 1;
    /// Several: where their postings begin.
    pub(super) const SEVERAL: u64 = 2;
}

/// A posting: rank, bit 1 for another name, bit 0 for the last of the list.
const ALTERNATE: u32 = 2;
const LAST: u32 = 1;

/// The places of the embedded file.
pub(crate) struct Gazetteer {
    records: &'static [u8],
    names: &'static [u8],
    postings: &'static [u8],
    map: Fst<&'static [u8]>,
    divisions: Vec<Division>,
}

impl std::fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gazetteer").field("places", &self.len()).finish_non_exhaustive()
    }
}

#[derive(Debug)]
struct Division {
    region: String,
    country: Option<Id>,
}

/// A place by its rank, and whether the name asked for is another name of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Hit {
    pub(crate) alternate: bool,
    pub(crate) rank: u32,
}

/// What the file holds of one place.
#[derive(Clone, Debug)]
pub(crate) struct Record<'g> {
    pub(crate) name: &'static str,
    pub(crate) class: PlaceClass,
    pub(crate) country: Option<&'g Id>,
    /// Code of the first-level division within the country.
    pub(crate) region: &'g str,
    pub(crate) coordinates: (f32, f32),
    pub(crate) population: u32,
    pub(crate) geonames: u32,
    /// The largest of its slug.
    pub(crate) bare: bool,
}

impl Gazetteer {
    /// The embedded gazetteer.
    pub(crate) fn embedded() -> Self {
        Self::open(include_bytes!("../compiled/gazetteer.bin")).expect(
            "the embedded file was written by `pack`; the test of this module reads all of it",
        )
    }

    fn open(file: &'static [u8]) -> Option<Self> {
        let mut rest = file.strip_prefix(MAGIC)?;
        let mut section = || {
            let size = u32::from_le_bytes(rest.get(..4)?.try_into().ok()?) as usize;
            let bytes = rest.get(4..4 + size)?;
            rest = &rest[4 + size..];
            Some(bytes)
        };
        let (divisions, records, names) = (section()?, section()?, section()?);
        let (postings, map) = (section()?, section()?);
        Some(Self {
            records,
            names,
            postings,
            map: Fst::new(map).ok()?,
            divisions: read_divisions(std::str::from_utf8(divisions).ok()?),
        })
    }

    /// How many places there are.
    pub(crate) fn len(&self) -> usize {
        self.records.len() / WIDTH
    }

    /// Places of a folded name: those that go by it, then those with it as another name, each by rank.
    pub(crate) fn hits(&self, folded: &str) -> Vec<Hit> {
        let Some(found) = self.map.get(folded) else { return Vec::new() };
        let found = found.value() >> value::LONGEST_BITS;
        let rest = found >> value::TAG_BITS;
        match found & ((1 << value::TAG_BITS) - 1) {
            value::ONE => vec![hit(u32::try_from(rest).unwrap_or_default())],
            value::SEVERAL => self.list(usize::try_from(rest).unwrap_or(usize::MAX)),
            _ => Vec::new(),
        }
    }

    fn list(&self, from: usize) -> Vec<Hit> {
        let postings = self.postings.get(from..).unwrap_or_default().chunks_exact(4);
        let mut found = Vec::new();
        for posting in postings {
            let posting = u32::from_le_bytes(posting.try_into().expect("chunks have four bytes"));
            found.push(hit(posting));
            if posting & LAST != 0 {
                break;
            }
        }
        found
    }

    /// Words of the longest name that begins with this folded word.
    pub(crate) fn longest(&self, first_word: &str) -> usize {
        let value = self.map.get(first_word).map_or(0, Output::value);
        (value & ((1 << value::LONGEST_BITS) - 1)) as usize
    }

    /// The place of this rank.
    pub(crate) fn record(&self, rank: u32) -> Option<Record<'_>> {
        let bytes = self.records.chunks_exact(WIDTH).nth(rank as usize)?;
        let name = three(bytes, 0) as usize;
        let length = usize::from(*self.names.get(name)?);
        let division =
            self.divisions.get(usize::from(u16::from_le_bytes([bytes[16], bytes[17]])))?;
        Some(Record {
            name: std::str::from_utf8(self.names.get(name + 1..name + 1 + length)?).ok()?,
            class: *CLASSES.get(usize::from(bytes[18] & !BARE))?,
            country: division.country.as_ref(),
            region: &division.region,
            coordinates: (degrees(three(bytes, 3), 90.0), degrees(three(bytes, 6), 180.0)),
            population: u32::from_le_bytes([bytes[9], bytes[10], bytes[11], bytes[12]]),
            geonames: three(bytes, 13),
            bare: bytes[18] & BARE != 0,
        })
    }
}

const CLASSES: [PlaceClass; 3] = [PlaceClass::City, PlaceClass::Region, PlaceClass::District];

fn hit(posting: u32) -> Hit {
    Hit { alternate: posting & ALTERNATE != 0, rank: posting >> 2 }
}

fn three(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], 0])
}

#[expect(clippy::cast_possible_truncation, reason = "a ten-thousandth of a degree fits f32")]
fn degrees(steps: u32, offset: f64) -> f32 {
    (f64::from(steps) / STEPS - offset) as f32
}

/// One code a line: `US.LA`, or `US` for places without a division.
fn read_divisions(text: &str) -> Vec<Division> {
    let states: Map<&str, &str> =
        COUNTRIES.rows::<3>().map(|[code, _, state]| (code, state)).collect();
    let mut country: (&str, Option<Id>) = ("", None);
    let mut all = Vec::new();
    for code in text.lines() {
        let state = code.split('.').next().unwrap_or_default();
        if country.0 != state {
            let id = states.get(state).filter(|id| !id.is_empty());
            country = (state, id.map(|id| Id::new(id)));
        }
        let region = code.split_once('.').map_or("", |(_, region)| region).to_owned();
        all.push(Division { region, country: country.1.clone() });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_of_the_file_can_be_read_and_stands_in_order() {
        let gazetteer = Gazetteer::embedded();
        assert!(gazetteer.len() > 200_000, "{}", gazetteer.len());
        let mut before = u32::MAX;
        for rank in 0..u32::try_from(gazetteer.len()).unwrap() {
            let record = gazetteer.record(rank).unwrap();
            assert!(record.population <= before, "{}", record.name);
            before = record.population;
        }
    }

    #[test]
    fn a_name_of_many_gives_them_by_population() {
        let gazetteer = Gazetteer::embedded();
        let hits = gazetteer.hits("springfield");
        assert!(hits.len() > 20, "{}", hits.len());
        assert!(hits.is_sorted());
        let first = gazetteer.record(hits[0].rank).unwrap();
        assert_eq!((first.name, first.country.unwrap().as_str()), ("Springfield", "state/usa"));
        assert!(gazetteer.hits("qqqq").is_empty());
        assert!(gazetteer.longest("springfield") >= 2);
    }
}
