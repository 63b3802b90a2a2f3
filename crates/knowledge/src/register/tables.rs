//! The embedded tables of the register.

use super::drawn::Placed;
use crate::row::Row;
use crate::table::{Table, table};
use chancery_record::Language;

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

/// All tables whose rows tell by themselves what they are.
pub(super) fn all() -> impl Iterator<Item = &'static Table> {
    const PERSONS_TABLE: &Table = &PERSONS;
    const DATED: [&Table; 2] = [&TENURES, &TIES];
    ENTITIES.iter().chain([PERSONS_TABLE]).chain(ENGLISH).chain(RUSSIAN).chain(DATED)
}

/// The rows of the embedded tables.
pub(super) fn embedded() -> Vec<Placed<'static>> {
    let english = ENTITIES.iter().chain([&PERSONS]).chain(ENGLISH).chain([&TENURES, &TIES]);
    let english = english.map(|table| (table, Language::English));
    let tables = english.chain(RUSSIAN.iter().map(|table| (table, Language::Russian)));
    let rows = tables.flat_map(|(table, language)| {
        table.lines().filter_map(move |(_, line)| {
            let row = Row::of(line)?.ok()?;
            Some(Placed { row, language: Some(language), origin: None })
        })
    });
    rows.collect()
}
