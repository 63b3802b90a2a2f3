//! The date of a document, with reasons.
//!
//! What is printed on the page comes first; then what its bringer, its markup and its address say. A missing year is
//! taken only from one of these and only when day and month agree; otherwise it stays open.

use crate::bytes::Source;
use crate::dates::{self, Printed};
use crate::regions::Layout;
use chancery_record::{Day, Moment, Page, Precision, RegionRole, Span, Time, TimeKind};

/// The date of a document.
pub(crate) fn dated(page: &Page, source: &Source, layout: &Layout) -> Option<Time> {
    let beside = beside(page, source);
    printed(layout)
        .filter(|date| !off_address(page, source, date))
        .filter(|date| source.hints.is_empty() || date.year.is_none_or(|year| year >= OLDEST))
        .map(|date| whole_time(layout, date))
        .or_else(|| month_time(layout, &beside))
        .or_else(|| open_year(source, layout, &beside))
        .or_else(|| beside.into_iter().next().map(|evidence| evidence.time()))
}

/// What something beside the text says of the day.
struct Evidence {
    year: i32,
    month: u8,
    day: Option<u8>,
    minute: Option<u16>,
    reason: &'static str,
}

impl Evidence {
    fn day(&self) -> Option<Day> {
        Day::of(self.year, self.month, self.day?)
    }

    fn time(&self) -> Time {
        let mut time = match self.day() {
            Some(day) => Time::day(day, TimeKind::None, None),
            None => Time {
                kind: TimeKind::None,
                at: None,
                ..dates::month(self.year, self.month, Span::new(0, 0))
            },
        };
        if let (Some(day), Some(minute)) = (self.day(), self.minute) {
            let moment = Moment { day, minute: Some(minute) };
            time.edtf = Some(moment.to_string());
            (time.earliest, time.latest) = (Some(moment), Some(moment));
            time.precision = Precision::Minute;
        }
        time.reasons.push(self.reason.into());
        time
    }
}

fn evidence(date: &Printed) -> Option<Evidence> {
    let (year, month, day, minute) = (date.year?, date.month, date.day, date.minute);
    Some(Evidence { year, month, day, minute, reason: MARKUP })
}

fn addressed((year, month, day): (i32, u8, Option<u8>)) -> Evidence {
    Evidence { year, month, day, minute: None, reason: ADDRESS }
}

const MARKUP: &str = "named in the markup of the page";
const ADDRESS: &str = "part of the address of the page";

/// A page of markup that prints a day before or after the day in its address shows the time of another zone, or of its last
/// change; one that prints another month than address and markup together prints the date of something else; and figures that
/// the markup reads month first are read so.
fn off_address(page: &Page, source: &Source, printed: &Printed) -> bool {
    if source.hints.is_empty() {
        return false;
    }
    let address = dates::in_address(page.url.as_ref().unwrap_or(&page.address));
    let own = address.map(addressed).and_then(|e| e.day());
    let off = own.zip(printed.day()).is_some_and(|(a, b)| a.since(b).abs() == 1);
    let markup = source.date.as_ref().map(|(_, date)| date);
    let turned = markup.is_some_and(|d| {
        let crossed = d.day == Some(printed.month) && printed.day == Some(d.month);
        printed.day_first && d.year == printed.year && crossed
    });
    let month = |d: &Printed| d.year.map(|year| (year, d.month));
    let said = address.map(|(year, month, _)| (year, month));
    let elsewhere = said.is_some() && markup.and_then(month) == said && month(printed) != said;
    off || turned || elsewhere
}

/// Pages of markup are younger than this; an older day printed on one is that of a life or a deed told there.
const OLDEST: i32 = 1995;

/// From this rank on a declaration may mean any day; the address is heard first.
const DOUBTFUL: u8 = 5;

fn beside(page: &Page, source: &Source) -> Vec<Evidence> {
    let mut out = Vec::new();
    if let Some((year, month, day)) = page.date.map(Day::date) {
        out.push(Evidence {
            year,
            month,
            day: Some(day),
            minute: None,

            reason: "given with the page",
        });
    }
    let mut last = None;
    if let Some((rank, date)) = &source.date
        && let Some(found) = evidence(date)
    {
        if *rank < DOUBTFUL { out.push(found) } else { last = Some(found) }
    }
    for address in page.url.iter().chain([&page.address]) {
        out.extend(dates::in_address(address).map(addressed));
    }
    out.extend(last);
    out.sort_by_key(|evidence| evidence.day.is_none());
    out
}

/// The first whole date of the title block, then of the dateline, then the last one under the text.
fn printed(layout: &Layout) -> Option<&Printed> {
    let head = layout.dates.iter().find(|d| d.is_whole());
    let line = || layout.dateline.as_ref().and_then(|l| l.date.as_ref()).filter(|d| d.is_whole());
    let open =
        || layout.dates.iter().chain(layout.dateline.iter().filter_map(|l| l.date.as_ref())).next();
    let fits = |d: &Printed| {
        open().is_none_or(|o| o.month == d.month && (o.day.is_none() || o.day == d.day))
    };
    let tail = || layout.closing_dates.iter().rev().find(|d| d.is_whole() && fits(d));
    head.or_else(line).or_else(tail)
}

/// The date, with the clock of another mention of the same day in the title block when it has none itself.
fn whole_time(layout: &Layout, date: &Printed) -> Time {
    let clocked = layout.dates.iter().find(|d| d.day() == date.day() && d.minute.is_some());
    clocked.filter(|_| date.minute.is_none()).unwrap_or(date).time()
}

fn month_time(layout: &Layout, beside: &[Evidence]) -> Option<Time> {
    let two_lines = layout.month;
    let one_line = || {
        let whole = layout.dates.iter().find(|d| d.year.is_some() && d.day.is_none())?;
        Some((whole.year?, whole.month, whole.span))
    };
    let (year, month, span) = two_lines.or_else(one_line)?;
    let finer = beside.iter().find(|e| (e.year, e.month) == (year, month) && e.day.is_some());
    Some(finer.map_or_else(
        || dates::month(year, month, span),
        |e| {
            let mut time = e.time();
            time.at = Some(span);
            time.reasons.push("in the month printed".into());
            time
        },
    ))
}

fn open_year(source: &Source, layout: &Layout, beside: &[Evidence]) -> Option<Time> {
    let line = layout.dateline.as_ref().and_then(|l| l.date.as_ref());
    let date =
        layout.dates.iter().chain(line).chain(&layout.closing_dates).find(|d| d.year.is_none())?;
    let near = |e: &&Evidence| {
        let own = Day::of(e.year, date.month, date.day.unwrap_or(1));
        let weekday = match (own, date.weekday) {
            (Some(day), Some(printed)) => day.weekday() == printed,
            _ => true,
        };
        let agrees = match (own, e.day()) {
            (Some(own), Some(day)) => own.since(day).abs() <= 3,
            _ => e.month == date.month,
        };
        weekday && agrees
    };
    let Some(evidence) = beside.iter().find(near) else {
        return Some(bounded(date, &source.text, layout));
    };
    let mut time = Printed { year: Some(evidence.year), ..date.clone() }.time();
    time.reasons.push(format!("no year printed; the year is {}", evidence.reason));
    Some(time)
}

/// A date without a year is no older than the latest year since which the story says something to be so; with a weekday it is of a
/// year in which day and weekday agree. The year itself stays open.
fn bounded(date: &Printed, text: &str, layout: &Layout) -> Time {
    let mut time = date.time();
    let body = layout.regions.iter().filter(|region| region.role == RegionRole::Body);
    let since = body.filter_map(|region| latest_since(region.span.of(text))).max();
    let (Some((year, month)), Some(day)) = (since, date.day) else { return time };
    let weekday = |found: &Day| date.weekday.is_none_or(|printed| found.weekday() == printed);
    let first = if date.month < month { year + 1 } else { year };
    let earliest = (first..first + 12).filter_map(|y| Day::of(y, date.month, day)).find(weekday);
    if let Some(earliest) = earliest {
        time.earliest = Some(Moment::from(earliest));
        time.reasons
            .push(format!("not older than {year}, since which the text says something to be so"));
    }
    time
}

/// The latest "since 2029", "since March 2029", "с марта 2029 года" of a stretch: year and month, 1 where none is named.
fn latest_since(body: &str) -> Option<(i32, u8)> {
    let words: Vec<&str> =
        body.split_whitespace().map(|w| w.trim_end_matches([',', '.', ';', ')'])).collect();
    let year = |at: usize| words.get(at).and_then(|word| dates::lone_year(word));
    let opens = |word: &str| ["since", "Since", "с", "С"].contains(&word);
    let russian = |at: usize| words.get(at).is_some_and(|w| w.starts_with("год") || *w == "г");
    let found =
        words.iter().enumerate().filter(|(_, word)| opens(word)).filter_map(|(at, word)| {
            let english = word.is_ascii();
            let month = words.get(at + 1).and_then(|word| dates::lone_month(word));
            let year_at = if month.is_some() { at + 2 } else { at + 1 };
            let year = year(year_at).filter(|_| english || russian(year_at + 1))?;
            Some((year, month.unwrap_or(1)))
        });
    found.max()
}
