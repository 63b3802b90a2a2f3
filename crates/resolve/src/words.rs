//! The words of a document in folded form, with what stands between them.
//!
//! Made from the regions' text, so that furniture, which has no tokens, can be read for names too; each word knows its
//! token and sentence where there is one. Never looks anything up.

use chancery_record::{Analysis, Document, RegionRole, Sentence, Span, Token, fold};
use std::borrow::Cow;

/// What stands between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Glue {
    /// Start of a sentence, line or region.
    Start,
    Blank,
    Hyphen,
    Comma,
    /// A full stop inside a sentence ("Col. X").
    Dot,
    Open,
    Close,
    /// Anything else.
    Other,
}

/// Letter case of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Lower,
    Capital,
    Upper,
}

/// One word.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub(crate) fold: String,
    pub(crate) span: Span,
    pub(crate) token: Option<u32>,
    /// Index of the sentence; of furniture, counted on behind the sentences of the analysis.
    pub(crate) sentence: u32,
    pub(crate) region: RegionRole,
    pub(crate) glue: Glue,
    pub(crate) shape: Shape,
    /// Followed by a possessive mark.
    pub(crate) possessive: bool,
    /// In a sentence of capital letters alone.
    pub(crate) shouted: bool,
}

/// The words of a document.
pub(crate) struct Words<'a> {
    pub(crate) text: &'a str,
    pub(crate) analysis: &'a Analysis,
    list: Vec<Word>,
    /// Word of each token: the first that lies in it.
    of_token: Vec<u32>,
}

impl<'a> Words<'a> {
    /// Reads every region that can hold a mention.
    pub(crate) fn read(document: &'a Document, analysis: &'a Analysis) -> Self {
        let text: &str = &document.text;
        let mut list = Vec::new();
        for region in &document.regions {
            if !matches!(region.role, RegionRole::Teaser | RegionRole::ParallelTitle) {
                split(text, region.span, region.role, &mut list);
            }
        }
        list.sort_by_key(|word: &Word| word.span.start());
        let mut words =
            Self { text, analysis, list, of_token: vec![u32::MAX; analysis.tokens.len()] };
        words.settle();
        words.mark_shouting();
        words
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    pub(crate) fn get(&self, at: usize) -> Option<&Word> {
        self.list.get(at)
    }

    pub(crate) fn all(&self) -> &[Word] {
        &self.list
    }

    pub(crate) fn fold(&self, at: usize) -> Option<&str> {
        self.list.get(at).map(|word| word.fold.as_str())
    }

    /// Folded words `first..first + count` when they stand together.
    pub(crate) fn phrase(&self, first: usize, count: usize) -> Option<Cow<'_, str>> {
        self.glued(first, count, |glue| matches!(glue, Glue::Blank | Glue::Hyphen))
    }

    /// As `phrase`, across commas too.
    pub(crate) fn phrase_with_commas(&self, first: usize, count: usize) -> Option<Cow<'_, str>> {
        self.glued(first, count, |glue| matches!(glue, Glue::Blank | Glue::Hyphen | Glue::Comma))
    }

    fn glued(
        &self,
        first: usize,
        count: usize,
        joins: impl Fn(Glue) -> bool,
    ) -> Option<Cow<'_, str>> {
        let (word, others) = self.list.get(first..first + count)?.split_first()?;
        if others.is_empty() {
            return Some(Cow::Borrowed(&word.fold));
        }
        others.iter().all(|other| joins(other.glue)).then(|| {
            let length = others.iter().fold(word.fold.len(), |sum, w| sum + 1 + w.fold.len());
            let mut phrase = String::with_capacity(length);
            phrase.push_str(&word.fold);
            for other in others {
                phrase.push(' ');
                phrase.push_str(&other.fold);
            }
            Cow::Owned(phrase)
        })
    }

    /// The stretch from the first to the last of these words.
    pub(crate) fn span(&self, first: usize, last: usize) -> Span {
        match (self.list.get(first), self.list.get(last)) {
            (Some(a), Some(b)) => a.span.join(b.span),
            _ => Span::new(0, 0),
        }
    }

    pub(crate) fn slice(&self, first: usize, last: usize) -> &'a str {
        self.span(first, last).of(self.text)
    }

    pub(crate) fn token(&self, at: usize) -> Option<&'a Token> {
        self.analysis.tokens.get(self.list.get(at)?.token? as usize)
    }

    pub(crate) fn of_token(&self, token: u32) -> Option<usize> {
        self.of_token.get(token as usize).filter(|w| **w != u32::MAX).map(|w| *w as usize)
    }

    pub(crate) fn sentence(&self, at: usize) -> Option<&'a Sentence> {
        self.analysis.sentences.get(self.list.get(at)?.sentence as usize)
    }

    /// Paragraph of a word; furniture counts as none.
    pub(crate) fn paragraph(&self, at: usize) -> Option<u32> {
        self.sentence(at).map(|sentence| sentence.paragraph)
    }

    /// The two words lie in one sentence.
    pub(crate) fn together(&self, a: usize, b: usize) -> bool {
        matches!((self.list.get(a), self.list.get(b)), (Some(a), Some(b)) if a.sentence == b.sentence)
    }

    /// The token in `first..=last` whose governor lies outside.
    pub(crate) fn head(&self, first: usize, last: usize) -> Option<u32> {
        let tokens = || (first..=last).filter_map(|at| self.list.get(at)?.token);
        let inside = |token: u32| tokens().any(|t| t == token);
        let outer = tokens().find(|t| {
            self.analysis
                .tokens
                .get(*t as usize)
                .is_some_and(|token| token.head == *t || !inside(token.head))
        });
        outer.or_else(|| tokens().next_back())
    }

    /// Words that begin inside this stretch of text.
    pub(crate) fn within(&self, span: Span) -> std::ops::Range<usize> {
        let first = self.list.partition_point(|word| word.span.start() < span.start());
        let last = self.list.partition_point(|word| word.span.start() < span.end());
        first..last.max(first)
    }

    fn settle(&mut self) {
        let (tokens, sentences) = (&self.analysis.tokens, &self.analysis.sentences);
        let (mut token, mut sentence) = (0, 0);
        let mut outside = u32::try_from(sentences.len()).unwrap_or(u32::MAX);
        for (at, word) in self.list.iter_mut().enumerate() {
            let start = word.span.start();
            while tokens.get(token).is_some_and(|t| t.span.end() <= start) {
                token += 1;
            }
            while sentences.get(sentence).is_some_and(|s| s.span.end() <= start) {
                sentence += 1;
            }
            if tokens.get(token).is_some_and(|t| t.span.start() <= start) {
                word.token = u32::try_from(token).ok();
                let of = &mut self.of_token[token];
                *of = (*of).min(u32::try_from(at).unwrap_or(u32::MAX));
            }
            if sentences.get(sentence).is_some_and(|s| s.span.start() <= start) {
                word.sentence = u32::try_from(sentence).unwrap_or(u32::MAX);
            } else {
                outside =
                    if word.glue == Glue::Start { outside.saturating_add(1) } else { outside };
                word.sentence = outside;
            }
        }
        for at in 1..self.list.len() {
            if self.list[at].sentence != self.list[at - 1].sentence {
                self.list[at].glue = Glue::Start;
            }
        }
    }

    fn mark_shouting(&mut self) {
        let mut first = 0;
        while first < self.list.len() {
            let sentence = self.list[first].sentence;
            let end =
                first + self.list[first..].iter().take_while(|w| w.sentence == sentence).count();
            let upper = self.list[first..end].iter().filter(|w| w.shape == Shape::Upper).count();
            let lower = self.list[first..end]
                .iter()
                .filter(|w| w.shape != Shape::Upper && w.fold.len() > 2)
                .count();
            if upper > 3 && upper > lower * 4 {
                self.list[first..end].iter_mut().for_each(|w| w.shouted = true);
            }
            first = end;
        }
    }
}

fn split(text: &str, region: Span, role: RegionRole, list: &mut Vec<Word>) {
    let body = region.of(text);
    let mut previous_end = 0;
    let mut first = true;
    let mut chars = body.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !c.is_alphanumeric() || possessive_s(body, start, c) {
            continue;
        }
        let mut end = start + c.len_utf8();
        while let Some(&(at, next)) = chars.peek() {
            if !(next.is_alphanumeric() || is_combining(next) || inner_apostrophe(body, at, next)) {
                break;
            }
            end = at + next.len_utf8();
            chars.next();
        }
        let word = &body[start..end];
        let mut folded = fold(word);
        folded.retain(|c| c != ' ');
        if folded.is_empty() {
            continue;
        }
        let gap = &body[previous_end..start];
        let after = &body[end..];
        list.push(Word {
            fold: folded,
            span: Span::new(region.start() + start, region.start() + end),
            token: None,
            sentence: 0,
            region: role,
            glue: if first { Glue::Start } else { glue(gap, &body[..previous_end], role) },
            shape: shape(word),
            possessive: is_possessive(word, after),
            shouted: false,
        });
        first = false;
        previous_end = end;
    }
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

const APOSTROPHES: [char; 5] = ['\'', '’', '‘', 'ʻ', 'ʼ'];

/// The `s` of a possessive ending, which is no word of its own.
fn possessive_s(body: &str, at: usize, c: char) -> bool {
    let mut back = body[..at].chars().rev();
    c == 's'
        && back.next().is_some_and(|mark| APOSTROPHES.contains(&mark))
        && back.next().is_some_and(char::is_alphanumeric)
        && !body[at + 1..].chars().next().is_some_and(char::is_alphanumeric)
}

/// An apostrophe inside a word, not the mark of a possessive.
fn inner_apostrophe(body: &str, at: usize, c: char) -> bool {
    if !APOSTROPHES.contains(&c) {
        return false;
    }
    let mut rest = body[at + c.len_utf8()..].chars();
    match (rest.next(), rest.next()) {
        (Some('s'), next) => next.is_some_and(char::is_alphanumeric),
        (Some(next), _) => next.is_alphanumeric(),
        (None, _) => false,
    }
}

fn is_possessive(word: &str, after: &str) -> bool {
    let mut rest = after.chars();
    if !rest.next().is_some_and(|c| APOSTROPHES.contains(&c)) {
        return false;
    }
    match rest.next() {
        Some('s') => !rest.next().is_some_and(char::is_alphanumeric),
        Some(c) => c.is_whitespace() && word.ends_with('s'),
        None => false,
    }
}

fn glue(gap: &str, before: &str, role: RegionRole) -> Glue {
    let lines = gap.matches('\n').count();
    if lines > 1 || (lines == 1 && role != RegionRole::Title && role != RegionRole::Body) {
        return Glue::Start;
    }
    let rest = match gap.strip_prefix(APOSTROPHES) {
        Some(rest) => rest.strip_prefix('s').unwrap_or(rest),
        None => gap,
    };
    let mut marks = rest.chars().filter(|c| !c.is_whitespace());
    let spaced = rest.contains(char::is_whitespace);
    match (marks.next(), marks.next(), marks.next()) {
        (None, ..) => Glue::Blank,
        (Some('-' | '–' | '—' | '‑' | '‐'), None, _) if !spaced => Glue::Hyphen,
        (Some('&'), None, _) => Glue::Blank,
        (Some(','), None, _) => Glue::Comma,
        (Some('.'), None, _) if !spaced || initial(before) => Glue::Blank,
        (Some('.'), None, _) => Glue::Dot,
        (Some('('), None, _) => Glue::Open,
        (Some(')'), None, _) | (Some(')'), Some(','), None) => Glue::Close,
        _ => Glue::Other,
    }
}

/// The text ends with a single letter standing alone: the stop after it is no end.
fn initial(before: &str) -> bool {
    let mut back = before.chars().rev();
    back.next().is_some_and(char::is_uppercase) && !back.next().is_some_and(char::is_alphanumeric)
}

fn shape(word: &str) -> Shape {
    let letters = word.chars().filter(|c| c.is_alphabetic());
    let (mut upper, mut lower) = (0, 0);
    for c in letters {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_lowercase());
    }
    match word.chars().next() {
        Some(_) if upper > 1 && (lower == 0 || upper > lower) => Shape::Upper,
        Some(c) if c.is_uppercase() || (upper > 0 && lower == 0) => Shape::Capital,
        _ => Shape::Lower,
    }
}
