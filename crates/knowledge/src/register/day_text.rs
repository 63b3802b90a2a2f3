//! Days of the tables: a year, month or day as text.

use chancery_record::Day;

/// First day that a year, month or day may mean.
pub(crate) fn earliest(text: &str) -> Option<Day> {
    match text.len() {
        4 => Day::of(text.parse().ok()?, 1, 1),
        7 => Day::parse(&format!("{text}-01")),
        _ => Day::parse(text),
    }
}

/// Last day that a year, month or day may mean.
pub(crate) fn latest(text: &str) -> Option<Day> {
    match text.len() {
        4 => Day::of(text.parse().ok()?, 12, 31),
        7 => Some(earliest(text)?.plus_months(1).plus(-1)),
        _ => Day::parse(text),
    }
}

/// Whether a span of the tables may hold the day; always without a day.
pub(crate) fn stands(start: &str, end: &str, on: Option<Day>) -> bool {
    on.is_none_or(|day| {
        earliest(start).is_none_or(|from| from <= day) && latest(end).is_none_or(|to| day <= to)
    })
}
