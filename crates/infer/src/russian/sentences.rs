//! Russian text into sentences, by the rules of razdel: every stop, closing mark or smile may end one, unless
//! what stands around it says otherwise.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use unicode_general_category::{GeneralCategory, get_general_category};

use super::tokens::smile;
use crate::chars::{is_alpha, is_decimal, is_digit, is_space, is_word};

const ENDINGS: &str = ".?!…";
const GENERIC_QUOTES: &str = "\"„'";
const CLOSING_QUOTES: &str = "»”’";
const CLOSING_BRACKETS: &str = ")]}";
const DASHES: &str = "‑–—−-";
/// Characters that a rule sees to either side.
const WINDOW: usize = 10;
/// Characters of the longest label of a list.
const LONGEST_LABEL: usize = 20;

/// The sentences of a text, ascending, without the space around them.
pub(crate) fn sentences(text: &str, out: &mut Vec<Range<usize>>) {
    let mut start = 0;
    let mut skip = 0;
    for (at, c) in text.char_indices() {
        if at < skip {
            continue;
        }
        let Some(length) = delimiter(c, &text[at..]) else { continue };
        skip = at + length;
        if !Place::new(text, start, at, skip).joins() {
            push(text, start..skip, out);
            start = skip;
        }
    }
    push(text, start..text.len(), out);
}

fn push(text: &str, range: Range<usize>, out: &mut Vec<Range<usize>>) {
    let sentence = text[range.clone()].trim_end_matches(is_space);
    let end = range.start + sentence.len();
    let start = end - sentence.trim_start_matches(is_space).len();
    if start < end {
        out.push(start..end);
    }
}

/// The bytes of a delimiter that the text begins with.
fn delimiter(first: char, text: &str) -> Option<usize> {
    match first {
        '=' | ':' => smile(text),
        ';' => Some(smile(text).unwrap_or(1)),
        '.' | '?' | '!' | '…' | '"' | '„' | '\'' | '»' | '”' | '’' | ')' | ']' | '}' => {
            Some(first.len_utf8())
        }
        _ => None,
    }
}

/// A delimiter with what the rules look at.
struct Place<'a> {
    /// From the end of the last sentence to the delimiter.
    running: &'a str,
    left: &'a str,
    delimiter: &'a str,
    right: &'a str,
}

impl<'a> Place<'a> {
    fn new(text: &'a str, start: usize, at: usize, end: usize) -> Self {
        let from = text[..at].char_indices().rev().nth(WINDOW - 1).map_or(0, |(from, _)| from);
        let to = text[end..].char_indices().nth(WINDOW).map_or(text.len(), |(to, _)| end + to);
        Self {
            running: &text[start..at],
            left: &text[from..at],
            delimiter: &text[at..end],
            right: &text[end..to],
        }
    }

    /// Whether the sentence goes on.
    fn joins(&self) -> bool {
        let (Some(left), Some(right)) = (last_token(self.left), first_token(self.right)) else {
            return true;
        };
        !self.right.starts_with(is_space)
            || is_lower_alpha(right)
            || self.is_before_delimiter(right)
            || (self.delimiter == "." && (self.is_abbreviation(left, right) || is_initial(left)))
            || self.is_label()
            || self.is_closing_mark(left)
            || (DASHES.contains(right) && first_word(self.right).is_some_and(is_lower_alpha))
    }

    fn is_before_delimiter(&self, right: &str) -> bool {
        let is_delimiter = [ENDINGS, ";", CLOSING_QUOTES, CLOSING_BRACKETS]
            .iter()
            .any(|delimiters| delimiters.contains(right));
        is_delimiter
            || (!GENERIC_QUOTES.contains(right)
                && smile(self.right.trim_start_matches(is_space)).is_some())
    }

    fn is_abbreviation(&self, left: &str, right: &str) -> bool {
        let table = &*ABBREVIATIONS;
        let pair = last_pair(self.left).map(|(a, b)| format!("{a} {b}").to_lowercase());
        match pair {
            Some(pair) if table.head.contains(pair.as_str()) => return true,
            // A pair that goes on only before some words says nothing of its second half.
            Some(pair) if table.tail.contains(pair.as_str()) => {
                return goes_on(right) || is_inside_pair(left, right);
            }
            _ => {}
        }
        let word = left.to_lowercase();
        table.head.contains(word.as_str())
            || (table.tail.contains(word.as_str()) && goes_on(right))
            || is_inside_pair(left, right)
    }

    /// `1.` or `2.а)`: the label of a list item, not a sentence.
    fn is_label(&self) -> bool {
        matches!(self.delimiter, "." | ")")
            && self.running.chars().nth(LONGEST_LABEL).is_none()
            && tokens(self.running).all(is_label_part)
    }

    fn is_closing_mark(&self, left: &str) -> bool {
        if GENERIC_QUOTES.contains(self.delimiter) && self.left.ends_with(is_space) {
            return true;
        }
        [GENERIC_QUOTES, CLOSING_QUOTES, CLOSING_BRACKETS]
            .iter()
            .any(|marks| marks.contains(self.delimiter))
            && !ENDINGS.contains(left)
    }
}

struct Abbreviations {
    head: HashSet<&'static str>,
    tail: HashSet<&'static str>,
    initials: HashSet<&'static str>,
}

static ABBREVIATIONS: LazyLock<Abbreviations> = LazyLock::new(|| {
    let of = |kind: &str| {
        let rows = include_str!("../../data/ru-abbreviations.tsv").lines();
        let rows = rows.filter_map(|row| row.split_once('\t'));
        rows.filter(|(of, _)| *of == kind).map(|(_, words)| words).collect()
    };
    Abbreviations { head: of("head"), tail: of("tail"), initials: of("initials") }
});

fn is_inside_pair(left: &str, right: &str) -> bool {
    let pair = format!("{} {}", left.to_lowercase(), right.to_lowercase());
    ABBREVIATIONS.head.contains(pair.as_str()) || ABBREVIATIONS.tail.contains(pair.as_str())
}

fn is_initial(left: &str) -> bool {
    let mut chars = left.chars();
    let is_capital = chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
    is_capital || ABBREVIATIONS.initials.contains(left.to_lowercase().as_str())
}

/// Whether this may follow an abbreviation inside a sentence: a number, a sign, a word in small letters.
fn goes_on(token: &str) -> bool {
    token.chars().all(is_digit) || !token.chars().all(is_alpha) || is_lower(token)
}

fn is_label_part(token: &str) -> bool {
    token.chars().all(is_digit)
        || matches!(token, "." | ")")
        || matches!(
            &*token.to_lowercase(),
            "§" | "а" | "б" | "в" | "г" | "д" | "е" | "a" | "b" | "c" | "d" | "e" | "f"
        )
        || token.chars().all(|c| "IVXML".contains(c))
}

fn is_lower_alpha(token: &str) -> bool {
    token.chars().all(is_alpha) && is_lower(token)
}

/// No capital, and at least one small letter.
pub(crate) fn is_lower(text: &str) -> bool {
    !text.chars().any(|c| c.is_uppercase() || is_title(c)) && text.chars().any(char::is_lowercase)
}

/// No small letter, and at least one capital.
pub(crate) fn is_upper(text: &str) -> bool {
    !text.chars().any(|c| c.is_lowercase() || is_title(c)) && text.chars().any(char::is_uppercase)
}

/// A digraph whose first half is a capital.
fn is_title(c: char) -> bool {
    !c.is_ascii() && get_general_category(c) == GeneralCategory::TitlecaseLetter
}

/// The two single letters of `т. е`, each the last of its word.
fn last_pair(left: &str) -> Option<(char, char)> {
    let left = left.trim_end_matches(is_space);
    let second = left.chars().next_back().filter(|&c| is_word(c))?;
    let left = left[..left.len() - second.len_utf8()].trim_end_matches(is_space);
    let left = left.strip_suffix('.')?.trim_end_matches(is_space);
    Some((left.chars().next_back().filter(|&c| is_word(c))?, second))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letters,
    Digits,
    Sign,
}

fn kind(c: char) -> Kind {
    if is_decimal(c) {
        Kind::Digits
    } else if is_word(c) {
        Kind::Letters
    } else {
        Kind::Sign
    }
}

/// A run of letters, a run of digits or one sign at the beginning, after any space.
fn first_token(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(is_space);
    let first = text.chars().next()?;
    let end = match kind(first) {
        Kind::Sign => first.len_utf8(),
        of => text.find(|c| kind(c) != of).unwrap_or(text.len()),
    };
    Some(&text[..end])
}

fn last_token(text: &str) -> Option<&str> {
    let text = text.trim_end_matches(is_space);
    let last = text.chars().next_back()?;
    let start = match kind(last) {
        Kind::Sign => text.len() - last.len_utf8(),
        of => {
            text.len()
                - text
                    .chars()
                    .rev()
                    .take_while(|&c| kind(c) == of)
                    .map(char::len_utf8)
                    .sum::<usize>()
        }
    };
    Some(&text[start..])
}

fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let token = first_token(rest)?;
        rest = &rest.trim_start_matches(is_space)[token.len()..];
        Some(token)
    })
}

fn first_word(text: &str) -> Option<&str> {
    tokens(text).find(|token| token.starts_with(is_word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut found = Vec::new();
        sentences(text, &mut found);
        let found: Vec<&str> = found.into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn stops_end_sentences() {
        check(" Совет собрался. Решения нет! \n", &["Совет собрался.", "Решения нет!"]);
        check("Кто? «Он.» Да… Нет", &["Кто?", "«Он.»", "Да…", "Нет"]);
        check("", &[]);
        check(" \n ", &[]);
    }

    #[test]
    fn abbreviations_and_initials_do_not() {
        check("В г. Ялове встретил И. П. Гронин.", &["В г. Ялове встретил И. П. Гронин."]);
        check("Дали 5 млн. рублей. Т. е. мало.", &["Дали 5 млн. рублей.", "Т. е. мало."]);
        check("Было в 1990 г. Потом нет.", &["Было в 1990 г. Потом нет."]);
        check("Дом, сад и т. д. Он ушёл.", &["Дом, сад и т. д.", "Он ушёл."]);
        check("Дом, сад и т. д. 5 лет.", &["Дом, сад и т. д. 5 лет."]);
    }

    #[test]
    fn labels_belong_to_their_item() {
        check("1. Мир. 2) Труд.", &["1. Мир.", "2) Труд."]);
        check("а) Мир. IV. Труд.", &["а) Мир.", "IV. Труд."]);
    }

    #[test]
    fn closing_marks_end_only_what_was_ended_inside() {
        check("«Да!» Он ушёл.", &["«Да!»", "Он ушёл."]);
        check("Газета «Лист» Пишет.", &["Газета «Лист» Пишет."]);
        check("(Смех.) Он ушёл. — да, он.", &["(Смех.)", "Он ушёл. — да, он."]);
    }
}
