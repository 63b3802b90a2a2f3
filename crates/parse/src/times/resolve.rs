//! Places an expression on the calendar: the document's date, the tense of the clause and the time before decide.

use super::feasts::Feast;
use super::raw::{Printed, Raw, Unit, Which, YearOf};
use super::tense::Tense;
use super::value::{Date, Value};
use super::words::duration;
use chancery_record::{Anchor, Day, TimeKind};

/// What is known of the document's own date.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Today {
    /// The day; in a stand-in year when `year_known` is false.
    pub(crate) day: Option<Day>,
    pub(crate) year_known: bool,
    /// The weekday is known, so that weeks can be counted.
    pub(crate) weekday_known: bool,
    /// Year and month where the day is not known.
    pub(crate) year: Option<i32>,
    pub(crate) month: Option<u8>,
}

/// A placed expression.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    pub(crate) value: Value,
    pub(crate) kind: TimeKind,
    pub(crate) anchor: Option<Anchor>,
    pub(crate) reasons: Vec<String>,
}

impl Placed {
    fn of(value: Value, kind: TimeKind) -> Self {
        Self { value, kind, anchor: None, reasons: Vec::new() }
    }

    fn counted(value: Value, kind: TimeKind) -> Self {
        let anchor = (value != Value::Unbounded).then_some(Anchor::Document);
        Self { value, kind, anchor, reasons: Vec::new() }
    }

    fn because(mut self, reason: &str) -> Self {
        self.reasons.push(reason.to_owned());
        self
    }

    fn fitting(self, tense: Tense) -> Self {
        match tense {
            Tense::Past => self.because("the clause looks back"),
            Tense::Future | Tense::Open | Tense::Present => self.because("the clause looks ahead"),
            Tense::Unclear => self.because("nearest to the date of the document"),
        }
    }
}

const THEN: &str = "counted from the time before in the text";

impl Today {
    /// Places one expression; `before` is the last time in the text that can be counted from.
    pub(crate) fn place(&self, raw: &Raw, tense: Tense, before: Option<&Value>) -> Placed {
        let tense = match tense {
            Tense::Present if matches!(raw, Raw::Since(_)) => Tense::Past,
            // "the shares, worth a million in October, are worth half": a present tense says little of a month or date.
            Tense::Present if matches!(raw, Raw::Month(..) | Raw::Date { .. } | Raw::Dates(..)) => {
                Tense::Unclear
            }
            // Nobody calls the day six days from now by its bare name when it was yesterday as well.
            Tense::Open if self.was_yesterday(raw) => Tense::Past,
            Tense::Present | Tense::Open => Tense::Future,
            tense => tense,
        };
        match raw {
            Raw::Date { date, minute, .. } => self.date(*date, *minute, tense),
            Raw::Dates(first, last) => self.dates(*first, *last, tense),
            Raw::Month(year, month) => self.month_of(*year, *month, tense),
            Raw::Months(first, last) => {
                let from = self.month_of(first.0, first.1, tense);
                let to = self.month_of(last.0, last.1, tense);
                Placed { value: Value::range(from.value, to.value), kind: TimeKind::Period, ..to }
            }
            Raw::Season(year, season) => self.season(*year, *season, tense),
            Raw::Half(year, half) => self.part(*year, 6, *half, tense, Value::Half),
            Raw::Quarter(year, quarter) => self.part(*year, 3, *quarter, tense, Value::Quarter),
            Raw::Year(year) => Placed::of(Value::Year(*year), TimeKind::Explicit),
            Raw::Years(first, last) => {
                Placed::of(Value::range(Value::Year(*first), Value::Year(*last)), TimeKind::Period)
            }
            Raw::Decade(year) => Placed::of(Value::Decade(*year), TimeKind::Period),
            Raw::Weekday { day, which, minute } => self.weekday(*day, *which, *minute, tense),
            Raw::NthWeekday { nth, day, month } => {
                self.inside_month(*month, tense, |year, of_year| {
                    let found = super::feasts::nth_weekday(year, of_year, *day, *nth)?;
                    Some(Value::Day(Date::of(found, true)))
                })
            }
            Raw::WeekOfMonth(nth, month) => {
                let placed = self.inside_month(*month, tense, |year, of_year| {
                    week_of_month(year, of_year, *nth)
                });
                Placed { kind: TimeKind::Period, ..placed }
            }
            Raw::Weekdays(first, last) => {
                let end = self.weekday(*last, Which::Fitting, None, tense);
                let value = end.value.date().map_or(Value::Unbounded, |date| {
                    let known = date.year.is_some();
                    let year = date.year.or(self.day.map(|day| day.date().0)).unwrap_or(2000);
                    let days = i32::from((last + 7 - first) % 7);
                    let start = Day::of(year, date.month, date.day)
                        .map(|day| Date::of(day.plus(-days), known));
                    start.map_or(end.value.clone(), |start| {
                        Value::range(Value::Day(start), end.value.clone())
                    })
                });
                Placed { value, ..end }
            }
            Raw::Weekend(weeks) => self.weekend(*weeks, tense),
            Raw::Overnight => {
                let shift = i32::from(tense == Tense::Future);
                let value = self.day.map_or(Value::Unbounded, |today| {
                    let day = |days: i32| self.at(today.plus(days + shift), None);
                    Value::range(day(-1), day(0))
                });
                Placed::counted(value, TimeKind::Relative)
            }
            Raw::Feast(feast, year, after) => self.feast(*feast, *year, *after, tense),
            Raw::DayOffset(days, minute) => {
                let value =
                    self.day.map_or(Value::Unbounded, |today| self.at(today.plus(*days), *minute));
                Placed::counted(value, TimeKind::Relative)
            }
            Raw::UnitOffset(unit, count) => self.counted(*unit, *count),
            Raw::FromNow(count, unit) => self.counted(*unit, *count),
            Raw::Ordinal(day) => self.ordinal(*day, tense),
            Raw::FromThen(count, unit) => from_then(*count, *unit, before),
            Raw::Same => match before.and_then(Value::date) {
                Some(date) => Placed::of(Value::Day(date), TimeKind::Relative).because(THEN),
                None => Placed::of(Value::Unbounded, TimeKind::Relative),
            },
            Raw::Clock(minute) => self.clock(*minute, before),
            Raw::Lasting(count, unit) => {
                Placed::of(Value::Duration(duration(*count, *unit)), TimeKind::Duration)
            }
            Raw::Part(_, whole) => self.place(whole, tense, before),
            Raw::Since(inner) => {
                let tense = if tense == Tense::Future { tense } else { Tense::Past };
                let placed = self.place(inner, tense, before);
                Placed { value: bounded(placed.value, Value::From), ..placed }
                    .because("a beginning")
            }
            Raw::Until(inner) => {
                let placed = self.place(inner, tense, before);
                Placed { value: bounded(placed.value, Value::Until), ..placed }
            }
        }
    }

    /// Something inside a month, once the year of the month is known; else the month.
    fn inside_month(
        &self,
        (year, month): (YearOf, u8),
        tense: Tense,
        inside: impl Fn(i32, u8) -> Option<Value>,
    ) -> Placed {
        let placed = self.month_of(year, month, tense);
        let found = match placed.value {
            Value::Month(Some(year), month) => inside(year, month),
            _ => None,
        };
        let value = found.unwrap_or_else(|| placed.value.clone());
        Placed { value, ..placed }
    }

    fn weekend(&self, weeks: Option<i32>, tense: Tense) -> Placed {
        let Some(today) = self.day.filter(|_| self.weekday_known) else {
            return Placed::of(Value::Unbounded, TimeKind::Period);
        };
        let over = today.weekday() < 5 && !matches!(tense, Tense::Future | Tense::Open);
        let weeks = match weeks {
            None | Some(0) => -i32::from(over),
            Some(weeks) => weeks,
        };
        let saturday = today.plus(5 - i32::from(today.weekday()) + 7 * weeks);
        let value = Value::range(self.at(saturday, None), self.at(saturday.plus(1), None));
        Placed::counted(value, TimeKind::Period)
    }

    /// A feast of the year that fits, so many days after it.
    fn feast(&self, feast: Feast, year: Option<i32>, after: i32, tense: Tense) -> Placed {
        let on = |year: i32| feast.day(year).map(|day| day.plus(after));
        if let Some(year) = year {
            let value = on(year).map_or(Value::Year(year), |day| Value::Day(Date::of(day, true)));
            return Placed::of(value, TimeKind::Explicit);
        }
        let fitting = on(self.known_year().unwrap_or(2001)).and_then(|day| {
            let (_, month, of_month) = day.date();
            let year = self.fit(month, of_month, tense);
            if matches!(feast, Feast::Fixed(..)) {
                return Some(Date { year, month, day: of_month });
            }
            on(year?).map(|day| Date::of(day, true))
        });
        let Some(date) = fitting else { return Placed::of(Value::Unbounded, TimeKind::Explicit) };
        if date.year.is_none() {
            return Placed::of(Value::Day(date), TimeKind::Explicit);
        }
        Placed::counted(Value::Day(date), TimeKind::Explicit)
            .because("year from the date of the document")
            .fitting(tense)
    }

    fn was_yesterday(&self, raw: &Raw) -> bool {
        let Raw::Weekday { day, which: Which::Fitting, .. } = raw else { return false };
        self.day
            .filter(|_| self.weekday_known)
            .is_some_and(|today| today.plus(-1).weekday() == *day)
    }

    fn at(&self, day: Day, minute: Option<u16>) -> Value {
        let date = Date::of(day, self.year_known);
        minute.map_or(Value::Day(date), |minute| Value::Minute(date, minute))
    }

    fn date(&self, printed: Printed, minute: Option<u16>, tense: Tense) -> Placed {
        let value = |year: Option<i32>| {
            let date = Date { year, month: printed.month, day: printed.day };
            minute.map_or(Value::Day(date), |minute| Value::Minute(date, minute))
        };
        if printed.year.is_some() {
            return Placed::of(value(printed.year), TimeKind::Explicit);
        }
        match self.fit(printed.month, printed.day, tense) {
            Some(year) => {
                let placed = Placed::counted(value(Some(year)), TimeKind::Explicit)
                    .because("year from the date of the document");
                if self.day.is_some_and(|today| today.date() == (year, printed.month, printed.day))
                {
                    placed
                } else {
                    placed.fitting(tense)
                }
            }
            None => Placed::of(value(None), TimeKind::Explicit),
        }
    }

    fn dates(&self, first: Printed, last: Printed, tense: Tense) -> Placed {
        let end = self.date(last, None, tense);
        let year = end.value.date().and_then(|d| d.year);
        let crosses = (first.month, first.day) > (last.month, last.day);
        let start = Date {
            year: first
                .year
                .filter(|_| !(crosses && first.year == year))
                .or_else(|| year.map(|year| if crosses { year - 1 } else { year })),
            month: first.month,
            day: first.day,
        };
        Placed { value: Value::range(Value::Day(start), end.value), kind: TimeKind::Period, ..end }
    }

    /// The year in which a day and month lie, seen from the document.
    fn fit(&self, month: u8, day: u8, tense: Tense) -> Option<i32> {
        let Some(today) = self.day else {
            return self.year;
        };
        if !self.year_known {
            return None;
        }
        let (year, ..) = today.date();
        let days: Vec<(i32, i32)> = (-4..=4)
            .filter_map(|n| Some((year + n, Day::of(year + n, month, day)?.since(today))))
            .collect();
        // What is told has mostly happened: the past counts as a little nearer.
        let distance = |d: i32| if d < 0 { -d * 4 / 5 } else { d };
        let nearest = days.iter().min_by_key(|(_, d)| distance(*d)).copied()?;
        let back = days.iter().filter(|(_, d)| *d <= 0).max_by_key(|(_, d)| *d).copied();
        let ahead = days.iter().filter(|(_, d)| *d >= 0).min_by_key(|(_, d)| *d).copied();
        let wanted = match tense {
            Tense::Past => back,
            Tense::Future | Tense::Open => ahead,
            Tense::Unclear | Tense::Present => Some(nearest),
        };
        // A date months away against the tense is less likely than a tense read wrongly.
        wanted
            .filter(|(_, d)| d.abs() < 270 || nearest.1.abs() > 60)
            .or(Some(nearest))
            .map(|(y, _)| y)
    }

    fn month_of(&self, year: YearOf, month: u8, tense: Tense) -> Placed {
        let relative = |value: Value| Placed::counted(value, TimeKind::Relative);
        match year {
            YearOf::Given(year) => Placed::of(Value::Month(Some(year), month), TimeKind::Explicit),
            YearOf::Offset(count) => {
                let year = self.known_year().map(|year| year + count);
                relative(Value::Month(year, month))
            }
            YearOf::Last | YearOf::Next => {
                let fitted = self.known_year().zip(self.known_month()).map(|(now_year, now)| {
                    let last = year == YearOf::Last;
                    now_year - i32::from(last && month >= now) + i32::from(!last && month <= now)
                });
                relative(Value::Month(fitted, month))
            }
            YearOf::Fitting => {
                let fitted = match (self.known_year(), self.known_month()) {
                    (Some(year), Some(now)) => Some(year + fit_month(now, month, tense)),
                    (year, _) => year,
                };
                let placed = Placed::counted(Value::Month(fitted, month), TimeKind::Explicit);
                match fitted {
                    Some(_) => placed.because("year from the date of the document").fitting(tense),
                    None => Placed { anchor: None, ..placed },
                }
            }
        }
    }

    fn season(&self, year: YearOf, season: u8, tense: Tense) -> Placed {
        let relative = |value: Value| Placed::counted(value, TimeKind::Relative);
        // A winter is named by the year in which it begins; early in a year "this winter" began the year before.
        let begun = |year: i32, now: u8| if season == 4 && now <= 2 { year - 1 } else { year };
        let current = self.known_year().map(|year| begun(year, self.known_month().unwrap_or(12)));
        match year {
            YearOf::Given(year) => Placed::of(Value::Season(Some(year), season), TimeKind::Period),
            YearOf::Offset(0) => relative(Value::Season(current, season)),
            YearOf::Offset(count) => {
                relative(Value::Season(self.known_year().map(|year| year + count), season))
            }
            YearOf::Last | YearOf::Next | YearOf::Fitting => {
                let today = self.day.filter(|_| self.year_known);
                let pick = |last: bool| {
                    let (now, today) = (current?, today?);
                    let mut years = [now - 2, now - 1, now, now + 1, now + 2].into_iter();
                    let over =
                        |y: &i32| Value::Season(Some(*y), season).last().is_some_and(|d| d < today);
                    let begun = |y: &i32| {
                        Value::Season(Some(*y), season).first().is_some_and(|d| d <= today)
                    };
                    match (year, last) {
                        (YearOf::Fitting, true) => years.rfind(begun),
                        (YearOf::Fitting, false) => years.find(|y| !over(y)),
                        (_, true) => years.rfind(over),
                        (_, false) => years.find(|y| {
                            Value::Season(Some(*y), season)
                                .first()
                                .is_some_and(|d| d.since(today) > 90)
                        }),
                    }
                };
                let back =
                    year == YearOf::Last || (year == YearOf::Fitting && tense == Tense::Past);
                relative(Value::Season(pick(back), season)).fitting(if back {
                    Tense::Past
                } else {
                    Tense::Future
                })
            }
        }
    }

    /// Halves and quarters of a year.
    fn part(
        &self,
        year: YearOf,
        months: u8,
        nth: u8,
        tense: Tense,
        make: fn(i32, u8) -> Value,
    ) -> Placed {
        let known = match year {
            YearOf::Given(year) => return Placed::of(make(year, nth), TimeKind::Period),
            YearOf::Offset(count) => self.known_year().map(|year| year + count),
            _ => self.known_year().map(|year| {
                let now = self.known_month().unwrap_or(1);
                let over = nth * months + 6 < now;
                let ahead = nth * months - months + 1 > now;
                year + i32::from(tense == Tense::Future && over)
                    - i32::from(tense == Tense::Past && ahead)
            }),
        };
        Placed::counted(known.map_or(Value::Unbounded, |year| make(year, nth)), TimeKind::Period)
    }

    fn weekday(&self, day: u8, which: Which, minute: Option<u16>, tense: Tense) -> Placed {
        let Some(today) = self.day.filter(|_| self.weekday_known) else {
            return Placed::of(Value::Unbounded, TimeKind::Weekday);
        };
        let now = today.weekday();
        let back = i32::from((now + 7 - day) % 7);
        let ahead = i32::from((day + 7 - now) % 7);
        let in_week = i32::from(day) - i32::from(now);
        let days = match which {
            Which::Last => -(if back == 0 { 7 } else { back }),
            Which::Next => {
                if ahead == 0 {
                    7
                } else {
                    ahead
                }
            }
            Which::This => {
                if tense == Tense::Past {
                    -back
                } else {
                    ahead
                }
            }
            Which::WeekAfter => 7 + ahead,
            Which::OfWeek(weeks) => in_week + 7 * weeks,
            Which::Fitting if tense == Tense::Future => ahead,
            Which::Fitting => -back,
        };
        let placed = Placed::counted(self.at(today.plus(days), minute), TimeKind::Weekday);
        match which {
            Which::Fitting if tense == Tense::Unclear => {
                placed.because("the latest before the date of the document")
            }
            Which::Fitting => placed.fitting(tense),
            _ => placed,
        }
    }

    /// The unit that lies so many units from the document's own.
    fn counted(&self, unit: Unit, count: i32) -> Placed {
        let value = match unit {
            Unit::Year => self
                .known_year()
                .map(|year| year.saturating_add(count))
                .filter(|y| (1..=9999).contains(y))
                .map(Value::Year),
            Unit::Decade => self
                .known_year()
                .map(|year| Value::Decade((year / 10).saturating_add(count).clamp(1, 900) * 10)),
            Unit::Month => self.month_from_now(count),
            Unit::Quarter => self.day.filter(|_| self.year_known).map(|today| {
                let (year, month, _) = today.plus_months(count.clamp(-4000, 4000) * 3).date();
                Value::Quarter(year, (month - 1) / 3 + 1)
            }),
            Unit::Week => self.day.filter(|_| self.weekday_known).map(|today| {
                let monday = today.plus(-i32::from(today.weekday()));
                Value::Week(Date::of(
                    monday.plus(count.clamp(-50_000, 50_000) * 7),
                    self.year_known,
                ))
            }),
            Unit::Day => {
                self.day.map(|today| self.at(today.plus(count.clamp(-300_000, 300_000)), None))
            }
            Unit::Hour => {
                self.day.map(|today| self.at(today.plus(count.clamp(-50_000, 50_000) / 24), None))
            }
            Unit::Minute => self.day.map(|today| self.at(today, None)),
        };
        Placed::counted(value.unwrap_or(Value::Unbounded), TimeKind::Relative)
    }

    fn month_from_now(&self, count: i32) -> Option<Value> {
        let count = count.clamp(-20_000, 20_000);
        if let Some(today) = self.day {
            let (year, month, _) = today.plus_months(count).date();
            return Some(Value::Month(self.year_known.then_some(year), month));
        }
        let today = Day::of(self.year?, self.month?, 1)?;
        let (year, month, _) = today.plus_months(count).date();
        Some(Value::Month(Some(year), month))
    }

    /// "the 21st": of the month that fits.
    fn ordinal(&self, day: u8, tense: Tense) -> Placed {
        let fitted = self.day.and_then(|today| {
            let months = (-2..=2).filter_map(|n| {
                let (year, month, _) = today.plus_months(n).date();
                Day::of(year, month, day)
            });
            let days: Vec<Day> = months.collect();
            match tense {
                Tense::Past => days.into_iter().rfind(|d| *d <= today),
                Tense::Future | Tense::Open => days.into_iter().find(|d| *d >= today),
                Tense::Unclear | Tense::Present => {
                    days.into_iter().min_by_key(|d| d.since(today).abs())
                }
            }
        });
        match fitted {
            Some(day) => Placed::counted(self.at(day, None), TimeKind::Relative)
                .because("month from the date of the document")
                .fitting(tense),
            None => Placed::of(Value::Unbounded, TimeKind::Relative),
        }
    }

    fn clock(&self, minute: u16, before: Option<&Value>) -> Placed {
        if let Some(date) = before.and_then(Value::date) {
            return Placed::of(Value::Minute(date, minute), TimeKind::Explicit).because(THEN);
        }
        let value = self.day.map_or(Value::Unbounded, |today| self.at(today, Some(minute)));
        Placed::counted(value, TimeKind::Explicit).because("day from the date of the document")
    }

    fn known_year(&self) -> Option<i32> {
        self.day.filter(|_| self.year_known).map(|day| day.date().0).or(self.year)
    }

    fn known_month(&self) -> Option<u8> {
        self.day.map(|day| day.date().1).or(self.month)
    }
}

/// Seven days of a month: the first begins on its first day, the last (0) ends on its last.
fn week_of_month(year: i32, month: u8, nth: u8) -> Option<Value> {
    let first = Day::of(year, month, 1)?;
    let start = match nth {
        0 => first.plus_months(1).plus(-7),
        nth => first.plus(7 * (i32::from(nth) - 1)),
    };
    let day = |day: Day| Value::Day(Date::of(day, true));
    Some(Value::range(day(start), day(start.plus(6))))
}

/// So many units from the time before in the text.
fn from_then(count: i32, unit: Unit, before: Option<&Value>) -> Placed {
    let value = before.and_then(|before| match (unit, before) {
        (Unit::Year, before) => {
            let year = before.first()?.date().0;
            Some(Value::Year(year.saturating_add(count).clamp(1, 9999)))
        }
        (Unit::Month, before) => {
            let (year, month, _) = before.first()?.plus_months(count.clamp(-20_000, 20_000)).date();
            Some(Value::Month(Some(year), month))
        }
        (Unit::Week, Value::Week(monday)) => {
            let monday = monday.calendar()?.plus(count.clamp(-50_000, 50_000) * 7);
            Some(Value::Week(Date::of(monday, true)))
        }
        (Unit::Day | Unit::Week, before) => {
            let days = count.clamp(-50_000, 50_000) * if unit == Unit::Week { 7 } else { 1 };
            let date = before.date()?;
            let known = date.year.is_some();
            let day = Day::of(date.year.unwrap_or(2000), date.month, date.day)?.plus(days);
            Some(Value::Day(Date::of(day, known)))
        }
        (Unit::Hour | Unit::Minute, before) => before.date().map(Value::Day),
        _ => None,
    });
    match value {
        Some(value) => Placed::of(value, TimeKind::Relative).because(THEN),
        None => Placed::of(Value::Unbounded, TimeKind::Vague),
    }
}

fn bounded(value: Value, wrap: fn(Box<Value>) -> Value) -> Value {
    match value {
        Value::Unbounded
        | Value::Duration(_)
        | Value::Range(..)
        | Value::From(_)
        | Value::Until(_) => value,
        value => wrap(Box::new(value)),
    }
}

/// Years from the document's own to a month's.
fn fit_month(now: u8, month: u8, tense: Tense) -> i32 {
    let apart = i32::from(month) - i32::from(now);
    match tense {
        Tense::Past if apart > 0 => -1,
        Tense::Future if apart < 0 => 1,
        Tense::Unclear if apart > 6 => -1,
        Tense::Unclear if apart < -6 => 1,
        _ => 0,
    }
}
