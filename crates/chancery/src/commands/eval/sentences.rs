//! Texts in, their sentences out.

use super::field;
use anyhow::Result;
use chancery_parse::sentences;
use chancery_record::{Document, Id, Language, Making, OffsetMap, Region, RegionRole, Span, Time};
use serde_json::{Value, json};

/// Answers one line.
pub(super) fn answer(asked: &Value) -> Result<Value> {
    let text = field(asked, "text")?;
    let map = OffsetMap::new(text);
    let found: Vec<Value> = sentences(text, language(asked))
        .into_iter()
        .map(|span| json!([map.code_point(span.start()), map.code_point(span.end())]))
        .collect();
    Ok(json!({ "sents": found }))
}

/// The language a line names by its code, else the one its text is in.
pub(super) fn language(asked: &Value) -> Language {
    match asked.get("lang").and_then(Value::as_str) {
        Some("en") => Language::English,
        Some("ru") => Language::Russian,
        Some("uk") => Language::Ukrainian,
        Some("kk") => Language::Kazakh,
        Some("fa") => Language::Persian,
        _ => chancery_read::language(asked.get("text").and_then(Value::as_str).unwrap_or("")),
    }
}

/// A text that is nothing but its body.
pub(super) fn document(text: &str, language: Language, dated: Option<Time>) -> Document {
    let (id, sha256) = Id::document(text);
    Document {
        id,
        sha256,
        address: String::new(),
        text: text.into(),
        title: None,
        dated,
        dateline: None,
        language,
        regions: vec![Region { role: RegionRole::Body, span: Span::new(0, text.len()), language }],
        chain: Vec::new(),
        publisher: None,
        made: Making::default(),
    }
}
