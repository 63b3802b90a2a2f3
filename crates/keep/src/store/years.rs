//! Years that other texts tell: the date of a text that prints none, by the records it shares with dated texts.
//!
//! What stands in the store comes in; a narrower time for printing goes out. Nothing is stored: take the other text away, and
//! the year is open again.

use super::Store;
use crate::KeepError;
use chancery_record::{Day, Fact, Id, Matter, Moment, Time};
use std::collections::{BTreeMap, BTreeSet};

impl Store {
    /// The date of a document without a year, when its records fall on days that other texts date and these agree on one
    /// year. Where they disagree evenly, or the year lies outside the bounds of the date, it stays open.
    pub(super) fn dated_by_others(&self, id: &Id, own: &Time) -> Result<Option<Time>, KeepError> {
        let Some((month, of_month)) = own.yearless_day() else { return Ok(None) };
        let mut days: BTreeMap<Day, BTreeSet<Id>> = BTreeMap::new();
        for told in self.claims_of(id)? {
            let open = time_of(&told.claim.matter).filter(|t| t.yearless_day().is_some());
            let name = told.names.get(&told.claim.id).unwrap_or(&told.claim.id);
            let Some(fact) = open.map_or(Ok(None), |_| self.fact(name))? else { continue };
            let day = time_of(&fact.matter).and_then(Time::single_day);
            let agrees = day.filter(|day| open.is_some_and(|open| open.may_be(*day)));
            let of_text = agrees.and_then(|day| nearest(month, of_month, day));
            if let Some(day) = of_text.filter(|day| own.may_be(*day)) {
                days.entry(day).or_default().insert(fact.id);
            }
        }
        let most = days.values().map(BTreeSet::len).max().unwrap_or(0);
        let mut best = days.into_iter().filter(|(_, facts)| facts.len() == most);
        let (Some((day, facts)), None) = (best.next(), best.next()) else { return Ok(None) };
        Ok(Some(on(own, day, &facts)))
    }

    /// A record that one text alone tells, in the year that its other records give that text.
    pub(crate) fn in_year_of_text(&self, mut fact: Fact) -> Result<Fact, KeepError> {
        let texts: Vec<&Id> = fact
            .claims
            .iter()
            .map(|(document, _)| document)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        let open = time_of(&fact.matter).is_some_and(|t| t.yearless_day().is_some());
        let (true, [text]) = (open, &texts[..]) else {
            return Ok(fact);
        };
        let dated = self.date_of(text)?;
        let Some(known) = dated.map_or(Ok(None), |own| self.dated_by_others(text, &own))? else {
            return Ok(fact);
        };
        if let (Some(time), Some(day)) = (time_mut(&mut fact.matter), known.single_day())
            && let Some((month, of_month)) = time.yearless_day()
            && let Some(own) = nearest(month, of_month, day).filter(|own| time.may_be(*own))
        {
            *time = Time { reasons: known.reasons, ..on(time, own, &BTreeSet::new()) };
        }
        Ok(fact)
    }
}

/// The time with its year.
fn on(time: &Time, day: Day, facts: &BTreeSet<Id>) -> Time {
    let clock = time.edtf.as_deref().and_then(|edtf| edtf.split_once('T')).map(|(_, clock)| clock);
    let minute = clock.and_then(|clock| clock.split_once(':')).and_then(|(hour, minute)| {
        Some(hour.parse::<u16>().ok()? * 60 + minute.parse::<u16>().ok()?)
    });
    let moment = Moment { day, minute };
    let mut reasons = time.reasons.clone();
    let facts: Vec<&str> = facts.iter().map(Id::as_str).collect();
    reasons.push(format!("the year in which another text dates {}", facts.join(", ")));
    Time {
        edtf: Some(moment.to_string()),
        earliest: Some(moment),
        latest: Some(moment),
        reasons,
        ..time.clone()
    }
}

/// The day of this month and day nearest to another, where none is nearly as near.
fn nearest(month: u8, of_month: u8, day: Day) -> Option<Day> {
    let year = day.date().0;
    let mut all = (year - 1..=year + 1).filter_map(|year| Day::of(year, month, of_month));
    all.find(|other| other.since(day).abs() <= NEAR)
}

/// Days farther from each other than this may be of two years.
const NEAR: i32 = 120;

fn time_of(matter: &Matter) -> Option<&Time> {
    match matter {
        Matter::Occasion(occasion) => occasion.time.as_ref(),
        Matter::Act(act) => act.time.as_ref(),
        Matter::Statement(statement) => statement.time.as_ref(),
        _ => None,
    }
}

fn time_mut(matter: &mut Matter) -> Option<&mut Time> {
    match matter {
        Matter::Occasion(occasion) => occasion.time.as_mut(),
        Matter::Act(act) => act.time.as_mut(),
        Matter::Statement(statement) => statement.time.as_mut(),
        _ => None,
    }
}
