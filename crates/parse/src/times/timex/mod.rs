//! Time expressions as TIMEX3 annotates them: every expression, also those that date nothing.
//!
//! The document and its words come in; spans with type and value go out, in order and not overlapping. It reads with the
//! lexemes, calendar and tense of the record's own times, but keeps what the record leaves out on purpose ("now", "daily",
//! "several years") and draws its spans as the annotation scheme does. `Analysis::times` is never changed by it.

mod dates;
mod english;
mod numbers;
mod place;
mod shape;
mod stretches;
mod turns;
mod vague;

#[cfg(test)]
mod tests;

use super::lexeme::lexemes;
use super::resolve::Today;
use super::tense::{self, Tense};
use super::words::Words;
use chancery_record::{Analysis, Day, Document, Language, Precision, Span, Time, TimeKind};
use place::Told;

/// The four kinds of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimexKind {
    /// A day or a longer stretch of the calendar, or a vague pointer.
    Date,
    /// A part of a day or a clock time.
    Time,
    /// A length.
    Duration,
    /// A recurrence.
    Set,
}

impl TimexKind {
    /// The word that TIMEX3 uses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

/// One annotated expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimexAnswer {
    /// The words.
    pub span: Span,
    /// The kind.
    pub kind: TimexKind,
    /// The value, `2031-05-08`, `2031-W19`, `P3D`, `PAST_REF`.
    pub value: String,
}

/// The TIMEX3 expressions of a document that [`parse`](crate::parse) has analysed.
///
/// Regions in English are read widely; elsewhere the times of the analysis are given.
///
/// ```
/// use chancery_parse::{Models, TimexKind, parse, timexes};
/// use chancery_record::*;
/// let text = "The islands now trade daily.";
/// let region = Region { role: RegionRole::Body, span: Span::new(0, text.len()), language: Language::English };
/// let document = Document {
///     id: Id::new("doc/0123456789abcdef"), sha256: String::new(), address: String::new(), text: text.into(), title: None,
///     dated: None, dateline: None, language: Language::English, regions: vec![region], chain: Vec::new(), publisher: None, made: Making::default(),
/// };
/// let analysis = parse(&Models::none(), &document).value;
/// let found = timexes(&document, &analysis);
/// assert_eq!(found[0].value, "PRESENT_REF");
/// assert_eq!((found[1].kind, found[1].value.as_str()), (TimexKind::Set, "P1D"));
/// ```
pub fn timexes(document: &Document, analysis: &Analysis) -> Vec<TimexAnswer> {
    let today = today(document);
    let mut told = Told::default();
    let mut out = Vec::new();
    for region in document.regions.iter().filter(|r| !r.role.is_furniture()) {
        if region.language == Language::English {
            read(document, analysis, region.span, &today, &mut told, &mut out);
        } else {
            let own =
                analysis.times.iter().filter(|t| t.at.is_some_and(|at| region.span.covers(at)));
            out.extend(own.filter_map(of_record));
        }
    }
    out.sort_by_key(|answer| answer.span);
    out.dedup_by(|next, kept| next.span.touches(kept.span));
    out
}

fn read(
    document: &Document,
    analysis: &Analysis,
    span: Span,
    today: &Today,
    told: &mut Told,
    out: &mut Vec<TimexAnswer>,
) {
    let list = lexemes(span.of(&document.text), span.start());
    let words = Words { list: &list };
    let mut i = 0;
    while i < list.len() {
        // A match never crosses a paragraph.
        let whole =
            |to: usize| to > i && to <= list.len() && list[i + 1..to].iter().all(|l| !l.apart);
        let Some(hit) = english::at(&words, i).filter(|hit| whole(hit.to)) else {
            i += 1;
            continue;
        };
        let span = Span::new(list[i].start, list[hit.to - 1].end);
        let written = place::place(
            today,
            told,
            &hit.shape,
            outlook(&words, i, hit.to, tense::of(&document.text, analysis, span)),
        );
        told.keep(&written);
        out.push(TimexAnswer { span, kind: written.kind, value: written.value });
        i = hit.to;
    }
}

/// Where the words around an expression look, before its verb is asked.
fn outlook(w: &Words<'_>, from: usize, to: usize, verb: Tense) -> Tense {
    let owned = w.is(to, &["'", "’"]) && w.glued(to) && w.is(to + 1, &["s"]);
    match w.before(from) {
        "effective" | "beginning" | "starting" => Tense::Future,
        "until" | "till" if !w.capital(from - 1) => Tense::Future,
        "by" if verb != Tense::Past => Tense::Future,
        // What a day owns is known already: "Tuesday's vote".
        _ if owned => Tense::Past,
        _ => verb,
    }
}

fn today(document: &Document) -> Today {
    let day = document.dated.as_ref().and_then(Time::single_day);
    Today {
        day,
        year_known: day.is_some(),
        weekday_known: day.is_some(),
        year: day.map(|day: Day| day.date().0),
        month: day.map(|day| day.date().1),
    }
}

/// A time of the record in the words of TIMEX3.
fn of_record(time: &Time) -> Option<TimexAnswer> {
    let edtf = time.edtf.as_deref()?;
    let kind = match (time.kind, time.precision) {
        (TimeKind::Duration, _) => TimexKind::Duration,
        (_, Precision::Minute) => TimexKind::Time,
        _ => TimexKind::Date,
    };
    let single = edtf.trim_start_matches("../").split('/').next()?;
    let value = match time.precision {
        Precision::Decade => single.trim_end_matches('X').to_owned(),
        _ => single.to_owned(),
    };
    Some(TimexAnswer { span: time.at?, kind, value })
}
