//! Texts with two marked parties in, the act that the one does to the other out.

use super::{Parsed, acts, field};
use anyhow::{Context, Result};
use chancery_code::acts::code_relation;
use chancery_knowledge::Rules;
use chancery_record::{OffsetMap, Span};
use serde_json::{Value, json};

/// Answers one line.
pub(super) fn answer(rules: &Rules, asked: &Value, parsed: &Parsed) -> Result<Value> {
    let Parsed { document, analysis } = parsed;
    let text: &str = &document.text;
    let source = marked(asked, text, "source")?;
    let target = marked(asked, text, "target")?;
    let told = code_relation(rules, document, analysis, source, target);
    let map = OffsetMap::new(text);
    let events: Vec<Value> = told
        .map(|told| {
            let proposal = told.proposal.as_ref();
            json!({
                "event": told.root.as_str(),
                "mode": proposal.map_or(&[][..], |p| &p.mode),
                "source": [acts::words(&map, text, source)],
                "target": [acts::words(&map, text, target)],
                "trigger": acts::offsets(&map, proposal.map_or(&[], |p| &p.trigger)),
                "cameo": proposal.and_then(|p| p.cameo.as_ref()).map(|code| json!({ "code": code })),
                "confidence": told.confidence,
            })
        })
        .into_iter()
        .collect();
    Ok(json!({ "events": events }))
}

/// A marked party: by its offsets in code points, else where its words first stand, else nowhere.
fn marked(asked: &Value, text: &str, side: &str) -> Result<Span> {
    let Some(pair) = asked.get(format!("{side}_span")).and_then(Value::as_array) else {
        let words = field(asked, side)?;
        let start = text.find(words);
        return Ok(start.map_or(Span::new(0, 0), |s| Span::new(s, s + words.len())));
    };
    let byte = |at: usize| {
        let point = pair.get(at).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
        point.map(|n| text.char_indices().nth(n).map_or(text.len(), |(byte, _)| byte))
    };
    let (start, end) = byte(0).zip(byte(1)).with_context(|| format!("`{side}_span` is no pair"))?;
    Ok(Span::new(start, end.max(start)))
}
