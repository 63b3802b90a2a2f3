//! Regions to paragraphs: which stretches are read as one running text.
//!
//! Blank lines part paragraphs; so do line breaks between list items, headings and full paragraphs. A line break inside a
//! running sentence does not. Paragraphs slice the document and never hold page furniture.

use chancery_record::{Document, Language, RegionRole, Span};

/// A stretch of running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Paragraph {
    pub(crate) span: Span,
    pub(crate) region: RegionRole,
    pub(crate) language: Language,
    /// Its number in the document; the pieces of an overlong paragraph share it.
    pub(crate) number: u32,
}

impl Paragraph {
    /// What is left of it from this byte of it on.
    pub(crate) fn from(self, offset: usize) -> Self {
        Self { span: Span::new(self.span.start() + offset, self.span.end()), ..self }
    }
}

/// Longer runs of text are cut at a space: no one writes them, and the models work on whole paragraphs.
const LONGEST: usize = 16_384;

/// The paragraphs of a document in order of the text.
pub(crate) fn paragraphs(document: &Document) -> Vec<Paragraph> {
    let mut out = Vec::new();
    let mut number = 0;
    for region in &document.regions {
        if region.role.is_furniture() {
            continue;
        }
        let text = region.span.of(&document.text);
        for block in blocks(text) {
            for span in running(text, &block) {
                for (start, end) in cut(text, span) {
                    let at = region.span.start();
                    out.push(Paragraph {
                        span: Span::new(at + start, at + end),
                        region: region.role,
                        language: region.language,
                        number,
                    });
                }
                number += 1;
            }
        }
    }
    out
}

/// The runs of text between breaks that part paragraphs, as byte ranges, trimmed.
pub(crate) fn lines(text: &str) -> Vec<(usize, usize)> {
    blocks(text).iter().flat_map(|block| running(text, block)).collect()
}

type Range = (usize, usize);

/// Lines between blank lines, each trimmed.
fn blocks(text: &str) -> Vec<Vec<Range>> {
    let mut out: Vec<Vec<Range>> = Vec::new();
    let mut open = false;
    let mut at = 0;
    for line in text.split_inclusive(['\n', '\u{2028}', '\u{2029}', '\u{c}']) {
        let start = at + (line.len() - line.trim_start().len());
        let end = at + line.trim_end().len();
        at += line.len();
        if start >= end {
            open = false;
        } else if let (true, Some(block)) = (open, out.last_mut()) {
            block.push((start, end));
        } else {
            out.push(vec![(start, end)]);
            open = true;
        }
    }
    out
}

/// Joins the lines of a block that run on.
fn running(text: &str, block: &[Range]) -> Vec<Range> {
    let width = block.iter().map(|&(s, e)| text[s..e].chars().count()).max().unwrap_or(0);
    let mut out: Vec<Range> = Vec::new();
    for (n, &(start, end)) in block.iter().enumerate() {
        let before = n.checked_sub(1).map(|n| &text[block[n].0..block[n].1]);
        let joins =
            before.is_some_and(|before| runs_on(before, &text[start..end], width, block.len()));
        match out.last_mut() {
            Some(last) if joins => last.1 = end,
            _ => out.push((start, end)),
        }
    }
    out
}

/// True when the break between two lines stands inside a running text.
fn runs_on(before: &str, line: &str, width: usize, lines: usize) -> bool {
    if is_item(line) {
        return false;
    }
    let last = before.chars().rev().find(|c| !"\"'”’»)]“".contains(*c)).unwrap_or(' ');
    let ended = ".!?…:;".contains(last);
    let first = line.chars().next().unwrap_or(' ');
    if !ended && first.is_lowercase() {
        return true;
    }
    let length = before.chars().count();
    let word = line.split(char::is_whitespace).next().map_or(0, |w| w.chars().count());
    // The next word would not have fitted: the text was wrapped by a machine.
    let wrapped = (60..=130).contains(&width) && length + 1 + word > width;
    wrapped && (!ended || (lines > 2 && last != ':'))
}

/// A line that opens with a bullet, a number or a letter of a list.
pub(crate) fn is_item(line: &str) -> bool {
    let mut chars = line.chars();
    let Some(first) = chars.next() else {
        return false;
    };
    if "-–—•*·▪‣○●■".contains(first) {
        return chars.next().is_some_and(char::is_whitespace);
    }
    let head: String = line.chars().take(7).take_while(|c| !c.is_whitespace()).collect();
    let label = head.trim_start_matches('(');
    let body = label.trim_end_matches(['.', ')']);
    let short = body.chars().count() <= 4 && !body.is_empty();
    let counted = body.chars().all(|c| c.is_ascii_digit())
        || body.chars().all(|c| "ivxIVX".contains(c))
        || body.chars().count() == 1;
    short && counted && (label.ends_with(['.', ')']))
}

/// Cuts an overlong paragraph at spaces.
fn cut(text: &str, (start, end): Range) -> Vec<Range> {
    let mut out = Vec::new();
    let mut at = start;
    while end - at > LONGEST {
        let mut limit = at + LONGEST;
        while !text.is_char_boundary(limit) {
            limit -= 1;
        }
        let stop = text[at..limit]
            .rfind(". ")
            .map(|n| n + 1)
            .or_else(|| text[at..limit].rfind(char::is_whitespace))
            .filter(|n| *n > 0)
            .map_or(limit, |n| at + n);
        out.push((at, stop));
        at = stop + (text[stop..end].len() - text[stop..end].trim_start().len());
    }
    if at < end {
        out.push((at, end));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<&str> {
        super::lines(text).into_iter().map(|(s, e)| &text[s..e]).collect()
    }

    #[test]
    fn blank_lines_part_paragraphs() {
        assert_eq!(lines("One here.\n\n  Two there. \n"), ["One here.", "Two there."]);
    }

    #[test]
    fn a_wrapped_sentence_is_one_paragraph() {
        let text = "The envoys of both island republics sat down on the quay at Orrin\nHarbour and did not rise before dawn, the \
                    ferry captain said.\nNobody had slept.";
        assert_eq!(lines(text), [text]);
    }

    #[test]
    fn items_and_full_paragraphs_stand_alone() {
        let text = "Adopted were:\n(i) the Orrin Charter;\n(ii) the harbour plan.\n— a list of ports\n1. Ferries";
        assert_eq!(lines(text).len(), 5);
        let text = "Ministers met in Orrin.\nThey will meet again.";
        assert_eq!(lines(text).len(), 2);
    }

    #[test]
    fn an_overlong_run_is_cut_at_spaces() {
        let text = "word ".repeat(10_000);
        let pieces = cut(&text, (0, text.trim_end().len()));
        assert!(pieces.len() > 2 && pieces.iter().all(|(s, e)| e - s <= LONGEST));
        assert!(pieces.iter().all(|&(s, e)| text[s..e].trim() == &text[s..e]));
    }
}
