//! Feasts that the news names by themselves, and the day of any year on which they fall.
//!
//! The one table for both readings of English and for Russian. Feasts whose day differs from state to state
//! ("Independence Day", "Constitution Day") are not here: their name alone does not give a day.

use super::words::Words;
use chancery_record::Day;

/// A feast on a fixed day, or on the nth weekday of a month (0 is the last), or counted from Easter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Feast {
    Fixed(u8, u8),
    Nth(u8, u8, u8),
    /// Days from Easter.
    Easter(i32),
}

impl Feast {
    /// Its day in a year.
    pub(crate) fn day(self, year: i32) -> Option<Day> {
        match self {
            Self::Fixed(month, day) => Day::of(year, month, day),
            Self::Nth(month, weekday, nth) => nth_weekday(year, month, weekday, nth),
            Self::Easter(days) => easter(year).map(|day| day.plus(days)),
        }
    }
}

/// The nth weekday of a month; the last for 0.
pub(crate) fn nth_weekday(year: i32, month: u8, weekday: u8, nth: u8) -> Option<Day> {
    let first = Day::of(year, month, 1)?;
    if nth == 0 {
        let last = first.plus_months(1).plus(-1);
        return Some(last.plus(-i32::from((last.weekday() + 7 - weekday) % 7)));
    }
    let ahead = i32::from((weekday + 7 - first.weekday()) % 7) + 7 * (i32::from(nth) - 1);
    Some(first.plus(ahead)).filter(|day| day.date().1 == month)
}

/// Gregorian Easter, after the anonymous algorithm printed in Nature (1876).
fn easter(year: i32) -> Option<Day> {
    let golden = year % 19;
    let (century, of_century) = (year / 100, year % 100);
    let (leaps, odd_centuries) = (century / 4, century % 4);
    let moon = (19 * golden + century - leaps - (8 * century + 13) / 25 + 15) % 30;
    let (of_leaps, odd_years) = (of_century / 4, of_century % 4);
    let sunday = (32 + 2 * odd_centuries + 2 * of_leaps - moon - odd_years) % 7;
    let late = (golden + 11 * moon + 22 * sunday) / 451;
    let count = moon + sunday - 7 * late + 114;
    let (month, day) = (count / 31, count % 31 + 1);
    Day::of(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// The English name of a feast that begins here, and the lexeme behind it.
pub(crate) fn english(w: &Words<'_>, at: usize) -> Option<(Feast, usize)> {
    if !w.capital(at) {
        return None;
    }
    let day = |at: usize| w.is(at, &["day"]) && w.capital(at);
    let two = |second: &[&str]| w.is(at + 1, second);
    let owned = |at: usize| {
        let mark = w.is(at, &["'", "’"]) && w.glued(at);
        if mark && w.is(at + 1, &["s"]) && w.glued(at + 1) {
            at + 2
        } else if mark {
            at + 1
        } else {
            at
        }
    };
    Some(match w.low(at) {
        "thanksgiving" => (Feast::Nth(11, 3, 4), w.skip(at + 1, &["day"])),
        "christmas" if two(&["eve"]) => (Feast::Fixed(12, 24), at + 2),
        "christmas" => (Feast::Fixed(12, 25), w.skip(at + 1, &["day"])),
        "orthodox" if two(&["christmas"]) => (Feast::Fixed(1, 7), at + 2),
        "halloween" => (Feast::Fixed(10, 31), at + 1),
        "easter" if !two(&["island"]) => (Feast::Easter(0), w.skip(at + 1, &["sunday"])),
        "good" if two(&["friday"]) => (Feast::Easter(-2), at + 2),
        "memorial" if day(at + 1) => (Feast::Nth(5, 0, 0), at + 2),
        "labor" if day(at + 1) => (Feast::Nth(9, 0, 1), at + 2),
        "labour" | "may" if day(at + 1) => (Feast::Fixed(5, 1), at + 2),
        "workers" if owned(at + 1) > at + 1 && day(owned(at + 1)) => {
            (Feast::Fixed(5, 1), owned(at + 1) + 1)
        }
        "veterans" | "armistice" | "remembrance" if day(at + 1) => (Feast::Fixed(11, 11), at + 2),
        "valentine" if owned(at + 1) > at + 1 && w.is(owned(at + 1), &["day"]) => {
            (Feast::Fixed(2, 14), owned(at + 1) + 1)
        }
        "victory" | "europe" if day(at + 1) => (Feast::Fixed(5, 9), at + 2),
        "africa" if day(at + 1) => (Feast::Fixed(5, 25), at + 2),
        "russia" if day(at + 1) => (Feast::Fixed(6, 12), at + 2),
        "bastille" if day(at + 1) => (Feast::Fixed(7, 14), at + 2),
        "women" if owned(at + 1) > at + 1 && w.is(owned(at + 1), &["day"]) => {
            (Feast::Fixed(3, 8), owned(at + 1) + 1)
        }
        "international" | "united" | "human" | "world" => return of_nations(w, at, &owned),
        "nowruz" | "nauryz" | "nooruz" | "navruz" | "novruz" | "norouz" => {
            (Feast::Fixed(3, 21), at + 1)
        }
        _ => return None,
    })
}

/// Days that the United Nations keep, and the days of women and of workers by their long names.
fn of_nations(w: &Words<'_>, at: usize, owned: &dyn Fn(usize) -> usize) -> Option<(Feast, usize)> {
    let words = [w.low(at + 1), w.low(at + 2)];
    let ends = |at: usize, feast: Feast| w.is(at, &["day"]).then_some((feast, at + 1));
    match (w.low(at), words) {
        ("international", ["women", _]) => ends(owned(at + 2), Feast::Fixed(3, 8)),
        ("international", ["workers", _]) => ends(owned(at + 2), Feast::Fixed(5, 1)),
        ("united", ["nations", _]) => ends(at + 2, Feast::Fixed(10, 24)),
        ("human", ["rights", _]) => ends(at + 2, Feast::Fixed(12, 10)),
        ("world", ["refugee", _]) => ends(at + 2, Feast::Fixed(6, 20)),
        ("world", ["humanitarian", _]) => ends(at + 2, Feast::Fixed(8, 19)),
        _ => None,
    }
}

/// The Russian name of a feast that begins here, and the lexeme behind it.
pub(crate) fn russian(w: &Words<'_>, i: usize) -> Option<(Feast, usize)> {
    let is_day = matches!(w.low(i), "день" | "дня" | "дню" | "днем" | "дне");
    let new = ["новый", "нового", "новому", "новым", "новом"];
    let year = ["год", "года", "году", "годом"];
    Some(match w.low(i) {
        _ if is_day && w.is(i + 1, &["победы"]) => (Feast::Fixed(5, 9), i + 2),
        _ if is_day && w.is(i + 1, &["труда"]) => (Feast::Fixed(5, 1), i + 2),
        _ if is_day && w.is(i + 1, &["европы"]) => (Feast::Fixed(5, 9), i + 2),
        _ if is_day && w.is(i + 1, &["россии"]) && w.capital(i) => {
            (Feast::Fixed(6, 12), i + 2)
        }
        _ if is_day && w.is(i + 1, &["космонавтики"]) => (Feast::Fixed(4, 12), i + 2),
        _ if is_day && w.is(i + 1, &["защитника"]) && w.is(i + 2, &["отечества"]) => {
            (Feast::Fixed(2, 23), i + 3)
        }
        "международный" | "международного" | "международному" | "международным"
            if w.is(i + 1, &["женский", "женского", "женскому", "женским"])
                && w.is(i + 2, &["день", "дня", "дню", "днем"]) =>
        {
            (Feast::Fixed(3, 8), i + 3)
        }
        word if w.capital(i) && new.contains(&word) && w.is(i + 1, &year) => {
            (Feast::Fixed(1, 1), i + 2)
        }
        word if w.capital(i)
            && ["навруз", "наурыз", "нооруз", "новруз"].iter().any(|feast| {
                word.strip_prefix(feast).is_some_and(|end| end.chars().count() <= 2)
            }) =>
        {
            (Feast::Fixed(3, 21), i + 1)
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn movable_feasts_fall_on_their_weekday() {
        let day = |feast: Feast, year| feast.day(year).unwrap().to_string();
        assert_eq!(day(Feast::Easter(0), 2031), "2031-04-13");
        assert_eq!(day(Feast::Nth(9, 0, 1), 2031), "2031-09-01");
        assert_eq!(day(Feast::Nth(5, 0, 0), 2031), "2031-05-26");
        assert_eq!(nth_weekday(2031, 2, 0, 5), None);
    }
}
