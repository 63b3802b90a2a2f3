//! Short forms of divisions of states as newspapers write them, and words of kinds of places around names.
//!
//! Facts only; which places they are, the gazetteer knows.

use chancery_record::fold;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A division of a state.
#[derive(Clone, Debug)]
pub(crate) struct Division {
    pub(crate) state: &'static str,
    pub(crate) name: &'static str,
    /// Rough centre, where it lies far from the towns.
    pub(crate) centre: Option<(f32, f32)>,
}

/// Words before a name that only say what kind of place it is, folded, with the blank.
pub(crate) const BEFORE: &[&str] = &[
    "city of ",
    "town of ",
    "village of ",
    "province of ",
    "state of ",
    "county of ",
    "downtown ",
    "northern ",
    "southern ",
    "eastern ",
    "western ",
    "central ",
    "north ",
    "south ",
    "east ",
    "west ",
    "greater ",
    "upper ",
    "lower ",
    "northwest ",
    "northeast ",
    "southwest ",
    "southeast ",
    "commonwealth of ",
];

/// Words behind a name likewise.
pub(crate) const BEHIND: &[&str] = &[
    " city",
    " town",
    " county",
    " parish",
    " province",
    " state",
    " region",
    " district",
    " area",
    " borough",
    " oblast",
    " prefecture",
    " governorate",
    " township",
    " village",
    " municipality",
    " d c",
    " dc",
    " metro",
];

/// The division that a short form means: "Calif.", "N.C.", "TX".
pub(crate) fn short(words: &str) -> Option<&'static Division> {
    let dotted = words.contains('.');
    let capitals = words.len() <= 3 && words.chars().all(char::is_uppercase);
    if !dotted && !capitals {
        return None;
    }
    TABLE.short.get(&fold(words).replace(' ', "")).map(|at| &TABLE.list[*at])
}

/// The division of this folded name.
pub(crate) fn named(key: &str) -> Option<&'static Division> {
    TABLE.named.get(key).map(|at| &TABLE.list[*at])
}

static TABLE: LazyLock<Table> = LazyLock::new(Table::read);

#[derive(Default)]
struct Table {
    list: Vec<Division>,
    short: BTreeMap<String, usize>,
    named: BTreeMap<String, usize>,
}

impl Table {
    fn read() -> Self {
        let mut table = Self::default();
        let mut state = "";
        for line in include_str!("../data/divisions.txt").lines().map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(head) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                state = head;
                continue;
            }
            let mut cells = line.split(':').map(str::trim);
            let (name, forms) =
                (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
            let centre = cells.next().and_then(|cell| cell.split_once(','));
            let centre = centre.and_then(|(lat, lon)| Some((lat.parse().ok()?, lon.parse().ok()?)));
            let at = table.list.len();
            table.named.insert(fold(name), at);
            let forms = forms.split(';').map(str::trim).filter(|form| !form.is_empty());
            table.short.extend(forms.map(|form| (form.to_owned(), at)));
            table.list.push(Division { state, name, centre });
        }
        table
    }
}
