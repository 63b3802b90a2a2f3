//! When: the time expressions of a document, placed on the calendar.
//!
//! The document and its words come in; times of title, dateline, date line and body go out, in order of the text and not
//! overlapping. A year, week or weekday that the text does not bear out stays open. Never reads page furniture.

mod english;
mod feasts;
mod lexeme;
mod raw;
mod resolve;
mod russian;
mod tense;
mod timex;
mod value;
mod words;

#[cfg(test)]
mod tests;

use chancery_record::{
    Analysis, Day, Document, Language, Moment, RegionRole, Span, Time, TimeKind,
};
use lexeme::{Lexeme, lexemes};
use raw::{Match, Raw, Unit};
use resolve::Today;
use tense::Tense;
pub use timex::{TimexAnswer, TimexKind, timexes};
use value::Value;
use words::Words;

/// An expression with its place in the document.
struct Found {
    span: Span,
    role: RegionRole,
    raw: Raw,
    tense: Tense,
}

/// The time expressions of a document.
pub(crate) fn find(document: &Document, words: &Analysis) -> Vec<Time> {
    let mut found = Vec::new();
    for region in &document.regions {
        let dated = matches!(
            region.role,
            RegionRole::Title | RegionRole::Date | RegionRole::Dateline | RegionRole::Body
        );
        if !dated {
            continue;
        }
        let list = lexemes(region.span.of(&document.text), region.span.start());
        for hit in scan(&list, region.language, region.role) {
            let span = Span::new(list[hit.from].start, list[hit.to - 1].end);
            let tense =
                if hit.ahead { Tense::Future } else { tense::of(&document.text, words, span) };
            found.push(Found { span, role: region.role, raw: hit.raw, tense });
        }
    }
    found.sort_by_key(|f| f.span);
    found.dedup_by(|next, kept| next.span.touches(kept.span));
    let today = today(document, &found);
    let mut times = place_all(&document.text, &today, &found);
    bound(&mut times, document.dated.as_ref());
    times
}

/// The day of a document whose year is open lies within the same bounds wherever the text names it.
fn bound(times: &mut [Time], dated: Option<&Time>) {
    let Some(dated) = dated.filter(|dated| dated.yearless_day().is_some()) else { return };
    for time in times.iter_mut().filter(|t| t.yearless_day() == dated.yearless_day()) {
        let day = |bound: Option<Moment>| bound.map(|moment| Moment::from(moment.day));
        (time.earliest, time.latest) = (day(dated.earliest), day(dated.latest));
    }
}

fn scan(list: &[Lexeme<'_>], language: Language, role: RegionRole) -> Vec<Match> {
    let words = Words { list };
    let mut hits = Vec::new();
    let mut i = 0;
    while i < list.len() {
        let hit = match language {
            Language::English => english::at(&words, i),
            Language::Russian => russian::at(&words, i),
            _ => None,
        };
        let other = !matches!(language, Language::English | Language::Russian)
            || matches!(role, RegionRole::Date | RegionRole::Dateline);
        let hit = hit.or_else(|| {
            if !other {
                return None;
            }
            words::worded(&words, i, language).map(|(raw, to)| Match::new(i, to, raw))
        });
        // A match never crosses a paragraph.
        match hit.filter(|hit| hit.to <= list.len() && list[i + 1..hit.to].iter().all(|l| !l.apart))
        {
            Some(hit) => {
                i = hit.to.max(i + 1);
                hits.push(hit);
            }
            None => i += 1,
        }
    }
    hits
}

fn place_all(text: &str, today: &Today, found: &[Found]) -> Vec<Time> {
    let mut times = Vec::with_capacity(found.len());
    let mut before: Option<(Span, Value)> = None;
    for found in found {
        let near = before.as_ref().filter(|(span, _)| {
            !matches!(found.raw, Raw::Clock(_)) || same_line(text, *span, found.span)
        });
        let placed = match near {
            Some((span, value @ Value::Year(_))) if apposed(text, *span, found) => {
                resolve::Placed {
                    value: value.clone(),
                    kind: TimeKind::Relative,
                    anchor: None,
                    reasons: vec!["the year just named".to_owned()],
                }
            }
            near => today.place(&found.raw, found.tense, near.map(|(_, value)| value)),
        };
        // "a year earlier" looks back from a figure's own year each time, not from the comparison before it.
        let lasting = matches!(placed.value, Value::Duration(_) | Value::Unbounded)
            || matches!(found.raw, Raw::FromThen(_, Unit::Year));
        times.push(Time {
            edtf: placed.value.edtf(),
            earliest: placed.value.earliest(),
            latest: placed.value.latest(),
            precision: placed.value.precision(),
            kind: placed.kind,
            at: Some(found.span),
            anchor: placed.anchor,
            reasons: placed.reasons,
        });
        // The date line is where the text stands, not what it tells: nothing happens "the same evening" as it.
        if !lasting && matches!(found.role, RegionRole::Body | RegionRole::Title) {
            before = Some((found.span, placed.value));
        }
    }
    times
}

fn same_line(text: &str, before: Span, after: Span) -> bool {
    text.get(before.end()..after.start()).is_some_and(|gap| gap.len() < 400 && !gap.contains('\n'))
}

/// "in 2027, two years ago": the count says again what the year says.
fn apposed(text: &str, year: Span, found: &Found) -> bool {
    matches!(found.raw, Raw::FromNow(count, Unit::Year) if count < 0)
        && text.get(year.end()..found.span.start()).is_some_and(|gap| gap.trim() == ",")
}

/// The document's own date, with whatever the text adds to a date without a year.
fn today(document: &Document, found: &[Found]) -> Today {
    let Some((year, month, day)) = document.dated.as_ref().and_then(printed) else {
        return Today { year: counted_year(document, found), ..Today::default() };
    };
    let known = |year: i32| {
        let day = month.zip(day).and_then(|(month, day)| Day::of(year, month, day));
        Today {
            day,
            year_known: day.is_some(),
            weekday_known: day.is_some(),
            year: Some(year),
            month,
        }
    };
    if let Some(year) = year {
        return known(year);
    }
    let Some((month, day)) = month.zip(day) else {
        return Today { month, ..Today::default() };
    };
    let weekday = printed_weekday(found, month, day).or_else(|| lead_weekday(found));
    let fits = |year: i32| {
        Day::of(year, month, day).is_some_and(|d| weekday.is_none_or(|w| d.weekday() == w))
    };
    if let Some(year) = counted_year(document, found).filter(|year| fits(*year)) {
        return known(year);
    }
    let stand_in = (2001..2041).find(|year| fits(*year)).or(Some(2004));
    Today {
        day: stand_in.and_then(|year| Day::of(year, month, day)),
        year_known: false,
        weekday_known: weekday.is_some(),
        year: None,
        month: Some(month),
    }
}

/// Year, month and day of a date, as far as it gives them.
fn printed(time: &Time) -> Option<(Option<i32>, Option<u8>, Option<u8>)> {
    if let Some(day) = time.single_day() {
        let (year, month, day) = day.date();
        return Some((Some(year), Some(month), Some(day)));
    }
    let edtf = time.edtf.as_deref()?.trim_start_matches("../");
    let mut parts = edtf.split(['T', '/', '~', '?', '%']).next()?.split('-');
    let year = parts.next().filter(|y| y.len() == 4).and_then(|y| y.parse().ok());
    let month = parts.next().and_then(|m| m.parse().ok()).filter(|m| (1..=12).contains(m));
    let day = parts.next().and_then(|d| d.parse().ok()).filter(|d| (1..=31).contains(d));
    Some((year, month, day))
}

/// The weekday printed with the document's date.
fn printed_weekday(found: &[Found], month: u8, day: u8) -> Option<u8> {
    found.iter().find_map(|f| match &f.raw {
        Raw::Date { weekday, date, .. } if (date.month, date.day) == (month, day) => *weekday,
        _ => None,
    })
}

/// Agencies name in the first sentence the weekday of the date line.
fn lead_weekday(found: &[Found]) -> Option<u8> {
    let beside = |raw: &Raw| matches!(raw, Raw::Overnight | Raw::Clock(_) | Raw::Lasting(..));
    let first = found.iter().find(|f| f.role == RegionRole::Body && !beside(&f.raw))?;
    match first.raw {
        Raw::Weekday { day, which: raw::Which::Fitting, .. }
            if !matches!(first.tense, Tense::Future | Tense::Open) =>
        {
            Some(day)
        }
        _ => None,
    }
}

/// "in 2027, two years ago": the text is of 2029.
fn counted_year(document: &Document, found: &[Found]) -> Option<i32> {
    found.windows(2).find_map(|pair| match (&pair[0].raw, &pair[1].raw) {
        (Raw::Year(year), Raw::FromNow(count, Unit::Year))
            if apposed(&document.text, pair[0].span, &pair[1]) =>
        {
            Some(year - count)
        }
        _ => None,
    })
}
