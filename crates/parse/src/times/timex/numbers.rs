//! Counts, ordinals, years and units in English words and figures.

use super::shape::{Count, Scale};
use crate::times::words::Words;
use chancery_knowledge::numbers;

/// A count at `i` and the lexeme after: "72", "twenty-five", "2 1/2", "several", "a few", "a couple of", "a hundred".
pub(super) fn count(w: &Words<'_>, i: usize) -> Option<(Count, usize)> {
    some(w, i).or_else(|| {
        let (number, to) = number(w, i)?;
        if let Some(to) = half(w, to) {
            return Some((Count::Halves(number.saturating_mul(2).saturating_add(1)), to));
        }
        Some((Count::Of(number), to))
    })
}

/// "1/2", "½", "and a half".
fn half(w: &Words<'_>, i: usize) -> Option<usize> {
    if w.is(i, &["½"]) {
        return Some(i + 1);
    }
    if w.is(i, &["1"]) && w.is(i + 1, &["/"]) && w.is(i + 2, &["2"]) {
        return Some(i + 3);
    }
    let dashed = w.dash(i) && w.is(i + 1, &["1"]) && w.is(i + 2, &["/"]) && w.is(i + 3, &["2"]);
    if dashed {
        return Some(i + 4);
    }
    (w.is(i, &["and"]) && w.is(i + 1, &["a"]) && w.is(i + 2, &["half"])).then_some(i + 3)
}

/// Counts that the words leave open.
fn some(w: &Words<'_>, i: usize) -> Option<(Count, usize)> {
    if w.opens(i, &["several", "many", "few", "numerous", "countless", "various"]) {
        return Some((Count::Some, i + 1));
    }
    if w.opens(i, &["a"]) && w.is(i + 1, &["few"]) {
        return Some((Count::Some, i + 2));
    }
    let led = w.opens(i, &["a"]);
    let at = if led { i + 1 } else { i };
    if w.is(at, &["couple"]) || (!led && w.opens(at, &["couple"])) {
        return Some((Count::Of(2), w.skip(at + 1, &["of"])));
    }
    if w.is(at, &["number"]) && led && w.is(at + 1, &["of"]) {
        return Some((Count::Some, at + 2));
    }
    let heaps = ["dozens", "hundreds", "thousands", "scores", "tens"];
    (!led && w.opens(i, &heaps) && w.is(i + 1, &["of"])).then_some((Count::Some, i + 2))
}

/// A whole number in figures or words.
pub(super) fn number(w: &Words<'_>, i: usize) -> Option<(u32, usize)> {
    if let Some(number) = w.figure(i) {
        let free = !w.glued(i)
            || i == 0
            || w.opens(i - 1, &["(", "“", "\"", "‘", "`", "'", "—", "–", "-", "/"]);
        return (free && w.digits(i) <= 4).then_some((number, i + 1));
    }
    let led = w.opens(i, &["a"]) && w.is(i + 1, &["hundred", "thousand", "dozen"]);
    if led {
        let times = if w.is(i + 1, &["hundred"]) { 100 } else { 1000 };
        return Some((if w.is(i + 1, &["dozen"]) { 12 } else { times }, i + 2));
    }
    let (mut number, mut to) = below_hundred(w, i)?;
    for (word, times) in [("hundred", 100), ("thousand", 1000)] {
        if w.is(to, &[word]) {
            number *= times;
            to += 1;
            let at = w.skip(to, &["and"]);
            if let Some((rest, after)) = below_hundred(w, at).filter(|_| w.is(at, &[w.low(at)])) {
                number += rest;
                to = after;
            }
        }
    }
    Some((number, to))
}

fn below_hundred(w: &Words<'_>, i: usize) -> Option<(u32, usize)> {
    let tens = simple(w.low(i))?;
    let at = if w.dash(i + 1) && w.glued(i + 1) { i + 2 } else { i + 1 };
    let ones = simple(w.low(at)).filter(|n| tens >= 20 && *n < 10 && w.is(at, &[w.low(at)]));
    Some(match ones {
        Some(ones) => (tens + ones, at + 1),
        None => (tens, i + 1),
    })
}

fn simple(word: &str) -> Option<u32> {
    numbers::english(word).filter(|number| *number > 0)
}

/// "nineteen ninety-six", "two thousand", "two thousand and one".
pub(super) fn spoken_year(w: &Words<'_>, i: usize) -> Option<(i32, usize)> {
    let century = match w.low(i) {
        "eighteen" => 1800,
        "nineteen" => 1900,
        "twenty" => 2000,
        "two" if w.is(i + 1, &["thousand"]) => {
            let at = w.skip(i + 2, &["and"]);
            let rest = simple(w.low(at)).filter(|n| *n < 20 && w.is(at, &[w.low(at)]));
            let (rest, to) = rest.map_or((0, i + 2), |n| (n, at + 1));
            return Some((2000 + i32::try_from(rest).ok()?, to));
        }
        _ => return None,
    };
    let at = if w.dash(i + 1) { i + 2 } else { i + 1 };
    let (rest, to) = below_hundred(w, at).filter(|(n, _)| *n >= 10 && w.is(at, &[w.low(at)]))?;
    Some((century + i32::try_from(rest).ok()?, to))
}

/// "first", "3rd", "twenty-first"; the lexeme after.
pub(super) fn ordinal(w: &Words<'_>, i: usize) -> Option<(u32, usize)> {
    let word = chancery_knowledge::numbers::english_ordinal;
    if let Some(number) = w.get(i)?.number {
        let ends = w.is(i + 1, &["st", "nd", "rd", "th"]) && w.glued(i + 1);
        return ends.then_some((number, i + 2));
    }
    if w.opens(i, &["twenty", "thirty"]) {
        let at = if w.dash(i + 1) { i + 2 } else { i + 1 };
        let tens = if w.low(i) == "twenty" { 20 } else { 30 };
        return word(w.low(at)).filter(|n| *n < 10).map(|n| (tens + n, at + 1));
    }
    word(w.low(i)).map(|n| (n, i + 1))
}

/// The unit a word names, singular or plural.
pub(super) fn scale(word: &str) -> Option<Scale> {
    Some(match word {
        "second" | "seconds" => Scale::Second,
        "minute" | "minutes" => Scale::Minute,
        "hour" | "hours" => Scale::Hour,
        "day" | "days" => Scale::Day,
        "week" | "weeks" => Scale::Week,
        "month" | "months" => Scale::Month,
        "quarter" | "quarters" => Scale::Quarter,
        "year" | "years" => Scale::Year,
        "decade" | "decades" => Scale::Decade,
        "century" | "centuries" => Scale::Century,
        _ => return None,
    })
}

/// `count` of `scale` as TIMEX3 writes it.
pub(super) fn length(count: Count, scale: Scale) -> String {
    let (mark, times, letter) = match scale {
        Scale::Second => ("PT", 1, 'S'),
        Scale::Minute => ("PT", 1, 'M'),
        Scale::Hour => ("PT", 1, 'H'),
        Scale::Day => ("P", 1, 'D'),
        Scale::Week => ("P", 1, 'W'),
        Scale::Month => ("P", 1, 'M'),
        Scale::Quarter => ("P", 1, 'Q'),
        Scale::Year => ("P", 1, 'Y'),
        Scale::Decade => ("P", 10, 'Y'),
        Scale::Century => ("P", 100, 'Y'),
    };
    match count {
        Count::Of(n) => format!("{mark}{}{letter}", n.saturating_mul(times)),
        Count::Some if scale == Scale::Decade => "PXDE".to_owned(),
        Count::Some if scale == Scale::Century => "PXCE".to_owned(),
        Count::Some => format!("{mark}X{letter}"),
        Count::Halves(n) => halved(n, scale).unwrap_or_else(|| {
            let tenths = n.saturating_mul(times).saturating_mul(5);
            format!("{mark}{}.{}{letter}", tenths / 10, tenths % 10)
        }),
    }
}

/// Halves in the next finer unit: two and a half years are two years and six months.
fn halved(halves: u32, scale: Scale) -> Option<String> {
    let whole = halves / 2;
    Some(match scale {
        Scale::Minute => format!("PT{whole}M30S"),
        Scale::Hour => format!("PT{whole}H30M"),
        Scale::Day => format!("P{whole}DT12H"),
        Scale::Year => format!("P{whole}Y6M"),
        Scale::Decade => format!("P{}Y", halves.saturating_mul(5)),
        Scale::Century => format!("P{}Y", halves.saturating_mul(50)),
        _ => return None,
    })
}
