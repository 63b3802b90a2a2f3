//! Words that name occasions: sessions, visits, drills, earthquakes; and words that say whether they are held or planned.
//!
//! `rules/en/occasions.txt` comes in, look-ups by base form go out. Says nothing of any document.

use chancery_record::matter::OccasionKind;
use std::collections::{BTreeMap, BTreeSet};

/// All words of a language that tell occasions.
#[derive(Debug, Default)]
pub struct Gatherings {
    nouns: BTreeMap<String, OccasionKind>,
    weak: BTreeMap<String, OccasionKind>,
    modifiers: BTreeSet<(OccasionKind, String)>,
    verbs: BTreeMap<String, OccasionKind>,
    words: BTreeMap<&'static str, BTreeSet<String>>,
}

const LISTS: [&str; 6] = ["holds", "asks", "cancels", "next", "past", "other"];

impl Gatherings {
    /// The English words that come with the program.
    pub fn embedded() -> &'static Self {
        static WORDS: std::sync::LazyLock<Gatherings> = std::sync::LazyLock::new(|| {
            Gatherings::parse(include_str!("../rules/en/occasions.txt")).0
        });
        &WORDS
    }

    /// Reads a rule file; lines it does not understand are returned, each as it stands.
    pub fn parse(text: &str) -> (Self, Vec<String>) {
        let mut words = Self::default();
        let solid = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
        let left = solid.filter(|line| words.read(line).is_none()).map(str::to_owned).collect();
        (words, left)
    }

    /// The kind a noun names, by its base form and that of the word before it; the second value: only beside a modifier.
    pub fn noun(&self, before: &str, lemma: &str) -> Option<(OccasionKind, bool)> {
        let pair = format!("{before}_{lemma}");
        let strong = self.nouns.get(&pair).or_else(|| self.nouns.get(lemma));
        strong.map(|&kind| (kind, false)).or_else(|| self.weak.get(lemma).map(|&kind| (kind, true)))
    }

    /// True when this modifier makes a weak noun name an occasion of the kind.
    pub fn modifies(&self, kind: OccasionKind, word: &str) -> bool {
        self.modifiers.contains(&(kind, word.to_owned()))
    }

    /// The kind a verb tells.
    pub fn verb(&self, lemma: &str) -> Option<OccasionKind> {
        self.verbs.get(lemma).copied()
    }

    /// True of verbs that say of an occasion that it takes place.
    pub fn holds(&self, lemma: &str) -> bool {
        self.lists("holds", lemma)
    }

    /// True of verbs that only want it.
    pub fn asks(&self, lemma: &str) -> bool {
        self.lists("asks", lemma)
    }

    /// True of verbs that call it off.
    pub fn cancels(&self, lemma: &str) -> bool {
        self.lists("cancels", lemma)
    }

    /// True of adjectives of what is to come.
    pub fn is_next(&self, word: &str) -> bool {
        self.lists("next", word)
    }

    /// True of adjectives of what has gone by.
    pub fn is_past(&self, word: &str) -> bool {
        self.lists("past", word)
    }

    /// True of adjectives that tell another one than that spoken of.
    pub fn is_other(&self, word: &str) -> bool {
        self.lists("other", word)
    }

    fn lists(&self, list: &str, word: &str) -> bool {
        self.words.get(list).is_some_and(|words| words.contains(word))
    }

    fn read(&mut self, line: &str) -> Option<()> {
        let (head, lemmas) = line.split_once(':')?;
        let lemmas = lemmas.split_whitespace().map(str::to_owned);
        let mut head = head.split_whitespace();
        let list = head.next()?;
        if let Some(list) = LISTS.iter().find(|l| **l == list) {
            self.words.entry(list).or_default().extend(lemmas);
            return Some(());
        }
        let kind = OccasionKind::from_word(head.next()?)?;
        match list {
            "noun" => self.nouns.extend(lemmas.map(|l| (l, kind))),
            "weak" => self.weak.extend(lemmas.map(|l| (l, kind))),
            "modifier" => self.modifiers.extend(lemmas.map(|l| (kind, l))),
            "verb" => self.verbs.extend(lemmas.map(|l| (l, kind))),
            _ => return None,
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_file_is_understood() {
        let (words, left) = Gatherings::parse(include_str!("../rules/en/occasions.txt"));
        assert_eq!(left, Vec::<String>::new());
        assert_eq!(words.noun("a", "session"), Some((OccasionKind::Session, false)));
        assert_eq!(words.noun("phone", "call"), Some((OccasionKind::Call, false)));
        assert_eq!(words.noun("drone", "strike"), Some((OccasionKind::Attack, true)));
        assert!(words.modifies(OccasionKind::Attack, "drone"));
        assert!(words.is_next("upcoming") && words.holds("host") && words.cancels("postpone"));
    }

    #[test]
    fn a_line_that_is_no_rule_is_handed_back() {
        let (_, left) = Gatherings::parse("noun picnic : picnic\nnext : next");
        assert_eq!(left, ["noun picnic : picnic"]);
    }
}
