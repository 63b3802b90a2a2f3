//! Numbers for strings: the 64-bit id of a string, and the table rows a number hashes to.
//!
//! Both are fixed by the published models: a different hash would read other rows of the weights.

use std::collections::HashMap;
use std::sync::LazyLock;

static SYMBOLS: LazyLock<HashMap<&'static str, u64>> = LazyLock::new(|| {
    include_str!("../data/en-symbols.tsv")
        .lines()
        .filter(|line| !line.starts_with("# "))
        .filter_map(|line| line.split_once('\t'))
        .map(|(name, id)| (name, id.parse().expect("the table of symbols holds numbers")))
        .collect()
});

/// The id of a string: 0 when empty, a small number for a reserved name, else `MurmurHash64A` with seed 1.
pub(crate) fn string_id(text: &str) -> u64 {
    if text.is_empty() {
        return 0;
    }
    // No reserved name is longer, and most words are decided by their length or first letter.
    if text.len() <= LONGEST_SYMBOL
        && let Some(&id) = SYMBOLS.get(text)
    {
        return id;
    }
    murmur64a(text.as_bytes(), 1)
}

const LONGEST_SYMBOL: usize = 20;

/// `MurmurHash64A` of the bytes.
pub(crate) fn murmur64a(bytes: &[u8], seed: u64) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    let mut hash = seed ^ (bytes.len() as u64).wrapping_mul(M);
    let (words, tail) = bytes.as_chunks::<8>();
    for word in words {
        let mut k = u64::from_le_bytes(*word).wrapping_mul(M);
        k ^= k >> 47;
        hash = (hash ^ k.wrapping_mul(M)).wrapping_mul(M);
    }
    if !tail.is_empty() {
        let mut last = [0; 8];
        last[..tail.len()].copy_from_slice(tail);
        hash = (hash ^ u64::from_le_bytes(last)).wrapping_mul(M);
    }
    hash = (hash ^ (hash >> 47)).wrapping_mul(M);
    hash ^ (hash >> 47)
}

/// The four rows of a hash embedding of `rows` rows: `MurmurHash3` x64-128 of the eight bytes of `value`.
pub(crate) fn hash_rows(value: u64, seed: u32, rows: u32) -> [u32; 4] {
    const C1: u64 = 0x87c3_7b91_1142_53d5;
    const C2: u64 = 0x4cf5_ad43_2745_937f;
    let k1 = value.wrapping_mul(C1).rotate_left(31).wrapping_mul(C2);
    let mut h1 = u64::from(seed) ^ k1 ^ 8;
    let mut h2 = u64::from(seed) ^ 8;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    h1 = final_mix(h1);
    h2 = final_mix(h2);
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    let halves = [h1, h1 >> 32, h2, h2 >> 32];
    halves.map(|half| (half & 0xffff_ffff) as u32 % rows)
}

fn final_mix(mut k: u64) -> u64 {
    k = (k ^ (k >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    k = (k ^ (k >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    k ^ (k >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_known_words() {
        assert_eq!(string_id(""), 0);
        assert_eq!(string_id("X"), 101);
        assert_eq!(string_id("punct"), 445);
        assert_eq!(string_id("met"), 14_332_210_279_624_491_740);
        assert_eq!(string_id("minister"), 5_661_208_895_191_585_800);
    }

    #[test]
    fn no_symbol_is_longer_than_the_shortcut_allows() {
        assert!(SYMBOLS.keys().all(|name| name.len() <= LONGEST_SYMBOL));
        assert_eq!(SYMBOLS.len(), 456);
    }

    #[test]
    fn rows_of_known_values() {
        assert_eq!(hash_rows(14_332_210_279_624_491_740, 8, 5000), [4194, 608, 1495, 2265]);
        assert_eq!(hash_rows(1, 12, 50), [6, 13, 20, 22]);
    }
}
