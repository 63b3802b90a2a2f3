//! A time expression as its words give it, before it is placed on the calendar.

use super::feasts::Feast;

/// A unit of counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
}

/// Which year a month, season or part of a year belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum YearOf {
    /// Not said: the one that fits.
    Fitting,
    Given(i32),
    /// So many years after the document's.
    Offset(i32),
    /// The last one that is over.
    Last,
    /// The next to come.
    Next,
}

/// Which weekday of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// Not said: by the tense of the clause.
    Fitting,
    Last,
    Next,
    This,
    /// A week after the next: "Monday week".
    WeekAfter,
    /// Of the week so many weeks after the document's.
    OfWeek(i32),
}

/// Which part of a stretch is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edge {
    Start,
    Middle,
    End,
}

/// Day and month, perhaps with a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Printed {
    pub(crate) year: Option<i32>,
    pub(crate) month: u8,
    pub(crate) day: u8,
}

/// An expression not yet placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Raw {
    Date {
        weekday: Option<u8>,
        date: Printed,
        minute: Option<u16>,
    },
    Dates(Printed, Printed),
    Month(YearOf, u8),
    Months((YearOf, u8), (YearOf, u8)),
    Season(YearOf, u8),
    Half(YearOf, u8),
    Quarter(YearOf, u8),
    Year(i32),
    Years(i32, i32),
    Decade(i32),
    Weekday {
        day: u8,
        which: Which,
        minute: Option<u16>,
    },
    /// "the first Monday of September"; the last for 0.
    NthWeekday {
        nth: u8,
        day: u8,
        month: (YearOf, u8),
    },
    /// "the second week of March": seven days; the last seven for 0.
    WeekOfMonth(u8, (YearOf, u8)),
    /// "from Monday to Wednesday".
    Weekdays(u8, u8),
    /// The weekend of the week so many weeks after the document's; the one that fits when not said.
    Weekend(Option<i32>),
    /// The night between the document's day and the one beside it.
    Overnight,
    /// A feast in a year, or in the one that fits; so many days after it.
    Feast(Feast, Option<i32>, i32),
    /// So many days from the document's date.
    DayOffset(i32, Option<u16>),
    /// The unit so many after the document's own.
    UnitOffset(Unit, i32),
    /// "the 21st".
    Ordinal(u8),
    /// So many units from the document's date: "two years ago".
    FromNow(i32, Unit),
    /// So many units from the time before in the text: "three days later".
    FromThen(i32, Unit),
    /// "the same evening".
    Same,
    Clock(u16),
    Lasting(u32, Unit),
    /// A part of a stretch: "the end of October".
    Part(Edge, Box<Raw>),
    Since(Box<Raw>),
    Until(Box<Raw>),
}

/// What matched: lexemes `from..to`.
#[derive(Clone, Debug)]
pub(crate) struct Match {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) raw: Raw,
    /// The words themselves look ahead ("scheduled for Thursday") whatever the verb says.
    pub(crate) ahead: bool,
}

impl Match {
    pub(crate) fn new(from: usize, to: usize, raw: Raw) -> Self {
        Self { from, to, raw, ahead: false }
    }
}
