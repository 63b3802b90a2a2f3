//! Expressions that point at the present, the past or the future without a date.

use super::shape::{Hit, Shape};
use crate::times::words::Words;

const PRESENT: &str = "PRESENT_REF";
const PAST: &str = "PAST_REF";
const FUTURE: &str = "FUTURE_REF";

/// "now", "recently", "the near future" at `i`.
pub(super) fn at(w: &Words<'_>, i: usize) -> Option<Hit> {
    let hit = |to: usize, pointer: &'static str| Some(Hit::new(to, Shape::Reference(pointer)));
    match w.low(i) {
        "now" if !named(w, i) => hit(i + 1, PRESENT),
        "right" if w.is(i + 1, &["now"]) => hit(i + 2, PRESENT),
        "currently" | "presently" | "nowadays" => hit(i + 1, PRESENT),
        "then" if w.is(i + 1, &["current"]) => hit(i + 2, PAST),
        "current" if !w.is(i + 1, &["year", "quarter", "month", "week", "fiscal"]) => {
            hit(i + 1, PRESENT)
        }
        "recently" | "lately" => hit(i + 1, PAST),
        "more" if w.is(i + 1, &["recently"]) => hit(i + 2, PAST),
        "recent" => recent(w, i),
        "the" => determined(w, i),
        "near" | "foreseeable" if w.is(i + 1, &["future", "term"]) => hit(i + 2, FUTURE),

        "soon" if !matches!(w.before(i), "as" | "so" | "too") && !w.is(i + 1, &["after", "as"]) => {
            hit(i + 1, FUTURE)
        }
        "not" if w.is(i + 1, &["long"]) && w.is(i + 2, &["ago"]) => hit(i + 3, PAST),
        "long" if w.is(i + 1, &["ago"]) => hit(i + 2, PAST),
        "this" if w.is(i + 1, &["moment"]) => hit(i + 2, PRESENT),

        _ => None,
    }
}

/// "Now" in a name.
fn named(w: &Words<'_>, i: usize) -> bool {
    w.capital(i) && i > 0 && w.capital(i - 1) && !w.list[i].apart && w.word(i - 1)
}

fn determined(w: &Words<'_>, i: usize) -> Option<Hit> {
    let hit = |to: usize, pointer: &'static str| Some(Hit::new(to, Shape::Reference(pointer)));
    if w.is(i + 1, &["near", "foreseeable", "not-too-distant", "immediate", "distant", "short"])
        && w.is(i + 2, &["future", "term"])
        && !w.dash(i + 3)
    {
        return hit(i + 3, FUTURE);
    }
    if w.is(i + 1, &["future"]) && !(w.word(i + 2) && follows_as_noun(w.low(i + 2))) {
        return hit(i + 2, FUTURE);
    }
    if w.is(i + 1, &["past"]) && !w.word(i + 2) && w.get(i + 2).is_none_or(|l| l.number.is_none())
        || w.is(i + 1, &["past"]) && w.is(i + 2, &["and", "to", "that", "as", "but", "or", "when"])
    {
        return hit(i + 2, PAST);
    }
    (w.is(i + 1, &["present"]) && !w.word(i + 2))
        .then(|| Hit::new(i + 2, Shape::Reference(PRESENT)))
}

fn follows_as_noun(word: &str) -> bool {
    matches!(word, "president" | "government" | "contract" | "contracts" | "price" | "state")
}

fn recent(w: &Words<'_>, i: usize) -> Option<Hit> {
    let units = ["years", "months", "weeks", "days", "decades", "times", "quarters", "hours"];
    if w.is(i + 1, &units) {
        return Some(Hit::new(i + 2, Shape::Reference(PAST)));
    }
    None
}
