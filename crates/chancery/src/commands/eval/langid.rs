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
            json!([map.code_point(span.start()), map.code_point(span.end()), code(language)])
        })
        .collect();
    Ok(json!({ "lang": code(chancery_read::language(text)), "spans": spans }))
}

/// ISO 639-3.
fn code(language: Language) -> &'static str {
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
        Language::Other => "und",
    }
}
