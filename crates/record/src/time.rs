//! Days, moments, and times as texts give them: intervals with precision, printed as EDTF.

use crate::{Id, Span, words::words};
use serde::{Deserialize, Serialize};

/// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// The day of a date, or nothing when the calendar has no such date (years 1 to 9999).
    ///
    /// ```
    /// use chancery_record::Day;
    /// let day = Day::of(2031, 5, 8).unwrap();
    /// assert_eq!((day.to_string().as_str(), day.weekday()), ("2031-05-08", 3));
    /// assert_eq!(Day::of(2031, 2, 29), None);
    /// ```
    pub fn of(year: i32, month: u8, day: u8) -> Option<Self> {
        if !(1..=9999).contains(&year)
            || !(1..=12).contains(&month)
            || day == 0
            || day > days_in_month(year, month)
        {
            return None;
        }
        // Days from civil, after H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
        let (m, d) = (i32::from(month), i32::from(day));
        let y = if m <= 2 { year - 1 } else { year };
        let era = y.div_euclid(400);
        let of_era = y.rem_euclid(400);
        let of_year = (153 * (m + if m > 2 { -3 } else { 9 }) + 2) / 5 + d - 1;
        Some(Self(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468))
    }

    /// Year, month, day.
    pub fn date(self) -> (i32, u8, u8) {
        let z = self.0 + 719_468;
        let era = z.div_euclid(146_097);
        let of_era = z.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        let small = |n: i32| u8::try_from(n).expect("months and days are small");
        (year, small(month), small(day))
    }

    /// Monday 0 to Sunday 6.
    pub fn weekday(self) -> u8 {
        u8::try_from((self.0 + 3).rem_euclid(7)).expect("a remainder of seven")
    }

    /// This many days later (earlier when negative).
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Whole days from `other` to this one.
    pub fn since(self, other: Self) -> i32 {
        self.0 - other.0
    }

    /// This many months later, the day cut to the month's length.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        let (year, month, day) = self.date();
        let count = year * 12 + i32::from(month) - 1 + months;
        let (year, month) = (count.div_euclid(12).clamp(1, 9999), count.rem_euclid(12) + 1);
        let month = u8::try_from(month).expect("a remainder of twelve");
        Self::of(year, month, day.min(days_in_month(year, month))).expect("cut to the month")
    }

    /// Reads `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let year = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
        let month = parts.next().filter(|m| m.len() == 2)?.parse().ok()?;
        let day = parts.next().filter(|d| d.len() == 2)?.parse().ok()?;
        Self::of(year, month, day)
    }
}

/// Days in a month of the Gregorian calendar; 0 for a month that does not exist.
pub fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 0,
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = self.date();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("not a day: {text}")))
    }
}

/// A day, with the minute of the day where the text gives the clock time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Moment {
    /// The day.
    pub day: Day,
    /// Minute of the day, 0 to 1439.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minute: Option<u16>,
}

impl From<Day> for Moment {
    fn from(day: Day) -> Self {
        Self { day, minute: None }
    }
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.minute {
            Some(minute) => write!(f, "{}T{:02}:{:02}", self.day, minute / 60, minute % 60),
            None => self.day.fmt(f),
        }
    }
}

words! {
    /// How fine a time is.
    Precision {
        Minute = "minute", Hour = "hour", Day = "day", Week = "week", Month = "month", Quarter = "quarter",
        HalfYear = "half-year", Season = "season", Year = "year", Decade = "decade", Range = "range",
        Duration = "duration", Unknown = "unknown",
    }
}
words! {
    /// How the text gives a time.
    TimeKind {
        Explicit = "explicit", Weekday = "weekday", Relative = "relative", Period = "period",
        Duration = "duration", Vague = "vague", None = "none",
    }
}

/// What a relative time was counted from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Anchor {
    /// The date of the document.
    Document,
    /// Another record.
    Record(Id),
}

/// The year of a date whose year is not printed: EDTF writes each digit that is not known as X.
pub const OPEN_YEAR: &str = "XXXX";

/// A time as a text gives it: an interval, its precision, the words and the reasons.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Time {
    /// EDTF as in `docs/record.md`: `2031-05-08`, `2031-05`, `2030-01/..`, `XXXX-05-08`, `P3D`. None when the words bound nothing.
    pub edtf: Option<String>,
    /// Not before.
    pub earliest: Option<Moment>,
    /// Not after.
    pub latest: Option<Moment>,
    /// How fine.
    pub precision: Precision,
    /// How given.
    pub kind: TimeKind,
    /// The expression, when there is one.
    pub at: Option<Span>,
    /// What it was counted from.
    pub anchor: Option<Anchor>,
    /// Why, where anything was inferred.
    pub reasons: Vec<String>,
}

impl Time {
    /// One printed day.
    pub fn day(day: Day, kind: TimeKind, at: Option<Span>) -> Self {
        Self {
            edtf: Some(day.to_string()),
            earliest: Some(day.into()),
            latest: Some(day.into()),
            precision: Precision::Day,
            kind,
            at,
            anchor: None,
            reasons: Vec::new(),
        }
    }

    /// A time about which the words bound nothing.
    pub fn vague(at: Option<Span>) -> Self {
        Self {
            edtf: None,
            earliest: None,
            latest: None,
            precision: Precision::Unknown,
            kind: TimeKind::Vague,
            at,
            anchor: None,
            reasons: Vec::new(),
        }
    }

    /// The single day this time names, if it names one.
    pub fn single_day(&self) -> Option<Day> {
        match (self.earliest, self.latest) {
            (Some(a), Some(b)) if a.day == b.day => Some(a.day),
            _ => None,
        }
    }

    /// Month and day of a day whose year is not known (`XXXX-05-08`).
    ///
    /// ```
    /// use chancery_record::Time;
    /// let time = Time { edtf: Some("XXXX-05-08T10:00".into()), ..Time::vague(None) };
    /// assert_eq!(time.yearless_day(), Some((5, 8)));
    /// ```
    pub fn yearless_day(&self) -> Option<(u8, u8)> {
        let (month, rest) = self.edtf.as_deref()?.strip_prefix("XXXX-")?.split_once('-')?;
        Some((month.parse().ok()?, rest.split('T').next()?.parse().ok()?))
    }

    /// True of a date of a year that is not printed.
    pub fn is_yearless(&self) -> bool {
        self.edtf.as_deref().is_some_and(|edtf| edtf.starts_with(OPEN_YEAR))
    }

    /// True when this is a day without its year, and that day of some year within its bounds is the other.
    pub fn may_be(&self, day: Day) -> bool {
        let (_, month, of_month) = day.date();
        self.yearless_day() == Some((month, of_month))
            && self.earliest.is_none_or(|bound| bound.day <= day)
            && self.latest.is_none_or(|bound| day <= bound.day)
    }

    /// True when both are bounded and no day lies in both.
    pub fn excludes(&self, other: &Self) -> bool {
        let before = |a: &Self, b: &Self| matches!((a.latest, b.earliest), (Some(x), Some(y)) if x.day < y.day);
        before(self, other) || before(other, self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_agree_over_four_centuries() {
        let mut day = Day::of(1800, 1, 1).unwrap();
        let mut weekday = day.weekday();
        while day < Day::of(2200, 1, 1).unwrap() {
            let (y, m, d) = day.date();
            assert_eq!(Day::of(y, m, d), Some(day));
            assert_eq!(Day::parse(&day.to_string()), Some(day));
            day = day.plus(1);
            weekday = (weekday + 1) % 7;
            assert_eq!(day.weekday(), weekday);
        }
    }

    #[test]
    fn months_are_cut_to_their_length() {
        let day = Day::of(2028, 1, 31).unwrap();
        assert_eq!(day.plus_months(1).to_string(), "2028-02-29");
        assert_eq!(day.plus_months(-2).to_string(), "2027-11-30");
    }
}
