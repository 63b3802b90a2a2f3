//! A view of the lexemes with the questions that both grammars ask, and the forms that every language shares: figures and clocks.

use super::lexeme::Lexeme;
use super::raw::{Printed, Raw, Unit};
use chancery_record::{Day, Language, time::days_in_month};

/// The lexemes of one stretch of one language.
#[derive(Clone, Copy)]
pub(crate) struct Words<'a> {
    pub(crate) list: &'a [Lexeme<'a>],
}

impl<'a> Words<'a> {
    pub(crate) fn get(&self, i: usize) -> Option<&'a Lexeme<'a>> {
        self.list.get(i)
    }

    /// The word in lower case; empty past the end.
    pub(crate) fn low(&self, i: usize) -> &'a str {
        self.list.get(i).map_or("", |l| l.low.as_str())
    }

    /// The word before `i`, unless a paragraph ends between.
    pub(crate) fn before(&self, i: usize) -> &'a str {
        if i == 0 || self.list.get(i).is_some_and(|l| l.apart) { "" } else { self.low(i - 1) }
    }

    pub(crate) fn is(&self, i: usize, words: &[&str]) -> bool {
        self.list.get(i).is_some_and(|l| !l.apart && words.contains(&l.low.as_str()))
    }

    /// The first lexeme of a match may open a paragraph.
    pub(crate) fn opens(&self, i: usize, words: &[&str]) -> bool {
        self.list.get(i).is_some_and(|l| words.contains(&l.low.as_str()))
    }

    pub(crate) fn glued(&self, i: usize) -> bool {
        self.list.get(i).is_some_and(|l| l.glued)
    }

    pub(crate) fn capital(&self, i: usize) -> bool {
        self.list.get(i).is_some_and(Lexeme::is_capital)
    }

    pub(crate) fn word(&self, i: usize) -> bool {
        self.list.get(i).is_some_and(Lexeme::is_word)
    }

    /// `i` advanced over an optional word.
    pub(crate) fn skip(&self, i: usize, words: &[&str]) -> usize {
        if self.is(i, words) { i + 1 } else { i }
    }

    /// Digits that are a number of their own: not grouped, not decimal, not part of a code.
    pub(crate) fn figure(&self, i: usize) -> Option<u32> {
        let number = self.list.get(i)?.number?;
        let grouped = |j: usize| {
            self.is(j, &[",", "."]) && self.glued(j) && self.glued(j + 1) && self.digits(j + 1) > 0
        };
        let before = i >= 2
            && self.glued(i)
            && self.is(i - 1, &[",", "."])
            && self.glued(i - 1)
            && self.digits(i - 2) > 0;
        (!grouped(i + 1) && !before).then_some(number)
    }

    pub(crate) fn digits(&self, i: usize) -> usize {
        self.list.get(i).filter(|l| l.number.is_some()).map_or(0, |l| l.text.len())
    }

    /// Four digits that can be a year.
    pub(crate) fn year(&self, i: usize) -> Option<i32> {
        let number = self.list.get(i)?.number?;
        let ordinary = self.digits(i) == 4 && (1500..2200).contains(&number);
        ordinary.then(|| i32::try_from(number).ok()).flatten()
    }

    /// One or two digits from 1 to 31.
    pub(crate) fn day(&self, i: usize) -> Option<u8> {
        let number = self.list.get(i)?.number?;
        let ordinary = self.digits(i) <= 2 && (1..=31).contains(&number);
        ordinary.then(|| u8::try_from(number).ok()).flatten()
    }

    /// A dash between figures.
    pub(crate) fn dash(&self, i: usize) -> bool {
        self.is(i, &["-", "–", "—", "‑", "−"])
    }
}

/// Dates in figures: `14.03.2029`, `14/03/2029`, `2029-03-14`; with the lexeme after.
pub(crate) fn figures(w: &Words<'_>, i: usize) -> Option<(Printed, usize)> {
    let mark = w.low(i + 1);
    let joined = (1..5).all(|n| w.glued(i + n));
    if !joined || w.low(i + 3) != mark || (i > 0 && w.glued(i) && w.before(i) != "(") {
        return None;
    }
    if w.glued(i + 5)
        && (w.dash(i + 5) || (w.low(i + 5) == mark && w.glued(i + 6) && w.digits(i + 6) > 0))
    {
        return None;
    }
    let number = |n: usize| w.get(n).and_then(|l| l.number);
    if let (Some(year), "-" | "/" | ".") = (w.year(i), mark) {
        return printed(year, number(i + 2)?, number(i + 4)?).map(|date| (date, i + 5));
    }
    if !matches!(mark, "." | "/" | "-") {
        return None;
    }
    let year = match (w.year(i + 4), w.digits(i + 4)) {
        (Some(year), _) => year,
        (None, 2) if mark == "." => 2000 + i32::try_from(number(i + 4)?).ok()?,
        _ => return None,
    };
    let (first, second) = (number(i)?, number(i + 2)?);
    printed(year, second, first).or_else(|| printed(year, first, second)).map(|date| (date, i + 5))
}

fn printed(year: i32, month: u32, day: u32) -> Option<Printed> {
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    Day::of(year, month, day).map(|_| Printed { year: Some(year), month, day })
}

/// A day and month that some year has.
pub(crate) fn possible(month: u8, day: u8) -> bool {
    day >= 1 && day <= days_in_month(2000, month)
}

/// `15:05`, `3 p.m.`, `10.30 a.m.`, with a zone behind; minute of the day and the lexeme after.
pub(crate) fn clock(w: &Words<'_>, i: usize) -> Option<(u16, usize)> {
    let hour = w.get(i)?.number.filter(|h| *h < 25 && w.digits(i) <= 2)?;
    let minute_at = |mark: &[&str]| {
        (w.is(i + 1, mark) && w.glued(i + 1) && w.glued(i + 2) && w.digits(i + 2) == 2)
            .then(|| w.get(i + 2).and_then(|l| l.number).filter(|m| *m < 60))
            .flatten()
    };
    let colon = minute_at(&[":"]);
    let (minute, mut to) = match colon.or_else(|| minute_at(&["."])) {
        Some(minute) => (minute, i + 3),
        None => (0, i + 1),
    };
    let mut hour = hour;
    if let Some((afternoon, after)) = half_day(w, to) {
        if hour == 0 || hour > 12 {
            return None;
        }
        hour = hour % 12 + if afternoon { 12 } else { 0 };
        to = after;
    } else if colon.is_none() || hour > 23 {
        return None;
    }
    if w.is(to, &[":"]) && w.glued(to) && w.glued(to + 1) && w.digits(to + 1) == 2 {
        to += 2;
    }
    Some((u16::try_from(hour * 60 + minute).ok()?, zone(w, to)))
}

/// "a.m.", "pm": whether afternoon, and the lexeme after.
fn half_day(w: &Words<'_>, i: usize) -> Option<(bool, usize)> {
    if w.is(i, &["am", "pm"]) {
        return Some((w.low(i) == "pm", i + 1));
    }
    let dotted = w.is(i, &["a", "p"])
        && w.is(i + 1, &["."])
        && w.glued(i + 1)
        && w.is(i + 2, &["m"])
        && w.glued(i + 2);
    let after = if w.is(i + 3, &["."]) && w.glued(i + 3) { i + 4 } else { i + 3 };
    dotted.then(|| (w.low(i) == "p", after))
}

fn zone(w: &Words<'_>, i: usize) -> usize {
    let upper = w.get(i).is_some_and(|l| !l.apart && l.text.chars().all(char::is_uppercase));
    let known = ["utc", "gmt", "cet", "cest", "est", "edt", "msk", "мск", "eet", "eest"];
    if !(upper && known.contains(&w.low(i))) {
        return i;
    }
    let shifted = w.is(i + 1, &["+", "-", "−"]) && w.glued(i + 1) && w.digits(i + 2) > 0;
    if shifted { i + 3 } else { i + 1 }
}

/// A date printed in any known language's words, for stretches in languages without a grammar of their own.
pub(crate) fn worded(w: &Words<'_>, i: usize, language: Language) -> Option<(Raw, usize)> {
    use chancery_knowledge::calendar;
    let own = |word: &str| {
        calendar::month(word, language).or_else(|| calendar::any_month(word).map(|(m, _)| m))
    };
    let day_name = |word: &str| {
        calendar::weekday(word, language)
            .or_else(|| calendar::weekday(word, Language::French))
            .or_else(|| calendar::weekday(word, Language::German))
            .or_else(|| calendar::weekday(word, Language::Spanish))
    };
    if let Some((date, to)) = figures(w, i) {
        let (minute, to) = with_clock(w, to);
        return Some((Raw::Date { weekday: None, date, minute }, to));
    }
    let weekday = day_name(w.low(i));
    let mut at =
        if weekday.is_some() { w.skip(w.skip(i + 1, &[","]), &["den", "le", "el"]) } else { i };
    let day = w.day(at)?;
    at = w.skip(at + 1, &[".", "er", "de"]);
    let month = own(w.low(at)).filter(|m| possible(*m, day) && w.digits(at) == 0)?;
    at = w.skip(w.skip(at + 1, &[".", ","]), &["de", "del"]);
    let year = w.year(at).filter(|_| w.is(at, &[w.low(at)]));
    let to = if year.is_some() { at + 1 } else { w.list[..at].len() };
    let (minute, to) = if year.is_some() { with_clock(w, to) } else { (None, to) };
    Some((Raw::Date { weekday, date: Printed { year, month, day }, minute }, to))
}

/// A clock time that follows a date, after a comma or "at".
pub(crate) fn with_clock(w: &Words<'_>, to: usize) -> (Option<u16>, usize) {
    if w.get(to).is_some_and(|l| l.apart) {
        return (None, to);
    }
    let mut at = w.skip(to, &[",", "|", "-", "–", "·"]);
    at = w.skip(at, &["at", "в", "à", "t"]);
    match clock(w, at) {
        Some((minute, after)) if w.is(at, &[w.low(at)]) => (Some(minute), after),
        _ => (None, to),
    }
}

/// `count` of `unit` as an EDTF duration.
pub(crate) fn duration(count: u32, unit: Unit) -> String {
    match unit {
        Unit::Minute => format!("PT{count}M"),
        Unit::Hour => format!("PT{count}H"),
        Unit::Day => format!("P{count}D"),
        Unit::Week => format!("P{count}W"),
        Unit::Month => format!("P{count}M"),
        Unit::Quarter => format!("P{}M", count.saturating_mul(3)),
        Unit::Year => format!("P{count}Y"),
        Unit::Decade => format!("P{}Y", count.saturating_mul(10)),
    }
}
