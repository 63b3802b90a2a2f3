//! Texts with the words of actors in, their event-data codes out.

use super::Parsed;
use anyhow::{Context, Result};
use chancery_knowledge::Register;
use chancery_record::Span;
use chancery_resolve::actors::coder;
use serde_json::{Value, json};

/// Answers one line: a code for each of its spans, in their order.
pub(super) fn answer(asked: &Value, parsed: &Parsed) -> Result<Value> {
    let Parsed { document, analysis } = parsed;
    let text: &str = &document.text;
    let world = Register::default_register();
    let resolution = chancery_resolve::resolve(world, document, analysis).value;
    let coder = coder(world, document, analysis, &resolution);
    let spans = asked.get("spans").and_then(Value::as_array).context("no `spans` in this line")?;
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let codes: Vec<Value> = spans
        .iter()
        .map(|pair| {
            let end = |at: usize| {
                pair.get(at).and_then(Value::as_u64).and_then(|p| usize::try_from(p).ok())
            };
            let (Some(start), Some(end)) = (end(0), end(1)) else { return Value::Null };
            let (Some(&start), Some(&end)) = (bytes.get(start), bytes.get(end)) else {
                return Value::Null;
            };
            let code = coder.code(Span::new(start, end));
            json!({ "code": code.whose, "sector": code.sector, "why": code.why })
        })
        .collect();
    Ok(json!({ "codes": codes }))
}
