//! What a time expression means on the calendar, and how that is printed.
//!
//! A resolved value comes in; its EDTF, its bounds and its precision go out. A date may lack its year: then it is printed
//! `XXXX-…` and bounds nothing. Never looks at a text.

use chancery_record::{
    Day, Moment, Precision,
    time::{OPEN_YEAR, days_in_month},
};

/// A date whose year may be unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Date {
    pub(crate) year: Option<i32>,
    pub(crate) month: u8,
    pub(crate) day: u8,
}

impl Date {
    pub(crate) fn of(day: Day, year_known: bool) -> Self {
        let (year, month, number) = day.date();
        Self { year: year_known.then_some(year), month, day: number }
    }

    pub(crate) fn calendar(self) -> Option<Day> {
        Day::of(self.year?, self.month, self.day)
    }

    fn edtf(self) -> String {
        format!("{}-{:02}-{:02}", year_text(self.year), self.month, self.day)
    }
}

/// A place on the calendar, as fine or coarse as the words give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Minute(Date, u16),
    Day(Date),
    /// The week that begins on this Monday.
    Week(Date),
    Month(Option<i32>, u8),
    /// 1 to 4.
    Quarter(i32, u8),
    /// 1 or 2.
    Half(i32, u8),
    /// 1 spring to 4 winter (winter begins in December of the year before, as people speak of it).
    Season(Option<i32>, u8),
    Year(i32),
    /// The first year of ten.
    Decade(i32),
    Range(Box<Value>, Box<Value>),
    From(Box<Value>),
    Until(Box<Value>),
    Duration(String),
    /// The words bound nothing.
    Unbounded,
}

impl Value {
    pub(crate) fn range(first: Self, last: Self) -> Self {
        Self::Range(Box::new(first), Box::new(last))
    }

    pub(crate) fn edtf(&self) -> Option<String> {
        Some(match self {
            Self::Minute(date, minute) => {
                format!("{}T{:02}:{:02}", date.edtf(), minute / 60, minute % 60)
            }
            Self::Day(date) => date.edtf(),
            Self::Week(monday) => match monday.calendar() {
                Some(day) => format!("{day}/{}", day.plus(6)),
                None => return None,
            },
            Self::Month(year, month) => format!("{}-{month:02}", year_text(*year)),
            Self::Quarter(year, quarter) => format!("{year:04}-{}", 32 + quarter),
            Self::Half(year, half) => format!("{year:04}-{}", 39 + half),
            Self::Season(year, season) => format!("{}-{}", year_text(*year), 20 + season),
            Self::Year(year) => format!("{year:04}"),
            Self::Decade(year) => format!("{:03}X", year / 10),
            Self::Range(first, last) => format!("{}/{}", first.begin()?, last.end()?),
            Self::From(first) => format!("{}/..", first.begin()?),
            // An end without a year bounds nothing; the month or day itself still says more.
            Self::Until(last) if last.last().is_none() => return last.edtf(),
            Self::Until(last) => format!("../{}", last.end()?),
            Self::Duration(text) => text.clone(),
            Self::Unbounded => return None,
        })
    }

    /// The value as the begin of an interval, which has no interval within it.
    fn begin(&self) -> Option<String> {
        match self {
            Self::Week(_) | Self::Range(..) | Self::From(_) => Some(self.first()?.to_string()),
            Self::Decade(year) => Some(format!("{year:04}")),
            Self::Until(_) | Self::Duration(_) => None,
            _ => self.edtf(),
        }
    }

    /// The value as the end of an interval.
    fn end(&self) -> Option<String> {
        match self {
            Self::Week(_) | Self::Range(..) | Self::Until(_) => Some(self.last()?.to_string()),
            Self::Decade(year) => Some(format!("{:04}", year + 9)),
            Self::From(_) | Self::Duration(_) => None,
            _ => self.edtf(),
        }
    }

    /// The first day.
    pub(crate) fn first(&self) -> Option<Day> {
        match self {
            Self::Minute(date, _) | Self::Day(date) | Self::Week(date) => date.calendar(),
            Self::Month(year, month) => Day::of((*year)?, *month, 1),
            Self::Quarter(year, quarter) => Day::of(*year, quarter * 3 - 2, 1),
            Self::Half(year, half) => Day::of(*year, half * 6 - 5, 1),
            Self::Season(year, 4) => Day::of((*year)?, 12, 1),
            Self::Season(year, season) => Day::of((*year)?, season * 3, 1),
            Self::Year(year) | Self::Decade(year) => Day::of(*year, 1, 1),
            Self::Range(first, _) | Self::From(first) => first.first(),
            Self::Until(_) | Self::Duration(_) | Self::Unbounded => None,
        }
    }

    /// The last day.
    pub(crate) fn last(&self) -> Option<Day> {
        match self {
            Self::Minute(date, _) | Self::Day(date) => date.calendar(),
            Self::Week(monday) => monday.calendar().map(|day| day.plus(6)),
            Self::Month(year, month) => end_of_month((*year)?, *month),
            Self::Quarter(year, quarter) => end_of_month(*year, quarter * 3),
            Self::Half(year, half) => end_of_month(*year, half * 6),
            Self::Season(year, 4) => end_of_month((*year)? + 1, 2),
            Self::Season(year, season) => end_of_month((*year)?, season * 3 + 2),
            Self::Year(year) => Day::of(*year, 12, 31),
            Self::Decade(year) => Day::of(*year + 9, 12, 31),
            Self::Range(_, last) | Self::Until(last) => last.last(),
            Self::From(_) | Self::Duration(_) | Self::Unbounded => None,
        }
    }

    pub(crate) fn earliest(&self) -> Option<Moment> {
        self.first().map(|day| Moment { day, minute: self.minute() })
    }

    pub(crate) fn latest(&self) -> Option<Moment> {
        self.last().map(|day| Moment { day, minute: self.minute() })
    }

    pub(crate) fn precision(&self) -> Precision {
        match self {
            Self::Minute(..) => Precision::Minute,
            Self::Day(_) => Precision::Day,
            Self::Week(_) => Precision::Week,
            Self::Month(..) => Precision::Month,
            Self::Quarter(..) => Precision::Quarter,
            Self::Half(..) => Precision::HalfYear,
            Self::Season(..) => Precision::Season,
            Self::Year(_) => Precision::Year,
            Self::Decade(_) => Precision::Decade,
            Self::Range(..) => Precision::Range,
            Self::From(inner) | Self::Until(inner) => inner.precision(),
            Self::Duration(_) => Precision::Duration,
            Self::Unbounded => Precision::Unknown,
        }
    }

    /// The single date this value names, if it names one.
    pub(crate) fn date(&self) -> Option<Date> {
        match self {
            Self::Minute(date, _) | Self::Day(date) => Some(*date),
            Self::From(inner) | Self::Until(inner) => inner.date(),
            _ => None,
        }
    }

    fn minute(&self) -> Option<u16> {
        match self {
            Self::Minute(_, minute) => Some(*minute),
            _ => None,
        }
    }
}

/// The last day of a month.
pub(crate) fn end_of_month(year: i32, month: u8) -> Option<Day> {
    Day::of(year, month, days_in_month(year, month))
}

fn year_text(year: Option<i32>) -> String {
    year.map_or_else(|| OPEN_YEAR.to_owned(), |year| format!("{year:04}"))
}
