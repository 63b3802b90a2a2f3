//! Tables of tab-separated UTF-8 text, embedded in the program: lines in, rows of cells out.
//!
//! A line that begins with `#` is a comment, an empty line nothing. Never fails: a row with the wrong number of cells is
//! skipped by readers and named by `faults`.

use crate::lint::Fault;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A map over names of the tables. Only the tables write into it, so a quick hash needs no defence against chosen keys.
pub type Map<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

/// A set of such names.
pub type Set<K> = HashSet<K, BuildHasherDefault<Quick>>;

/// A hash of eight bytes a step, as the Rust compiler's own tables use it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quick(u64);

impl Quick {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0xf135_7aea_2e62_a9c5);
    }
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        for word in bytes.as_chunks::<8>().0 {
            self.add(u64::from_le_bytes(*word));
        }
        self.add(ending(bytes) ^ (bytes.len() as u64) << 56);
    }

    /// The mark behind a text says nothing: its length is in the hash.
    fn write_u8(&mut self, byte: u8) {
        self.0 ^= u64::from(byte);
    }

    /// Maps choose the place by the low bits, the highest of which are the best mixed.
    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }
}

/// The last eight bytes; of fewer all of them, some twice.
fn ending(bytes: &[u8]) -> u64 {
    if let Some(last) = bytes.last_chunk() {
        return u64::from_le_bytes(*last);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last));
    }
    bytes.iter().fold(0, |word, byte| word << 8 | u64::from(*byte))
}

/// An embedded table: its name for messages, its text, how many cells a row has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) text: &'static str,
    pub(crate) columns: usize,
}

/// Declares a table by its path under `data/`.
macro_rules! table {
    ($path:literal, $columns:literal) => {
        $crate::table::Table {
            name: $path,
            text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/", $path)),
            columns: $columns,
        }
    };
}
pub(crate) use table;

impl Table {
    /// The rows of the right width, as cells.
    pub(crate) fn rows<const N: usize>(self) -> impl Iterator<Item = [&'static str; N]> {
        debug_assert_eq!(N, self.columns, "{}", self.name);
        self.lines().filter_map(|(_, line)| cells(line))
    }

    /// Lines of the table that hold a row, counted from 1.
    pub(crate) fn lines(self) -> impl Iterator<Item = (usize, &'static str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(at, line)| (at + 1, line))
            .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
    }

    /// Rows that readers skip, as `table:line: why`, and rows out of order.
    pub(crate) fn faults(self) -> Vec<Fault> {
        let mut found = Vec::new();
        let mut fault = |line, what| {
            found.push(Fault { file: self.name.to_owned(), line, what });
        };
        let mut before = "";
        for (at, line) in self.lines() {
            let width = line.split('\t').count();
            if width != self.columns {
                fault(at, format!("{width} columns instead of {}", self.columns));
            }
            if line < before {
                fault(at, "not in order".to_owned());
            } else if line == before {
                fault(at, "told twice".to_owned());
            }
            before = line;
        }
        if !self.text.starts_with("# ") {
            fault(1, "no header".to_owned());
        }
        found
    }
}

/// Exactly `N` cells of a line.
fn cells<const N: usize>(line: &'static str) -> Option<[&'static str; N]> {
    let mut out = [""; N];
    let mut parts = line.split('\t');
    for cell in &mut out {
        *cell = parts.next()?;
    }
    parts.next().is_none().then_some(out)
}

/// The items of a cell that holds several, without blanks.
pub(crate) fn items(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|item| !item.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_another_width_are_skipped_and_named() {
        let table = Table { name: "t.tsv", text: "# h\na\tb\nb\nb\tc\td\n\na\tz\n", columns: 2 };
        assert_eq!(table.rows::<2>().collect::<Vec<_>>(), [["a", "b"], ["a", "z"]]);
        let faults: Vec<String> = table.faults().iter().map(ToString::to_string).collect();
        assert_eq!(faults[0], "t.tsv:3: 1 columns instead of 2");
        assert_eq!(faults[1], "t.tsv:4: 3 columns instead of 2");
        assert_eq!(faults[2], "t.tsv:6: not in order");
    }
}
