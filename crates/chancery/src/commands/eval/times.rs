//! Texts with their day in, time expressions with type and value out.

use super::{Parsed, field};
use anyhow::Result;
use chancery_parse::timexes;
use chancery_record::{Day, Document, OffsetMap, Time, TimeKind};
use serde_json::{Value, json};

/// The text of a line, of its day.
pub(super) fn document(asked: &Value) -> Result<Document> {
    let text = field(asked, "text")?;
    let day = asked.get("dct").and_then(Value::as_str).and_then(|day| day.get(..10));
    let dated = day.and_then(Day::parse).map(|day| Time::day(day, TimeKind::Explicit, None));
    Ok(super::sentences::document(text, super::sentences::language(asked), dated))
}

/// Answers one line.
pub(super) fn answer(parsed: &Parsed) -> Value {
    let map = OffsetMap::new(parsed.document.text.clone());
    let found: Vec<Value> = timexes(&parsed.document, &parsed.analysis)
        .into_iter()
        .map(|timex| {
            json!({
                "s": map.code_point(timex.span.start()),
                "e": map.code_point(timex.span.end()),
                "type": timex.kind.word(),
                "value": timex.value,
            })
        })
        .collect();
    json!({ "timex": found })
}
