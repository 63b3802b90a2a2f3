//! The date of a document whose page prints no year, narrowed by what is known beyond the page.
//!
//! A document with its words and its persons in posts comes in; its date goes out when something narrows it: the years in
//! which the register has those persons in those posts, and weekdays printed beside other days of the text. What contradicts
//! most of the rest is left aside with a note; a year is given only when one alone is left.

use chancery_knowledge::calendar;
use chancery_record::{
    Analysis, Day, Document, Id, Moment, Note, NoteKind, Noted, Precision, RegionRole, Resolution,
    Span, Stage, TenureStatus, Time, TimeKind, World,
};
use std::collections::BTreeSet;

/// The date of a document, when it prints no year and the register or the text narrow the years it may be of.
pub fn dated(
    world: &dyn World,
    document: &Document,
    analysis: &Analysis,
    resolution: &Resolution,
) -> Noted<Option<Time>> {
    let Some((time, open)) = document.dated.as_ref().and_then(|t| Some((t, Open::of(t)?))) else {
        return Noted::clean(None);
    };
    let printed = time.at.and_then(|at| weekday_in(at.of(&document.text)));
    let mut witnesses = weekdays(document, analysis, open);
    witnesses.extend(holders(world, document, analysis, resolution, open));
    let possible: Vec<Day> = YEARS
        .filter_map(|year| open.day(year))
        .filter(|day| printed.is_none_or(|weekday| day.weekday() == weekday))
        .filter(|day| time.earliest.is_none_or(|bound| bound.day <= *day))
        .filter(|day| time.latest.is_none_or(|bound| *day <= bound.day))
        .collect();
    let agreeing = |day: &Day| witnesses.iter().filter(|w| w.admits(*day)).count();
    let most = possible.iter().map(agreeing).max().unwrap_or(0);
    let kept: Vec<Day> = possible.iter().copied().filter(|day| agreeing(day) == most).collect();
    let (heard, dropped): (Vec<_>, Vec<_>) =
        witnesses.iter().partition(|w| kept.iter().any(|day| w.admits(*day)));
    let notes = dropped.into_iter().map(|w| aside(w, &document.text)).collect();
    if kept.len() == possible.len() {
        return Noted { value: None, notes };
    }
    let telling = heard.into_iter().filter(|w| possible.iter().any(|day| !w.admits(*day)));
    Noted { value: Some(narrowed(time, open, &kept, telling)), notes }
}

/// Years that a text of the press may be of; a bound that reaches either end is none.
const YEARS: std::ops::Range<i32> = 1900..2100;

/// Month and day of a date without a year.
#[derive(Clone, Copy)]
struct Open {
    month: u8,
    day: u8,
}

impl Open {
    fn of(time: &Time) -> Option<Self> {
        time.yearless_day().map(|(month, day)| Self { month, day })
    }

    fn day(self, year: i32) -> Option<Day> {
        Day::of(year, self.month, self.day)
    }
}

/// Something that holds on some days and not on others.
struct Witness {
    span: Span,
    /// Stretches of days, open where unknown.
    stretches: Vec<(Option<Day>, Option<Day>)>,
    /// Or: this month and day, when nearest to the day of the document, falls on this weekday.
    weekday: Option<(Open, u8)>,
    reason: String,
}

impl Witness {
    fn admits(&self, day: Day) -> bool {
        let inside = |(from, to): &(Option<Day>, Option<Day>)| {
            from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
        };
        match self.weekday {
            Some((open, weekday)) => {
                nearest(open, day).is_some_and(|other| other.weekday() == weekday)
            }
            None => self.stretches.iter().any(inside),
        }
    }
}

/// The day of this month and day that lies nearest to another; none where two lie nearly as near.
fn nearest(open: Open, day: Day) -> Option<Day> {
    let year = day.date().0;
    let mut all: Vec<(i32, Day)> = (year - 1..=year + 1)
        .filter_map(|year| open.day(year))
        .map(|other| (other.since(day).abs(), other))
        .collect();
    all.sort_unstable();
    all.first().filter(|(far, _)| *far <= NEAR).map(|(_, other)| *other)
}

/// Days farther from the day of the document than this may be of the year before or after.
const NEAR: i32 = 120;

fn weekday_in(words: &str) -> Option<u8> {
    words
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| word.chars().count() > 2)
        .find_map(|word| calendar::any_weekday(word).map(|(weekday, _)| weekday))
}

/// "on Tuesday, 4 March": a weekday beside a day of the text that has no year either.
fn weekdays(document: &Document, analysis: &Analysis, own: Open) -> Vec<Witness> {
    let beside = analysis.times.iter().filter(|t| t.kind == TimeKind::Explicit);
    let mut days = BTreeSet::new();
    beside
        .filter_map(|time| {
            let (at, open) = (time.at?, Open::of(time)?);
            let weekday = weekday_in(at.of(&document.text))?;
            let same = (open.month, open.day) == (own.month, own.day);
            (!same && days.insert((open.month, open.day))).then(|| Witness {
                span: at,
                stretches: Vec::new(),
                weekday: Some((open, weekday)),
                reason: format!("in whose year “{}” falls on that weekday", at.of(&document.text)),
            })
        })
        .collect()
}

/// Persons whom the text shows in a post today and the register knows in that post, each person once.
fn holders(
    world: &dyn World,
    document: &Document,
    analysis: &Analysis,
    resolution: &Resolution,
    open: Open,
) -> Vec<Witness> {
    let mut seen = BTreeSet::new();
    let today = resolution.holdings.iter().filter(|holding| {
        matches!(holding.status, TenureStatus::Current | TenureStatus::Acting)
            && told_of_today(document, analysis, holding.span, open)
    });
    today
        .filter_map(|holding| {
            let tenures = world.tenures(&holding.holder);
            let stretches: Vec<_> = tenures
                .iter()
                .filter(|t| t.post == holding.post && (t.from.is_some() || t.to.is_some()))
                .map(|t| (t.from, t.to))
                .collect();
            let new = !stretches.is_empty() && seen.insert(holding.holder.clone());
            new.then(|| Witness {
                span: holding.span,
                reason: reason(resolution, &holding.holder, &holding.post, &stretches),
                stretches,
                weekday: None,
            })
        })
        .collect()
}

/// Body or title, and no sentence that speaks of another year.
fn told_of_today(document: &Document, analysis: &Analysis, span: Span, open: Open) -> bool {
    let role = document.role_at(span.start());
    if !matches!(role, Some(RegionRole::Body | RegionRole::Title | RegionRole::Signature)) {
        return false;
    }
    let after = analysis.sentences.partition_point(|s| s.span.end() <= span.start());
    let Some(sentence) = analysis.sentences.get(after).map(|s| s.span) else { return true };
    let elsewhere = |time: &Time| {
        let own = Open::of(time).is_some_and(|o| (o.month, o.day) == (open.month, open.day));
        time.earliest.is_some() && !own && time.at.is_some_and(|at| sentence.covers(at))
    };
    !analysis.times.iter().any(elsewhere)
}

fn reason(
    resolution: &Resolution,
    holder: &Id,
    post: &Id,
    stretches: &[(Option<Day>, Option<Day>)],
) -> String {
    let name =
        |id: &Id| resolution.referents.get(id).map_or_else(|| id.to_string(), |r| r.label.clone());
    let until = |(from, to): &(Option<Day>, Option<Day>)| match (from, to) {
        (Some(from), Some(to)) => format!("from {from} to {to}"),
        (Some(from), None) => format!("since {from}"),
        (None, Some(to)) => format!("until {to}"),
        (None, None) => String::new(),
    };
    let stretches: Vec<String> = stretches.iter().map(until).collect();
    format!(
        "in which {} is {}: the register has it {}",
        name(holder),
        name(post),
        stretches.join(" and ")
    )
}

fn narrowed<'w>(
    time: &Time,
    open: Open,
    kept: &[Day],
    witnesses: impl Iterator<Item = &'w Witness>,
) -> Time {
    let minute = |day: Day| Moment { day, minute: clock(time) };
    let bound =
        |day: Option<&Day>, end: i32| day.filter(|day| day.date().0 != end).map(|day| minute(*day));
    let last = YEARS.rev().find(|year| open.day(*year).is_some()).unwrap_or(YEARS.end);
    let first = YEARS.into_iter().find(|year| open.day(*year).is_some()).unwrap_or(YEARS.start);
    let earliest = bound(kept.first(), first).or(time.earliest);
    let latest = bound(kept.last(), last).or(time.latest);
    let mut reasons = time.reasons.clone();
    let years = match kept {
        [only] => format!("the year {}", only.date().0),
        few if few.len() <= 4 => {
            let years: Vec<String> = few.iter().map(|day| day.date().0.to_string()).collect();
            format!("one of the years {}", years.join(", "))
        }
        _ => match (earliest, latest) {
            (Some(a), Some(b)) => format!("a year from {} to {}", a.day.date().0, b.day.date().0),
            (Some(a), None) => format!("a year from {} on", a.day.date().0),
            (None, Some(b)) => format!("a year up to {}", b.day.date().0),
            (None, None) => "a year".to_owned(),
        },
    };
    reasons.extend(witnesses.map(|w| format!("{years}, {}", w.reason)));
    let edtf = match kept {
        [only] => Some(minute(*only).to_string()),
        _ => time.edtf.clone(),
    };
    let precision = if clock(time).is_some() { Precision::Minute } else { time.precision };
    Time { edtf, earliest, latest, precision, reasons, ..time.clone() }
}

/// The minute of the day of "XXXX-05-14T18:22".
fn clock(time: &Time) -> Option<u16> {
    let (_, clock) = time.edtf.as_deref()?.split_once('T')?;
    let (hour, minute) = clock.split_once(':')?;
    Some(hour.parse::<u16>().ok()? * 60 + minute.parse::<u16>().ok()?)
}

fn aside(witness: &Witness, text: &str) -> Note {
    Note {
        stage: Stage::Resolve,
        kind: NoteKind::Aside,
        span: Some(witness.span),
        text: format!(
            "“{}” does not agree with the rest that tells the year and is left aside",
            witness.span.of(text)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve;
    use crate::sketch::{SmallWorld, analysis, document};

    const BRANDT: &str = "Norlandic Prime Minister Ole Brandt spoke first.";

    fn world() -> SmallWorld {
        SmallWorld::new()
    }

    fn brandt(from: &str, to: &str) -> SmallWorld {
        world().with("person/ole-brandt", "post/nrl/head-of-government", from, to)
    }

    /// The date of a text of this day without a year, and the notes.
    fn narrowed(
        world: &SmallWorld,
        text: &str,
        edtf: &str,
        times: &[(&str, &str)],
        persons: &[&str],
    ) -> Noted<Option<Time>> {
        let mut document = document(text);
        document.dated = Some(Time {
            edtf: Some(edtf.to_owned()),
            precision: Precision::Day,
            reasons: vec!["no year printed".to_owned()],
            ..Time::vague(None)
        });
        let mut words = analysis(text, &["spoke:VERB:ROOT:spoke"], persons);
        words.times = times
            .iter()
            .map(|(said, edtf)| {
                let at = text.find(said).expect("the words stand in the text");
                Time {
                    edtf: Some((*edtf).to_owned()),
                    kind: TimeKind::Explicit,
                    ..Time::vague(Some(Span::new(at, at + said.len())))
                }
            })
            .collect();
        let resolution = resolve(world, &document, &words).value;
        dated(world, &document, &words, &resolution)
    }

    fn bounds(time: &Time) -> (String, String) {
        let show = |m: Option<Moment>| m.map_or("..".to_owned(), |m| m.to_string());
        (show(time.earliest), show(time.latest))
    }

    #[test]
    fn a_holder_of_some_years_leaves_these_years() {
        let found = narrowed(
            &brandt("2027-06-01", "2030-04-30"),
            BRANDT,
            "XXXX-03-05",
            &[],
            &["Ole Brandt"],
        );
        let time = found.value.expect("the tenure narrows");
        assert_eq!(time.edtf.as_deref(), Some("XXXX-03-05"));
        assert_eq!(bounds(&time), ("2028-03-05".to_owned(), "2030-03-05".to_owned()));
        assert_eq!(time.reasons.len(), 2);
        let reason = &time.reasons[1];
        assert!(reason.starts_with("one of the years 2028, 2029, 2030, in which Ole Brandt is"));
        assert!(reason.ends_with("from 2027-06-01 to 2030-04-30"), "{reason}");
        assert!(found.notes.is_empty());
    }

    #[test]
    fn a_holder_in_office_bounds_one_side() {
        let found = narrowed(&brandt("2027-06-01", ""), BRANDT, "XXXX-03-05", &[], &["Ole Brandt"]);
        let time = found.value.expect("the tenure narrows");
        assert_eq!(bounds(&time), ("2028-03-05".to_owned(), "..".to_owned()));
        assert!(time.reasons[1].starts_with("a year from 2028 on, in which"));
    }

    #[test]
    fn one_year_left_is_the_year() {
        let found = narrowed(
            &brandt("2028-01-01", "2028-12-31"),
            BRANDT,
            "XXXX-03-05T18:22",
            &[],
            &["Ole Brandt"],
        );
        let time = found.value.expect("the tenure narrows");
        assert_eq!(time.edtf.as_deref(), Some("2028-03-05T18:22"));
        assert_eq!(time.single_day(), Day::of(2028, 3, 5));
    }

    #[test]
    fn a_weekday_of_the_text_and_a_tenure_leave_one_year() {
        let text = "Norlandic Prime Minister Ole Brandt spoke first on Saturday, 4 March.";
        let found = narrowed(
            &brandt("2027-06-01", "2030-04-30"),
            text,
            "XXXX-03-05",
            &[("Saturday, 4 March", "XXXX-03-04")],
            &["Ole Brandt"],
        );
        let time = found.value.expect("both narrow");
        assert_eq!(time.edtf.as_deref(), Some("2028-03-05"));
    }

    #[test]
    fn what_contradicts_the_rest_is_left_aside_with_a_note() {
        let text = "Norlandic Prime Minister Ole Brandt and Vestrian Foreign Minister Ida Voss met \
                    Vestrian Defence Minister Kaj Lind.";
        let world = brandt("2027-06-01", "2030-04-30")
            .with("person/ida-voss", "post/vst/foreign-minister", "2028-06-01", "2033-01-01")
            .with("person/kaj-lind", "post/vst/defence-minister", "1990-01-01", "1994-01-01");
        let persons = ["Ole Brandt", "Ida Voss", "Kaj Lind"];
        let found = narrowed(&world, text, "XXXX-03-05", &[], &persons);
        let time = found.value.expect("two agree");
        assert_eq!(bounds(&time), ("2029-03-05".to_owned(), "2030-03-05".to_owned()));
        assert_eq!(found.notes.len(), 1);
        assert_eq!(found.notes[0].kind, NoteKind::Aside);
        let span = found.notes[0].span.expect("the words left aside");
        assert!(span.of(text).contains("Kaj Lind"));
    }

    #[test]
    fn one_against_one_empties_nothing() {
        let text = "Norlandic Prime Minister Ole Brandt met Vestrian Defence Minister Kaj Lind.";
        let world = brandt("2027-06-01", "2030-04-30").with(
            "person/kaj-lind",
            "post/vst/defence-minister",
            "1990-01-01",
            "1994-01-01",
        );
        let found = narrowed(&world, text, "XXXX-03-05", &[], &["Ole Brandt", "Kaj Lind"]);
        let time = found.value.expect("years of either");
        assert_eq!(bounds(&time), ("1990-03-05".to_owned(), "2030-03-05".to_owned()));
    }

    #[test]
    fn a_sentence_of_another_year_and_a_dated_document_say_nothing() {
        let text = "Norlandic Prime Minister Ole Brandt spoke first in 2019.";
        let mut document = document(text);
        let mut words = analysis(text, &["spoke:VERB:ROOT:spoke"], &["Ole Brandt"]);
        let at = text.find("2019").expect("it stands there");
        words.times = vec![Time {
            edtf: Some("2019".into()),
            earliest: Day::of(2019, 1, 1).map(Moment::from),
            latest: Day::of(2019, 12, 31).map(Moment::from),
            ..Time::vague(Some(Span::new(at, at + 4)))
        }];
        let world = brandt("2018-01-01", "2020-12-31");
        let open = Time { edtf: Some("XXXX-03-05".into()), ..Time::vague(None) };
        let whole = Time::day(Day::of(2031, 3, 5).unwrap(), TimeKind::Explicit, None);
        for date in [open, whole] {
            document.dated = Some(date);
            let resolution = resolve(&world, &document, &words).value;
            assert_eq!(dated(&world, &document, &words, &resolution).value, None);
        }
    }

    #[test]
    fn nobody_known_narrows_nothing() {
        assert_eq!(narrowed(&world(), BRANDT, "XXXX-03-05", &[], &["Ole Brandt"]).value, None);
    }
}
