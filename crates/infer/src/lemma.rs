//! The dictionary form of a word, from rules, lists of exceptions and an index of known words.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::bundle::{Bundle, Longs, Refusal};
use crate::chars;
use crate::ids::string_id;

#[derive(Debug)]
pub(crate) struct Lemmatizer {
    tables: HashMap<String, Table>,
}

#[derive(Debug)]
struct Table {
    rules: Vec<(String, String)>,
    exceptions: HashMap<Box<str>, Vec<Box<str>>>,
    index: Longs,
}

/// How a part of speech is lemmatized.
#[derive(Debug, Clone)]
pub(crate) enum Way {
    /// The lower-cased text.
    Lower,
    /// The text as it is.
    Same,
    /// By the tables of this part of speech.
    Tables(String),
}

impl Lemmatizer {
    pub(crate) fn load(bundle: &Bundle) -> Result<Self, Refusal> {
        let mut fields = bundle.fields("lemma")?;
        let mut tables = HashMap::new();
        for _ in 0..fields.count()? {
            let pos = fields.text()?.to_owned();
            let rules = (0..fields.count()?)
                .map(|_| Ok((fields.text()?.to_owned(), fields.text()?.to_owned())))
                .collect::<Result<_, Refusal>>()?;
            let mut exceptions = HashMap::new();
            for _ in 0..fields.count()? {
                let word = fields.text()?.into();
                let forms = (0..fields.count()?).map(|_| Ok(fields.text()?.into()));
                exceptions.insert(word, forms.collect::<Result<_, Refusal>>()?);
            }
            let index = bundle.longs(&format!("lemma.index.{pos}"))?;
            tables.insert(pos, Table { rules, exceptions, index });
        }
        Ok(Self { tables })
    }

    /// The way for a part of speech with these features.
    pub(crate) fn way(&self, pos: &str, morph: &str) -> Way {
        let pos = pos.to_lowercase();
        let has = |feature: &str| morph.split('|').any(|known| known == feature);
        if ["", "eol", "space"].contains(&pos.as_str()) || is_base_form(&pos, morph, has) {
            return Way::Lower;
        }
        match pos.as_str() {
            _ if self.tables.contains_key(&pos) => Way::Tables(pos),
            "propn" => Way::Same,
            _ => Way::Lower,
        }
    }

    /// The lemma by the tables of a part of speech.
    pub(crate) fn look_up(&self, pos: &str, text: &str, lower: &str) -> Arc<str> {
        match self.tables.get(pos) {
            Some(table) => table.lemma(text, lower).into(),
            None => lower.into(),
        }
    }
}

fn is_base_form(pos: &str, morph: &str, has: impl Fn(&str) -> bool) -> bool {
    let has_number = morph.split('|').any(|feature| feature.starts_with("Number="));
    match pos {
        "noun" if has("Number=Sing") => true,
        "verb" if has("VerbForm=Fin") && has("Tense=Pres") && !has_number => true,
        _ => has("VerbForm=Inf") || has("VerbForm=None") || has("Degree=Pos"),
    }
}

impl Table {
    fn lemma(&self, text: &str, lower: &str) -> String {
        let (mut forms, mut unknown): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for (old, new) in &self.rules {
            let Some(stem) = lower.strip_suffix(old.as_str()) else { continue };
            let form = format!("{stem}{new}");
            if form.is_empty() {
                continue;
            }
            if self.knows(&form) {
                forms.insert(0, form);
            } else if !form.chars().all(chars::is_alpha) {
                forms.push(form);
            } else {
                unknown.push(form);
            }
        }
        let mut seen = HashSet::new();
        forms.retain(|form| seen.insert(form.clone()));
        for exception in self.exceptions.get(lower).into_iter().flatten() {
            if !forms.iter().any(|form| **form == **exception) {
                forms.insert(0, exception.to_string());
            }
        }
        let known = forms.into_iter().chain(unknown).next();
        known.unwrap_or_else(|| text.to_owned())
    }

    fn knows(&self, form: &str) -> bool {
        self.index.get().binary_search(&string_id(form)).is_ok()
    }
}
