//! Expressions that turn from the document or from what was told: "last year", "two weeks ago", "a year earlier", "the quarter".

use super::numbers::{count, ordinal, scale};
use super::shape::{Count, Direction, Hit, Scale, Shape};
use crate::times::raw::{Raw, Unit, YearOf};
use crate::times::words::Words;

/// A turn that begins at `i`.
pub(super) fn at(w: &Words<'_>, i: usize) -> Option<Hit> {
    quarter(w, i)
        .or_else(|| compared(w, i))
        .or_else(|| season(w, i))
        .or_else(|| unit_turn(w, i))
        .or_else(|| told(w, i))
        .or_else(|| fiscal(w, i))
}

/// "next year", "last year", "this year": years after the document's, and the lexeme after.
pub(super) fn year_words(w: &Words<'_>, i: usize) -> Option<(i32, usize)> {
    let at = w.skip(i, &["the"]);
    let years = turn(w.low(at)).filter(|_| w.is(at, &[w.low(at)]))?;
    w.is(at + 1, &["year"]).then_some((years, at + 2))
}

fn turn(word: &str) -> Option<i32> {
    match word {
        "next" | "coming" => Some(1),
        "last" | "past" => Some(-1),
        "this" | "current" => Some(0),
        _ => None,
    }
}

/// "this week", "the last week", "the current quarter", "the past year", "this past spring".
fn unit_turn(w: &Words<'_>, i: usize) -> Option<Hit> {
    let the = w.opens(i, &["the"]);
    let at = if the { i + 1 } else { i };
    let (turn, mut unit) = match (w.low(at), w.low(at + 1)) {
        ("this", "past" | "last") => (-1, at + 2),
        ("this", "coming" | "next") => (1, at + 2),
        ("latest", _) if the => (-1, at + 1),
        (word, _) => (turn(word)?, at + 1),
    };
    if at > i && w.is(at, &["this"]) {
        return None;
    }
    unit = w.skip(w.skip(unit, &["calendar", "full", "entire"]), &["fiscal"]);
    // "This Week": the name of a programme.
    if w.get(unit)?.apart || (w.capital(unit) && w.capital(at) && !w.list[i].apart) {
        return None;
    }
    let raw = |unit_of: Unit| Some(Hit::raw(unit + 1, Raw::UnitOffset(unit_of, turn)));
    match w.low(unit) {
        "week" => raw(Unit::Week),
        "month" => raw(Unit::Month),
        "year" => raw(Unit::Year),
        "decade" if the => Some(Hit::new(unit + 1, Shape::Length("P10Y".into()))),
        "decade" => raw(Unit::Decade),
        "quarter" if turn == 0 => raw(Unit::Quarter),
        "quarter" if turn < 0 => Some(Hit::new(unit + 1, Shape::Reviewed(0))),
        "quarter" => raw(Unit::Quarter),
        "period" if w.is(at, &["latest"]) => Some(Hit::new(unit + 1, Shape::Reviewed(0))),
        "weekend" => Some(Hit::new(unit + 1, Shape::Weekend(Some(turn)))),
        "century" => Some(Hit::new(unit + 1, Shape::Length("P100Y".into()))),
        "day" if turn < 0 => None,
        _ => None,
    }
}

/// "last summer", "the spring of 2030", "summer 2029".
fn season(w: &Words<'_>, i: usize) -> Option<Hit> {
    let name = |word: &str| match word {
        "spring" => Some(1),
        "summer" => Some(2),
        "autumn" | "fall" => Some(3),
        "winter" => Some(4),
        _ => None,
    };
    let past = w.opens(i, &["this"]) && w.is(i + 1, &["past", "coming"]);
    let led = w.opens(i, &["last", "next", "this"]);
    let the = w.opens(i, &["the"]);
    let at = if past {
        i + 2
    } else if led || the {
        i + 1
    } else {
        i
    };
    let season = name(w.low(at)).filter(|_| at == i || !w.list[at].apart)?;
    let year = w.skip(at + 1, &["of"]);
    if let Some(given) = w.year(year).filter(|_| w.is(year, &[w.low(year)])) {
        return Some(Hit::raw(year + 1, Raw::Season(YearOf::Given(given), season)));
    }
    if let Some((given, to)) = super::numbers::spoken_year(w, year) {
        return Some(Hit::raw(to, Raw::Season(YearOf::Given(given), season)));
    }
    if let Some((years, to)) = year_words(w, year) {
        return Some(Hit::raw(to, Raw::Season(YearOf::Offset(years), season)));
    }
    let year = match w.low(i) {
        "last" => YearOf::Last,
        "next" => YearOf::Next,
        "this" if w.is(i + 1, &["past"]) => YearOf::Last,
        "this" => YearOf::Offset(0),
        _ => YearOf::Fitting,
    };
    let sure = led
        || (w.low(at) != "fall"
            && !w.capital(at)
            && (the
                || matches!(
                    w.before(i),
                    "in" | "by" | "since" | "until" | "during" | "early" | "late" | "mid"
                )));
    sure.then(|| Hit::raw(at + 1, Raw::Season(year, season)))
}

/// "third-quarter", "the fiscal first quarter of 1990", "this year's third quarter", "the 1988 second quarter", "the second half".
fn quarter(w: &Words<'_>, i: usize) -> Option<Hit> {
    let mut at = w_the(w, i);
    let mut year = YearOf::Fitting;
    if let Some((years, to)) =
        year_words(w, at).filter(|(_, to)| w.is(*to, &["'", "’"]) && w.is(*to + 1, &["s"]))
    {
        (year, at) = (YearOf::Offset(years), to + 2);
        if w.is(at, &["quarter"]) {
            return Some(Hit::new(at + 1, Shape::Reviewed(years)));
        }
    } else if let Some(given) = w.year(at) {
        (year, at) = (YearOf::Given(given), at + 1);
    } else if w.is(at, &["year"]) && w.dash(at + 1) && w.is(at + 2, &["ago", "earlier"]) {
        (year, at) = (YearOf::Offset(-1), at + 3);
    } else if w.opens(at, &["its", "their"]) {
        at += 1;
    }
    at = w.skip(at, &["fiscal"]);
    if w.dash(at) {
        at += 1;
    }
    let (nth, to) = ordinal(w, at)
        .filter(|(n, _)| (1..=4).contains(n))
        .or_else(|| w.is(at, &["final"]).then_some((4, at + 1)))?;
    if at > i && w.get(at)?.apart {
        return None;
    }
    let joined = w.dash(to) && w.glued(to);
    if joined && w.opens(i, &["the"]) && at == i + 1 {
        // "the third-quarter loss": the article belongs to the loss.
        return None;
    }
    let named = if joined { to + 1 } else { to };
    let nth = u8::try_from(nth).ok()?;
    let half = w.is(named, &["half"]) && nth <= 2;
    if !half && !w.is(named, &["quarter"]) {
        return None;
    }
    let mut to = named + 1;
    let of = w.skip(to, &["of", "in"]);
    let fiscal = w.skip(of, &["fiscal"]);
    if let Some(given) = w.year(fiscal).filter(|_| w.is(fiscal, &[w.low(fiscal)])) {
        (year, to) = (YearOf::Given(given), fiscal + 1);
    } else if let Some((years, after)) = year_words(w, of) {
        (year, to) = (YearOf::Offset(years), after);
    } else if w.is(of, &["the"]) && w.is(of + 1, &["year"]) && of > to {
        (year, to) = (YearOf::Offset(0), of + 2);
    } else if half {
        return None;
    }
    let start = if w.opens(i, &["its", "their"]) { i + 1 } else { i };
    if start > i {
        return None;
    }
    Some(Hit::raw(to, if half { Raw::Half(year, nth) } else { Raw::Quarter(year, nth) }))
}

fn w_the(w: &Words<'_>, i: usize) -> usize {
    if w.opens(i, &["the"]) { i + 1 } else { i }
}

/// "a year earlier", "year-ago", "the year-earlier quarter", "the 1988 period", "two weeks ago".
fn compared(w: &Words<'_>, i: usize) -> Option<Hit> {
    let the = w.opens(i, &["the"]);
    let at = w_the(w, i);
    let at = if the { w.skip(at, &["comparable", "corresponding", "same"]) } else { at };
    if w.opens(at, &["year"])
        && w.dash(at + 1)
        && w.glued(at + 1)
        && w.is(at + 2, &["ago", "earlier"])
    {
        if w.is(at + 3, &["quarter", "period"]) {
            return Some(Hit::new(at + 4, Shape::Reviewed(-1)));
        }
        return (!the).then(|| Hit::new(at + 3, Shape::Reviewed(-1)));
    }
    if let Some(year) = w.year(at).filter(|_| the && w.is(at + 1, &["period", "quarter"])) {
        return Some(Hit::new(at + 2, Shape::ReviewedIn(year)));
    }
    if the && at > i + 1 && w.is(at, &["quarter", "period"]) {
        let last = year_words(w, w.skip(at + 1, &["of"]));
        return last.map(|(years, to)| Hit::new(to, Shape::Reviewed(years)));
    }
    let (amount, at) = amount(w, i)?;
    let unit = scale(w.low(at)).filter(|_| w.is(at, &[w.low(at)]))?;
    let mut to = at + 1;
    if w.is(to, &["or"]) && w.is(to + 1, &["so"]) {
        to += 2;
    }
    let hit = |to: usize, shape: Shape| Some(Hit::new(to, shape));
    match w.low(to) {
        "ago" if w.is(to, &["ago"]) => hit(to + 1, Shape::FromNow(amount, unit, Direction::Back)),
        "from" if w.is(to + 1, &["now", "today"]) => {
            hit(to + 2, Shape::FromNow(amount, unit, Direction::Ahead))
        }
        "hence" => hit(to + 1, Shape::FromNow(amount, unit, Direction::Ahead)),
        "earlier" | "before" if w.is(to, &["earlier"]) || !starts_clause(w, to + 1) => {
            hit(to + 1, Shape::FromThen(amount, unit, Direction::Back))
        }
        "later" | "afterward" | "afterwards" => {
            hit(to + 1, Shape::FromThen(amount, unit, Direction::Ahead))
        }
        _ => None,
    }
}

fn starts_clause(w: &Words<'_>, i: usize) -> bool {
    w.word(i) || w.get(i).is_some_and(|l| l.number.is_some())
}

/// "two", "a", "nearly four", "about ten"; the lexeme of the unit.
fn amount(w: &Words<'_>, i: usize) -> Option<(Count, usize)> {
    let at = super::stretches::approximately(w, i);
    if let Some((count, to)) = count(w, at).filter(|_| at == i || w.is(at, &[w.low(at)])) {
        let to = if w.dash(to) { to + 1 } else { to };
        return Some((count, to));
    }
    if w.opens(at, &["a", "an"]) {
        return Some((Count::Of(1), at + 1));
    }
    // "months ago"
    scale(w.low(i)).filter(|_| w.low(i).ends_with('s')).map(|_| (Count::Some, i))
}

/// "the quarter", "the weekend", "the year", "that day", "the following year", "the next morning".
fn told(w: &Words<'_>, i: usize) -> Option<Hit> {
    if !w.opens(i, &["the", "that"]) {
        return None;
    }
    let that = w.opens(i, &["that"]);
    let hit = |to: usize, shape: Shape| Some(Hit::new(to, shape));
    if w.is(i + 1, &["following", "next", "previous"]) {
        let direction = if w.is(i + 1, &["previous"]) { Direction::Back } else { Direction::Ahead };
        let unit = match w.low(i + 2) {
            "day" => Scale::Day,
            "week" => Scale::Week,
            "month" => Scale::Month,
            "year" => Scale::Year,
            "morning" | "evening" | "night" => Scale::Day,
            _ => return None,
        };
        return hit(i + 3, Shape::FromThen(Count::Of(1), unit, direction));
    }
    if w.is(i + 1, &["same"]) && w.is(i + 2, &["day", "week", "month", "year"]) {
        return hit(i + 3, Shape::Same(scale(w.low(i + 2))?));
    }
    if w.dash(i + 2) && w.glued(i + 2) {
        return None;
    }
    match w.low(i + 1) {
        "weekend" if !that => hit(i + 2, Shape::Weekend(None)),
        "quarter" => hit(i + 2, Shape::Reviewed(0)),
        "week" | "month" if !that || !w.word(i + 2) => {
            hit(i + 2, Shape::Same(scale(w.low(i + 1))?))
        }
        "year" if w.is(i + 2, &["ended", "ending"]) => hit(i + 2, Shape::Length("P1Y".into())),
        "year" => hit(i + 2, Shape::Same(Scale::Year)),
        "day" if !w.word(i + 2) || that => {
            hit(i + 2, Shape::Same(Scale::Day)).filter(|_| !w.dash(i + 2))
        }
        "full" if w.is(i + 2, &["year"]) => hit(i + 3, Shape::Same(Scale::Year)),
        "fiscal" if w.is(i + 2, &["year"]) && w.is(i + 3, &["ended", "ending"]) => {
            hit(i + 3, Shape::Length("P1Y".into()))
        }
        "fiscal" if w.is(i + 2, &["year"]) => hit(i + 3, Shape::Same(Scale::Year)),
        _ => None,
    }
}

/// "fiscal 1989", "year-end", "year-end 1990".
fn fiscal(w: &Words<'_>, i: usize) -> Option<Hit> {
    if w.opens(i, &["fiscal"]) {
        let at = w.skip(i + 1, &["year"]);
        return w.year(at).map(|year| Hit::raw(at + 1, Raw::Year(year)));
    }
    if w.opens(i, &["year"]) && w.is(w.skip(i + 1, &["-"]), &["end"]) {
        let to = w.skip(i + 1, &["-"]) + 1;
        let year = w.year(to).filter(|_| w.is(to, &[w.low(to)]));
        return Some(match year {
            Some(year) => Hit::raw(to + 1, Raw::Year(year)),
            None => Hit::raw(to, Raw::UnitOffset(Unit::Year, 0)),
        });
    }
    None
}
