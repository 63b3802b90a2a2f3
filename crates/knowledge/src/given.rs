//! Given names whose bearers are nearly always of one gender, so that pronouns can be tied to persons safely.

use crate::table::{Map, Table, table};
use chancery_record::fold;
use std::sync::OnceLock;

/// For pronouns and endings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gender {
    /// He.
    Male,
    /// She.
    Female,
}

pub(crate) const GIVEN: Table = table!("world/given-names.tsv", 2);

/// Gender of the bearers of a folded given name; none when unknown or mixed.
///
/// ```
/// use chancery_knowledge::{Gender, gender};
/// assert_eq!(gender("fatima"), Some(Gender::Female));
/// assert_eq!(gender("xq"), None);
/// ```
pub fn gender(given: &str) -> Option<Gender> {
    static NAMES: OnceLock<Map<String, Gender>> = OnceLock::new();
    NAMES.get_or_init(load).get(given).copied()
}

fn load() -> Map<String, Gender> {
    let mut names = Map::default();
    for [gender, list] in GIVEN.rows() {
        let gender = if gender == "f" { Gender::Female } else { Gender::Male };
        for name in list.split(' ') {
            names.insert(fold(name), gender);
        }
    }
    names
}
