//! Time expressions in English words.
//!
//! Lexemes and a place come in; the longest expression that begins there goes out. Which year or week is meant is not
//! decided here. Bare parts of the day, "now", "recently" and counts without a number are left alone: they date nothing.

use super::feasts::{self, Feast};
use super::raw::{Edge, Match, Printed, Raw, Unit, Which, YearOf};
use super::words::{Words, clock, figures, possible, with_clock};
use chancery_knowledge::{calendar, numbers};
use chancery_record::Language;

/// The expression that begins at lexeme `i`.
pub(crate) fn at(w: &Words<'_>, i: usize) -> Option<Match> {
    bounded(w, i)
        .or_else(|| lasting_phrase(w, i))
        .or_else(|| plain(w, i).map(|(raw, to)| Match::new(i, to, raw)))
        .map(|found| finish(w, found))
}

/// Looks ahead by its preposition, and takes in a possessive ending.
fn finish(w: &Words<'_>, mut found: Match) -> Match {
    found.ahead |= matches!(w.before(found.from), "until" | "till" | "by")
        || (w.before(found.from) == "for" && found.from >= 2 && is_plan(w.low(found.from - 2)))
        || matches!(w.before(found.from), "effective" | "beginning" | "starting" | "tomorrow")
        || (w.before(found.from) == "of" && found.from >= 2 && w.low(found.from - 2) == "as");
    let ends = w.is(found.to, &["'", "’"]) && w.glued(found.to);
    if ends && w.is(found.to + 1, &["s"]) && w.glued(found.to + 1) {
        found.to += 2;
    }
    found
}

/// Participles after which "for" or "on" looks ahead.
fn is_plan(word: &str) -> bool {
    matches!(
        word,
        "planned"
            | "scheduled"
            | "set"
            | "slated"
            | "due"
            | "fixed"
            | "expected"
            | "postponed"
            | "billed"
            | "penciled"
            | "pencilled"
            | "tabled"
            | "appointed"
            | "rescheduled"
            | "announced"
            | "timed"
            | "put"
            | "called"
    )
}

/// "since 2015", "by 2035", "until 2028", "before the end of October". The preposition belongs to a bare year and to an end.
fn bounded(w: &Words<'_>, i: usize) -> Option<Match> {
    let wrap = |to: usize, raw: Raw, ahead: bool| Some(Match { from: i, to, raw, ahead });
    if w.opens(i, &["since"]) {
        let (raw, to) = followed(w, i + 1)?;
        return if matches!(raw, Raw::Year(_)) {
            wrap(to, Raw::Since(Box::new(raw)), false)
        } else {
            None
        };
    }
    if w.opens(i, &["by", "until", "till", "before"]) {
        let at = i + 1;
        let (raw, to) = followed(w, at)?;
        let taken = matches!(raw, Raw::Year(_))
            && w.low(i) != "before"
            && !(to < w.list.len() && w.word(to) && is_counted(w.low(to)));
        let end = matches!(&raw, Raw::Part(Edge::End, _)) || w.is(at, &["year", "month"]);
        return if taken || end { wrap(to, Raw::Until(Box::new(raw)), true) } else { None };
    }
    None
}

fn followed(w: &Words<'_>, at: usize) -> Option<(Raw, usize)> {
    if w.get(at)?.apart { None } else { plain(w, at) }
}

/// Durations with the words before them: "for two years", "a term of three years", "within 72 hours", "an initial six months".
fn lasting_phrase(w: &Words<'_>, i: usize) -> Option<Match> {
    let mut at = i;
    let mut ahead = false;
    let determined = w.is(i + 1, &["a", "an", "the"]) && !w.opens(i, &["within"]);
    if !determined && w.opens(i, &["within", "for", "over", "during", "throughout"]) {
        at = i + 1;
        ahead = w.low(i) == "within";
        at = w.skip(at, &["about", "around", "nearly", "almost", "another", "at", "some"]);
        at = w.skip(at, &["least", "most"]);
    }
    if w.opens(at, &["a", "an", "the"])
        && w.is(at + 1, &["term", "period", "duration"])
        && w.is(at + 2, &["of"])
    {
        at += 3;
    } else if w.opens(at, &["a", "an", "the", "further", "another"]) {
        let skipped = w.skip(
            w.skip(at, &["a", "an", "the"]),
            &["initial", "further", "additional", "maximum", "total", "another"],
        );
        if skipped > at + 1 || (skipped == at + 1 && w.is(at, &["further", "another"])) {
            at = skipped;
        }
    }
    if at == i || !w.opens(at, &[w.low(at)]) || w.get(at)?.apart {
        return None;
    }
    let (count, unit, to) = counted(w, at)?;
    if w.is(to, &["ago", "later", "earlier"]) || is_age(w, to) || is_rate(w, to) {
        return None;
    }
    Some(Match { from: i, to, raw: Raw::Lasting(count, unit), ahead })
}

/// An expression without the preposition that governs it.
fn plain(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let first = w.get(i)?;
    if first.number.is_some() {
        return from_number(w, i);
    }
    if !first.is_word() {
        return None;
    }
    deictic(w, i)
        .or_else(|| feast(w, i))
        .or_else(|| weekday(w, i))
        .or_else(|| from_month(w, i))
        .or_else(|| determined(w, i))
        .or_else(|| part_of(w, i))
        .or_else(|| quarter_code(w, i))
        .or_else(|| counted_phrase(w, i))
}

fn from_number(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    if let Some((date, to)) = figures(w, i) {
        let (minute, to) = with_clock(w, to);
        return Some((Raw::Date { weekday: None, date, minute }, to));
    }
    day_first(w, i, None)
        .or_else(|| clocked(w, i))
        .or_else(|| years(w, i))
        .or_else(|| counted_phrase(w, i))
}

/// `16 October 2028`, `16–17 October 2028`, `28 November to 1 December`.
fn day_first(w: &Words<'_>, i: usize, weekday: Option<u8>) -> Option<(Raw, usize)> {
    let day = w.day(i)?;
    if w.glued(i)
        && i > 0
        && !w.opens(i - 1, &["(", "\"", "“", "/", "[", "|"])
        && !w.low(i - 1).starts_with(['—', '–'])
    {
        return None;
    }
    let after = ordinal_end(w, i);
    let at = w.skip(w.skip(after, &["day"]), &["of"]);
    if let Some((month, year, to)) = month_and_year(w, at).filter(|(m, ..)| possible(*m, day)) {
        let date = Printed { year, month, day };
        return Some(second_date(w, date, to).unwrap_or_else(|| {
            let (minute, to) = with_clock(w, to);
            (Raw::Date { weekday, date, minute }, to)
        }));
    }
    let joint = joint(w, after)?;
    let last = w.day(joint).filter(|last| *last > day)?;
    let (month, year, to) = month_and_year(w, w.skip(ordinal_end(w, joint), &["of"]))?;
    let consecutive =
        !w.is(joint - 1, &["and", "&"]) || last == day + 1 || w.before(i) == "between";
    (possible(month, last) && consecutive).then_some((
        Raw::Dates(Printed { year, month, day }, Printed { year, month, day: last }),
        to,
    ))
}

/// A dash or "to" between two days; the lexeme after it.
fn joint(w: &Words<'_>, i: usize) -> Option<usize> {
    let joins = w.dash(i) || w.is(i, &["to", "through", "until", "and", "&"]);
    joins.then_some(i + 1)
}

fn second_date(w: &Words<'_>, first: Printed, i: usize) -> Option<(Raw, usize)> {
    let at = joint(w, i).filter(|_| !w.is(i, &["and", "&"]))?;
    let day = w.day(at)?;
    let (month, year, to) = month_and_year(w, w.skip(ordinal_end(w, at), &["of"]))?;
    let rises = first.year.is_some() || (month, day) > (first.month, first.day);
    let first = Printed { year: first.year.or(year), ..first };
    (possible(month, day) && rises)
        .then(|| (Raw::Dates(first, Printed { year: year.or(first.year), month, day }), to))
}

/// A month name, its stop, and a year behind it.
fn month_and_year(w: &Words<'_>, i: usize) -> Option<(u8, Option<i32>, usize)> {
    let month = month_name(w, i)?;
    let mut to = abbreviated(w, i);
    let at = w.skip(to, &[",", "of"]);
    let year = w.year(at).filter(|_| !w.get(at).is_some_and(|l| l.apart) && !is_amount(w, at));
    if year.is_some() {
        to = at + 1;
    }
    Some((month, year, to))
}

fn month_name(w: &Words<'_>, i: usize) -> Option<u8> {
    let lexeme = w.get(i).filter(|l| l.is_capital() || (i > 0 && w.day(i - 1).is_some()))?;
    calendar::month(&lexeme.low, Language::English)
}

/// Past the stop of "Nov.".
fn abbreviated(w: &Words<'_>, i: usize) -> usize {
    let short = w.low(i).len() <= 4 && !matches!(w.low(i), "may" | "june" | "july");
    if short && w.is(i + 1, &["."]) && w.glued(i + 1) { i + 2 } else { i + 1 }
}

fn ordinal_end(w: &Words<'_>, i: usize) -> usize {
    if w.is(i + 1, &["st", "nd", "rd", "th"]) && w.glued(i + 1) { i + 2 } else { i + 1 }
}

/// `May 5, 2031`, `October 16-17`, `October 30 – November 2`, `March 2024`, `June`.
fn from_month(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let month = month_name(w, i)?;
    let at = abbreviated(w, i);
    month_day(w, i, month, at, None)
        .or_else(|| months(w, month, at, w.before(i) == "between"))
        .or_else(|| alone(w, i, at).then_some((Raw::Month(YearOf::Fitting, month), at)))
}

fn month_day(
    w: &Words<'_>,
    _from: usize,
    month: u8,
    at: usize,
    weekday: Option<u8>,
) -> Option<(Raw, usize)> {
    let at = w.skip(at, &["the"]);
    let day = w.day(at).filter(|d| possible(month, *d) && !w.get(at).is_some_and(|l| l.apart))?;
    let to = ordinal_end(w, at);
    if (w.is(to, &[":"]) && w.glued(to) && w.glued(to + 1))
        || is_unit(w.low(to))
        || w.is(to, &["%", "percent"])
    {
        return None;
    }
    let ending = |to: usize| {
        let at = w.skip(to, &[","]);
        let year = w.year(at).filter(|_| !w.get(at).is_some_and(|l| l.apart));
        (year, if year.is_some() { at + 1 } else { to })
    };
    if let Some(second) = joint(w, to) {
        let named = month_name(w, second);
        let day_at = if named.is_some() { abbreviated(w, second) } else { second };
        let last_month = named.unwrap_or(month);
        let consecutive =
            |last: u8| !w.is(to, &["and", "&"]) || (last == day + 1 && named.is_none());
        let last =
            w.day(day_at).filter(|d| possible(last_month, *d) && (last_month, *d) > (month, day));
        if let Some(last) = last.filter(|last| consecutive(*last) && !is_counted(w.low(day_at + 1)))
        {
            let (year, to) = ending(ordinal_end(w, day_at));
            let date = |month, day| Printed { year, month, day };
            return Some((Raw::Dates(date(month, day), date(last_month, last)), to));
        }
    }
    let (year, to) = ending(to);
    let (minute, to) = with_clock(w, to);
    Some((Raw::Date { weekday, date: Printed { year, month, day }, minute }, to))
}

/// `March 2024`, `March to May 2024`, `January of next year`.
fn months(w: &Words<'_>, month: u8, at: usize, between: bool) -> Option<(Raw, usize)> {
    let year_at = w.skip(w.skip(at, &[","]), &["of"]);
    if let Some(year) = w.year(year_at).filter(|_| !w.get(year_at).is_some_and(|l| l.apart)) {
        return Some((Raw::Month(YearOf::Given(year), month), year_at + 1));
    }
    if let Some((offset, to)) = year_words(w, w.skip(at, &["of"])) {
        return Some((Raw::Month(YearOf::Offset(offset), month), to));
    }
    let second = joint(w, at).filter(|_| between || !w.is(at, &["and", "&"]))?;
    let last = month_name(w, second)?;
    let year_at = abbreviated(w, second);
    let year = w.year(year_at).map_or(YearOf::Fitting, YearOf::Given);
    let to = if year == YearOf::Fitting { year_at } else { year_at + 1 };
    Some((Raw::Months((year, month), (year, last)), to))
}

/// "next year", "last year", "this year", "the same year": years after the document's.
fn year_words(w: &Words<'_>, i: usize) -> Option<(i32, usize)> {
    let at = w.skip(i, &["the"]);
    let offset = offset_word(w.low(at)).filter(|_| w.is(at, &[w.low(at)]))?;
    w.is(at + 1, &["year"]).then_some((offset, at + 2))
}

fn offset_word(word: &str) -> Option<i32> {
    match word {
        "next" | "coming" | "following" => Some(1),
        "last" | "previous" | "past" => Some(-1),
        "this" | "current" => Some(0),
        _ => None,
    }
}

/// A month name that is surely one: not a person's name, not the verb.
fn alone(w: &Words<'_>, i: usize, to: usize) -> bool {
    let led = matches!(
        w.before(i),
        "in" | "since"
            | "until"
            | "till"
            | "by"
            | "of"
            | "for"
            | "from"
            | "to"
            | "during"
            | "before"
            | "after"
            | "the"
            | "through"
            | "throughout"
            | "and"
            | "its"
            | "their"
            | "his"
            | "her"
            | "between"
            | "around"
            | "a"
    );
    let name = w.capital(to) && w.is(to, &[w.low(to)]);
    let long = w.low(i).len() > 3;
    match w.low(i) {
        "may" | "march" | "august" => {
            led && (!name || matches!(w.before(i), "the" | "its" | "their" | "a"))
                && !(w.low(i) != "august" && w.word(to) && matches!(w.before(i), "and" | "to"))
        }
        "april" | "june" => led || !name,
        _ => long && (led || !name),
    }
}

/// "Thursday", "last Thursday", "Thursday of next week", "Saturday, 8 September 2029", "Friday evening".
fn weekday(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    // "every Monday" is no day of the calendar.
    if matches!(w.before(i), "every" | "each") {
        return None;
    }
    let led = match w.low(i) {
        "last" | "past" => Some(Which::Last),
        "next" | "coming" => Some(Which::Next),
        "this" => Some(Which::This),
        _ => None,
    };
    let name_at = if led.is_some() { i + 1 } else { i };
    let name = w.get(name_at).filter(|l| l.is_capital() && (name_at == i || !l.apart))?;
    let day = calendar::weekday(&name.low, Language::English)?;
    let full = name.low.ends_with("day");
    let mut to = if full { name_at + 1 } else { abbreviated(w, name_at) };
    if led.is_none() {
        let at = w.skip(w.skip(w.skip(to, &[","]), &["the"]), &["("]);
        if let Some(dated) = dated_weekday(w, at, day) {
            return Some(dated);
        }
    }
    if !full {
        return None;
    }
    if led.is_none()
        && let Some(at) = joint(w, to)
        && let Some(last) = w.get(at).filter(|l| l.is_capital() && !l.apart)
        && let Some(last) = calendar::weekday(&last.low, Language::English)
        && (matches!(w.before(i), "from" | "between") || !w.is(to, &["and", "&", "until"]))
        && last != day
    {
        return Some((Raw::Weekdays(day, last), at + 1));
    }
    let mut which = led.unwrap_or(Which::Fitting);
    let in_week = w.skip(w.skip(to, &["of", "in"]), &["the"]);
    if let Some(offset) = offset_word(w.low(in_week)).filter(|_| w.is(in_week + 1, &["week"])) {
        which = Which::OfWeek(offset);
        to = in_week + 2;
    } else if w.is(to, &["week"]) {
        which = Which::WeekAfter;
        to += 1;
    }
    let (minute, to) = with_clock(w, day_part(w, to));
    Some((Raw::Weekday { day, which, minute }, to))
}

fn dated_weekday(w: &Words<'_>, at: usize, day: u8) -> Option<(Raw, usize)> {
    if w.get(at)?.apart || w.is(at - 1, &["("]) {
        return None;
    }
    if let Some(found) = day_first(w, at, Some(day)) {
        return matches!(found.0, Raw::Date { .. }).then_some(found);
    }
    if let Some((date, to)) = figures(w, at) {
        return Some((Raw::Date { weekday: Some(day), date, minute: None }, to));
    }
    let month = month_name(w, at)?;
    month_day(w, at, month, abbreviated(w, at), Some(day))
        .filter(|(raw, _)| matches!(raw, Raw::Date { .. }))
}

fn day_part(w: &Words<'_>, i: usize) -> usize {
    w.skip(i, &["morning", "afternoon", "evening", "night", "noon", "midnight"])
}

/// "today", "the day before yesterday", "last night", "tonight", "this morning", "the same evening".
fn deictic(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let day = |offset: i32, to: usize| {
        let (minute, to) = with_clock(w, day_part(w, to));
        Some((Raw::DayOffset(offset, minute), to))
    };
    match w.low(i) {
        "today" if !named_today(w, i) => day(0, i + 1),
        "tonight" => day(0, i + 1),
        // "an overnight curfew": a kind of curfew.
        "overnight" if !matches!(w.before(i), "a" | "an" | "the") => Some((Raw::Overnight, i + 1)),
        "yesterday" => day(-1, i + 1),
        "tomorrow" => day(1, i + 1),
        "last" if w.is(i + 1, &["night", "evening"]) => day(-1, i + 2),
        "this" if w.is(i + 1, &["morning", "afternoon", "evening"]) => day(0, i + 2),
        "the"
            if w.is(i + 1, &["day"]) && w.is(i + 2, &["before"]) && w.is(i + 3, &["yesterday"]) =>
        {
            day(-2, i + 4)
        }
        "the" if w.is(i + 1, &["day"]) && w.is(i + 2, &["after"]) && w.is(i + 3, &["tomorrow"]) => {
            day(2, i + 4)
        }
        "the" if w.is(i + 1, &["same", "very"]) && w.is(i + 2, &["same"]) => None,
        "the" | "that" if same_day(w, i).is_some() => same_day(w, i),
        "the"
            if w.is(i + 1, &["following", "next", "previous"])
                && w.is(i + 2, &["day", "morning", "evening"])
                && w.before(i) != "of" =>
        {
            let sign = if w.is(i + 1, &["previous"]) { -1 } else { 1 };
            Some((Raw::FromThen(sign, Unit::Day), i + 3))
        }
        "the" if w.is(i + 1, &["day"]) && w.is(i + 2, &["before", "after"]) && !w.word(i + 3) => {
            let sign = if w.is(i + 2, &["before"]) { -1 } else { 1 };
            Some((Raw::FromThen(sign, Unit::Day), i + 3))
        }
        _ => None,
    }
}

/// "Today" as the name of a paper or programme.
fn named_today(w: &Words<'_>, i: usize) -> bool {
    i > 0 && w.capital(i) && w.capital(i - 1) && !w.list[i].apart && w.word(i - 1)
}

fn same_day(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let parts = ["day", "morning", "afternoon", "evening", "night"];
    if w.low(i) == "the" && w.is(i + 1, &["same"]) && w.is(i + 2, &parts) {
        return Some((Raw::Same, i + 3));
    }
    (w.low(i) == "that" && w.is(i + 1, &["same", "day", "evening", "night"]))
        .then(|| {
            if w.is(i + 1, &["same"]) {
                w.is(i + 2, &parts).then_some((Raw::Same, i + 3))
            } else {
                (!w.word(i + 2)).then_some((Raw::Same, i + 2))
            }
        })
        .flatten()
}

/// "this week", "last year", "next summer", "earlier this month", "the second half of 2029", "the 21st", "the past three years".
fn determined(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    if w.opens(i, &["earlier", "later", "late", "early"]) {
        let at = i + 1;
        return offset_unit(w, at).filter(|_| w.is(at, &["this", "last", "next"]));
    }
    offset_unit(w, i)
        .or_else(|| weekend(w, i))
        .or_else(|| nth_of_month(w, i))
        .or_else(|| whole_year(w, i))
        .or_else(|| century(w, i))
        .or_else(|| part_of_year(w, i))
        .or_else(|| season(w, i))
        .or_else(|| ordinal_day(w, i))
        .or_else(|| past_period(w, i))
        .or_else(|| {
            let (year, to) = decade(w, i + 1).filter(|_| w.opens(i, &["the"]))?;
            Some((Raw::Decade(year), to))
        })
}

fn offset_unit(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let at = w.skip_open(i, &["the"]);
    if at > i && w.is(at, &["last", "next", "this"]) {
        return None;
    }
    let word = w.low(at);
    let offset = offset_word(word)?;
    let unit_at = w.skip(at + 1, &["calendar"]);
    let lexeme = w.get(unit_at).filter(|l| !l.apart)?;
    let year = match offset {
        1 => YearOf::Next,
        -1 => YearOf::Last,
        _ => YearOf::Offset(0),
    };
    let month = calendar::month(&lexeme.low, Language::English);
    if let Some(month) = month.filter(|_| lexeme.is_capital() && at == i) {
        return Some((Raw::Month(year, month), unit_at + 1));
    }
    let fall = (lexeme.low == "fall").then_some(3);
    if let Some(season) = season_name(&lexeme.low).or(fall).filter(|_| at == i) {
        return Some((Raw::Season(year, season), unit_at + 1));
    }
    if at == i && i > 0 && lexeme.is_capital() && !w.list[i].apart && w.capital(i) {
        // "This Week": the name of a programme.
        return None;
    }
    let unit = match lexeme.low.as_str() {
        "week" => Unit::Week,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "weekend" if at == i => return Some((Raw::Weekend(Some(offset)), unit_at + 1)),
        _ => return None,
    };
    if at > i && !matches!(word, "current" | "previous" | "following" | "coming") {
        return None;
    }
    if matches!(word, "following" | "previous") && at > i {
        return Some((Raw::FromThen(offset, unit), unit_at + 1));
    }
    Some((Raw::UnitOffset(unit, offset), unit_at + 1))
}

/// "over the weekend", "at the weekend".
fn weekend(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let led = matches!(w.before(i), "over" | "at" | "during" | "on");
    (w.opens(i, &["the"]) && w.is(i + 1, &["weekend"]) && led)
        .then_some((Raw::Weekend(None), i + 2))
}

/// "the first Monday of September", "the second week of March", "the last week of August 2030".
fn nth_of_month(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let at = w.skip_open(i, &["the"]);
    let nth = if w.low(at) == "last" { 0 } else { ordinal_word(w.low(at))? };
    let weekday = w.get(at + 1).filter(|l| l.is_capital() && l.low.ends_with("day"));
    let weekday = weekday.and_then(|l| calendar::weekday(&l.low, Language::English));
    if at == i || !(weekday.is_some() || w.is(at + 1, &["week"])) || !w.is(at + 2, &["of", "in"]) {
        return None;
    }
    let month = month_name(w, at + 3)?;
    let after = abbreviated(w, at + 3);
    let (year, to) = match months(w, month, after, false) {
        Some((Raw::Month(year, _), to)) => (year, to),
        _ => (YearOf::Fitting, after),
    };
    Some(match weekday {
        Some(day) => (Raw::NthWeekday { nth, day, month: (year, month) }, to),
        None => (Raw::WeekOfMonth(nth, (year, month)), to),
    })
}

/// "throughout the year": the document's own.
fn whole_year(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let named = w.opens(i, &["the"]) && w.is(i + 1, &["year", "whole", "entire"]);
    let at = if w.is(i + 1, &["year"]) { i + 1 } else { i + 2 };
    let over = matches!(w.before(i), "throughout" | "during");
    let ends = !w.is(at + 1, &["of", "ended", "ending", "to", "before", "after", "-"])
        && w.year(at + 1).is_none();
    (named && over && ends && w.is(at, &["year"]))
        .then_some((Raw::UnitOffset(Unit::Year, 0), at + 1))
}

/// "the 19th century", "the nineteenth century": its hundred years.
fn century(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let at = w.skip_open(i, &["the"]);
    let figures = w.day(at).filter(|_| ordinal_end(w, at) == at + 2).map(i32::from);
    let named = || match w.low(at) {
        "eighteenth" => Some(18),
        "nineteenth" => Some(19),
        "twentieth" => Some(20),
        _ => None,
    };
    let nth = figures.or_else(named).filter(|nth| (2..=22).contains(nth))?;
    let to = if figures.is_some() { at + 2 } else { at + 1 };
    let to = if w.dash(to) { to + 1 } else { to };
    w.is(to, &["century"]).then_some((Raw::Years(nth * 100 - 99, nth * 100), to + 1))
}

/// Feasts of every year, and the day before one: "Victory Day", "the eve of Nowruz", "Christmas 2030".
fn feast(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let eve = w.skip_open(i, &["the"]);
    let (at, after) =
        if w.is(eve, &["eve"]) && w.is(eve + 1, &["of"]) { (eve + 2, -1) } else { (i, 0) };
    // Wishes for a feast are sent on any day.
    let wished = (i.saturating_sub(6)..i)
        .any(|at| ["congratulat", "greet", "wish"].iter().any(|stem| w.low(at).starts_with(stem)));
    let (feast, to) = feasts::english(w, at).or_else(|| new_year(w, at)).filter(|_| !wished)?;
    let year =
        w.year(w.skip(to, &[",", "of", "in"])).filter(|_| !w.get(to).is_some_and(|l| l.apart));
    let to = if year.is_some() { w.skip(to, &[",", "of", "in"]) + 1 } else { to };
    Some((Raw::Feast(feast, year, after), to))
}

/// "New Year", "New Year's Day", "New Year's Eve".
fn new_year(w: &Words<'_>, i: usize) -> Option<(Feast, usize)> {
    if !(w.is(i, &["new"]) && w.capital(i) && w.is(i + 1, &["year"]) && w.capital(i + 1)) {
        return None;
    }
    let mark = w.is(i + 2, &["'", "’"]) && w.glued(i + 2) && w.is(i + 3, &["s"]) && w.glued(i + 3);
    let to = if mark { i + 4 } else { i + 2 };
    Some(if w.is(to, &["eve"]) {
        (Feast::Fixed(12, 31), to + 1)
    } else if w.is(to, &["day"]) {
        (Feast::Fixed(1, 1), to + 1)
    } else {
        (Feast::Fixed(1, 1), i + 2)
    })
}

fn season_name(word: &str) -> Option<u8> {
    match word {
        "spring" => Some(1),
        "summer" => Some(2),
        "autumn" => Some(3),
        "winter" => Some(4),
        _ => None,
    }
}

/// "summer 2029", "the spring of 2030", "in autumn".
fn season(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let at = w.skip_open(i, &["the"]);
    let season = season_name(w.low(at)).or_else(|| {
        (w.low(at) == "fall" && w.year(w.skip(at + 1, &["of"])).is_some()).then_some(3)
    })?;
    let year_at = w.skip(at + 1, &["of"]);
    if let Some(year) = w.year(year_at) {
        return Some((Raw::Season(YearOf::Given(year), season), year_at + 1));
    }
    if let Some((offset, to)) = year_words(w, year_at) {
        return Some((Raw::Season(YearOf::Offset(offset), season), to));
    }
    let led = matches!(
        w.before(i),
        "in" | "by" | "until" | "since" | "before" | "during" | "through" | "of"
    );
    let named =
        w.is(at + 1, &["school", "camp", "games"]) || (w.capital(at) && i > 0 && !w.list[i].apart);
    (led && !named && !(at == i && w.is(at + 1, &["water", "of"])))
        .then_some((Raw::Season(YearOf::Fitting, season), at + 1))
}

/// Halves and quarters: "the second half of 2029", "first quarter", "H1 2029".
fn part_of_year(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let at = w.skip_open(i, &["the"]);
    let nth = ordinal_word(w.low(at))?;
    let joined = w.dash(at + 1) && w.glued(at + 1) && w.glued(at + 2);
    let named = if joined { at + 2 } else { at + 1 };
    let half = w.is(named, &["half"]) && nth <= 2;
    let quarter = w.is(named, &["quarter"]) && nth <= 4;
    if !half && !quarter {
        return None;
    }
    let year_at = w.skip(named + 1, &["of"]);
    let (year, to) = match (w.year(year_at), year_words(w, year_at)) {
        (Some(year), _) => (YearOf::Given(year), year_at + 1),
        (_, Some((offset, to))) => (YearOf::Offset(offset), to),
        _ if w.is(year_at, &["the"]) && w.is(year_at + 1, &["year"]) => {
            (YearOf::Offset(0), year_at + 2)
        }
        _ if quarter && !w.is(named + 1, &["of"]) => (YearOf::Fitting, named + 1),
        _ => return None,
    };
    Some((if half { Raw::Half(year, nth) } else { Raw::Quarter(year, nth) }, to))
}

fn ordinal_word(word: &str) -> Option<u8> {
    match word {
        "first" => Some(1),
        "second" => Some(2),
        "third" => Some(3),
        "fourth" | "last" => Some(4),
        _ => None,
    }
}

/// `Q3 2029`, `Q3`.
fn quarter_code(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    if w.get(i)?.text != "Q" || !w.glued(i + 1) {
        return None;
    }
    let quarter = w.get(i + 1)?.number.filter(|n| (1..=4).contains(n))?;
    let quarter = u8::try_from(quarter).ok().filter(|_| w.digits(i + 1) == 1)?;
    let at = w.skip(i + 2, &["of"]);
    Some(match w.year(at).filter(|_| !w.get(at).is_some_and(|l| l.apart)) {
        Some(year) => (Raw::Quarter(YearOf::Given(year), quarter), at + 1),
        None => (Raw::Quarter(YearOf::Fitting, quarter), i + 2),
    })
}

/// "the 21st" where no noun follows.
fn ordinal_day(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    if !w.opens(i, &["the"]) {
        return None;
    }
    let day = w.day(i + 1)?;
    let to = ordinal_end(w, i + 1);
    if to == i + 2 {
        return None;
    }
    if let Some((raw, to)) = day_first(w, i + 1, None) {
        return Some((raw, to));
    }
    let led = matches!(
        w.before(i),
        "until" | "till" | "on" | "by" | "before" | "after" | "from" | "since" | "through" | "to"
    );
    let free = !w.word(to)
        || w.get(to).is_some_and(|l| l.apart)
        || w.is(
            to,
            &[
                "in", "at", "with", "and", "when", "after", "before", "for", "to", "but", "as",
                "while", "of",
            ],
        );
    let of_month = w.is(to, &["of"])
        && w.is(to + 1, &["this", "the", "next", "last"])
        && w.is(to + 2, &["month"]);
    if of_month {
        return Some((Raw::Ordinal(day), to + 3));
    }
    (led && free && !w.is(to, &["of"])).then_some((Raw::Ordinal(day), to))
}

/// "the past three years", "the coming two weeks": as long as they last.
fn past_period(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let at = w.skip_open(i, &["the"]);
    if at == i || !w.is(at, &["past", "last", "next", "coming", "previous", "following"]) {
        return None;
    }
    let (count, unit, to) = counted(w, w.skip(at + 1, &["about", "nearly"]))?;
    Some((Raw::Lasting(count, unit), to))
}

/// "the end of October", "early 2030", "mid-May", "the beginning of next year", "the middle of the month".
fn part_of(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let at = w.skip_open(i, &["the"]);
    let (edge, mut at) = match w.low(at) {
        "end" | "close" if w.is(at + 1, &["of"]) => (Edge::End, at + 2),
        "start" | "beginning" if w.is(at + 1, &["of"]) => (Edge::Start, at + 2),
        "rest" | "remainder" if w.is(at + 1, &["of"]) && w.is(at + 2, &["the", "this"]) => {
            (Edge::End, at + 2)
        }
        "middle" if w.is(at + 1, &["of"]) => return None,
        "early" if at == i || decade(w, at + 1).is_some() => {
            (Edge::Start, w.skip(at + 1, &["-", "‑"]))
        }
        "late" if at == i || decade(w, at + 1).is_some() => {
            (Edge::End, w.skip(at + 1, &["-", "‑"]))
        }
        "mid" if at == i || decade(w, w.skip(at + 1, &["-", "‑"])).is_some() => {
            (Edge::Middle, w.skip(at + 1, &["-", "‑"]))
        }
        "year" if at == i && w.is(at + 1, &["-"]) && w.glued(at + 1) && w.is(at + 2, &["end"]) => {
            return Some((Raw::Part(Edge::End, Box::new(Raw::UnitOffset(Unit::Year, 0))), at + 3));
        }
        _ => return None,
    };
    at = w.skip(at, &["in"]);
    if w.get(at)?.apart {
        return None;
    }
    let whole = |raw: Raw, to: usize| Some((Raw::Part(edge, Box::new(raw)), to));
    if w.is(at, &["the"]) {
        let unit = match w.low(at + 1) {
            "year" => Unit::Year,
            "month" => Unit::Month,
            "week" => Unit::Week,
            "decade" => Unit::Decade,
            "quarter" => Unit::Quarter,
            _ => return None,
        };
        return whole(Raw::UnitOffset(unit, 0), at + 2);
    }
    if let Some((raw, to)) = offset_unit(w, at) {
        return whole(raw, to);
    }
    if let Some((year, to)) = decade(w, at) {
        return whole(Raw::Decade(year), to);
    }
    if let Some(year) = w.year(at).filter(|_| !is_amount(w, at)) {
        return whole(Raw::Year(year), at + 1);
    }
    let month = month_name(w, at)?;
    let after = abbreviated(w, at);
    let (raw, to) =
        months(w, month, after, false).unwrap_or((Raw::Month(YearOf::Fitting, month), after));
    whole(raw, to)
}

/// "at 15:05" alone or before its date: `15:05 on 5 May`.
fn clocked(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let (minute, to) = clock(w, i)?;
    if w.glued(i) && i > 0 && !w.opens(i - 1, &["(", "[", "|"]) {
        return None;
    }
    let at = w.skip(w.skip(w.skip(to, &["local"]), &["time"]), &[","]);
    let at = w.skip(at, &["on"]);
    if !w.get(at).is_some_and(|l| l.apart) {
        match plain(w, at) {
            Some((Raw::Date { weekday, date, minute: None }, to)) => {
                return Some((Raw::Date { weekday, date, minute: Some(minute) }, to));
            }
            Some((Raw::Weekday { day, which, minute: None }, to)) => {
                return Some((Raw::Weekday { day, which, minute: Some(minute) }, to));
            }
            Some((Raw::DayOffset(offset, None), to)) => {
                return Some((Raw::DayOffset(offset, Some(minute)), to));
            }
            _ => {}
        }
    }
    let led = matches!(
        w.before(i),
        "at" | "from"
            | "until"
            | "by"
            | "around"
            | "before"
            | "after"
            | "about"
            | "to"
            | "since"
            | "till"
    );
    (led || to > i + 3).then_some((Raw::Clock(minute), to))
}

/// `2028`, `2029–2032`, `2029-30`, `2025 to 2027`, `the 2030s`.
fn years(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let year = w.year(i)?;
    if w.glued(i) && i > 0 && !w.opens(i - 1, &["(", "\"", "“", "'", "‘", "/", "[", "–", "—", "|"])
    {
        return None;
    }
    if let Some((year, to)) = decade(w, i) {
        return Some((Raw::Decade(year), to));
    }
    if w.is(i + 1, &["'", "’"])
        && w.is(i + 2, &["s"])
        && year % 10 == 0
        && w.before(i) == "the"
        && !w.word(i + 3)
    {
        return Some((Raw::Decade(year), i + 3));
    }
    let range = w.dash(i + 1)
        || w.is(i + 1, &["/"])
        || (w.is(i + 1, &["to", "through"]))
        || (w.is(i + 1, &["and"]) && w.before(i) == "between");
    if range && w.is(i + 2, &[w.low(i + 2)]) {
        let tight = w.glued(i + 1) && w.glued(i + 2);
        let last = match w.digits(i + 2) {
            4 => w.year(i + 2),
            2 if tight => w.day_or_two(i + 2).map(|short| year - year % 100 + short),
            _ => None,
        };
        if let Some(last) = last.filter(|last| *last > year && last - year <= 100) {
            return Some((Raw::Years(year, last), i + 3));
        }
    }
    if w.glued(i + 1) && (w.dash(i + 1) || w.is(i + 1, &["/", "%", "°"]) || w.word(i + 1)) {
        return None;
    }
    (w.figure(i).is_some()
        && (1900..2100).contains(&year)
        && !is_amount(w, i)
        && dates_something(w, i))
    .then_some((Raw::Year(year), i + 1))
}

/// "1990s".
fn decade(w: &Words<'_>, i: usize) -> Option<(i32, usize)> {
    let year = w.year(i).filter(|year| year % 10 == 0)?;
    (w.is(i + 1, &["s"]) && w.glued(i + 1)).then_some((year, i + 2))
}

/// A number that counts things or belongs to a name or a document.
fn is_amount(w: &Words<'_>, i: usize) -> bool {
    let before = w.before(i);
    let counted =
        w.word(i + 1) && !w.get(i + 1).is_some_and(|l| l.apart) && is_counted(w.low(i + 1));
    counted
        || matches!(
            before,
            "$" | "€"
                | "£"
                | "no"
                | "№"
                | "#"
                | "resolution"
                | "article"
                | "rule"
                | "order"
                | "decree"
                | "number"
                | "route"
                | "flight"
                | "some"
                | "about"
                | "nearly"
                | "almost"
                | "than"
                | "least"
                | "resolutions"
                | "and/or"
                | "room"
                | "page"
                | "document"
                | "law"
                | "unscr"
                | "protocol"
        )
}

fn is_counted(word: &str) -> bool {
    matches!(
        word,
        "people"
            | "persons"
            | "troops"
            | "soldiers"
            | "men"
            | "women"
            | "children"
            | "tonnes"
            | "tons"
            | "kilometres"
            | "kilometers"
            | "km"
            | "metres"
            | "meters"
            | "miles"
            | "dollars"
            | "euros"
            | "roubles"
            | "rubles"
            | "percent"
            | "million"
            | "billion"
            | "thousand"
            | "homes"
            | "families"
            | "personnel"
            | "vehicles"
            | "tents"
            | "cases"
            | "civilians"
            | "refugees"
            | "prisoners"
            | "delegates"
            | "participants"
            | "workers"
            | "hours"
            | "students"
            | "hectares"
            | "kilograms"
            | "kg"
            | "barrels"
            | "megawatts"
            | "mw"
            | "points"
            | "sailors"
            | "houses"
            | "police"
            | "officers"
            | "peacekeepers"
            | "medics"
            | "residents"
            | "households"
            | "vaccines"
            | "doses"
            | "containers"
    )
}

/// A bare year is read where the words around it call for a date.
fn dates_something(w: &Words<'_>, i: usize) -> bool {
    let before = w.before(i);
    let led = matches!(
        before,
        "in" | "since"
            | "by"
            | "until"
            | "till"
            | "from"
            | "of"
            | "before"
            | "after"
            | "during"
            | "for"
            | "through"
            | "throughout"
            | "early"
            | "late"
            | "year"
            | "years"
            | "the"
            | "to"
            | "between"
            | "and"
            | "around"
            | "its"
            | "their"
            | "a"
            | "s"
            | "or"
            | "("
            | ","
            | "into"
            | "beyond"
            | "against"
            | "mid"
            | "than"
    ) || month_name(w, i.saturating_sub(1)).is_some();
    let grouped = before == "," && i >= 2 && w.glued(i) && w.digits(i - 2) > 0;
    // "Vision 2030", "the 2030 Agenda": names, not dates.
    let named = (i > 0 && w.capital(i - 1) && !led)
        || (w.capital(i + 1)
            && matches!(before, "the" | "a" | "its" | "s")
            && w.is(i + 1, &[w.low(i + 1)]));
    led && !grouped && !named
}

/// "two years ago", "three days later", "72 hours", "three-day", "six months".
fn counted_phrase(w: &Words<'_>, i: usize) -> Option<(Raw, usize)> {
    let (count, unit, to) = counted(w, i).or_else(|| one(w, i))?;
    let some_day = w.low(i) == "one" && to == i + 2;
    let signed = i32::try_from(count).ok()?;
    if w.is(to, &["ago"]) || (w.is(to, &["earlier"]) && w.is(to + 1, &[".", ","])) {
        let raw = if w.is(to, &["ago"]) {
            Raw::FromNow(-signed, unit)
        } else {
            Raw::FromThen(-signed, unit)
        };
        return Some((raw, to + 1));
    }
    // "in two weeks' time", "in a month's time".
    let owned = w.skip(w.skip(to, &["'", "’"]), &["s"]);
    if owned > to && w.is(owned, &["time"]) && w.before(i) == "in" {
        return Some((Raw::FromNow(signed, unit), owned + 1));
    }
    if w.is(to, &["later", "afterwards"]) {
        return Some((Raw::FromThen(signed, unit), to + 1));
    }
    if w.is(to, &["from"]) && w.is(to + 1, &["now", "today"]) {
        return Some((Raw::FromNow(signed, unit), to + 2));
    }
    if w.is(to, &["earlier"]) {
        return Some((Raw::FromThen(-signed, unit), to + 1));
    }
    let fortnight = unit == Unit::Week && w.is(to - 1, &["fortnight"]);
    if some_day || (!fortnight && one(w, i).is_some() && w.number_word(i).is_none()) {
        return None;
    }
    let often = matches!(w.before(i), "every" | "per" | "aged" | "times");
    (!often && !is_age(w, to) && !is_rate(w, to)).then_some((Raw::Lasting(count, unit), to))
}

/// "six years old", "6-year-old", "years of age".
fn is_age(w: &Words<'_>, to: usize) -> bool {
    w.is(to, &["old"])
        || (w.dash(to) && w.is(to + 1, &["old"]))
        || (w.is(to, &["of"]) && w.is(to + 1, &["age"]))
}

/// "24 hours a day".
fn is_rate(w: &Words<'_>, to: usize) -> bool {
    w.is(to, &["a", "per", "each"]) && w.is(to + 1, &["day", "week", "month", "year"])
}

/// "a year", "an hour", "a month".
fn one(w: &Words<'_>, i: usize) -> Option<(u32, Unit, usize)> {
    if !w.opens(i, &["a", "an", "one"]) || w.get(i + 1)?.apart {
        return None;
    }
    let joined = w.dash(i + 1) && w.glued(i + 1) && w.low(i) == "one";
    let at = if joined { i + 2 } else { i + 1 };
    if w.is(at, &["fortnight"]) {
        return Some((2, Unit::Week, at + 1));
    }
    Some((1, unit(w.low(at))?, at + 1))
}

/// A number and a unit: "72 hours", "three-day", "twenty-five years".
fn counted(w: &Words<'_>, i: usize) -> Option<(u32, Unit, usize)> {
    if let Some(one) = one(w, i) {
        let told = matches!(w.before(i), "for" | "within") || w.is(one.2 - 1, &["fortnight"]);
        return Some(one).filter(|_| w.low(i) == "one" || told);
    }
    let (count, mut at) = count(w, i)?;
    if w.dash(at) && w.glued(at) && w.glued(at + 1) {
        at += 1;
    }
    at = w.skip(
        at,
        &["full", "consecutive", "whole", "more", "further", "straight", "calendar", "working"],
    );
    if w.get(at)?.apart {
        return None;
    }
    Some((count, unit(w.low(at))?, at + 1))
}

fn count(w: &Words<'_>, i: usize) -> Option<(u32, usize)> {
    if let Some(number) = w.figure(i) {
        let free = !w.glued(i) || i == 0 || w.opens(i - 1, &["(", "“", "\"", "‘", "—", "–"]);
        return (free && w.digits(i) <= 4).then_some((number, i + 1));
    }
    let tens = w.number_word(i)?;
    let at = if w.dash(i + 1) && w.glued(i + 1) { i + 2 } else { i + 1 };
    let small =
        w.number_word(at).filter(|small| tens >= 20 && *small < 10 && w.is(at, &[w.low(at)]));
    Some(match small {
        Some(small) => (tens + small, at + 1),
        None => (tens, i + 1),
    })
}

fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "minute" | "minutes" => Unit::Minute,
        "hour" | "hours" => Unit::Hour,
        "day" | "days" => Unit::Day,
        "week" | "weeks" => Unit::Week,
        "month" | "months" => Unit::Month,
        "year" | "years" => Unit::Year,
        "decade" | "decades" => Unit::Decade,
        _ => return None,
    })
}

fn is_unit(word: &str) -> bool {
    unit(word).is_some()
}

impl Words<'_> {
    fn skip_open(&self, i: usize, words: &[&str]) -> usize {
        if self.opens(i, words) && !self.get(i + 1).is_none_or(|l| l.apart) { i + 1 } else { i }
    }

    fn day_or_two(&self, i: usize) -> Option<i32> {
        self.get(i)?.number.and_then(|n| i32::try_from(n).ok())
    }

    fn number_word(&self, i: usize) -> Option<u32> {
        numbers::english(self.low(i)).filter(|number| *number > 0)
    }
}
