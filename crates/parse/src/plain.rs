//! Words and sentences by rule, for languages without a model.
//!
//! A paragraph comes in; tokens without grammar go out (each governs itself). Sentences end at `.?!…` except after
//! abbreviations, initials and before small letters.

use crate::gather::Gather;
use crate::layout::Paragraph;
use chancery_record::{Dep, Pos, Span, Tag, Token};
use std::sync::Arc;

/// Adds the tokens and sentences of a paragraph.
pub(crate) fn read(text: &str, paragraph: &Paragraph, gather: &mut Gather) {
    let pieces = pieces(paragraph.span.of(text), paragraph.span.start());
    let mut first = 0;
    for at in 0..pieces.len() {
        if at + 1 == pieces.len() || ends_sentence(text, &pieces, at) {
            let base = gather.next_token();
            let tokens = pieces[first..=at].iter().zip(base..).map(|(span, index)| Token {
                span: *span,
                lemma: Arc::from(span.of(text).to_lowercase()),
                pos: coarse(span.of(text)),
                tag: Tag::None,
                dep: Dep::Dep,
                head: index,
                sentence: 0,
            });
            gather.sentence(paragraph, tokens.collect());
            first = at + 1;
        }
    }
}

/// Runs of letters and digits (with inner hyphens, apostrophes and decimal marks), and single marks.
fn pieces(text: &str, offset: usize) -> Vec<Span> {
    let mut out = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if first.is_whitespace() {
            continue;
        }
        let mut end = start + first.len_utf8();
        if first.is_alphanumeric() {
            let mut before = first;
            while let Some(&(at, next)) = chars.peek() {
                let after = text[at + next.len_utf8()..].chars().next().unwrap_or(' ');
                let inner = match next {
                    '-' | '‑' | '\'' | '’' => after.is_alphanumeric(),
                    ',' | '.' => before.is_ascii_digit() && after.is_ascii_digit(),
                    _ => next.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&next),
                };
                if !inner {
                    break;
                }
                before = next;
                end = at + next.len_utf8();
                chars.next();
            }
        } else if first == '.' {
            while chars.next_if(|(_, c)| *c == '.').is_some() {
                end += 1;
            }
        }
        out.push(Span::new(offset + start, offset + end));
    }
    out
}

fn coarse(word: &str) -> Pos {
    let letters = word.chars().any(char::is_alphanumeric);
    let figures = letters && word.chars().all(|c| c.is_numeric() || ",.-".contains(c));
    if figures {
        Pos::Num
    } else if letters {
        Pos::X
    } else {
        Pos::Punct
    }
}

fn ends_sentence(text: &str, pieces: &[Span], at: usize) -> bool {
    let word = |n: usize| pieces.get(n).map_or("", |span| span.of(text));
    let closers = |w: &str| matches!(w, "»" | "”" | "\"" | ")" | "’" | "“" | "]");
    let mut mark = at;
    while mark > 0 && closers(word(mark)) {
        mark -= 1;
    }
    let stop = word(mark);
    if !(stop.starts_with('.') || matches!(stop, "?" | "!" | "…")) {
        return false;
    }
    let glued = pieces.get(at + 1).is_some_and(|next| next.start() == pieces[at].end());
    if glued {
        return false;
    }
    let next = word(at + 1);
    // "— сказал он. — Мы готовы": the saying goes on as a sentence of its own.
    let goes_on = mark == at && word(at + 2).starts_with(char::is_uppercase);
    if matches!(next, "—" | "–") && goes_on {
        return !is_short(text, pieces, mark);
    }
    if closers(next) || matches!(next, "," | ";" | ":" | "—" | "–") {
        // A closing mark set off by a space still belongs; a dash goes on with the cue of a quotation.
        return false;
    }
    let opens = next.trim_start_matches(['«', '“', '„', '"', '(', '‘', '—']);
    if opens.is_empty() {
        return !is_short(text, pieces, mark);
    }
    if opens.chars().next().is_some_and(char::is_lowercase) {
        return false;
    }
    stop != "." || !is_short(text, pieces, mark)
}

/// A stop that belongs to an abbreviation or an initial.
fn is_short(text: &str, pieces: &[Span], stop: usize) -> bool {
    let Some(before) = stop.checked_sub(1).map(|n| pieces[n]) else {
        return false;
    };
    if before.end() != pieces[stop].start() {
        return false;
    }
    let word = before.of(text);
    let low = word.to_lowercase();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let head = matches!(
        low.as_str(),
        "им" | "ул"
            | "гор"
            | "пос"
            | "обл"
            | "корр"
            | "тов"
            | "акад"
            | "проф"
            | "зам"
            | "см"
            | "ср"
            | "св"
            | "стр"
            | "др-р"
            | "mr"
            | "mrs"
            | "ms"
            | "dr"
            | "gen"
            | "col"
            | "lt"
            | "sgt"
            | "sen"
            | "rep"
            | "st"
            | "no"
            | "adm"
            | "capt"
            | "maj"
            | "prof"
            | "hon"
            | "amb"
            | "vs"
            | "ок"
            | "гл"
            | "пр"
            | "ст"
            | "п"
            | "д"
            | "гр"
            | "тел"
            | "ред"
            | "jan"
            | "feb"
            | "aug"
            | "sept"
            | "oct"
            | "nov"
            | "dec"
            | "тыс"
            | "млн"
            | "млрд"
            | "руб"
            | "долл"
            | "т"
            | "гг"
    );
    // "в г. Оррин" but "в 2031 г. Потом".
    let counted = stop
        .checked_sub(2)
        .is_some_and(|n| pieces[n].of(text).starts_with(|c: char| c.is_ascii_digit()));
    let single = matches!(low.as_str(), "г" | "с" | "о" | "р") && !counted;
    initial || head || single
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<String> {
        let spans = pieces(text, 0);
        let mut out = Vec::new();
        let mut first = 0;
        for at in 0..spans.len() {
            if at + 1 == spans.len() || ends_sentence(text, &spans, at) {
                out.push(text[spans[first].start()..spans[at].end()].to_owned());
                first = at + 1;
            }
        }
        out
    }

    #[test]
    fn initials_and_abbreviations_do_not_end_a_sentence() {
        let text = "Министр А. П. Лугов прибыл в пос. Ясный. Там его ждали!";
        assert_eq!(sentences(text), ["Министр А. П. Лугов прибыл в пос. Ясный.", "Там его ждали!"]);
    }

    #[test]
    fn a_cue_after_a_quotation_stays_with_it() {
        let text = "«Мы ждём ответа!» — сказал посол. Ответа нет.";
        assert_eq!(sentences(text), ["«Мы ждём ответа!» — сказал посол.", "Ответа нет."]);
        let text = "«Мы ждём, — сказал посол. — Порт открыт».";
        assert_eq!(sentences(text), ["«Мы ждём, — сказал посол.", "— Порт открыт»."]);
    }

    #[test]
    fn inner_hyphens_and_decimals_stay_in_the_word() {
        let text = "Улан-Орин дал 7,4 процента.";
        let words: Vec<&str> = pieces(text, 0).iter().map(|s| s.of(text)).collect();
        assert_eq!(words, ["Улан-Орин", "дал", "7,4", "процента", "."]);
    }
}
