//! An expression of the wide reading before it is placed on the calendar.

use crate::times::feasts::Feast;
use crate::times::raw::Raw;

/// A unit of counting, finer and coarser than the record needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// How many: a number, or a count that the words leave open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Count {
    Of(u32),
    /// Two and a half, in halves.
    Halves(u32),
    Some,
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayPart {
    Morning,
    Afternoon,
    Evening,
    Night,
}

impl DayPart {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Morning => "MO",
            Self::Afternoon => "AF",
            Self::Evening => "EV",
            Self::Night => "NI",
        }
    }
}

/// What a stretch says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// As the record reads it.
    Raw(Raw),
    /// "now", "recently", "the future".
    Reference(&'static str),
    /// "two years", "several weeks".
    Lasting(Count, Scale),
    /// A length or a recurrence that is written at once.
    Length(String),
    Recurring(String),
    /// So many units before or after the document, or before or after what was told.
    FromNow(Count, Scale, Direction),
    FromThen(Count, Scale, Direction),
    /// "the weekend", "last weekend".
    Weekend(Option<i32>),
    Century(i32),
    /// "fiscal 2029" and the like are years; "the quarter", "the latest period" are the quarter under review, so many years off.
    Reviewed(i32),
    /// "the 2028 quarter".
    ReviewedIn(i32),
    /// "the week", "that day": the one the text is in.
    Same(Scale),
    Holiday(Feast, i32),
    /// A part of the day on a day, or on the day that the text is in.
    In(Option<Box<Shape>>, DayPart),
    Clock(Option<Box<Shape>>, u16),
}

/// Backwards or forwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Back,
    Ahead,
}

/// What matched: lexemes from the start asked for up to `to`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) to: usize,
    pub(super) shape: Shape,
}

impl Hit {
    pub(super) fn new(to: usize, shape: Shape) -> Self {
        Self { to, shape }
    }

    /// A length whose count the words leave open.
    pub(super) fn shape_is_open(&self) -> bool {
        matches!(self.shape, Shape::Lasting(Count::Some, _))
    }

    pub(super) fn raw(to: usize, raw: Raw) -> Self {
        Self { to, shape: Shape::Raw(raw) }
    }
}
