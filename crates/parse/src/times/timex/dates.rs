//! Days, months, years, feasts and hours by name or figure.

use super::numbers::{number, ordinal, spoken_year};
use super::shape::{DayPart, Hit, Shape};
use super::turns;
use crate::times::feasts::{self, Feast};
use crate::times::raw::{Printed, Raw, Which, YearOf};
use crate::times::words::{Words, clock, figures, possible};
use chancery_knowledge::calendar;
use chancery_record::Language;

/// A day, month, year or clock time that begins at `i`.
pub(super) fn at(w: &Words<'_>, i: usize) -> Option<Hit> {
    clocked(w, i)
        .or_else(|| day(w, i))
        .or_else(|| month_alone(w, i))
        .or_else(|| year(w, i))
        .or_else(|| century(w, i))
}

/// A single day, with the part of it that follows.
pub(super) fn day(w: &Words<'_>, i: usize) -> Option<Hit> {
    let hit = figured(w, i)
        .or_else(|| weekday(w, i))
        .or_else(|| month_day(w, i))
        .or_else(|| day_month(w, i))
        .or_else(|| deictic(w, i))
        .or_else(|| holiday(w, i))?;
    Some(with_part(w, hit))
}

/// Takes in "night" after "Friday", "at 5 p.m." after "May 5".
fn with_part(w: &Words<'_>, hit: Hit) -> Hit {
    if let Some(part) = part_of_day(w.low(hit.to)).filter(|_| w.is(hit.to, &[w.low(hit.to)])) {
        return Hit::new(hit.to + 1, Shape::In(Some(Box::new(hit.shape)), part));
    }
    let at = w.skip(w.skip(hit.to, &[","]), &["at"]);
    match clock(w, at).filter(|_| w.is(at, &[w.low(at)])) {
        Some((minute, to)) => Hit::new(to, Shape::Clock(Some(Box::new(hit.shape)), minute)),
        None => hit,
    }
}

/// The part of the day that a word names.
pub(super) fn part_of_day(word: &str) -> Option<DayPart> {
    Some(match word {
        "morning" => DayPart::Morning,
        "afternoon" => DayPart::Afternoon,
        "evening" => DayPart::Evening,
        "night" => DayPart::Night,
        _ => return None,
    })
}

/// `2029-03-14`, `03/14/2029`, `03/14/29`.
fn figured(w: &Words<'_>, i: usize) -> Option<Hit> {
    w.get(i)?.number?;
    let short = || {
        let number = |n: usize| w.get(i + n).and_then(|l| l.number);
        let joined = (1..5).all(|n| w.glued(i + n)) && !(w.glued(i) && i > 0);
        let marks = w.is(i + 1, &["/", "-"]) && w.low(i + 3) == w.low(i + 1);
        if !joined || !marks || w.digits(i) > 2 || w.digits(i + 2) > 2 || w.digits(i + 4) != 2 {
            return None;
        }
        let (month, day) = (u8::try_from(number(0)?).ok()?, u8::try_from(number(2)?).ok()?);
        let short = i32::try_from(number(4)?).ok()?;
        let year = if short > 50 { 1900 + short } else { 2000 + short };
        possible(month, day).then_some((Printed { year: Some(year), month, day }, i + 5))
    };
    let american = || {
        let (date, to) = figures(w, i)?;
        // Slashed figures in English news are month first.
        let (month, day) = (w.get(i)?.number?, w.get(i + 2)?.number?);
        let swapped = w.is(i + 1, &["/"]) && w.digits(i) <= 2 && month <= 12 && day <= 31;
        let date = if swapped {
            Printed { month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()?, ..date }
        } else {
            date
        };
        possible(date.month, date.day).then_some((date, to))
    };
    let (date, to) = american().or_else(short)?;
    Some(Hit::raw(to, Raw::Date { weekday: None, date, minute: None }))
}

/// "Friday", "last Friday", "this coming Sunday, March 8", "Saturday, April 25".
fn weekday(w: &Words<'_>, i: usize) -> Option<Hit> {
    let (which, at) = led(w, i);
    let name = w.get(at).filter(|l| l.is_capital() && (at == i || !l.apart))?;
    let day = calendar::weekday(&name.low, Language::English)?;
    let full = name.low.ends_with("day");
    let to = if full { at + 1 } else { stopped(w, at) };
    let dated = w.skip(w.skip(to, &[","]), &["the"]);
    if let Some(date) =
        month_day(w, dated).or_else(|| day_month(w, dated)).filter(|_| w.is(dated, &[w.low(dated)]))
    {
        return Some(date);
    }
    let week = w.skip(to, &["of"]);
    if which == Which::Fitting && w.is(week, &["last", "next", "this"]) && w.is(week + 1, &["week"])
    {
        let weeks = match w.low(week) {
            "last" => -1,
            "next" => 1,
            _ => 0,
        };
        return Some(Hit::raw(
            week + 2,
            Raw::Weekday { day, which: Which::OfWeek(weeks), minute: None },
        ));
    }
    let short = !full
        && (to == at + 1 && !w.is(to, &[","])
            || !matches!(
                name.low.as_str(),
                "mon" | "tue" | "tues" | "wed" | "thu" | "thur" | "thurs" | "fri"
            ));
    (!short).then(|| Hit::raw(to, Raw::Weekday { day, which, minute: None }))
}

/// The word that chooses among days of a name, and the lexeme after it.
fn led(w: &Words<'_>, i: usize) -> (Which, usize) {
    let which = |word: &str| match word {
        "last" | "past" | "previous" => Some(Which::Last),
        "next" | "coming" | "following" => Some(Which::Next),
        "this" => Some(Which::This),
        _ => None,
    };
    let Some(first) = which(w.low(i)) else {
        let second = which(w.low(i + 1)).filter(|_| w.opens(i, &["the"]));
        return second.map_or((Which::Fitting, i), |second| (second, i + 2));
    };
    match which(w.low(i + 1)).filter(|_| first == Which::This) {
        Some(second) => (second, i + 2),
        None => (first, i + 1),
    }
}

/// The month at `i`, past the stop of an abbreviation.
pub(super) fn month_name(w: &Words<'_>, i: usize) -> Option<(u8, usize)> {
    let name = w.get(i).filter(|l| l.is_capital())?;
    Some((calendar::month(&name.low, Language::English)?, stopped(w, i)))
}

fn stopped(w: &Words<'_>, i: usize) -> usize {
    let short =
        w.low(i).len() <= 5 && !matches!(w.low(i), "may" | "june" | "july" | "march" | "april");
    if short && w.is(i + 1, &["."]) && w.glued(i + 1) { i + 2 } else { i + 1 }
}

/// `May 5`, `Aug. 7, 1998`, `March eighth`.
pub(super) fn month_day(w: &Words<'_>, i: usize) -> Option<Hit> {
    let (month, at) = month_name(w, i)?;
    let at = w.skip(at, &["the"]);
    if w.get(at)?.apart {
        return None;
    }
    let (day, to) = spelled_day(w, at).filter(|(day, _)| possible(month, *day))?;
    if (w.is(to, &[":"]) && w.glued(to) && w.glued(to + 1))
        || w.is(to, &["%"])
        || w.is(to, &["percent", "million", "billion"])
    {
        return None;
    }
    let (year, to) = trailing_year(w, to);
    Some(Hit::raw(
        to,
        Raw::Date { weekday: None, date: Printed { year, month, day }, minute: None },
    ))
}

/// The day of a month in figures or words.
fn spelled_day(w: &Words<'_>, i: usize) -> Option<(u8, usize)> {
    if let Some(day) = w.day(i).filter(|_| w.figure(i).is_some() || w.year(i + 2).is_some()) {
        let ends = w.is(i + 1, &["st", "nd", "rd", "th"]) && w.glued(i + 1);
        return Some((day, if ends { i + 2 } else { i + 1 }));
    }
    let (day, to) = ordinal(w, i)?;
    Some((u8::try_from(day).ok()?, to))
}

/// A year after a date or month, behind a comma or "of".
fn trailing_year(w: &Words<'_>, to: usize) -> (Option<i32>, usize) {
    let at = w.skip(w.skip(to, &[","]), &["of"]);
    let here = w.is(at, &[w.low(at)]);
    if let Some(year) = w.year(at).filter(|_| here && w.figure(at).is_some()) {
        return (Some(year), at + 1);
    }
    match spoken_year(w, at).filter(|_| here) {
        Some((year, to)) => (Some(year), to),
        None => (None, to),
    }
}

/// `5 May 2031`, `the 5th of May`.
fn day_month(w: &Words<'_>, i: usize) -> Option<Hit> {
    let at = if w.opens(i, &["the"]) { i + 1 } else { i };
    let (day, to) = spelled_day(w, at)?;
    if (w.glued(at) && at > 0 && !w.opens(at - 1, &["(", "\"", "“", "-", "–"]))
        || (at > i && w.get(at)?.apart)
    {
        return None;
    }
    let named = w.skip(w.skip(to, &["day"]), &["of"]);
    // "5 May" but not "the first March".
    if named == to && w.get(at)?.number.is_none() {
        return None;
    }
    let (month, to) = month_name(w, named)
        .filter(|(month, _)| possible(*month, day) && w.is(named, &[w.low(named)]))?;
    let (year, to) = trailing_year(w, to);
    Some(Hit::raw(
        to,
        Raw::Date { weekday: None, date: Printed { year, month, day }, minute: None },
    ))
}

/// "today", "last night", "the day before yesterday".
fn deictic(w: &Words<'_>, i: usize) -> Option<Hit> {
    let day = |to: usize, days: i32| Some(Hit::raw(to, Raw::DayOffset(days, None)));
    let part = |to: usize, days: i32, part: DayPart| {
        let day = Box::new(Shape::Raw(Raw::DayOffset(days, None)));
        Some(Hit::new(to, Shape::In(Some(day), part)))
    };
    let named = i > 0 && w.capital(i) && w.capital(i - 1) && !w.list[i].apart && w.word(i - 1);
    match w.low(i) {
        "today" if !named => day(i + 1, 0),
        "tonight" if !named => part(i + 1, 0, DayPart::Night),
        "yesterday" => day(i + 1, -1),
        "tomorrow" if !named => day(i + 1, 1),
        "overnight" => part(i + 1, -1, DayPart::Night).filter(|_| !w.word(i + 1)),
        "last" if w.is(i + 1, &["night"]) => part(i + 2, -1, DayPart::Night),
        "last" if w.is(i + 1, &["evening"]) => part(i + 2, -1, DayPart::Evening),
        "this" => {
            part(i + 2, 0, part_of_day(w.low(i + 1)).filter(|_| w.is(i + 1, &[w.low(i + 1)]))?)
        }
        "the" if w.is(i + 1, &["day"]) && w.is(i + 3, &["yesterday", "tomorrow"]) => {
            day(i + 4, if w.is(i + 3, &["yesterday"]) { -2 } else { 2 })
        }
        _ => None,
    }
}

/// Feasts that the news names by themselves.
fn holiday(w: &Words<'_>, i: usize) -> Option<Hit> {
    let (turn, at) = match w.low(i) {
        "last" => (-1, i + 1),
        "next" => (1, i + 1),
        "this" => (0, i + 1),
        _ => (0, i),
    };
    let named = w.get(at).filter(|l| l.is_capital() && (at == i || !l.apart))?;
    let two = |second: &[&str]| w.is(at + 1, second);
    let (day, to) = match named.low.as_str() {
        "new" if two(&["year"]) && w.is(at + 2, &["'", "’"]) && w.is(at + 4, &["eve"]) => {
            (Feast::Fixed(12, 31), at + 5)
        }
        "new" if two(&["year"]) && w.is(at + 2, &["'", "’"]) && w.is(at + 4, &["day"]) => {
            (Feast::Fixed(1, 1), at + 5)
        }
        // The newswires that this reading is made for are American.
        "independence" if two(&["day"]) => (Feast::Fixed(7, 4), at + 2),
        // Annotators leave the days that the United Nations keep alone.
        "international" | "women" | "united" | "human" | "world" => return None,
        _ => feasts::english(w, at)?,
    };
    Some(Hit::new(to, Shape::Holiday(day, turn)))
}

/// `March 2024`, `January of next year`, `last November`, `October`.
pub(super) fn month_alone(w: &Words<'_>, i: usize) -> Option<Hit> {
    let (turn, at) = match w.low(i) {
        "last" | "past" => (YearOf::Last, i + 1),
        "next" | "coming" => (YearOf::Next, i + 1),
        "this" => (YearOf::Offset(0), w.skip(i + 1, &["coming", "past"])),
        _ => (YearOf::Fitting, i),
    };
    let (month, to) = month_name(w, at).filter(|_| at == i || !w.list[at].apart)?;
    if let (Some(year), to) = trailing_year(w, to) {
        return Some(Hit::raw(to, Raw::Month(YearOf::Given(year), month)));
    }
    if let Some((years, to)) = turns::year_words(w, w.skip(to, &["of"])) {
        return Some(Hit::raw(to, Raw::Month(YearOf::Offset(years), month)));
    }
    let short =
        w.low(at).len() <= 4 && to == at + 1 && !matches!(w.low(at), "may" | "june" | "july");
    let dated = w.day(to).is_some() && w.figure(to).is_some() && !w.list[to].apart;
    if at > i && dated {
        // "last Oct. 23": the date stands for itself.
        return None;
    }
    let sure = at > i || (!short && surely_month(w, i, to));
    sure.then(|| Hit::raw(to, Raw::Month(turn, month)))
}

/// A month name that is not the name of a person nor a verb.
fn surely_month(w: &Words<'_>, i: usize, to: usize) -> bool {
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
            | "between"
            | "around"
            | "a"
            | "early"
            | "late"
            | "mid"
            | "-"
            | "its"
            | "their"
            | "and"
            | "on"
    );
    let named = w.capital(to) && w.is(to, &[w.low(to)]);
    let person = i > 0
        && w.capital(i - 1)
        && !w.list[i].apart
        && !led
        && w.word(i - 1)
        && w.low(i - 1).len() > 3;
    match w.low(i) {
        "may" | "march" | "august" | "april" | "june" => led && !named,
        _ => !person,
    }
}

/// `2028`, `the 1990s`, "nineteen ninety-six", "the nineties", "'98".
pub(super) fn year(w: &Words<'_>, i: usize) -> Option<Hit> {
    decade(w, i)
        .or_else(|| plain_year(w, i))
        .or_else(|| {
            spoken_year(w, i)
                .filter(|_| !money(w, i))
                .map(|(year, to)| Hit::raw(to, Raw::Year(year)))
        })
        .or_else(|| {
            let titled = w.opens(i, &["the"]) && w.is(i + 1, &["year"]);
            let (year, to) = w
                .year(i + 2)
                .map(|y| (y, i + 3))
                .or_else(|| spoken_year(w, i + 2))
                .filter(|_| titled)?;
            Some(Hit::raw(to, Raw::Year(year)))
        })
}

fn money(w: &Words<'_>, i: usize) -> bool {
    let to = spoken_year(w, i).map_or(i, |(_, to)| to);
    w.is(to, &["people", "dollars", "men", "miles", "troops", "years", "-", "hundred", "thousand"])
        || w.before(i) == "$"
}

fn plain_year(w: &Words<'_>, i: usize) -> Option<Hit> {
    if w.is(i, &["'", "’", "`"]) || w.opens(i, &["'", "’", "`"]) {
        let year = w
            .get(i + 1)?
            .number
            .filter(|_| w.glued(i + 1) && w.digits(i + 1) == 2 && !w.glued(i))?;
        let free = !w.word(i + 2) || !w.glued(i + 2);
        return free.then(|| {
            Hit::raw(
                i + 2,
                Raw::Year(if year > 30 { 1900 } else { 2000 } + i32::try_from(year).unwrap_or(0)),
            )
        });
    }
    let year = w.year(i).filter(|year| (1500..2100).contains(year) && w.figure(i).is_some())?;
    let tied = w.glued(i)
        && i > 0
        && !w.opens(i - 1, &["(", "\"", "“", "'", "‘", "`", "/", "[", "–", "—", "-"]);
    let broken = w.glued(i + 1) && (w.word(i + 1) || w.is(i + 1, &["%", "°", "/"]));
    if tied || broken || is_amount(w, i) || (year < 1800 && w.before(i) != "in") {
        return None;
    }
    Some(Hit::raw(i + 1, Raw::Year(year)))
}

/// A number of things, or of a document.
fn is_amount(w: &Words<'_>, i: usize) -> bool {
    let before = w.before(i);
    let money = matches!(
        before,
        "$" | "€"
            | "£"
            | "no"
            | "#"
            | "number"
            | "flight"
            | "route"
            | "some"
            | "about"
            | "nearly"
            | "almost"
            | "than"
            | "least"
            | "resolution"
            | "room"
            | "page"
            | "model"
            | "article"
            | "section"
            | "or"
    );
    let next = w.low(i + 1);
    let counted = w.word(i + 1)
        && w.is(i + 1, &[next])
        && (matches!(next, "people" | "percent" | "million" | "billion" | "shares" | "points" | "pounds" | "francs" | "marks" | "yen" | "feet" | "others" | "more" | "and" if next != "and")
            || (next.ends_with('s')
                && !matches!(
                    next,
                    "was"
                        | "is"
                        | "has"
                        | "as"
                        | "results"
                        | "levels"
                        | "earnings"
                        | "sales"
                        | "elections"
                        | "years"
                        | "this"
                        | "does"
                        | "its"
                        | "plans"
                        | "losses"
                        | "profits"
                        | "crises"
                        | "talks"
                        | "accords"
                        | "revenues"
                )
                && !matches!(
                    before,
                    "in" | "of"
                        | "the"
                        | "since"
                        | "by"
                        | "from"
                        | "for"
                        | "until"
                        | "through"
                        | "and"
                        | "to"
                        | "'"
                        | "s"
                )));
    money || counted
}

/// "1990s", "the 1990s", "the nineties", "'60s".
fn decade(w: &Words<'_>, i: usize) -> Option<Hit> {
    let at = if w.opens(i, &["the"]) { i + 1 } else { i };
    let at = w.skip(at, &["'", "’", "`"]);
    let spoken = |word: &str| {
        [
            "twenties",
            "thirties",
            "forties",
            "fifties",
            "sixties",
            "seventies",
            "eighties",
            "nineties",
        ]
        .iter()
        .position(|w| *w == word)
        .and_then(|n| i32::try_from(1920 + n * 10).ok())
    };
    if let Some(year) = spoken(w.low(at)).filter(|_| at > i) {
        return Some(Hit::raw(at + 1, Raw::Decade(year)));
    }
    let number = w.get(at)?.number?;
    let year = match w.digits(at) {
        4 => w.year(at)?,
        2 if at > i => 1900 + i32::try_from(number).ok()?,
        _ => return None,
    };
    if year % 10 != 0 {
        return None;
    }
    if w.is(at + 1, &["s"]) && w.glued(at + 1) {
        return Some(Hit::raw(at + 2, Raw::Decade(year)));
    }
    let owned = w.is(at + 1, &["'", "’"]) && w.is(at + 2, &["s"]) && w.glued(at + 2);
    (owned && at > i).then(|| Hit::raw(at + 3, Raw::Decade(year)))
}

/// "the 20th century", "this century".
fn century(w: &Words<'_>, i: usize) -> Option<Hit> {
    let at = if w.opens(i, &["the"]) { i + 1 } else { i };
    let (nth, to) = ordinal(w, at)?;
    let named = if w.dash(to) { to + 1 } else { to };
    let before = i32::try_from(nth).ok().filter(|n| (2..30).contains(n))?;
    w.is(named, &["century"]).then(|| Hit::new(named + 1, Shape::Century(before - 1)))
}

/// `5 p.m. Wednesday`, `noon Thursday`, `4 in the morning`, `around 7:15 p.m.`.
fn clocked(w: &Words<'_>, i: usize) -> Option<Hit> {
    let (minute, to) = hour(w, i)?;
    let at = w.skip(w.skip(w.skip(to, &["local"]), &["time"]), &[","]);
    let on = w.skip(at, &["on"]);
    let day = figured(w, on)
        .or_else(|| weekday(w, on))
        .or_else(|| month_day(w, on))
        .or_else(|| day_month(w, on))
        .or_else(|| deictic(w, on).filter(|_| on == at))
        .filter(|_| w.is(on, &[w.low(on)]));
    Some(match day {
        Some(day) => Hit::new(day.to, Shape::Clock(Some(Box::new(day.shape)), minute)),
        None => Hit::new(to, Shape::Clock(None, minute)),
    })
}

fn hour(w: &Words<'_>, i: usize) -> Option<(u16, usize)> {
    if w.capital(i) && i > 0 && w.capital(i - 1) && !w.list[i].apart {
        return None;
    }
    if w.opens(i, &["noon", "midday"]) {
        return Some((720, i + 1));
    }
    if w.opens(i, &["midnight"]) {
        return Some((1440, i + 1));
    }
    if w.glued(i) && i > 0 && !w.opens(i - 1, &["(", "[", "-", "–"]) {
        return None;
    }
    if let Some((minute, to)) = clock(w, i) {
        // "3:2" is a score; a bare "5:30" is an hour only after words that lead to one.
        let sure = w.low(to - 1).chars().any(char::is_alphabetic) || w.low(to - 1) == ".";
        let led = matches!(
            w.before(i),
            "at" | "from"
                | "until"
                | "by"
                | "around"
                | "about"
                | "before"
                | "after"
                | "to"
                | "till"
        );
        return (sure || led).then_some((minute, to));
    }
    let (hour, to) = number(w, i).filter(|(hour, _)| (1..=12).contains(hour))?;
    let parted = w.is(to, &["in"]) && w.is(to + 1, &["the"]);
    if w.is(to, &["o"]) && w.is(to + 1, &["'", "’"]) && w.is(to + 2, &["clock"]) {
        return u16::try_from(hour * 60).ok().map(|minute| (minute, to + 3));
    }
    let part = part_of_day(w.low(to + 2)).filter(|_| parted && w.is(to + 2, &[w.low(to + 2)]))?;
    let later = matches!(part, DayPart::Afternoon | DayPart::Evening) && hour < 12;
    u16::try_from((hour + if later { 12 } else { 0 }) * 60).ok().map(|minute| (minute, to + 3))
}
