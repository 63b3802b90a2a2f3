//! Text to lexemes: runs of letters, runs of digits, single marks, each with its place.
//!
//! Coarser and steadier than the words of a language model, so that times are found the same with or without one.

/// One run of letters or digits, or one mark.
#[derive(Clone, Debug)]
pub(crate) struct Lexeme<'t> {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) text: &'t str,
    /// Lower case, `ё` as `е`.
    pub(crate) low: String,
    /// No space before it.
    pub(crate) glued: bool,
    /// A paragraph ends before it.
    pub(crate) apart: bool,
    /// The value of a run of digits.
    pub(crate) number: Option<u32>,
}

impl Lexeme<'_> {
    pub(crate) fn is_word(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_alphabetic)
    }

    pub(crate) fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }
}

/// Reads the stretch of `text` that begins at byte `offset` of the document.
pub(crate) fn lexemes(text: &str, offset: usize) -> Vec<Lexeme<'_>> {
    let mut out: Vec<Lexeme<'_>> = Vec::with_capacity(text.len() / 5);
    let mut chars = text.char_indices().peekable();
    let mut gap = Gap::Start;
    while let Some((start, first)) = chars.next() {
        if first.is_whitespace() {
            gap = gap.widened(first);
            continue;
        }
        let mut end = start + first.len_utf8();
        if class(first) != Class::Mark {
            while let Some((at, next)) = chars.next_if(|(_, c)| class(*c) == class(first)) {
                end = at + next.len_utf8();
            }
        }
        let slice = &text[start..end];
        out.push(Lexeme {
            start: offset + start,
            end: offset + end,
            text: slice,
            low: slice.to_lowercase().replace('ё', "е"),
            glued: gap == Gap::None,
            apart: matches!(gap, Gap::Start | Gap::Break),
            number: if class(first) == Class::Digit { slice.parse().ok() } else { None },
        });
        gap = Gap::None;
    }
    out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Mark,
}

fn class(c: char) -> Class {
    if c.is_ascii_digit() {
        Class::Digit
    } else if c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c) {
        Class::Letter
    } else {
        Class::Mark
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Space,
    Line,
    Break,
    Start,
}

impl Gap {
    fn widened(self, by: char) -> Self {
        match (self, by) {
            (Self::Start, _) => Self::Start,
            (Self::Line | Self::Break, '\n') => Self::Break,
            (Self::None | Self::Space, '\n') => Self::Line,
            (Self::None, _) => Self::Space,
            (gap, _) => gap,
        }
    }
}
