//! English paragraphs through the language model into tokens, sentences and names of the record.

use crate::Piece;
use crate::gather::Gather;
use crate::layout::{Paragraph, is_item};
use crate::models::{EnglishModel, Labels};
use chancery_infer::{Annotated, Scratch};
use chancery_record::{Dep, NamedSpan, Pos, Span, Token};
use std::borrow::Cow;
use std::cell::RefCell;

thread_local! {
    /// Caches of the runtime; they never change a result.
    static SCRATCH: RefCell<Scratch> = RefCell::new(Scratch::new());
}

/// Annotates paragraphs as one batch and adds what is found.
pub(crate) fn annotate(model: &EnglishModel, pieces: &[Piece], gathers: &mut [Gather]) {
    let texts: Vec<Cow<'_, str>> =
        pieces.iter().map(|piece| with_subject(joined(piece.slice()))).collect();
    let slices: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
    SCRATCH.with_borrow_mut(|scratch| {
        model.runtime.analyse_each(scratch, &slices, |number, offset, annotated| {
            let Piece { document, text, paragraph } = pieces[number];
            let part = paragraph.from(offset);
            read(&model.labels, text, &part, &annotated, &mut gathers[document]);
        });
    });
}

/// Line breaks as spaces: the same length in bytes, so that offsets hold.
pub(crate) fn joined(text: &str) -> Cow<'_, str> {
    if text.contains(['\n', '\r', '\t']) {
        Cow::Owned(text.replace(['\n', '\r', '\t'], " "))
    } else {
        Cow::Borrowed(text)
    }
}

/// "(a) CONDEMNS the raid;" as "It  condemns the raid;": the model is shown the subject that stands in the line above the
/// list, in place of the label and as long as it, and the verb without capitals.
fn with_subject(item: Cow<'_, str>) -> Cow<'_, str> {
    let label = item_label(&item);
    let pronoun = if label == 1 { "I" } else { "It" };
    let Some(rest) = item.get(label..).filter(|_| label > 0) else { return item };
    let space = rest.len() - rest.trim_start().len();
    let verb = resolving_verb(rest.trim_start());
    let Some(verb) = verb.filter(|_| space > 0) else { return item };
    let (first, last) = (label + space, label + space + verb);
    let gap = " ".repeat(first - pronoun.len());
    let told = item[first..last].to_ascii_lowercase();
    Cow::Owned(format!("{pronoun}{gap}{told}{}", &item[last..]))
}

/// Length of the verb, with an adverb before it, by which those who decide open a paragraph: "strongly condemns".
fn resolving_verb(text: &str) -> Option<usize> {
    let mut length = 0;
    for word in text.split(' ').take(3) {
        let lower = word.trim_end_matches([',', ':']).to_ascii_lowercase();
        length += word.len();
        if RESOLVING.contains(&lower.as_str()) {
            return (!text[length..].trim_start().starts_with("of ")).then_some(length);
        }
        if !lower.ends_with("ly") && !matches!(lower.as_str(), "also" | "further" | "again") {
            return None;
        }
        length += 1;
    }
    None
}

const RESOLVING: &[&str] = &[
    "accepts",
    "acknowledges",
    "adopts",
    "advises",
    "affirms",
    "agrees",
    "appeals",
    "applauds",
    "appoints",
    "appreciates",
    "approves",
    "asks",
    "authorises",
    "authorizes",
    "calls",
    "commends",
    "condemns",
    "congratulates",
    "considers",
    "decides",
    "declares",
    "demands",
    "denounces",
    "deplores",
    "directs",
    "elects",
    "emphasises",
    "emphasizes",
    "encourages",
    "endorses",
    "establishes",
    "expresses",
    "extends",
    "hails",
    "imposes",
    "instructs",
    "insists",
    "invites",
    "lifts",
    "mandates",
    "names",
    "nominates",
    "notes",
    "offers",
    "orders",
    "pledges",
    "praises",
    "proposes",
    "reaffirms",
    "recalls",
    "recognises",
    "recognizes",
    "recommends",
    "regrets",
    "reiterates",
    "rejects",
    "renews",
    "requests",
    "resolves",
    "salutes",
    "stresses",
    "supports",
    "suspends",
    "takes",
    "tasks",
    "thanks",
    "underlines",
    "underscores",
    "undertakes",
    "urges",
    "voices",
    "warns",
    "welcomes",
];

/// Adds the tokens, sentences and names of an annotated paragraph. Tokens of mere space are left out.
pub(crate) fn read(
    labels: &Labels,
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
        .map(|t| {
            !span(t.start, t.end).of(text).trim().is_empty() && labels.pos(t.pos) != Pos::Space
        })
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
    let label = item_label(paragraph.span.of(text));
    let mut held: Vec<Token> = Vec::new();
    for sentence in sentences(annotated) {
        let tokens = sentence.filter(|&i| kept[i]).map(|i| {
            let token = &annotated.tokens[i];
            let shown = token.start == 0 && label > 0 && token.end as usize <= label;
            let end = match u32::try_from(label) {
                Ok(end) if shown && &*token.lemma == "it" => end,
                _ => token.end,
            };
            Token {
                span: span(token.start, end),
                lemma: token.lemma.clone(),
                pos: labels.pos(token.pos),
                tag: labels.tag(token.tag),
                dep: labels.dep(token.dep),
                head: head(i),
                sentence: 0,
            }
        });
        held.extend(tokens);
        // "1." before a sentence is no sentence of its own.
        let lone = held.last().is_some_and(|last| last.span.end() <= offset + label);
        if !lone {
            gather.sentence(paragraph, under_one_root(std::mem::take(&mut held), offset + label));
        }
    }
    gather.sentence(paragraph, held);
    names(labels, annotated, &kept, &numbers, offset, gather);
}

/// Length of the number or letter that opens a list item, 0 for none.
fn item_label(paragraph: &str) -> usize {
    let first = paragraph.split(char::is_whitespace).next().unwrap_or_default();
    if is_item(paragraph) { first.len() } else { 0 }
}

/// Hangs the tokens of a list label under the root of the sentence they open.
fn under_one_root(mut tokens: Vec<Token>, label_end: usize) -> Vec<Token> {
    let split = tokens.partition_point(|t| t.span.end() <= label_end);
    let Some(root) = tokens[split..].iter().find(|t| t.dep == Dep::Root).map(|t| t.head) else {
        return tokens;
    };
    if split > 0 && tokens[..split].iter().any(|t| t.dep == Dep::Root && t.head != root) {
        for token in &mut tokens[..split] {
            token.head = root;
            token.dep = Dep::Meta;
        }
    }
    tokens
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
    labels: &Labels,
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
        let Some(label) = labels.name(entity.label.into()) else {
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

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_infer::Entity;
    use chancery_record::{Language, NameLabel, RegionRole, Tag};
    use std::sync::Arc;

    fn labels() -> Labels {
        let words = |list: &[&str]| list.iter().map(|w| Arc::from(*w)).collect::<Vec<Arc<str>>>();
        Labels::of(
            &words(&["NNP", "VBD", "_SP", ".", "odd"]),
            &words(&["ROOT", "nsubj", "dep", "punct"]),
            &words(&["", "PROPN", "VERB", "SPACE", "PUNCT"]),
            &words(&["PERSON", "ODDITY"]),
        )
    }

    /// Token with start, end, head, dep, tag, pos.
    fn token(row: (u32, u32, u32, u16, u16, u16)) -> chancery_infer::Token {
        let (start, end, head, dep, tag, pos) = row;
        let word: Arc<str> = Arc::from("x");
        chancery_infer::Token {
            start,
            end,
            space_after: false,
            head,
            dep,
            tag,
            pos,
            morph: 0,
            lemma: word.clone(),
            norm: word,
        }
    }

    fn paragraph(start: usize, end: usize) -> Paragraph {
        let span = Span::new(start, end);
        Paragraph { span, region: RegionRole::Body, language: Language::English, number: 0 }
    }

    #[test]
    fn tokens_of_space_are_left_out_and_heads_climb_over_them() {
        // "Orla  left." after two bytes of something else; the second space is a token that governs the stop.
        let text = "# Orla  left.";
        let annotated = Annotated {
            tokens: vec![
                token((0, 4, 2, 1, 0, 1)),
                token((5, 6, 2, 2, 2, 3)),
                token((6, 10, 2, 0, 1, 2)),
                token((10, 11, 1, 3, 3, 4)),
            ],
            sentence_starts: vec![0],
            entities: vec![
                Entity { start: 0, end: 2, label: 0 },
                Entity { start: 2, end: 3, label: 1 },
            ],
        };
        let mut gather = Gather::default();
        read(&labels(), text, &paragraph(2, text.len()), &annotated, &mut gather);
        let found = gather.analysis;
        let words: Vec<(&str, u32)> =
            found.tokens.iter().map(|t| (t.span.of(text), t.head)).collect();
        assert_eq!(words, [("Orla", 1), ("left", 1), (".", 1)]);
        assert_eq!(found.tokens[0].tag, Tag::Nnp);
        assert_eq!(found.sentences[0].span.of(text), "Orla  left.");
        let names: Vec<_> = found.names.iter().map(|n| (n.span.of(text), n.label)).collect();
        assert_eq!(names, [("Orla", NameLabel::Person)]);
    }

    #[test]
    fn the_number_of_an_item_belongs_to_its_sentence() {
        let text = "1. Orla left.";
        let annotated = Annotated {
            tokens: vec![
                token((0, 1, 0, 0, 0, 1)),
                token((1, 2, 0, 3, 3, 4)),
                token((3, 7, 3, 1, 0, 1)),
                token((8, 12, 3, 0, 1, 2)),
                token((12, 13, 3, 3, 3, 4)),
            ],
            sentence_starts: vec![0, 2],
            entities: Vec::new(),
        };
        let mut gather = Gather::default();
        read(&labels(), text, &paragraph(0, text.len()), &annotated, &mut gather);
        let found = gather.analysis;
        assert_eq!(found.sentences.len(), 1);
        assert_eq!(found.tokens.iter().map(|t| t.head).collect::<Vec<_>>(), [3, 3, 3, 3, 3]);
        assert_eq!(found.tokens[0].dep, Dep::Meta);
    }

    #[test]
    fn a_subjectless_item_is_shown_with_a_subject_of_the_same_length() {
        let shown = |text: &'static str| with_subject(Cow::Borrowed(text)).into_owned();
        assert_eq!(shown("(a) STRONGLY CONDEMNS the raid;"), "It  strongly condemns the raid;");
        assert_eq!(shown("• Urges Norland to pay;"), "It  urges Norland to pay;");
        assert_eq!(shown("- welcomes the truce"), "I welcomes the truce");
        assert_eq!(shown("12. Invites the members"), "It  invites the members");
        for same in
            ["(a) Notes of the session", "(b) States that paid", "UNHCR urges calm.", "(a)", "- "]
        {
            assert_eq!(shown(same), same);
        }
    }

    #[test]
    fn labels_unknown_to_the_record_become_the_vaguest() {
        let labels = labels();
        assert_eq!(labels.tag(4), Tag::Xx);
        assert_eq!(labels.tag(400), Tag::Xx);
        assert_eq!(labels.dep(77), Dep::Dep);
        assert_eq!(labels.name(1), None);
    }
}
