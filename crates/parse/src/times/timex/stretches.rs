//! Lengths of time and recurrences: "two weeks", "the past few years", "every Monday", "daily".

use super::dates::month_name;
use super::numbers::{count, length, scale};
use super::shape::{Count, Hit, Scale, Shape};
use crate::times::words::Words;
use chancery_knowledge::calendar;
use chancery_record::Language;

/// A length that begins at `i`.
pub(super) fn lasting(w: &Words<'_>, i: usize) -> Option<Hit> {
    let at = determined(w, i);
    if at > i && w.get(at)?.apart {
        return None;
    }
    let hit = counted(w, at).or_else(|| {
        // "the first hours", "the coming weeks".
        let unit = scale(w.low(at)).filter(|_| w.low(at).ends_with('s') && at > i + 1)?;
        Some(Hit::new(at + 1, Shape::Lasting(Count::Some, unit)))
    })?;
    let Hit { to, .. } = hit;
    let joined = (at..to).any(|j| w.dash(j));
    let singular = matches!(w.low(to - 1), "day" | "week" | "month" | "year" | "hour");
    let uncounted = hit.shape_is_open() && scale(w.low(at)).is_some();
    let adjective = joined || uncounted || (singular && !w.opens(at, &["one", "a", "an"]));
    if adjective && at == i + 1 && w.opens(i, &["the", "these", "those"]) {
        // "the two-week crisis": the article belongs to the crisis.
        return None;
    }
    if (at..to).any(|j| scale(w.low(j)).is_some() && w.capital(j) && !w.list[j].apart) {
        return None;
    }
    let aged = w.is(to, &["old"])
        || (w.dash(to) && w.is(to + 1, &["old"]))
        || (w.is(to, &["of"]) && w.is(to + 1, &["age"]));
    (!aged).then_some(hit)
}

/// Past "the", "the past", "at least", "nearly", "an additional".
fn determined(w: &Words<'_>, i: usize) -> usize {
    let mut at = if w.opens(i, &["the", "these", "those"]) { i + 1 } else { i };
    let led = at > i;
    let turned = [
        "past",
        "last",
        "next",
        "first",
        "coming",
        "previous",
        "final",
        "recent",
        "following",
        "initial",
        "preceding",
    ];
    if (led && w.is(at, &turned)) || (!led && w.opens(at, &turned)) {
        at += 1;
    }
    let after = approximately(w, at);
    if after > at {
        return after;
    }
    if at == i
        && w.opens(at, &["an", "another", "a"])
        && w.is(at + 1, &["additional", "further", "extra", "full", "whole"])
    {
        return at + 2;
    }
    if at == i && w.opens(at, &["another"]) { at + 1 } else { at }
}

/// Past "nearly", "more than", "at least", "up to", "no more than".
pub(super) fn approximately(w: &Words<'_>, i: usize) -> usize {
    if w.opens(i, &["nearly", "about", "almost", "around", "roughly", "approximately", "some"]) {
        return i + 1;
    }
    if w.opens(i, &["more", "less", "fewer", "longer"]) && w.is(i + 1, &["than"]) {
        return i + 2;
    }
    if w.opens(i, &["no"])
        && w.is(i + 1, &["more", "less", "longer", "later"])
        && w.is(i + 2, &["than"])
    {
        return i + 3;
    }
    if w.opens(i, &["at"]) && w.is(i + 1, &["least", "most"]) {
        return i + 2;
    }
    if w.opens(i, &["up"]) && w.is(i + 1, &["to"]) {
        return i + 2;
    }
    if w.opens(i, &["as"]) && w.is(i + 1, &["many", "much", "long", "few"]) && w.is(i + 2, &["as"])
    {
        return i + 3;
    }
    i
}

fn counted(w: &Words<'_>, at: usize) -> Option<Hit> {
    let single = if w.opens(at, &["a", "an"]) {
        one(w, at + 1)
    } else if at > 0 && w.opens(at - 1, &["additional", "further", "extra", "another"]) {
        one(w, at)
    } else {
        None
    };
    if single.is_some() {
        return single;
    }
    if let Some(hit) = bare(w, at) {
        return Some(hit);
    }
    let (number, mut to) = count(w, at)?;
    if w.dash(to) && w.glued(to) && w.glued(to + 1) {
        to += 1;
    }
    to = w.skip(
        to,
        &[
            "full",
            "consecutive",
            "whole",
            "more",
            "further",
            "straight",
            "calendar",
            "working",
            "business",
            "additional",
            "long",
        ],
    );
    let unit = scale(w.low(to)).filter(|_| w.is(to, &[w.low(to)]))?;
    if unit == Scale::Quarter && w.dash(to - 1) {
        return None;
    }
    let mut end = to + 1;
    let halved = w.is(end, &["and"]) && w.is(end + 1, &["a"]) && w.is(end + 2, &["half"]);
    if let Count::Of(n) = number
        && halved
    {
        let halves = Count::Halves(n.saturating_mul(2).saturating_add(1));
        return Some(Hit::new(end + 3, Shape::Lasting(halves, unit)));
    }
    if w.is(end, &["or"]) && w.is(end + 1, &["so", "more"]) {
        end += 2;
    }
    Some(Hit::new(end, Shape::Lasting(number, unit)))
}

/// "a week", "an hour", "a minute and a half", "a while".
fn one(w: &Words<'_>, at: usize) -> Option<Hit> {
    if w.is(at, &["while"]) {
        return Some(Hit::new(at + 1, Shape::Length("PXX".into())));
    }
    let at = w.skip(at, &["full", "whole", "further", "single"]);
    let unit = scale(w.low(at))
        .filter(|s| w.is(at, &[w.low(at)]) && !matches!(s, Scale::Second | Scale::Quarter))?;
    if w.is(at + 1, &["and"]) && w.is(at + 2, &["a"]) && w.is(at + 3, &["half"]) {
        return Some(Hit::new(at + 4, Shape::Lasting(Count::Halves(3), unit)));
    }
    if w.glued(at + 1) && w.dash(at + 1) {
        return None;
    }
    Some(Hit::new(at + 1, Shape::Lasting(Count::Of(1), unit)))
}

/// "weeks", "days or weeks", "decades-long".
fn bare(w: &Words<'_>, at: usize) -> Option<Hit> {
    let unit = scale(w.low(at)).filter(|_| w.low(at).ends_with('s'))?;
    if matches!(unit, Scale::Second | Scale::Minute | Scale::Quarter | Scale::Hour) {
        return None;
    }
    let led = matches!(
        w.before(at),
        "for"
            | "in"
            | "of"
            | "within"
            | "after"
            | "took"
            | "take"
            | "over"
            | "by"
            | "few"
            | "many"
            | "several"
            | "the"
    );
    if unit == Scale::Year && !led {
        return None;
    }
    let joined = w.is(at + 1, &["or", "and"]).then(|| scale(w.low(at + 2))).flatten();
    let mut to = if joined.is_some() { at + 3 } else { at + 1 };
    if w.dash(to) && w.glued(to) && w.is(to + 1, &["long"]) {
        to += 2;
    }
    Some(Hit::new(to, Shape::Lasting(Count::Some, unit)))
}

/// A recurrence that begins at `i`.
pub(super) fn recurring(w: &Words<'_>, i: usize) -> Option<Hit> {
    let hit = |to: usize, value: &str| Some(Hit::new(to, Shape::Recurring(value.to_owned())));
    match w.low(i) {
        "daily" if !w.capital(i) || i == 0 || w.list[i].apart => hit(i + 1, "P1D"),
        "weekly" => hit(i + 1, "P1W"),
        "monthly" => hit(i + 1, "P1M"),
        "hourly" => hit(i + 1, "PT1H"),
        "yearly" => hit(i + 1, "P1Y"),
        "nightly" => hit(i + 1, "P1D"),
        "each" | "every" => every(w, i),
        "once" | "twice" => {
            let unit =
                scale(w.low(i + 2)).filter(|_| w.is(i + 1, &["a", "every", "each", "per"]))?;
            hit(i + 3, &length(Count::Of(1), unit))
        }
        "per" => {
            let unit = scale(w.low(i + 1))
                .filter(|s| !matches!(s, Scale::Second | Scale::Minute | Scale::Hour))?;
            hit(i + 2, &length(Count::Of(1), unit))
        }
        "a" | "an" => rate(w, i),
        _ => weekdays(w, i),
    }
}

/// "every day", "each Thursday", "every two years", "every other week", "each July".
fn every(w: &Words<'_>, i: usize) -> Option<Hit> {
    let hit = |to: usize, value: String| Some(Hit::new(to, Shape::Recurring(value)));
    let at = i + 1;
    if w.get(at)?.apart {
        return None;
    }
    if let Some(unit) = scale(w.low(at)) {
        return hit(at + 1, length(Count::Of(1), unit));
    }
    if let Some(part) = super::dates::part_of_day(w.low(at)) {
        return hit(at + 1, format!("XXXX-XX-XXT{}", part.code()));
    }
    if let Some(day) = calendar::weekday(w.low(at), Language::English).filter(|_| w.capital(at)) {
        return hit(at + 1, format!("XXXX-WXX-{}", day + 1));
    }
    if let Some((month, to)) = month_name(w, at) {
        return hit(to, format!("XXXX-{month:02}"));
    }
    if let Some(season) = season_code(w.low(at)) {
        return hit(at + 1, format!("XXXX-{season}"));
    }
    let (count, to) = if w.is(at, &["other"]) { (Count::Of(2), at + 1) } else { count(w, at)? };
    let unit = scale(w.low(to)).filter(|_| w.is(to, &[w.low(to)]))?;
    hit(to + 1, length(count, unit))
}

fn season_code(word: &str) -> Option<&'static str> {
    Some(match word {
        "spring" => "SP",
        "summer" => "SU",
        "autumn" | "fall" => "FA",
        "winter" => "WI",
        _ => return None,
    })
}

/// "six times a day": how often.
fn rate(w: &Words<'_>, i: usize) -> Option<Hit> {
    let unit = scale(w.low(i + 1)).filter(|_| w.is(i + 1, &[w.low(i + 1)]))?;
    if matches!(unit, Scale::Second | Scale::Quarter)
        || w.is(i + 2, &["ago", "earlier", "later", "or", "and", "before"])
        || w.dash(i + 2)
    {
        return None;
    }
    let counted = w.before(i) == "times";
    counted.then(|| Hit::new(i + 2, Shape::Recurring(length(Count::Of(1), unit))))
}

/// "Mondays", "Tuesday nights".
fn weekdays(w: &Words<'_>, i: usize) -> Option<Hit> {
    let name = w.get(i).filter(|l| l.is_capital())?;
    if let Some(day) = name
        .low
        .strip_suffix('s')
        .filter(|s| s.ends_with("day"))
        .and_then(|s| calendar::weekday(s, Language::English))
    {
        return Some(Hit::new(i + 1, Shape::Recurring(format!("XXXX-WXX-{}", day + 1))));
    }
    let day = calendar::weekday(&name.low, Language::English)?;
    let part = w.low(i + 1).strip_suffix('s').and_then(super::dates::part_of_day)?;
    Some(Hit::new(i + 2, Shape::Recurring(format!("XXXX-WXX-{}T{}", day + 1, part.code()))))
}
