//! The text cut into paragraphs, each with what can be seen of it alone.
//!
//! Text comes in, paragraphs with counts, cue and language go out; lines that a narrow page broke are joined again.
//! Says nothing about roles: that is `regions`.

use crate::cues::{self, Cue};
use crate::language;
use chancery_record::{Language, Span};

/// A line, or several lines of one broken paragraph.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent things seen of a line")]
pub(crate) struct Paragraph {
    /// Without blanks at its ends.
    pub(crate) span: Span,
    /// An empty line stands before.
    pub(crate) gap: bool,
    /// Words; of a script without blanks, half its characters.
    pub(crate) words: usize,
    /// What the line says of itself.
    pub(crate) cue: Option<Cue>,
    /// Language, when it shows.
    pub(crate) language: Option<Language>,
    /// Ends as sentences do.
    pub(crate) closed: bool,
    /// Reads as running text.
    pub(crate) prose: bool,
    /// Begins as an item of a list.
    pub(crate) item: bool,
}

impl Paragraph {
    fn read(text: &str, span: Span, gap: bool) -> Self {
        let line = span.of(text);
        let words = count_words(line);
        let short = words <= 80;
        let low = if short { small(line) } else { String::new() };
        let mut cue = if short { cues::cue(line, &low, words) } else { None };
        let closed = cues::ends_sentence(line);
        let opens_list = line.ends_with([':', ';']);
        let prose =
            cue.is_none() && ((words >= 6 && closed) || (words >= 9 && opens_list) || words >= 32);
        if cue.is_none() && words <= 6 && line.chars().filter(|c| c.is_alphabetic()).count() < 2 {
            cue = Some(Cue::Furniture);
        }
        Self {
            span,
            gap,
            words,
            cue,
            language: language::language(line),
            closed,
            prose,
            item: is_item(line),
        }
    }

    /// Letters at stake.
    pub(crate) fn weight(&self) -> usize {
        self.span.len()
    }
}

/// In small letters, `ё` as `е`.
pub(crate) fn small(line: &str) -> String {
    line.chars().flat_map(char::to_lowercase).map(|c| if c == 'ё' { 'е' } else { c }).collect()
}

/// The paragraphs of a text, in order; together they hold every character that is not blank.
pub(crate) fn paragraphs(text: &str) -> Vec<Paragraph> {
    let lines = lines(text);
    let width = column_width(text, &lines);
    let mut out: Vec<(Span, bool)> = Vec::new();
    for (span, gap) in lines {
        match (out.last_mut(), width) {
            (Some((before, _)), Some(width)) if !gap && runs_on(text, *before, span, width) => {
                *before = before.join(span);
            }
            _ => out.push((span, gap)),
        }
    }
    out.into_iter().map(|(span, gap)| Paragraph::read(text, span, gap)).collect()
}

fn lines(text: &str) -> Vec<(Span, bool)> {
    let mut out = Vec::new();
    let (mut at, mut gap) = (0, true);
    for line in text.split(is_break) {
        let end = at + line.len();
        let head = line.len() - line.trim_start().len();
        let kept = line.trim();
        if kept.is_empty() {
            // CR LF is one end of line, not an empty line between two.
            let crlf =
                line.is_empty() && text[..at].ends_with('\r') && text[at..].starts_with('\n');
            gap |= !crlf;
        } else {
            out.push((Span::new(at + head, at + head + kept.len()), gap));
            gap = false;
        }
        at = end + text[end..].chars().next().map_or(0, char::len_utf8);
    }
    out
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The column at which a text is broken into lines, when it is: many lines, none long, most of them nearly full.
fn column_width(text: &str, lines: &[(Span, bool)]) -> Option<usize> {
    let lengths = || lines.iter().map(|(span, _)| span.of(text).chars().count());
    let longest = lengths().max().filter(|n| (50..=110).contains(n))?;
    let full = lengths().filter(|n| *n * 5 >= longest * 4).count();
    (lines.len() >= 6 && full * 5 >= lines.len() * 2).then_some(longest)
}

fn runs_on(text: &str, before: Span, line: Span, width: usize) -> bool {
    let last = before.of(text).rsplit(is_break).next().unwrap_or_default();
    let line = line.of(text);
    let room = width.saturating_sub(last.chars().count());
    let first = line.split_whitespace().next().map_or(0, |w| w.chars().count());
    // A line was broken because the next word had no room.
    !is_item(line) && (first + 1 > room || line.starts_with(char::is_lowercase) && room < width / 2)
}

fn count_words(line: &str) -> usize {
    let words = line.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).count();
    let han = line.chars().filter(|c| ('\u{3040}'..='\u{9fff}').contains(c)).count();
    words.max(han / 2)
}

fn is_item(line: &str) -> bool {
    let mut chars = line.chars();
    let Some(first) = chars.next() else { return false };
    if "—–-•*·▪●■◦‣".contains(first) {
        return chars.next().is_some_and(|c| c.is_whitespace() || first != '-');
    }
    let head: String =
        line.trim_start_matches('(').chars().take_while(|c| c.is_alphanumeric()).take(5).collect();
    let after = line.trim_start_matches('(').get(head.len()..).unwrap_or_default();
    let number = head.chars().all(|c| c.is_ascii_digit()) && (1..=3).contains(&head.len());
    let roman = (1..=4).contains(&head.len()) && head.chars().all(|c| "ivxIVX".contains(c));
    let letter = head.chars().count() == 1 && head.chars().all(char::is_lowercase);
    (number || roman || letter) && (after.starts_with(") ") || (after.starts_with(". ") && !letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_narrow_page_is_joined_again() {
        let text = "Lake talks end without a paper\n\nThe envoys of Norland and Sund left the lake on Monday without\nhaving signed the treaty that both had praised a week before, and\nneither of them would say when the talks are to go on again. The\nhosts were silent.\n\nA second round had been promised for the autumn by the minister of\nlakes.\n";
        let spans: Vec<&str> = paragraphs(text).iter().map(|p| p.span.of(text)).collect();
        assert_eq!(spans.len(), 3, "{spans:?}");
        assert!(spans[1].starts_with("The envoys") && spans[1].ends_with("hosts were silent."));
    }

    #[test]
    fn empty_lines_are_gaps_whatever_the_line_end() {
        let text = "One\r\nTwo\r\n\r\nThree\n \nFour";
        let seen: Vec<(&str, bool)> =
            paragraphs(text).iter().map(|p| (p.span.of(text), p.gap)).collect();
        assert_eq!(seen, [("One", true), ("Two", false), ("Three", true), ("Four", true)]);
    }

    #[test]
    fn items_of_lists() {
        for line in [
            "1. The heads of state met",
            "(ii) the Action Plan;",
            "— ход работ;",
            "- a second",
            "a) first",
        ] {
            assert!(is_item(line), "{line}");
        }
        for line in ["A second", "14 March was calm", "-5 degrees", "Mr. Voss"] {
            assert!(!is_item(line), "{line}");
        }
    }
}
