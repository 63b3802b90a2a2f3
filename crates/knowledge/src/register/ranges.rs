//! Folded names to ranges of a list, in a form that is read where it lies: a table of places by hash, then the names in order,
//! each with its range.
//!
//! A finite-state map of the same names is smaller, and was measured four to nine times as slow to ask.

use std::collections::BTreeMap;
use std::ops::Range;

/// Layout of the value of a name: where the range begins, how long it is, words of the longest name with this first word.
const COUNT_BITS: u32 = 12;
const LONGEST_BITS: u32 = 5;
/// Bits of a place that say where a name begins; the others are bits of its hash. Place 0 is empty.
const START_BITS: u32 = 24;

/// Names to ranges of a list.
pub(super) struct Ranges {
    places: &'static [[u8; 4]],
    names: &'static [u8],
}

impl std::fmt::Debug for Ranges {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ranges").field("places", &self.places.len()).finish_non_exhaustive()
    }
}

impl Ranges {
    /// What `pack` wrote; none when it is something else.
    pub(super) fn open(bytes: &'static [u8]) -> Option<Self> {
        let (head, rest) = bytes.split_first_chunk::<4>()?;
        let count = u32::from_le_bytes(*head) as usize;
        let (places, names) = rest.split_at_checked(count.checked_mul(4)?)?;
        let places = places.as_chunks::<4>().0;
        // Every search must meet an empty place.
        let sound = count.is_power_of_two() && places.contains(&[0; 4]);
        sound.then_some(Self { places, names })
    }

    /// The range of a folded name; empty when unknown.
    pub(super) fn get(&self, folded: &str) -> Range<usize> {
        range(self.value(folded))
    }

    /// Words of the longest name that begins with this word.
    pub(super) fn longest(&self, first_word: &str) -> usize {
        usize::try_from(self.value(first_word) & ((1 << LONGEST_BITS) - 1)).unwrap_or_default()
    }

    /// All names with their ranges, in order.
    pub(super) fn all(&self) -> Vec<(String, Range<usize>)> {
        let (mut all, mut start) = (Vec::new(), 1);
        while let Some((name, value, end)) = self.name(start) {
            all.push((String::from_utf8_lossy(name).into_owned(), range(value)));
            start = end;
        }
        all.retain(|(_, range)| !range.is_empty());
        all
    }

    fn value(&self, folded: &str) -> u64 {
        let hash = hash(folded.as_bytes());
        let mut at = first_place(hash, self.places.len());
        loop {
            let place = u32::from_le_bytes(self.places[at]);
            if place == 0 {
                return 0;
            }
            if place >> START_BITS == mark(hash)
                && let Some((name, value, _)) = self.name(place as usize & ((1 << START_BITS) - 1))
                && name == folded.as_bytes()
            {
                return value;
            }
            at = (at + 1) & (self.places.len() - 1);
        }
    }

    /// The name that begins here, with its value and where the next begins.
    fn name(&self, start: usize) -> Option<(&'static [u8], u64, usize)> {
        let (length, rest) = self.names.get(start..)?.split_first_chunk::<2>()?;
        let (name, rest) = rest.split_at_checked(u16::from_le_bytes(*length).into())?;
        let value = u64::from_le_bytes(*rest.first_chunk()?);
        Some((name, value, start + 2 + name.len() + 8))
    }
}

/// The bytes that `Ranges` reads: of lists one behind the other.
pub(super) fn pack<V>(lists: &BTreeMap<String, Vec<V>>) -> Vec<u8> {
    let values = values(lists);
    // No name begins at 0: a place that says so is empty.
    let mut names = vec![0];
    let mut places = vec![0_u32; (values.len() * 2).next_power_of_two().max(2)];
    for (name, value) in values {
        let start = u32::try_from(names.len()).ok().filter(|start| start >> START_BITS == 0);
        let start = start.expect("the names take less than 16 MB");
        let hash = hash(name.as_bytes());
        let mut at = first_place(hash, places.len());
        while places[at] != 0 {
            at = (at + 1) & (places.len() - 1);
        }
        places[at] = mark(hash) << START_BITS | start;
        names.extend(u16::try_from(name.len()).expect("names are short").to_le_bytes());
        names.extend(name.as_bytes());
        names.extend(value.to_le_bytes());
    }
    let count = u32::try_from(places.len()).expect("there are fewer than 2^32 names");
    let places = places.into_iter().flat_map(u32::to_le_bytes);
    count.to_le_bytes().into_iter().chain(places).chain(names).collect()
}

/// The value of every name and of every first word of one.
fn values<V>(lists: &BTreeMap<String, Vec<V>>) -> BTreeMap<&str, u64> {
    let mut values: BTreeMap<&str, u64> = BTreeMap::new();
    for name in lists.keys() {
        let words = (name.split(' ').count() as u64).min((1 << LONGEST_BITS) - 1);
        let known = values.entry(name.split(' ').next().unwrap_or_default()).or_default();
        *known = words.max(*known);
    }
    let mut start = 0;
    for (name, list) in lists {
        let count = list.len() as u64;
        assert!(count < 1 << COUNT_BITS, "{name} means too many");
        *values.entry(name).or_default() |= ((start << COUNT_BITS) | count) << LONGEST_BITS;
        start += count;
    }
    values
}

fn range(value: u64) -> Range<usize> {
    let value = value >> LONGEST_BITS;
    let start = usize::try_from(value >> COUNT_BITS).unwrap_or_default();
    start..start + usize::try_from(value & ((1 << COUNT_BITS) - 1)).unwrap_or_default()
}

/// Part of the file's form: never to be changed alone.
fn hash(name: &[u8]) -> u64 {
    let (words, rest) = name.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let mut hash = name.len() as u64;
    for word in words.iter().chain([&last]) {
        hash =
            (hash.rotate_left(23) ^ u64::from_le_bytes(*word)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    hash ^ (hash >> 32)
}

fn first_place(hash: u64, places: usize) -> usize {
    usize::try_from(hash & (places as u64 - 1)).unwrap_or_default()
}

/// Bits of a hash that do not choose the first place.
fn mark(hash: u64) -> u32 {
    u32::from((hash >> 56) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_packed_is_found_and_nothing_else(
            names in proptest::collection::btree_map("[a-d ]{1,12}", proptest::collection::vec(0u8..3, 1..4), 0..60),
            others in proptest::collection::vec("[a-d ]{0,12}", 20),
        ) {
            let ranges = Ranges::open(Box::leak(pack(&names).into())).unwrap();
            let mut start = 0;
            for (name, list) in &names {
                prop_assert_eq!(ranges.get(name), start..start + list.len());
                start += list.len();
            }
            let all: Vec<String> = ranges.all().into_iter().map(|(name, _)| name).collect();
            prop_assert_eq!(all, names.keys().cloned().collect::<Vec<_>>());
            for other in others.iter().filter(|other| !names.contains_key(*other)) {
                prop_assert!(ranges.get(other).is_empty());
            }
        }

        #[test]
        fn any_bytes_are_opened_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Some(ranges) = Ranges::open(Box::leak(bytes.into())) {
                ranges.get("kyrgyz republic");
                ranges.all();
            }
        }
    }

    #[test]
    fn a_first_word_knows_the_longest_name_behind_it() {
        let names = ["north", "north sea", "north sea council", "south sea"];
        let lists = names.into_iter().map(|name| (name.to_owned(), vec![()])).collect();
        let ranges = Ranges::open(Box::leak(pack(&lists).into())).unwrap();
        let longest = ["north", "south", "sea"].map(|word| ranges.longest(word));
        assert_eq!(longest, [3, 2, 0]);
        assert!(ranges.get("south").is_empty());
    }
}
