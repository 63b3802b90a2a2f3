//! Texts in, their acts out: root, parties with their words and codes, words that tell it.

use super::{Parsed, field};
use anyhow::Result;
use chancery_code::acts::{Coded, Proposal, proposals};
use chancery_knowledge::{Register, Rules};
use chancery_record::{
    Day, Document, Id, Language, Making, OffsetMap, Region, RegionRole, Span, Time, TimeKind,
};
use serde_json::{Value, json};

/// Answers one line: the governing act of every sentence, of those told as done.
pub(super) fn answer(rules: &Rules, asked: &Value, parsed: &Parsed) -> Value {
    let Parsed { document, analysis } = parsed;
    let (text, date) = (&*document.text, date(asked));
    let resolution =
        chancery_resolve::resolve(Register::default_register(), document, analysis).value;
    let map = OffsetMap::new(text);
    let told = proposals(rules, document, analysis, &resolution);
    let governs =
        |p: &&Proposal| told.iter().find(|q| q.fact && q.sentence == p.sentence) == Some(*p);
    let events: Vec<Value> =
        told.iter().filter(governs).map(|p| event(&map, text, date, p)).collect();
    json!({ "events": events })
}

fn event(map: &OffsetMap, text: &str, date: Option<&str>, told: &Proposal) -> Value {
    let side = |all: &[Coded]| all.iter().map(|s| party(map, text, s)).collect::<Vec<_>>();
    let glued =
        |all: &[Coded]| all.iter().find_map(|s| s.code.as_ref()).map(|c| c.replace(' ', ""));
    json!({
        "event": told.root.as_str(),
        "mode": told.mode,
        "context": told.contexts,
        "source": side(&told.coded_actors),
        "target": side(&told.coded_recipients),
        "trigger": offsets(map, &told.trigger),
        "date": date,
        "cameo": told.cameo.as_ref().map(|code| json!({
            "code": code,
            "source": glued(&told.coded_actors),
            "target": glued(&told.coded_recipients),
        })),
    })
}

/// The words of a party with its code and sector.
fn party(map: &OffsetMap, text: &str, side: &Coded) -> Value {
    let mut value = words(map, text, side.span);
    let code = side.code.as_deref().unwrap_or_default();
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

fn date(asked: &Value) -> Option<&str> {
    asked.get("date").and_then(Value::as_str)
}

/// The English text of a line.
pub(super) fn plain_document(asked: &Value) -> Result<Document> {
    Ok(document(field(asked, "text")?, None))
}

/// The English text of a line, of its date.
pub(super) fn dated_document(asked: &Value) -> Result<Document> {
    Ok(document(field(asked, "text")?, date(asked)))
}

/// An English text that is nothing but its body.
pub(in crate::commands) fn document(text: &str, date: Option<&str>) -> Document {
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
        made: Making::default(),
    }
}
