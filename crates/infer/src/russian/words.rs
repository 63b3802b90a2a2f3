//! Word types: which row of the vectors and which shape the networks read for a word.

use std::collections::HashMap;
use std::sync::Arc;

use super::sentences::{is_lower, is_upper};
use super::{SHAPES, UNKNOWN, WORDS, word_key};
use crate::bundle::{Bundle, Longs, Refusal};
use crate::chars::is_decimal;
use crate::ids::murmur64a;
use crate::narrow;

/// The signs that the models tell apart.
const SIGNS: &str = "!#$%&()[]\\/*+,.:;<=>?@^_{|}~-‐−‒⁃–—―`\"'«»„“ʼʻ”№…";

/// The words and shapes that the models know.
#[derive(Debug)]
pub(crate) struct Words {
    keys: Longs,
    shapes: HashMap<String, u32>,
}

impl Words {
    pub(crate) fn load(bundle: &Bundle) -> Result<Self, Refusal> {
        let keys = bundle.longs("words")?;
        let is_row = |key: &u64| key & !word_key(u64::MAX) < WORDS as u64;
        if keys.get().len() != WORDS || !keys.get().iter().all(is_row) {
            return Err("a word without its vector".to_owned());
        }
        let mut fields = bundle.fields("shapes")?;
        let mut shapes = HashMap::new();
        for number in 0..narrow(fields.count()?) {
            shapes.insert(fields.text()?.to_owned(), number);
        }
        if shapes.len() != SHAPES || !shapes.contains_key("OTHER") {
            return Err("the shapes of words are not the known ones".to_owned());
        }
        Ok(Self { keys, shapes })
    }

    fn row(&self, lower: &str) -> u32 {
        let (keys, sought) = (self.keys.get(), word_key(murmur64a(lower.as_bytes(), 1)));
        let at = keys.partition_point(|&key| key < sought);
        let found = keys.get(at).filter(|&&key| word_key(key) == sought);
        found.map_or(UNKNOWN, |key| {
            u32::try_from(key & !word_key(u64::MAX)).expect("rows were checked at loading")
        })
    }

    /// Whether the vectors have a row of its own for the word in small letters.
    pub(crate) fn knows(&self, lower: &str) -> bool {
        self.row(lower) != UNKNOWN
    }

    fn shape(&self, text: &str) -> u32 {
        self.shapes.get(&shape(text)).or_else(|| self.shapes.get("OTHER")).copied().unwrap_or(0)
    }
}

/// The kind of characters a word begins with, and how it uses capitals.
fn shape(text: &str) -> String {
    let Some(first) = text.chars().next() else { return "OTHER".to_owned() };
    let second = text.chars().nth(1);
    match first {
        'а'..='я' | 'А'..='Я' | 'ё' | 'Ё' | '\u{1c80}'..='\u{1c86}' => {
            format!("RU_{}", outline(text))
        }
        'a'..='z' | 'A'..='Z' | '\u{130}' | '\u{131}' | '\u{17f}' | '\u{212a}' => {
            format!("EN_{}", outline(text))
        }
        _ if is_decimal(first) => "NUM".to_owned(),
        '+' | '-' if second.is_some_and(is_decimal) => "NUM".to_owned(),
        _ if SIGNS.contains(first) && second.is_none() => format!("PUNCT_{first}"),
        _ if SIGNS.contains(first) => "PUNCT_OTHER".to_owned(),
        _ => "OTHER".to_owned(),
    }
}

fn outline(word: &str) -> &'static str {
    if word.chars().nth(1).is_none() {
        return if is_upper(word) { "X" } else { "x" };
    }
    if is_upper(word) {
        "XX"
    } else if is_lower(word) {
        "xx"
    } else if is_title(word) {
        "Xx"
    } else if word.split_once('-').is_some_and(|(left, right)| is_title(left) && is_title(right)) {
        "Xx-Xx"
    } else {
        "OTHER"
    }
}

fn is_title(word: &str) -> bool {
    let mut rest = word.chars();
    rest.next().is_some_and(char::is_uppercase) && is_lower(rest.as_str())
}

/// A word type met.
#[derive(Debug)]
pub(crate) struct Lexeme {
    pub(crate) lower: Arc<str>,
    /// Written in capitals throughout, as the names of ministries and leagues are.
    pub(crate) is_short: bool,
    /// What the networks read: row and shape, many words having the same.
    pub(crate) input: u32,
}

/// The word types met so far.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    numbers: HashMap<Box<str>, u32>,
    lexemes: Vec<Lexeme>,
    inputs: HashMap<(u32, u32), u32>,
    read: Vec<(u32, u32)>,
}

impl Lexicon {
    pub(crate) fn get(&self, number: u32) -> &Lexeme {
        &self.lexemes[number as usize]
    }

    pub(crate) fn len(&self) -> usize {
        self.lexemes.len()
    }

    /// Row and shape of all inputs.
    pub(crate) fn inputs(&self) -> &[(u32, u32)] {
        &self.read
    }

    /// The number of a word type, which stands as long as the lexicon.
    pub(crate) fn number(&mut self, text: &str, words: &Words) -> u32 {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        let number = narrow(self.lexemes.len());
        let lower = text.to_lowercase();
        let key = (words.row(&lower), words.shape(text));
        let input = *self.inputs.entry(key).or_insert_with(|| {
            self.read.push(key);
            narrow(self.read.len() - 1)
        });
        let is_short = outline(text) == "XX";
        self.lexemes.push(Lexeme { lower: Arc::from(lower), is_short, input });
        self.numbers.insert(text.into(), number);
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_tell_kind_and_capitals() {
        let shapes = ["Мир", "мир", "МИР", "М", "м", "Санкт-Петербург", "СИЗО-6", "МакГрат"];
        let expected = ["Xx", "xx", "XX", "X", "x", "Xx-Xx", "XX", "OTHER"];
        assert_eq!(shapes.map(shape), expected.map(|outline| format!("RU_{outline}")));
        assert_eq!(
            ["Rome", "2011-2020", "-5", "-", "...", "?", "é"].map(shape),
            ["EN_Xx", "NUM", "NUM", "PUNCT_-", "PUNCT_OTHER", "PUNCT_?", "OTHER"]
        );
    }
}
