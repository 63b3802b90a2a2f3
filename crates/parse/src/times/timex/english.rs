//! The wide reading of English: which family of expressions begins here, and the words around it that belong to it.

use super::shape::{Hit, Shape};
use super::{dates, stretches, turns, vague};
use crate::times::raw::{Raw, Unit};
use crate::times::words::Words;

/// The expression that begins at lexeme `i`.
pub(super) fn at(w: &Words<'_>, i: usize) -> Option<Hit> {
    if !startable(w, i) {
        return None;
    }
    modified(w, i).or_else(|| core(w, i)).or_else(|| vague::at(w, i))
}

/// Inside a word or a number nothing begins.
fn startable(w: &Words<'_>, i: usize) -> bool {
    let Some(lexeme) = w.get(i) else {
        return false;
    };
    let open = lexeme.is_word() || lexeme.number.is_some() || w.opens(i, &["'", "’", "`"]);
    let tied = lexeme.glued
        && i > 0
        && (w.word(i - 1) || w.get(i - 1).is_some_and(|l| l.number.is_some()));
    open && !tied
}

/// An expression without a modifier of its edges.
fn core(w: &Words<'_>, i: usize) -> Option<Hit> {
    longest([
        turns::at(w, i),
        dates::at(w, i),
        stretches::recurring(w, i),
        stretches::lasting(w, i),
    ])
}

/// The longest; of equals the first.
fn longest(hits: impl IntoIterator<Item = Option<Hit>>) -> Option<Hit> {
    hits.into_iter().flatten().reduce(|best, next| if next.to > best.to { next } else { best })
}

/// "early next week", "mid-November", "the end of 1990", "later this month", "around 7 p.m.".
fn modified(w: &Words<'_>, i: usize) -> Option<Hit> {
    edge(w, i).or_else(|| eased(w, i)).or_else(|| around(w, i)).or_else(|| mid_part(w, i))
}

/// The beginning, middle or end of a stretch.
fn edge(w: &Words<'_>, i: usize) -> Option<Hit> {
    let the = w.opens(i, &["the"]);
    let at = if the { i + 1 } else { i };
    let edges = ["end", "beginning", "start", "middle", "close"];
    if !(the && w.is(at, &edges) || w.opens(i, &edges)) || !w.is(at + 1, &["of"]) {
        return None;
    }
    let whole = at + 2;
    if w.get(whole)?.apart {
        return None;
    }
    if w.is(whole, &["the"]) {
        let unit = match w.low(whole + 1) {
            "year" => Unit::Year,
            "month" => Unit::Month,
            "week" => Unit::Week,
            "decade" => Unit::Decade,
            "century" | "day" | "quarter" => return None,
            _ => return dated(w, whole),
        };
        return Some(Hit::raw(whole + 2, Raw::UnitOffset(unit, 0)));
    }
    dated(w, whole)
}

/// "early", "late", "mid-", "earlier", "later" before a date or a turn.
fn eased(w: &Words<'_>, i: usize) -> Option<Hit> {
    let the = w.opens(i, &["the"]);
    let at = if the { i + 1 } else { i };
    let words = ["early", "late", "mid", "earlier", "later"];
    if !(w.opens(i, &words) || (the && w.is(at, &words))) {
        return None;
    }
    let dashed = w.dash(at + 1) && w.glued(at + 1);
    let mut inner = if dashed { at + 2 } else { at + 1 };
    inner = w.skip(inner, &["in", "on"]);
    if w.get(inner)?.apart || (w.is(inner, &["the"]) && w.is(inner + 1, &["day"])) {
        return None;
    }
    if the && dashed {
        // "the late-November visit": the article belongs to the visit.
        return None;
    }
    let hit = dated(w, inner)?;
    let long = !matches!(hit.shape, Shape::Clock(..));
    long.then_some(hit)
}

/// A date or turn, not a length.
fn dated(w: &Words<'_>, i: usize) -> Option<Hit> {
    longest([turns::at(w, i), dates::at(w, i)])
        .filter(|hit| !matches!(hit.shape, Shape::Lasting(..) | Shape::Length(_)))
}

/// "around 7:15 p.m.", "about noon".
fn around(w: &Words<'_>, i: usize) -> Option<Hit> {
    if !w.opens(i, &["around", "about", "shortly", "just"]) {
        return None;
    }
    let at = w.skip(i + 1, &["before", "after"]);
    if w.get(at)?.apart {
        return None;
    }
    dates::at(w, at).filter(|hit| matches!(hit.shape, Shape::Clock(..)) && at == i + 1)
}

/// "mid-afternoon yesterday", "mid afternoon", "the morning".
fn mid_part(w: &Words<'_>, i: usize) -> Option<Hit> {
    let at = if w.opens(i, &["mid", "early", "late"]) {
        if w.dash(i + 1) { i + 2 } else { i + 1 }
    } else if w.opens(i, &["the"]) {
        i + 1
    } else {
        i
    };
    let part = dates::part_of_day(w.low(at)).filter(|_| at > i && w.is(at, &[w.low(at)]))?;
    if w.opens(i, &["the"]) && !matches!(w.before(i), "in" | "during") {
        return None;
    }
    let day = dates::day(w, at + 1).filter(|_| w.is(at + 1, &[w.low(at + 1)]));
    Some(match day {
        Some(day) if w.opens(i, &["mid", "early", "late"]) => {
            Hit::new(day.to, Shape::In(Some(Box::new(day.shape)), part))
        }
        _ => Hit::new(at + 1, Shape::In(None, part)),
    })
}
