//! The words of a language that say who is meant: roles, ministries, bodies, titles, connecting words.
//!
//! Data in, look-up out: a language is added as a table under `data/`, never as a branch in the code. Phrases are in
//! folded form (`fold`). Words of the world's names are not here; these are the register's.

use crate::words::Words;
use chancery_knowledge::{Gender, Map};
use chancery_record::{Language, TenureStatus};
use std::sync::LazyLock;

/// What a role phrase means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Role {
    /// Role of a post of a state, with its fixed area; `None` where states have none.
    pub(crate) state: Option<String>,
    /// Role of a post of an organization or body.
    pub(crate) other: Option<String>,
    /// The body of a state whose post it is ("central bank governor").
    pub(crate) body: Option<String>,
    pub(crate) plural: bool,
    pub(crate) sex: Option<Gender>,
}

/// A body of a state by its common name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum National {
    /// `body/<state>/<slug>`.
    Body(String),
    /// The body of this name that one state alone has.
    Own(String, String),
    /// `force/<state>/<slug>`.
    Force(String),
    /// Embassy, consulate, mission abroad.
    Mission(String),
}

/// Phrases with a meaning, found by their words.
#[derive(Clone, Debug)]
pub(crate) struct Phrases<T> {
    meaning: Map<&'static str, T>,
    longest: Map<&'static str, usize>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { meaning: Map::default(), longest: Map::default() }
    }
}

impl<T> Phrases<T> {
    /// Words and meaning of the longest phrase that begins at this word.
    pub(crate) fn at(&self, words: &Words, first: usize) -> Option<(usize, &T)> {
        let longest = *self.longest.get(words.fold(first)?)?;
        (1..=longest).rev().find_map(|count| {
            let key = words.phrase(first, count)?;
            self.meaning.get(&*key).map(|meaning| (count, meaning))
        })
    }

    /// The meaning of exactly these folded words.
    pub(crate) fn get(&self, phrase: &str) -> Option<&T> {
        self.meaning.get(phrase)
    }

    fn insert(&mut self, phrase: &'static str, meaning: T) {
        let first = phrase.split(' ').next().unwrap_or_default();
        let count = phrase.split(' ').count();
        let longest = self.longest.entry(first).or_default();
        *longest = count.max(*longest);
        self.meaning.entry(phrase).or_insert(meaning);
    }

    fn replace(&mut self, phrase: &'static str, meaning: T) {
        self.meaning.remove(phrase);
        self.insert(phrase, meaning);
    }
}

/// The words of one language.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lexicon {
    /// Embassies and other missions: the slug of each.
    pub(crate) missions: Phrases<&'static str>,
    pub(crate) standing: Phrases<TenureStatus>,
    pub(crate) honorifics: Phrases<Option<Gender>>,
    pub(crate) deictic: Phrases<&'static str>,
    /// Description nouns: what kind of thing each means.
    pub(crate) descriptions: Phrases<&'static str>,
    /// Person, number, sex of a pronoun: `3 s m`.
    pub(crate) pronouns: Map<&'static str, &'static str>,
    /// Words that mean another role where they are a state's.
    pub(crate) renamed: Map<&'static str, &'static str>,
    /// Offices whose words name their organization: it and the role.
    pub(crate) offices: Phrases<(String, String)>,
    holders: Map<&'static str, &'static str>,
    takes: Map<&'static str, TenureStatus>,
    /// The plain lists that a word or phrase stands in; few stand in any.
    lists: Map<&'static str, Vec<&'static str>>,
    /// The uses of a connecting word.
    links: Map<&'static str, Vec<&'static str>>,
}

impl Lexicon {
    /// The table of a language; an empty one where none is written yet.
    pub(crate) fn of(language: Language) -> &'static Self {
        static ENGLISH: LazyLock<Lexicon> =
            LazyLock::new(|| Lexicon::read(include_str!("../data/en.txt")));
        static RUSSIAN: LazyLock<Lexicon> =
            LazyLock::new(|| Lexicon::read(include_str!("../data/ru.txt")));
        static NONE: LazyLock<Lexicon> = LazyLock::new(Lexicon::default);
        match language {
            Language::English => &ENGLISH,
            Language::Russian => &RUSSIAN,
            _ => &NONE,
        }
    }

    /// True when the plain list `section` holds this folded word or phrase.
    pub(crate) fn is(&self, section: &str, phrase: &str) -> bool {
        self.lists.get(phrase).is_some_and(|lists| lists.contains(&section))
    }

    /// The connecting word of this use: `link("of", w)`.
    pub(crate) fn link(&self, usage: &str, word: &str) -> bool {
        self.links.get(word).is_some_and(|uses| uses.contains(&usage))
    }

    /// Role whose holder this adjective means ("presidential").
    pub(crate) fn holder_adjective(&self, word: &str) -> Option<&'static str> {
        self.holders.get(word).copied()
    }

    /// What a verb does to the standing of a person in a post.
    pub(crate) fn takes(&self, lemma: &str) -> Option<TenureStatus> {
        self.takes.get(lemma).copied()
    }

    fn read(table: &'static str) -> Self {
        let mut lexicon = Self::default();
        let mut section = "";
        for line in table.lines().map(str::trim) {
            match line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                Some(name) => section = name,
                None if line.is_empty() || line.starts_with('#') => {}
                None => lexicon.entry(section, line),
            }
        }
        lexicon
    }

    fn entry(&mut self, section: &'static str, line: &'static str) {
        let (key, rest) = line.split_once(" : ").unwrap_or(("", line));
        let phrases = || rest.split(';').map(str::trim).filter(|phrase| !phrase.is_empty());
        match section {
            "missions" => phrases().for_each(|phrase| self.missions.insert(phrase, key)),
            "standing" => {
                let status = TenureStatus::from_word(key).unwrap_or(TenureStatus::Current);
                phrases().for_each(|phrase| self.standing.insert(phrase, status));
            }
            "takes-post" => {
                let status = TenureStatus::from_word(key).unwrap_or(TenureStatus::Current);
                self.takes.extend(phrases().map(|lemma| (lemma, status)));
            }
            "offices-named" => {
                let (owner, role) = key.split_once(' ').unwrap_or((key, "head"));
                let office = || (owner.to_owned(), role.to_owned());
                phrases().for_each(|phrase| self.offices.insert(phrase, office()));
            }
            "holders" => self.holders.extend(phrases().map(|word| (word, key))),
            "renamed" => self.renamed.extend(phrases().map(|word| (word, key))),
            "honorifics" => phrases().for_each(|phrase| self.honorifics.insert(phrase, None)),
            "sex" => {
                let sex = if key == "m" { Gender::Male } else { Gender::Female };
                phrases().for_each(|phrase| self.honorifics.replace(phrase, Some(sex)));
            }
            "pronouns" => self.pronouns.extend([(key, rest)]),
            "descriptions" => phrases().for_each(|noun| self.descriptions.insert(noun, key)),
            "deictic" => self.deictic.insert(key, rest),
            "link" => phrases().for_each(|word| self.links.entry(word).or_default().push(key)),
            name => phrases().for_each(|word| self.lists.entry(word).or_default().push(name)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_english_table_reads_whole() {
        let lexicon = Lexicon::of(Language::English);
        assert_eq!(lexicon.missions.get("consulate general"), Some(&"consulate"));
        assert_eq!(lexicon.honorifics.get("ms"), Some(&Some(Gender::Female)));
        assert!(lexicon.link("of", "of") && lexicon.is("ministries", "ministry"));
    }
}
