//! Word types: what can be known of a token from its text alone, computed once and remembered.

use std::collections::HashMap;
use std::sync::Arc;

use crate::bundle::{Bundle, Refusal};
use crate::chars;
use crate::ids::string_id;
use crate::ruler::Ruler;

/// A word type: a text together with the norm that a tokenizer exception may give it.
#[derive(Debug)]
pub(crate) struct Lexeme {
    pub(crate) text: Arc<str>,
    pub(crate) lower: Arc<str>,
    pub(crate) norm: Arc<str>,
    pub(crate) id: u64,
    /// Ids of norm, prefix, suffix and shape, the order in which the networks read them.
    pub(crate) features: [u64; 4],
    pub(crate) is_space: bool,
    /// The rules of the attribute ruler that test for this word.
    pub(crate) rules: u32,
}

/// The norms of a model, which are not always the lower-cased text.
#[derive(Debug)]
pub(crate) struct Norms {
    by_id: HashMap<u64, Arc<str>>,
    signs: HashMap<&'static str, &'static str>,
}

impl Norms {
    pub(crate) fn load(bundle: &Bundle) -> Result<Self, Refusal> {
        let mut fields = bundle.fields("norms")?;
        let mut by_id = HashMap::new();
        for _ in 0..fields.count()? {
            by_id.insert(fields.long()?, fields.text()?.into());
        }
        let signs = include_str!("../data/en-base-norms.tsv").lines();
        let signs = signs.filter(|line| !line.starts_with("# "));
        Ok(Self { by_id, signs: signs.filter_map(|line| line.split_once('\t')).collect() })
    }

    fn norm(&self, text: &str, id: u64, lower: &Arc<str>) -> Arc<str> {
        match (self.by_id.get(&id), self.signs.get(text)) {
            (Some(norm), _) => Arc::clone(norm),
            (None, Some(sign)) => Arc::from(*sign),
            (None, None) => Arc::clone(lower),
        }
    }

    /// Computes a word type; an empty `norm` means that the text decides.
    fn lexeme(&self, text: &str, norm: &str, ruler: &Ruler) -> Lexeme {
        let lowered = text.to_lowercase();
        let text: Arc<str> = Arc::from(text);
        let lower = if *lowered == *text { Arc::clone(&text) } else { Arc::from(lowered) };
        let id = string_id(&text);
        let norm = if norm.is_empty() { self.norm(&text, id, &lower) } else { Arc::from(norm) };
        let features = [&*norm, prefix(&text), suffix(&text), &shape(&text)].map(string_id);
        let is_space = text.chars().all(chars::is_space);
        let rules = ruler.rules_for(&lower);
        Lexeme { text, lower, norm, id, features, is_space, rules }
    }
}

fn prefix(text: &str) -> &str {
    text.chars().next().map_or("", |first| &text[..first.len_utf8()])
}

fn suffix(text: &str) -> &str {
    text.char_indices().nth_back(2).map_or(text, |(at, _)| &text[at..])
}

/// `Xxxx` for a capitalised word: letters and digits by kind, runs cut after four.
fn shape(text: &str) -> String {
    if text.chars().count() >= 100 {
        return "LONG".to_owned();
    }
    let mut shape = String::with_capacity(text.len());
    let mut run = (None, 0);
    for c in text.chars() {
        let sign = match c {
            _ if chars::is_alpha(c) => {
                if c.is_uppercase() {
                    'X'
                } else {
                    'x'
                }
            }
            _ if chars::is_digit(c) => 'd',
            _ => c,
        };
        run = if run.0 == Some(sign) { (run.0, run.1 + 1) } else { (Some(sign), 1) };
        if run.1 <= 4 {
            shape.push(sign);
        }
    }
    shape
}

/// The word types seen so far.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    numbers: HashMap<Box<str>, u32>,
    lexemes: Vec<Lexeme>,
    key: String,
}

impl Lexicon {
    pub(crate) fn get(&self, number: u32) -> &Lexeme {
        &self.lexemes[number as usize]
    }

    pub(crate) fn len(&self) -> usize {
        self.lexemes.len()
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The number of a word type, which stands until the next `clear`.
    pub(crate) fn number(&mut self, text: &str, norm: &str, norms: &Norms, ruler: &Ruler) -> u32 {
        self.key.clear();
        // A norm never holds a zero, so two different pairs never make the same key.
        self.key.extend([text, "\0", norm]);
        if let Some(&number) = self.numbers.get(self.key.as_str()) {
            return number;
        }
        let number = u32::try_from(self.lexemes.len()).expect("the lexicon is cleared long before");
        self.lexemes.push(norms.lexeme(text, norm, ruler));
        self.numbers.insert(self.key.as_str().into(), number);
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_keep_the_first_four_of_a_run() {
        assert_eq!(shape("Ministers"), "Xxxxx");
        assert_eq!(shape("U.S.-led"), "X.X.-xxx");
        assert_eq!(shape("2022²"), "dddd");
        assert_eq!(shape("......"), "....");
        assert_eq!(shape(&"a".repeat(100)), "LONG");
        // A capital is written X in a shape: no letter of any script is kept.
        assert_eq!(shape("ОДКБ"), "X".repeat(4));
    }

    #[test]
    fn affixes_count_characters() {
        assert_eq!((prefix("été"), suffix("été")), ("é", "été"));
        assert_eq!((prefix("a"), suffix("a")), ("a", "a"));
        assert_eq!(suffix("Ереван"), "ван");
    }
}
