//! Texts with their day in, time expressions with type and value out.

use super::field;
use anyhow::Result;
use chancery_parse::{Models, parse, timexes};
use chancery_record::{Day, OffsetMap, Time, TimeKind};
use serde_json::{Value, json};

/// Answers one line.
pub(super) fn answer(models: &Models, asked: &Value) -> Result<Value> {
    let text = field(asked, "text")?;
    let day = asked.get("dct").and_then(Value::as_str).and_then(|day| day.get(..10));
    let dated = day.and_then(Day::parse).map(|day| Time::day(day, TimeKind::Explicit, None));
    let document = super::sentences::document(text, super::sentences::language(asked), dated);
    let analysis = parse(models, &document).value;
    let map = OffsetMap::new(text);
    let found: Vec<Value> = timexes(&document, &analysis)
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
    Ok(json!({ "timex": found }))
}
