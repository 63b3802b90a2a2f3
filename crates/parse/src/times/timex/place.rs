//! Shapes to values: what the words mean on the calendar, written as TIMEX3.

use super::TimexKind;
use super::numbers::length;
use super::shape::{Count, DayPart, Direction, Scale, Shape};
use crate::times::feasts::Feast;
use crate::times::raw::{Raw, Unit, Which, YearOf};
use crate::times::resolve::Today;
use crate::times::tense::Tense;
use crate::times::value::{Date, Value};
use chancery_record::Day;

/// What was told so far: the last date, and the quarter under review.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    pub(super) last: Option<Value>,
    quarter: Option<(i32, u8)>,
}

/// A value, and the calendar stretch behind it if it has one.
pub(super) struct Written {
    pub(super) kind: TimexKind,
    pub(super) value: String,
    stretch: Option<Value>,
}

impl Written {
    fn date(value: Value) -> Self {
        let kind =
            if matches!(value, Value::Minute(..)) { TimexKind::Time } else { TimexKind::Date };
        Self { kind, value: written(&value), stretch: Some(value) }
    }

    fn new(kind: TimexKind, value: impl Into<String>) -> Self {
        Self { kind, value: value.into(), stretch: None }
    }
}

impl Told {
    /// Keeps what later expressions count from.
    pub(super) fn keep(&mut self, written: &Written) {
        if let Some(value) = &written.stretch {
            if let Value::Quarter(year, quarter) = value {
                // An older quarter is one that the quarter under review is compared with.
                if self.quarter.is_none_or(|(known, _)| *year >= known) {
                    self.quarter = Some((*year, *quarter));
                }
            }
            self.last = Some(value.clone());
        }
    }
}

/// Writes a shape.
pub(super) fn place(today: &Today, told: &Told, shape: &Shape, tense: Tense) -> Written {
    match shape {
        Shape::Raw(raw) => raw_date(today, told, raw, tense),
        Shape::Reference(word) => Written::new(TimexKind::Date, *word),
        Shape::Lasting(count, scale) => Written::new(TimexKind::Duration, length(*count, *scale)),
        Shape::Length(text) => Written::new(TimexKind::Duration, text.clone()),
        Shape::Recurring(text) => Written::new(TimexKind::Set, text.clone()),
        Shape::FromNow(Count::Of(1), Scale::Year, Direction::Back) => reviewed(today, told, -1),
        Shape::FromNow(count, scale, direction) => from_now(today, *count, *scale, *direction),
        Shape::FromThen(count, scale, direction) => {
            from_then(today, told, *count, *scale, *direction)
        }
        Shape::Weekend(weeks) => weekend(today, *weeks, tense),
        Shape::Century(before) => Written::new(TimexKind::Date, format!("{before:02}")),
        Shape::Reviewed(years) => reviewed(today, told, *years),
        Shape::ReviewedIn(year) => match told.quarter {
            Some((_, quarter)) => compared(&Value::Quarter(*year, quarter)),
            None => Written::date(Value::Year(*year)),
        },
        Shape::Same(scale) => same(today, told, *scale),
        Shape::Holiday(holiday, turn) => feast(today, *holiday, *turn, tense),
        Shape::In(day, part) => in_part(today, told, day.as_deref(), *part, tense),
        Shape::Clock(day, minute) => clock(today, told, day.as_deref(), *minute, tense),
    }
}

/// What is compared with does not come under review itself.
fn compared(value: &Value) -> Written {
    Written::new(TimexKind::Date, written(value))
}

/// Some day of an unknown year: X stands for a digit that is not known, as TIMEX3 writes it.
fn open() -> Written {
    Written::new(TimexKind::Date, "XXXX-XX-XX")
}

fn raw_date(today: &Today, told: &Told, raw: &Raw, tense: Tense) -> Written {
    if let Raw::Quarter(YearOf::Fitting, quarter) = raw {
        let Some((year, now)) = current_quarter(today) else {
            return Written::new(TimexKind::Date, format!("XXXX-Q{quarter}"));
        };
        // At the end of a quarter the next one is spoken of already.
        let ending = today_day(today).is_some_and(|day| day.date().1 % 3 == 0);
        let near = ending && *quarter == now + 1;
        let ahead = matches!(tense, Tense::Future | Tense::Open);
        let past = *quarter > now && !ahead && !near;
        let year = if past { year - 1 } else { year };
        return Written::date(Value::Quarter(year, *quarter));
    }
    if let (Raw::Season(YearOf::Offset(0), season), Some(day)) = (raw, today_day(today)) {
        return Written::date(Value::Season(Some(day.date().0), *season));
    }
    let tense = match raw {
        // In the news a weekday beside a present tense is mostly over.
        Raw::Weekday { which: Which::Fitting, .. } if tense == Tense::Present => Tense::Past,
        _ => tense,
    };
    match today.place(raw, tense, told.last.as_ref()).value {
        Value::Unbounded => open(),
        value => Written::date(value),
    }
}

fn today_day(today: &Today) -> Option<Day> {
    today.day.filter(|_| today.year_known)
}

fn current_quarter(today: &Today) -> Option<(i32, u8)> {
    let (year, month, _) = today_day(today)?.date();
    Some((year, (month - 1) / 3 + 1))
}

fn signed(count: Count, direction: Direction) -> Option<i32> {
    let number = match count {
        Count::Of(n) => i32::try_from(n).ok().filter(|n| *n < 100_000)?,
        Count::Halves(n) => i32::try_from(n / 2).ok().filter(|n| *n < 100_000)?,
        Count::Some => return None,
    };
    Some(if direction == Direction::Back { -number } else { number })
}

fn pointer(direction: Direction) -> Written {
    let word = if direction == Direction::Back { "PAST_REF" } else { "FUTURE_REF" };
    Written::new(TimexKind::Date, word)
}

fn unit(scale: Scale) -> Option<Unit> {
    Some(match scale {
        Scale::Second | Scale::Century => return None,
        Scale::Minute => Unit::Minute,
        Scale::Hour => Unit::Hour,
        Scale::Day => Unit::Day,
        Scale::Week => Unit::Week,
        Scale::Month => Unit::Month,
        Scale::Quarter => Unit::Quarter,
        Scale::Year => Unit::Year,
        Scale::Decade => Unit::Decade,
    })
}

fn from_now(today: &Today, count: Count, scale: Scale, direction: Direction) -> Written {
    let Some(number) = signed(count, direction) else {
        return pointer(direction);
    };
    let day = today_day(today);
    let value = match (scale, day) {
        (Scale::Decade, Some(day)) => {
            Some(Value::Year(day.date().0.saturating_add(number.saturating_mul(10))))
        }
        (Scale::Century, Some(day)) => {
            Some(Value::Year(day.date().0.saturating_add(number.saturating_mul(100))))
        }
        _ => unit(scale)
            .map(|unit| today.place(&Raw::FromNow(number, unit), Tense::Past, None).value),
    };
    match value {
        Some(Value::Year(year)) if !(1..=9999).contains(&year) => pointer(direction),
        Some(value) if value != Value::Unbounded => Written::date(value),
        _ => pointer(direction),
    }
}

fn from_then(
    today: &Today,
    told: &Told,
    count: Count,
    scale: Scale,
    direction: Direction,
) -> Written {
    let Some(number) = signed(count, direction) else {
        return pointer(direction);
    };
    if let (Scale::Year, Some((year, quarter))) = (scale, told.quarter) {
        return compared(&Value::Quarter(year.saturating_add(number), quarter));
    }
    if scale == Scale::Year && number == -1 {
        return from_now(today, count, scale, direction);
    }
    let placed = unit(scale).map(|unit| {
        today.place(&Raw::FromThen(number, unit), Tense::Past, told.last.as_ref()).value
    });
    match placed {
        Some(value) if value != Value::Unbounded => Written::date(value),
        _ => from_now(today, count, scale, direction),
    }
}

fn weekend(today: &Today, weeks: Option<i32>, tense: Tense) -> Written {
    let Some(day) = today_day(today) else {
        return Written::new(TimexKind::Date, "XXXX-WXX-WE");
    };
    let begun = day.weekday() >= 5;
    let weeks = match weeks {
        Some(0) | None if tense == Tense::Past && !begun => -1,
        Some(weeks) => weeks,
        None if matches!(tense, Tense::Future | Tense::Open) || begun => 0,
        None => -1,
    };
    let text = iso_week(day.plus(weeks * 7));
    Written { kind: TimexKind::Date, value: format!("{text}-WE"), stretch: None }
}

/// "the quarter", "a year-ago": the quarter under review, else the last that is over.
fn reviewed(today: &Today, told: &Told, years: i32) -> Written {
    if years < 0 && told.quarter.is_none() {
        return today_day(today)
            .map_or_else(open, |day| Written::date(Value::Year(day.date().0 + years)));
    }
    let over = || {
        let (year, month, _) = today_day(today)?.plus_months(-3).date();
        Some((year, (month - 1) / 3 + 1))
    };
    let known = if years == 0 {
        told.quarter
    } else {
        told.quarter.map(|(year, quarter)| (year.saturating_add(years), quarter))
    };
    match known.or_else(over) {
        Some((year, quarter)) => {
            let value = Value::Quarter(year, quarter);
            if years == 0 { Written::date(value) } else { compared(&value) }
        }
        None => open(),
    }
}

fn same(today: &Today, told: &Told, scale: Scale) -> Written {
    let now = |unit: Unit| match today.place(&Raw::UnitOffset(unit, 0), Tense::Past, None).value {
        Value::Unbounded => open(),
        value => Written::date(value),
    };
    match scale {
        Scale::Day => match told.last.as_ref().and_then(Value::date) {
            Some(date) => Written::date(Value::Day(date)),
            None => now(Unit::Day),
        },
        Scale::Week => match told.last.as_ref() {
            Some(value @ Value::Week(_)) => Written::date(value.clone()),
            _ => now(Unit::Week),
        },
        Scale::Month => match told.last.as_ref() {
            Some(Value::Month(Some(year), month)) => {
                Written::date(Value::Month(Some(*year), *month))
            }
            _ => now(Unit::Month),
        },
        _ => match told.last.as_ref().and_then(Value::first) {
            Some(day) => Written::date(Value::Year(day.date().0)),
            None => now(Unit::Year),
        },
    }
}

fn feast(today: &Today, holiday: Feast, turn: i32, tense: Tense) -> Written {
    let Some(day) = today_day(today) else {
        return open();
    };
    let year = day.date().0;
    let days: Vec<Day> = (year - 2..=year + 2).filter_map(|year| holiday.day(year)).collect();
    let back = days.iter().rfind(|d| **d < day);
    let ahead = days.iter().find(|d| **d >= day);
    let chosen = match (turn, tense) {
        (-1, _) => back,
        (1, _) | (_, Tense::Future | Tense::Open) => ahead,
        (_, Tense::Past) => days.iter().rfind(|d| **d <= day),
        _ => days.iter().min_by_key(|d| d.since(day).abs()),
    };
    chosen.map_or_else(open, |day| Written::date(Value::Day(Date::of(*day, true))))
}

/// The single day on which a part of the day or an hour lies.
fn day_text(
    today: &Today,
    told: &Told,
    day: Option<&Shape>,
    tense: Tense,
) -> (String, Option<Value>) {
    let found = match day {
        Some(shape) => place(today, told, shape, tense).stretch,
        None => told
            .last
            .as_ref()
            .and_then(Value::date)
            .map(Value::Day)
            .or_else(|| today_day(today).map(|day| Value::Day(Date::of(day, true)))),
    };
    match found {
        Some(value @ Value::Day(_)) => (written(&value), Some(value)),
        _ => ("XXXX-XX-XX".to_owned(), None),
    }
}

fn in_part(
    today: &Today,
    told: &Told,
    day: Option<&Shape>,
    part: DayPart,
    tense: Tense,
) -> Written {
    let (text, stretch) = day_text(today, told, day, tense);
    Written { kind: TimexKind::Time, value: format!("{text}T{}", part.code()), stretch }
}

fn clock(today: &Today, told: &Told, day: Option<&Shape>, minute: u16, tense: Tense) -> Written {
    let (text, stretch) = day_text(today, told, day, tense);
    Written {
        kind: TimexKind::Time,
        value: format!("{text}T{:02}:{:02}", minute / 60, minute % 60),
        stretch,
    }
}

/// A calendar value as TIMEX3 writes it.
pub(super) fn written(value: &Value) -> String {
    match value {
        Value::Week(monday) => monday.calendar().map_or_else(|| "XXXX-WXX".to_owned(), iso_week),
        Value::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
        Value::Half(year, half) => format!("{year:04}-H{half}"),
        Value::Season(year, season) => {
            let code = ["SP", "SU", "FA", "WI"]
                .get(usize::from(season.saturating_sub(1)))
                .unwrap_or(&"SP");
            format!(
                "{}-{code}",
                year.map_or_else(|| "XXXX".to_owned(), |year| format!("{year:04}"))
            )
        }
        Value::Decade(year) => format!("{:03}", year / 10),
        Value::From(inner) | Value::Until(inner) => written(inner),
        Value::Range(first, _) => written(first),
        other => other.edtf().unwrap_or_else(|| "XXXX-XX-XX".to_owned()),
    }
}

/// `2031-W19`: a week belongs to the year of its Thursday.
fn iso_week(day: Day) -> String {
    let thursday = day.plus(3 - i32::from(day.weekday()));
    let year = thursday.date().0;
    let week = Day::of(year, 1, 1).map_or(1, |first| thursday.since(first) / 7 + 1);
    format!("{year:04}-W{week:02}")
}
