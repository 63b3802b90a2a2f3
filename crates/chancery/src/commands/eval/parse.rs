//! Texts in, the parity form out; or, where the lines hold a reference's answers, how much of each layer is equal.

use crate::home;
use crate::outcome::{Outcome, usage};
use anyhow::{Context, Result};
use chancery_infer::{Annotated, English, Russian, RussianScratch, Scratch, Token, pack};
use chancery_record::OffsetMap;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// A model with its working memory.
enum Model {
    English(Box<English>, Box<Scratch>),
    Russian(Box<Russian>, Box<RussianScratch>),
}

/// A line of the parity form.
#[derive(Serialize)]
#[serde(untagged)]
enum Answer<'a> {
    English(EnglishAnswer<'a>),
    Russian(RussianAnswer<'a>),
}

#[derive(Serialize)]
struct EnglishAnswer<'a> {
    id: &'a str,
    text: &'a str,
    tokens: Vec<(&'a str, usize, usize, u8)>,
    norm: Vec<String>,
    tag: Vec<&'a str>,
    pos: Vec<&'a str>,
    lemma: Vec<String>,
    morph: Vec<&'a str>,
    head: Vec<u32>,
    dep: Vec<&'a str>,
    sent_start: Vec<u32>,
    ents: Vec<(u32, u32, usize, usize, &'a str)>,
}

#[derive(Serialize)]
struct RussianAnswer<'a> {
    id: &'a str,
    text: &'a str,
    sents: Vec<(usize, usize)>,
    tokens: Vec<(&'a str, usize, usize)>,
    tok_id: Vec<String>,
    pos: Vec<&'a str>,
    feats: Vec<&'a str>,
    lemma: Vec<String>,
    head_id: Vec<String>,
    rel: Vec<&'a str>,
    spans: Vec<(usize, usize, &'a str)>,
}

/// Items of a layer that are as in the reference, of how many.
#[derive(Default)]
struct Equal {
    equal: usize,
    of: usize,
}

/// Layers whose items are found or not found, whatever stands beside them; those of the others belong to tokens.
const SETS: [&str; 4] = ["sent_start", "ents", "sents", "spans"];

/// Answers with tokens, tags, heads, labels and entities, or compares them with the answers in the lines.
pub(super) fn parse(inputs: &[PathBuf], model: &str, compare: bool) -> Result<Outcome> {
    let mut loaded = load(model)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut outcome = Outcome::Done;
    let mut layers = BTreeMap::new();
    let mut texts = 0;
    let inputs = if inputs.is_empty() { vec![None] } else { inputs.iter().map(Some).collect() };
    for input in inputs {
        for (number, line) in super::lines(input.map(PathBuf::as_path))?.enumerate() {
            let line = line?;
            let asked = serde_json::from_str::<Value>(&line).map_err(anyhow::Error::from);
            match asked.and_then(|asked| answer_line(&mut loaded, &asked, compare, &mut layers)) {
                Ok(answer) => {
                    texts += 1;
                    answer.map_or(Ok(()), |answer| writeln!(out, "{answer}"))?;
                }
                Err(error) => {
                    outcome = Outcome::SomeFailed;
                    let id = format!("line {}", number + 1);
                    writeln!(out, "{}", json!({ "id": id, "error": format!("{error:#}") }))?;
                }
            }
        }
    }
    if compare {
        report(model, texts, &layers, &mut out)?;
    }
    out.flush()?;
    Ok(outcome)
}

fn load(model: &str) -> Result<Model> {
    let pack = pack(model)
        .ok_or_else(|| usage(format!("no model `{model}`; `chancery models list` names them")))?;
    let bundle = home::bundle(pack.name)?;
    Ok(if pack.name == "ru" {
        Model::Russian(Box::new(Russian::load(bundle)?), Box::default())
    } else {
        Model::English(Box::new(English::load(bundle)?), Box::default())
    })
}

/// The answer to a line; nothing when it was compared instead.
fn answer_line(
    model: &mut Model,
    asked: &Value,
    compare: bool,
    layers: &mut BTreeMap<String, Equal>,
) -> Result<Option<String>> {
    let (id, text) = (super::field(asked, "id")?, super::field(asked, "text")?);
    let answer = match model {
        Model::English(model, scratch) => {
            Answer::English(english(model, (id, text), &model.analyse(scratch, text)))
        }
        Model::Russian(model, scratch) => {
            Answer::Russian(russian(model, (id, text), &model.analyse(scratch, text)))
        }
    };
    if !compare {
        return Ok(Some(serde_json::to_string(&answer)?));
    }
    let found = serde_json::to_value(&answer)?;
    let found = found.as_object().context("an answer has fields")?;
    for (layer, found) in found {
        if let (Some(found), Some(expected)) = (found.as_array(), asked.get(layer)) {
            let expected = expected.as_array().with_context(|| format!("`{layer}` is no list"))?;
            let equal = if SETS.contains(&layer.as_str()) {
                found.iter().filter(|item| expected.contains(item)).count()
            } else {
                found.iter().zip(expected).filter(|(found, expected)| found == expected).count()
            };
            let layer = layers.entry(layer.clone()).or_default();
            layer.equal += equal;
            layer.of += found.len().max(expected.len());
        }
    }
    Ok(None)
}

/// A line for each layer, and one for all of them; Russian lemmas, which are our own, stand apart.
fn report(
    model: &str,
    texts: usize,
    layers: &BTreeMap<String, Equal>,
    out: &mut impl Write,
) -> Result<()> {
    let apart = |layer: &str| layer == "lemma" && model == "ru";
    let mut all = Equal::default();
    let mut row = |layer: &str, of: &Equal| {
        let percent = 100.0 * ratio(of.equal, of.of);
        let row = json!({ "model": model, "texts": texts, "layer": layer, "equal": of.equal, "of": of.of, "percent": percent });
        writeln!(out, "{row}")
    };
    for (layer, of) in layers {
        row(layer, of)?;
        if !apart(layer) {
            all.equal += of.equal;
            all.of += of.of;
        }
    }
    row(if model == "ru" { "all but lemma" } else { "all" }, &all)?;
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "tokens are counted in thousands")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

fn english<'a>(
    model: &'a English,
    (id, text): (&'a str, &'a str),
    annotated: &Annotated,
) -> EnglishAnswer<'a> {
    let map = OffsetMap::new(text);
    let point = |byte: u32| map.code_point(byte as usize);
    let tokens = &annotated.tokens;
    let entities = annotated.entities.iter().map(|entity| {
        let (first, last) = (&tokens[entity.start as usize], &tokens[entity.end as usize - 1]);
        let label = &*model.entity_labels()[usize::from(entity.label)];
        (entity.start, entity.end, point(first.start), point(last.end), label)
    });
    EnglishAnswer {
        id,
        text,
        tokens: tokens
            .iter()
            .map(|t| (word(text, t), point(t.start), point(t.end), u8::from(t.space_after)))
            .collect(),
        norm: tokens.iter().map(|t| t.norm.to_string()).collect(),
        tag: tokens.iter().map(|t| &*model.tags()[usize::from(t.tag)]).collect(),
        pos: tokens.iter().map(|t| &*model.pos()[usize::from(t.pos)]).collect(),
        lemma: tokens.iter().map(|t| t.lemma.to_string()).collect(),
        morph: tokens.iter().map(|t| model.morph(t.morph)).collect(),
        head: tokens.iter().map(|t| t.head).collect(),
        dep: tokens.iter().map(|t| &*model.deps()[usize::from(t.dep)]).collect(),
        sent_start: annotated.sentence_starts.clone(),
        ents: entities.collect(),
    }
}

fn russian<'a>(
    model: &'a Russian,
    (id, text): (&'a str, &'a str),
    annotated: &Annotated,
) -> RussianAnswer<'a> {
    let map = OffsetMap::new(text);
    let point = |byte: u32| map.code_point(byte as usize);
    let tokens = &annotated.tokens;
    let starts: Vec<usize> = annotated.sentence_starts.iter().map(|&at| at as usize).collect();
    let ends = starts.iter().skip(1).copied().chain([tokens.len()]);
    // Sentence and token, both from one on; token 0 is the root.
    let number = |at: usize| {
        let sentence = starts.partition_point(|&start| start <= at);
        (sentence, at + 1 - starts[sentence - 1])
    };
    let rel = |token: &Token| &*model.deps()[usize::from(token.dep)];
    let head = |(at, token): (usize, &Token)| {
        let (sentence, head) = number(token.head as usize);
        let is_root = token.head as usize == at && rel(token) == "root";
        format!("{sentence}_{}", if is_root { 0 } else { head })
    };
    let own = |at: usize| {
        let (sentence, token) = number(at);
        format!("{sentence}_{token}")
    };
    let names = annotated.entities.iter().map(|name| {
        let (first, last) = (&tokens[name.start as usize], &tokens[name.end as usize - 1]);
        let label = &*model.entity_labels()[usize::from(name.label)];
        (point(first.start), point(last.end), label)
    });
    RussianAnswer {
        id,
        text,
        sents: starts
            .iter()
            .zip(ends)
            .map(|(&first, end)| (point(tokens[first].start), point(tokens[end - 1].end)))
            .collect(),
        tokens: tokens.iter().map(|t| (word(text, t), point(t.start), point(t.end))).collect(),
        tok_id: (0..tokens.len()).map(own).collect(),
        pos: tokens.iter().map(|t| &*model.pos()[usize::from(t.pos)]).collect(),
        feats: tokens.iter().map(|t| model.morph(t.morph)).collect(),
        lemma: tokens.iter().map(|t| t.lemma.to_string()).collect(),
        head_id: tokens.iter().enumerate().map(head).collect(),
        rel: tokens.iter().map(rel).collect(),
        spans: names.collect(),
    }
}

fn word<'a>(text: &'a str, token: &Token) -> &'a str {
    &text[token.start as usize..token.end as usize]
}
