//! Texts in, their languages out: of the whole text, and of its stretches.

use super::field;
use anyhow::Result;
use chancery_record::{Language, OffsetMap};
use serde_json::{Value, json};

/// Answers one line.
pub(super) fn answer(asked: &Value) -> Result<Value> {
    let text = field(asked, "text")?;
    let map = OffsetMap::new(text);
    let spans: Vec<Value> = chancery_read::languages(text)
        .into_iter()
        .map(|(span, language)| {
            let code = code(language, span.of(text));
            json!([map.code_point(span.start()), map.code_point(span.end()), code])
        })
        .collect();
    Ok(json!({ "lang": code(chancery_read::language(text), text), "spans": spans }))
}

/// ISO 639-3; of languages that the record does not tell apart, those that their script names.
fn code(language: Language, words: &str) -> &'static str {
    match language {
        Language::English => "eng",
        Language::Russian => "rus",
        Language::Kazakh => "kaz",
        Language::Kyrgyz => "kir",
        Language::Tajik => "tgk",
        Language::Uzbek => "uzb",
        Language::Ukrainian => "ukr",
        Language::Belarusian => "bel",
        Language::Persian => "fas",
        Language::French => "fra",
        Language::German => "deu",
        Language::Spanish => "spa",
        Language::Turkish => "tur",
        Language::Arabic => "ara",
        Language::Chinese => "zho",
        Language::Other => match words.chars().find(|c| c.is_alphabetic()) {
            Some('\u{530}'..='\u{58F}') => "hye",
            Some('\u{10A0}'..='\u{10FF}') => "kat",
            _ => "und",
        },
    }
}
