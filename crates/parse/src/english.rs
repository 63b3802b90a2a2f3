//! English paragraphs through the language model into tokens, sentences and names of the record.

use crate::gather::Gather;
use crate::layout::Paragraph;
use crate::models::EnglishModel;
use chancery_infer::{Annotated, Scratch};
use chancery_record::{NamedSpan, Pos, Span, Token};
use std::borrow::Cow;
use std::cell::RefCell;

thread_local! {
    /// Caches of the runtime; they never change a result.
    static SCRATCH: RefCell<Scratch> = RefCell::new(Scratch::new());
}

/// Annotates paragraphs as one batch.
pub(crate) fn annotate(
    model: &EnglishModel,
    text: &str,
    paragraphs: &[Paragraph],
) -> Vec<Annotated> {
    let texts: Vec<Cow<'_, str>> = paragraphs.iter().map(|p| joined(p.span.of(text))).collect();
    let slices: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
    SCRATCH.with_borrow_mut(|scratch| model.runtime.analyse_all(scratch, &slices))
}

/// Line breaks as spaces: the same length in bytes, so that offsets hold.
fn joined(text: &str) -> Cow<'_, str> {
    if text.contains(['\n', '\r', '\t']) {
        Cow::Owned(text.replace(['\n', '\r', '\t'], " "))
    } else {
        Cow::Borrowed(text)
    }
}

/// Adds the tokens, sentences and names of an annotated paragraph. Tokens of mere space are left out.
pub(crate) fn read(
    model: &EnglishModel,
    text: &str,
    paragraph: &Paragraph,
    annotated: &Annotated,
    gather: &mut Gather,
) {
    let offset = paragraph.span.start();
    let span = |start: u32, end: u32| Span::new(offset + start as usize, offset + end as usize);
    let kept: Vec<bool> = annotated
        .tokens
        .iter()
        .map(|t| !span(t.start, t.end).of(text).trim().is_empty() && model.pos(t.pos) != Pos::Space)
        .collect();
    let base = gather.next_token();
    let numbers: Vec<u32> = kept
        .iter()
        .scan(base, |next, kept| {
            let number = *next;
            *next += u32::from(*kept);
            Some(number)
        })
        .collect();
    let head =
        |index: usize| governor(annotated, &kept, index).map_or(numbers[index], |h| numbers[h]);
    for sentence in sentences(annotated) {
        let tokens = sentence.filter(|&i| kept[i]).map(|i| {
            let token = &annotated.tokens[i];
            Token {
                span: span(token.start, token.end),
                lemma: token.lemma.clone(),
                pos: model.pos(token.pos),
                tag: model.tag(token.tag),
                dep: model.dep(token.dep),
                head: head(i),
                sentence: 0,
            }
        });
        let tokens = tokens.collect();
        gather.sentence(paragraph, tokens);
    }
    names(model, annotated, &kept, &numbers, offset, gather);
}

/// The token ranges of the sentences.
fn sentences(annotated: &Annotated) -> impl Iterator<Item = std::ops::Range<usize>> {
    let count = annotated.tokens.len();
    let start = move |at: &u32| (*at as usize).min(count);
    let starts = annotated.sentence_starts.iter().map(start);
    let ends = annotated.sentence_starts.iter().skip(1).map(start).chain([count]);
    starts.zip(ends).map(|(start, end)| start..end.max(start))
}

/// The head of a token, climbing over tokens left out.
fn governor(annotated: &Annotated, kept: &[bool], index: usize) -> Option<usize> {
    let mut at = index;
    for _ in 0..annotated.tokens.len() {
        let head = annotated.tokens.get(at)?.head as usize;
        if *kept.get(head)? {
            return Some(head);
        }
        if head == at {
            break;
        }
        at = head;
    }
    None
}

fn names(
    model: &EnglishModel,
    annotated: &Annotated,
    kept: &[bool],
    numbers: &[u32],
    offset: usize,
    gather: &mut Gather,
) {
    for entity in &annotated.entities {
        let inside = (entity.start as usize)..(entity.end as usize).min(kept.len());
        let Some(first) = inside.clone().find(|&i| kept[i]) else {
            continue;
        };
        let last = inside.rev().find(|&i| kept[i]).unwrap_or(first);
        let Some(label) = model.name(entity.label.into()) else {
            continue;
        };
        let start = offset + annotated.tokens[first].start as usize;
        let end = offset + annotated.tokens[last].end as usize;
        gather.name(NamedSpan {
            span: Span::new(start, end),
            tokens: numbers[first]..numbers[last] + 1,
            label,
        });
    }
}
