//! Sentences to examples: parsed by our own pipeline, features taken under several thinned lexicons.
//!
//! Lexicon and sentences have authors in common, so the lexicon looks better on them than on the news: an arbiter that always saw
//! all of it would trust it blindly.

use crate::sentences::Sentence;
use chancery_code::acts::{CLASSES, relation_features};
use chancery_knowledge::Rules;
use chancery_parse::{Models, parse};
use chancery_record::matter::Root;
use chancery_record::{Analysis, Document, Id, Language, Making, Region, RegionRole, Span};

/// What is learnt from.
#[derive(Clone, Debug)]
pub struct Example {
    /// Index of the sentence.
    pub sentence: usize,
    /// The class: the root's place, or the last for none.
    pub class: usize,
    /// Hashed features, ascending.
    pub features: Vec<u32>,
    /// The root that the rules propose.
    pub proposed: Option<Root>,
}

/// A sentence with its words and heads.
pub struct Parsed {
    document: Document,
    analysis: Analysis,
    source: Span,
    target: Span,
    class: usize,
}

/// Parses every sentence.
pub fn parsed(models: &Models, sentences: &[Sentence]) -> Vec<Parsed> {
    sentences
        .iter()
        .map(|s| {
            let document = document(&s.text);
            let analysis = parse(models, &document).value;
            let class = s.root.map_or(CLASSES - 1, |r| r as usize);
            Parsed { document, analysis, source: s.source, target: s.target, class }
        })
        .collect()
}

/// Examples of all sentences under these rules.
pub fn examples(rules: &Rules, parsed: &[Parsed]) -> Vec<Example> {
    let one = |(sentence, p): (usize, &Parsed)| {
        let (features, proposed) =
            relation_features(rules, &p.document, &p.analysis, p.source, p.target)?;
        Some(Example { sentence, class: p.class, features, proposed })
    };
    parsed.iter().enumerate().filter_map(one).collect()
}

/// An English text that is nothing but its body.
pub fn document(text: &str) -> Document {
    let (id, sha256) = Id::document(text);
    let language = Language::English;
    Document {
        id,
        sha256,
        address: String::new(),
        text: text.into(),
        title: None,
        dated: None,
        dateline: None,
        language,
        regions: vec![Region { role: RegionRole::Body, span: Span::new(0, text.len()), language }],
        chain: Vec::new(),
        publisher: None,
        made: Making::default(),
    }
}
