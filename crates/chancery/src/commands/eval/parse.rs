//! Texts in, the parity form out.

use crate::home;
use crate::outcome::{Outcome, usage};
use anyhow::Result;
use chancery_infer::{Annotated, English, Scratch, pack};
use serde::{Deserialize, Serialize};
use std::io::{BufWriter, Write};
use std::path::Path;

#[derive(Deserialize)]
struct Asked {
    id: String,
    text: String,
}

/// A line of the parity form.
#[derive(Serialize)]
struct Answer<'a> {
    id: &'a str,
    text: &'a str,
    tokens: Vec<(&'a str, usize, usize, bool)>,
    norm: Vec<&'a str>,
    tag: Vec<&'a str>,
    pos: Vec<&'a str>,
    lemma: Vec<&'a str>,
    morph: Vec<&'a str>,
    head: Vec<u32>,
    dep: Vec<&'a str>,
    sent_start: &'a [u32],
    ents: Vec<(u32, u32, usize, usize, &'a str)>,
}

/// Answers with tokens, tags, heads, labels and entities.
pub(super) fn parse(input: Option<&Path>, model: &str) -> Result<Outcome> {
    let pack = pack(model)
        .ok_or_else(|| usage(format!("no model `{model}`; `chancery models list` names them")))?;
    let english = English::load(home::bundle(pack.name)?)?;
    let mut scratch = Scratch::new();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut outcome = Outcome::Done;
    for (number, line) in super::lines(input)?.enumerate() {
        let line = line?;
        match serde_json::from_str::<Asked>(&line) {
            Ok(asked) => {
                let annotated = english.analyse(&mut scratch, &asked.text);
                serde_json::to_writer(&mut out, &answer(&english, &asked, &annotated))?;
                writeln!(out)?;
            }
            Err(error) => {
                outcome = Outcome::SomeFailed;
                let id = format!("line {}", number + 1);
                writeln!(out, "{}", serde_json::json!({ "id": id, "error": error.to_string() }))?;
            }
        }
    }
    out.flush()?;
    Ok(outcome)
}

fn answer<'a>(english: &'a English, asked: &'a Asked, annotated: &'a Annotated) -> Answer<'a> {
    let text = &asked.text;
    let map = chancery_record::OffsetMap::new(text.as_str());
    let point = |byte: u32| map.code_point(byte as usize);
    let tokens = &annotated.tokens;
    Answer {
        id: &asked.id,
        text,
        tokens: tokens
            .iter()
            .map(|t| {
                (
                    &text[t.start as usize..t.end as usize],
                    point(t.start),
                    point(t.end),
                    t.space_after,
                )
            })
            .collect(),
        norm: tokens.iter().map(|t| t.norm.as_ref()).collect(),
        tag: tokens.iter().map(|t| english.tags()[usize::from(t.tag)].as_ref()).collect(),
        pos: tokens.iter().map(|t| english.pos()[usize::from(t.pos)].as_ref()).collect(),
        lemma: tokens.iter().map(|t| t.lemma.as_ref()).collect(),
        morph: tokens.iter().map(|t| english.morph(t.morph)).collect(),
        head: tokens.iter().map(|t| t.head).collect(),
        dep: tokens.iter().map(|t| english.deps()[usize::from(t.dep)].as_ref()).collect(),
        sent_start: &annotated.sentence_starts,
        ents: annotated
            .entities
            .iter()
            .map(|e| {
                let (first, last) = (&tokens[e.start as usize], &tokens[e.end as usize - 1]);
                let label = english.entity_labels()[usize::from(e.label)].as_ref();
                (e.start, e.end, point(first.start), point(last.end), label)
            })
            .collect(),
    }
}
