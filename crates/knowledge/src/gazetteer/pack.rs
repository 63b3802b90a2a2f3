//! Writes the gazetteer's compact form: places come in, bytes that `Gazetteer` reads go out. The same places give the same bytes
//! whatever their order.

use super::{ALTERNATE, BARE, CLASSES, LAST, MAGIC, STEPS, value};
use chancery_record::{PlaceClass, fold, slug};
use fst::MapBuilder;
use std::collections::{BTreeMap, BTreeSet};

/// A place to be packed.
#[derive(Clone, Debug)]
pub struct Row {
    /// Number at `GeoNames`.
    pub geonames: u32,
    /// Name it goes by.
    pub name: String,
    /// Other names, in any script.
    pub others: Vec<String>,
    /// City, region or district.
    pub class: PlaceClass,
    /// `US.LA`, or `US` where the division is unknown.
    pub division: String,
    /// Latitude and longitude.
    pub coordinates: (f64, f64),
    /// Inhabitants.
    pub population: u32,
}

/// The compact form of these places.
pub fn pack(mut rows: Vec<Row>) -> Vec<u8> {
    rows.sort_by(|a, b| b.population.cmp(&a.population).then(a.geonames.cmp(&b.geonames)));
    let codes: BTreeSet<&str> = rows.iter().map(|row| row.division.as_str()).collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    let mut names = Names::default();
    let mut slugs = BTreeSet::new();
    let mut records = Vec::new();
    for row in &rows {
        let bare = slugs.insert(slug(&row.name));
        records.extend(&names.offset(&row.name).to_le_bytes()[..3]);
        records.extend(&steps(row.coordinates.0, 90.0).to_le_bytes()[..3]);
        records.extend(&steps(row.coordinates.1, 180.0).to_le_bytes()[..3]);
        records.extend(row.population.to_le_bytes());
        records.extend(&row.geonames.to_le_bytes()[..3]);
        records.extend(division(&codes, &row.division).to_le_bytes());
        records.push(class(row.class) | if bare { BARE } else { 0 });
    }
    let (postings, map) = index(&rows);
    let mut out = MAGIC.to_vec();
    for section in [codes.join("\n").into_bytes(), records, names.blob, postings, map] {
        out.extend(u32::try_from(section.len()).expect("sections stay small").to_le_bytes());
        out.extend(section);
    }
    out
}

/// Names one behind the other, each once, its length before it.
#[derive(Default)]
struct Names {
    blob: Vec<u8>,
    known: BTreeMap<String, u32>,
}

impl Names {
    fn offset(&mut self, name: &str) -> u32 {
        if let Some(at) = self.known.get(name) {
            return *at;
        }
        let at = u32::try_from(self.blob.len()).expect("names stay small");
        self.blob.push(u8::try_from(name.len()).expect("no name has more than 255 bytes"));
        self.blob.extend(name.as_bytes());
        self.known.insert(name.to_owned(), at);
        at
    }
}

fn division(codes: &[&str], code: &str) -> u16 {
    let at = codes.binary_search(&code).expect("all codes are listed");
    u16::try_from(at).expect("there are some thousand divisions")
}

fn class(class: PlaceClass) -> u8 {
    let at = CLASSES.iter().position(|known| *known == class);
    u8::try_from(at.unwrap_or_default()).expect("there are few classes")
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within 0..3,600,000")]
fn steps(degrees: f64, offset: f64) -> u32 {
    ((degrees + offset) * STEPS).round() as u32
}

/// The postings and the map of names to them.
fn index(rows: &[Row]) -> (Vec<u8>, Vec<u8>) {
    let mut keys = names(rows);
    let longest = first_words(&keys);
    for first in longest.keys() {
        keys.entry(first.clone()).or_default();
    }
    let mut postings = Vec::new();
    let mut map = MapBuilder::memory();
    for (key, hits) in &keys {
        let (tag, rest) = match hits.len() {
            0 => (value::NOTHING, 0),
            1 => (value::ONE, hits.iter().map(|hit| u64::from(posting(*hit))).sum()),
            _ => (value::SEVERAL, list(hits, &mut postings)),
        };
        let longest = longest.get(key).copied().unwrap_or_default();
        let packed = (((rest << value::TAG_BITS) | tag) << value::LONGEST_BITS) | longest;
        map.insert(key, packed).expect("keys come in order, each once");
    }
    (postings, map.into_inner().expect("memory does not fail"))
}

/// Folded names with the ranks of their places, those that go by the name before the others.
fn names(rows: &[Row]) -> BTreeMap<String, BTreeSet<(bool, u32)>> {
    let mut keys: BTreeMap<String, BTreeSet<(bool, u32)>> = BTreeMap::new();
    for (rank, row) in (0u32..).zip(rows) {
        let main = fold(&row.name);
        let bare = main.strip_prefix("the ").map(str::to_owned);
        for key in bare.into_iter().chain([main]) {
            keys.entry(key).or_default().insert((false, rank));
        }
        for other in &row.others {
            let hits = keys.entry(fold(other)).or_default();
            if !hits.contains(&(false, rank)) {
                hits.insert((true, rank));
            }
        }
    }
    keys.remove("");
    keys
}

/// Words of the longest name that begins with each first word.
fn first_words<V>(keys: &BTreeMap<String, V>) -> BTreeMap<String, u64> {
    let mut longest: BTreeMap<String, u64> = BTreeMap::new();
    for key in keys.keys() {
        let words = (key.split(' ').count() as u64).min((1 << value::LONGEST_BITS) - 1);
        let first = key.split(' ').next().unwrap_or_default();
        let known = longest.entry(first.to_owned()).or_default();
        *known = words.max(*known);
    }
    longest
}

fn list(hits: &BTreeSet<(bool, u32)>, postings: &mut Vec<u8>) -> u64 {
    let from = postings.len() as u64;
    for (at, hit) in hits.iter().enumerate() {
        let last = if at + 1 == hits.len() { LAST } else { 0 };
        postings.extend((posting(*hit) | last).to_le_bytes());
    }
    from
}

fn posting((alternate, rank): (bool, u32)) -> u32 {
    (rank << 2) | if alternate { ALTERNATE } else { 0 }
}
