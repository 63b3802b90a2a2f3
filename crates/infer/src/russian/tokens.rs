//! Russian text into tokens, by the rules of razdel: atoms of one kind, joined across hyphens, in numbers and in
//! runs of signs.

use std::ops::Range;

use crate::chars::{is_decimal, is_space};

/// A run of letters or digits, or one other character.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Atom {
    start: usize,
    end: usize,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Russian,
    Latin,
    Digits,
    Sign,
    Other,
}

const DASHES: &str = "‑–—−-";
const ENDINGS: &str = ".?!…";

/// Adds the tokens of a text, ascending; `atoms` is working memory.
pub(crate) fn tokenize(text: &str, atoms: &mut Vec<Atom>, out: &mut Vec<Range<usize>>) {
    atoms.clear();
    split(text, atoms);
    let Some(first) = atoms.first() else { return };
    let mut token = first.start..first.end;
    for at in 1..atoms.len() {
        let atom = atoms[at];
        if atom.start == token.end && joins(text, atoms, at, token.start) {
            token.end = atom.end;
        } else {
            out.push(token);
            token = atom.start..atom.end;
        }
    }
    out.push(token);
}

fn split(text: &str, atoms: &mut Vec<Atom>) {
    let mut open: Option<Atom> = None;
    for (start, c) in text.char_indices() {
        let kind = if is_space(c) { None } else { Some(kind(c)) };
        if let Some(atom) = open.take() {
            let is_run = matches!(atom.kind, Kind::Russian | Kind::Latin | Kind::Digits);
            if is_run && kind == Some(atom.kind) {
                open = Some(Atom { end: start + c.len_utf8(), ..atom });
                continue;
            }
            atoms.push(atom);
        }
        open = kind.map(|kind| Atom { start, end: start + c.len_utf8(), kind });
    }
    atoms.extend(open);
}

fn kind(c: char) -> Kind {
    match c {
        // The last are the small letters of old print that fold to modern ones.
        'а'..='я' | 'А'..='Я' | 'ё' | 'Ё' | '\u{1c80}'..='\u{1c86}' => Kind::Russian,
        // The last four fold to `i`, `s` and `k`.
        'a'..='z' | 'A'..='Z' | '\u{130}' | '\u{131}' | '\u{17f}' | '\u{212a}' => Kind::Latin,
        // The opening brace is not among the signs of the reference.
        '\\' | '/' | '!' | '#' | '$' | '%' | '&' | '*' | '+' | ',' | '.' | ':' | ';' | '<'
        | '=' | '>' | '?' | '@' | '^' | '_' | '`' | '|' | '~' | '№' | '…' | '‑' | '–' | '—'
        | '−' | '-' | '«' | '“' | '‘' | '»' | '”' | '’' | '"' | '„' | '\'' | '(' | '[' | '}'
        | ')' | ']' => Kind::Sign,
        _ if is_decimal(c) => Kind::Digits,
        _ => Kind::Other,
    }
}

/// Whether the atom `at` goes on with the token that began at `start` and touches it.
fn joins(text: &str, atoms: &[Atom], at: usize, start: usize) -> bool {
    let of = |atom: Atom| &text[atom.start..atom.end];
    let (left, right) = (atoms[at - 1], atoms[at]);
    let is_one_of = |atom: Atom, signs: &str| atom.kind == Kind::Sign && signs.contains(of(atom));
    // What stands on both sides of a sign, seen from before or from behind the sign.
    let around = |signs: &str| {
        if is_one_of(left, signs) {
            Some((*atoms.get(at.checked_sub(2)?)?, right))
        } else if is_one_of(right, signs) {
            Some((left, *atoms.get(at + 1)?))
        } else {
            None
        }
    };
    let of_words = |sides: Option<(Atom, Atom)>| {
        sides.is_some_and(|(a, b)| a.kind != Kind::Sign && b.kind != Kind::Sign)
    };
    let of_numbers = |sides: Option<(Atom, Atom)>| {
        sides.is_some_and(|(a, b)| a.kind == Kind::Digits && b.kind == Kind::Digits)
    };
    if left.kind == Kind::Sign || right.kind == Kind::Sign {
        if of_words(around(DASHES))
            || of_words(around("_"))
            || of_numbers(around(".,"))
            || of_numbers(around("/\\"))
        {
            return true;
        }
        if left.kind == Kind::Sign && right.kind == Kind::Sign {
            return smile(&text[start..right.end]) == Some(right.end - start)
                || (ENDINGS.contains(of(left)) && ENDINGS.contains(of(right)))
                || matches!((of(left), of(right)), ("-", "-") | ("*", "*"));
        }
        return of(right) == "!" && of(left).eq_ignore_ascii_case("yahoo");
    }
    let is_word = |kind| matches!(kind, Kind::Other | Kind::Russian | Kind::Latin);
    (left.kind == Kind::Other && is_word(right.kind))
        || (is_word(left.kind) && right.kind == Kind::Other)
}

/// The bytes of a smile that the text begins with, as `:-)))`.
pub(crate) fn smile(text: &str) -> Option<usize> {
    let eyes = text.strip_prefix(['=', ':', ';'])?;
    let mouth = eyes.strip_prefix('-').unwrap_or(eyes);
    let wide = mouth.bytes().take(3).take_while(|byte| matches!(byte, b'(' | b')')).count();
    (wide > 0).then(|| text.len() - mouth.len() + wide)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut found = Vec::new();
        tokenize(text, &mut Vec::new(), &mut found);
        let found: Vec<&str> = found.into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn hyphens_join_words_but_not_signs() {
        check("премьер-министр где-то", &["премьер-министр", "где-то"]);
        check("2011–2020 — годы", &["2011–2020", "—", "годы"]);
        check("по-\nрусски", &["по-", "русски"]);
        check("а--б", &["а", "--", "б"]);
        check("_имя_", &["_", "имя", "_"]);
    }

    #[test]
    fn numbers_keep_their_points_and_strokes() {
        check("1,5 млн", &["1,5", "млн"]);
        // The rule for numbers does not see the space.
        check("12/7, 3.", &["12/7,", "3", "."]);
        check("в 1990-е", &["в", "1990-е"]);
    }

    #[test]
    fn runs_of_signs_are_one_token() {
        check("Как?!. Да...", &["Как", "?!.", "Да", "..."]);
        check("«Да»,— сказал", &["«", "Да", "»", ",", "—", "сказал"]);
        check("рад :)) очень", &["рад", ":))", "очень"]);
        check("Yahoo!", &["Yahoo!"]);
    }

    #[test]
    fn foreign_letters_glue_to_words() {
        check("café {слово}", &["café", "{слово", "}"]);
        check("3°С", &["3", "°С"]);
    }
}
