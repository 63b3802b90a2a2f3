//! Texts in, their acts out: root, parties with their words and codes, words that tell it.

use super::field;
use crate::Tools;
use anyhow::Result;
use chancery_code::acts::{Proposal, proposals};
use chancery_knowledge::Register;
use chancery_parse::parse;
use chancery_record::{
    Day, Document, Id, Language, OffsetMap, Region, RegionRole, Span, Time, TimeKind,
};
use serde_json::{Value, json};

/// Answers one line: acts told as done, those of the governing clause first.
pub(super) fn answer(tools: &Tools, asked: &Value) -> Result<Value> {
    let text = field(asked, "text")?;
    let date = asked.get("date").and_then(Value::as_str);
    let document = document(text, date);
    let analysis = parse(tools.models, &document).value;
    let resolution =
        chancery_resolve::resolve(Register::default_register(), &document, &analysis).value;
    let map = OffsetMap::new(text);
    let told = proposals(tools.rules, &document, &analysis, &resolution);
    let events: Vec<Value> =
        told.iter().filter(|p| p.fact).map(|p| event(&map, text, date, p)).collect();
    Ok(json!({ "events": events }))
}

fn event(map: &OffsetMap, text: &str, date: Option<&str>, told: &Proposal) -> Value {
    let side = |spans: &[Span], codes: &[Option<String>]| -> Vec<Value> {
        spans.iter().zip(codes).map(|(s, c)| party(map, text, *s, c.as_deref())).collect()
    };
    let glued =
        |codes: &[Option<String>]| codes.iter().flatten().next().map(|c| c.replace(' ', ""));
    json!({
        "event": told.root.as_str(),
        "mode": told.mode,
        "context": told.contexts,
        "source": side(&told.actors, &told.actor_codes),
        "target": side(&told.recipients, &told.recipient_codes),
        "trigger": offsets(map, &told.trigger),
        "date": date,
        "cameo": told.cameo.as_ref().map(|code| json!({
            "code": code,
            "source": glued(&told.actor_codes),
            "target": glued(&told.recipient_codes),
        })),
    })
}

/// The words of a party with its code and sector.
fn party(map: &OffsetMap, text: &str, span: Span, code: Option<&str>) -> Value {
    let mut value = words(map, text, span);
    let code = code.unwrap_or_default();
    let (whose, sector) = code.split_once(' ').unwrap_or((code, ""));
    value["code"] = json!(whose);
    value["sector"] = json!(sector);
    value
}

/// Words where they stand.
pub(super) fn words(map: &OffsetMap, text: &str, span: Span) -> Value {
    json!({
        "text": span.of(text),
        "start": map.code_point(span.start()),
        "end": map.code_point(span.end()),
    })
}

/// Where stretches stand.
pub(super) fn offsets(map: &OffsetMap, spans: &[Span]) -> Vec<[usize; 2]> {
    spans.iter().map(|s| [map.code_point(s.start()), map.code_point(s.end())]).collect()
}

/// An English text that is nothing but its body.
pub(super) fn document(text: &str, date: Option<&str>) -> Document {
    let (id, sha256) = Id::document(text);
    let language = Language::English;
    let day = date.and_then(|d| d.get(..10)).and_then(Day::parse);
    Document {
        id,
        sha256,
        address: String::new(),
        text: text.into(),
        title: None,
        dated: day.map(|day| Time::day(day, TimeKind::Explicit, None)),
        dateline: None,
        language,
        regions: vec![Region { role: RegionRole::Body, span: Span::new(0, text.len()), language }],
        chain: Vec::new(),
        publisher: None,
    }
}
