//! Identity: which claims of a block are one fact.

use crate::block::{FEW, content_words, group};
use chancery_record::matter::{Act, Figure, Instrument, Occasion, Party, State, Undertaking};
use chancery_record::{Day, Id, Matter, Precision, Time, Told, fold};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// Groups of claims, each with its members in the order of `told`, ordered by their first. Claims that say more when they
/// speak of go first; a claim that fits several groups joins one only where its type says which.
pub(crate) fn clusters(told: &[&Told]) -> Vec<Vec<usize>> {
    let claims: Vec<Seen<'_>> = told.iter().map(|told| Seen::new(told)).collect();
    let mut order: Vec<usize> = (0..told.len()).collect();
    order.sort_by_key(|&n| (vagueness(&told[n].claim.matter), n));
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for n in order {
        let fits: Vec<usize> = (0..groups.len())
            .filter(|&g| groups[g].iter().all(|&member| claims[n].is_same(&claims[member])))
            .collect();
        match (fits.as_slice(), undecided(&told[n].claim.matter)) {
            ([], _) | ([_, _, ..], Undecided::Alone) => groups.push(vec![n]),
            ([one], _) => groups[*one].push(n),
            (several, Undecided::Largest) => {
                let largest = several.iter().copied().max_by_key(|&g| {
                    let first = groups[g].iter().min().copied().unwrap_or_default();
                    (groups[g].len(), std::cmp::Reverse(first))
                });
                groups[largest.expect("several groups")].push(n);
            }
        }
    }
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort();
    groups
}

/// Id of the fact that these claims are: that of the first, unless it names persons apart from its own document's naming.
pub(crate) fn id(told: &[&Told], members: &[usize]) -> Id {
    let first = told[members[0]];
    match &first.claim.matter {
        Matter::Entity(_) => {
            let other = members[0] != 0;
            let country = members.iter().find_map(|&m| country(&told[m].claim.matter));
            match country.filter(|_| other) {
                Some(country) => apart(&first.claim.id, country),
                None => first.claim.id.clone(),
            }
        }
        Matter::Participation(p) => {
            Id::hashed("participation", &[p.occasion.as_str().into(), p.entity.as_str().into()])
        }
        matter => {
            let mut mark = None;
            matter.clone().references_mut(&mut |id| {
                if mark.is_none() && id.prefix() == "person" {
                    mark = id.as_str().split_once('~').map(|(_, hex)| hex.to_owned());
                }
            });
            match mark {
                Some(hex) => Id::new(&format!("{}~{hex}", first.claim.id)),
                None => first.claim.id.clone(),
            }
        }
    }
}

fn apart(id: &Id, country: &Id) -> Id {
    let digest = Sha256::digest(format!("{id} {country}").as_bytes());
    Id::new(&format!("{id}~{:02x}{:02x}", digest[0], digest[1]))
}

fn country(matter: &Matter) -> Option<&Id> {
    match matter {
        Matter::Entity(entity) => entity.country.as_ref(),
        _ => None,
    }
}

/// What a claim that fits several facts does.
enum Undecided {
    /// Stays a fact of its own.
    Alone,
    /// Joins the fact with the most claims, the earliest of equals.
    Largest,
}

fn undecided(matter: &Matter) -> Undecided {
    match matter {
        Matter::Occasion(o) if vague(o.time.as_ref()) => Undecided::Alone,
        Matter::Figure(_) => Undecided::Alone,
        _ => Undecided::Largest,
    }
}

/// How little a claim says of its time (of a person: of its country): the more, the later it is placed.
fn vagueness(matter: &Matter) -> u8 {
    let of = |time: Option<&Time>| match time {
        None => 3,
        Some(time) if vague(Some(time)) => 2,
        Some(time) if time.single_day().is_none() => 1,
        Some(_) => 0,
    };
    match matter {
        Matter::Entity(e) => u8::from(e.country.is_none()),
        Matter::Tenure(t) => of(t.start.as_ref()),
        Matter::Tie(t) => of(t.start.as_ref()),
        Matter::Occasion(o) => of(o.time.as_ref()),
        Matter::Act(a) => of(a.time.as_ref()),
        Matter::Statement(s) => of(s.time.as_ref()),
        Matter::Instrument(i) => of(i.period.as_ref()),
        Matter::Figure(f) => of(f.period.as_ref()),
        _ => 0,
    }
}

/// Coarser than a week, or not bounded on both sides.
fn vague(time: Option<&Time>) -> bool {
    let Some(time) = time else { return true };
    match (time.earliest, time.latest) {
        (Some(a), Some(b)) => b.day.since(a.day) > 7 || time.precision == Precision::Unknown,
        _ => true,
    }
}

/// A claim with what is compared again and again.
struct Seen<'a> {
    told: &'a Told,
    words: BTreeSet<String>,
}

impl<'a> Seen<'a> {
    fn new(told: &'a Told) -> Self {
        let words = match &told.claim.matter {
            Matter::Statement(_)
            | Matter::Occasion(_)
            | Matter::Act(_)
            | Matter::Instrument(_)
            | Matter::Figure(_) => content_words(&told.words),
            Matter::Undertaking(u) => content_words(&u.content),
            _ => BTreeSet::new(),
        };
        Self { told, words }
    }

    /// The very sentence of another text, long enough to be no coincidence. Reprints tell even what they tell vaguely of
    /// one thing, unless their dates say that it is an old sentence used anew.
    fn reprints(&self, other: &Self) -> bool {
        let apart = days_apart(self.told.reported, other.told.reported);
        self.words.len() >= FEW && self.words == other.words && apart.is_none_or(|days| days <= 31)
    }

    /// One meeting of the same body or parties on the same day of a year that at least one text does not print: in the same
    /// place, or told in nearly the same words. Feasts come round every year, so that company and day alone do not do.
    fn same_but_for_year(&self, other: &Self, a: &Occasion, b: &Occasion) -> bool {
        let parties = |o: &Occasion| o.parties.iter().cloned().collect::<BTreeSet<Id>>();
        let differ =
            |x: Option<u32>, y: Option<u32>| matches!((x, y), (Some(x), Some(y)) if x != y);
        yearless_agree(a.time.as_ref(), b.time.as_ref())
            && group(a.kind) == group(b.kind)
            && places_agree(a.place.as_ref(), b.place.as_ref())
            && states_join(a.state, b.state)
            && !differ(a.ordinal, b.ordinal)
            && (known_equal(a.body.as_ref(), b.body.as_ref())
                || (a.parties.len() > 1 && parties(a) == parties(b)))
            && (known_equal(a.place.as_ref(), b.place.as_ref()) || alike(&self.words, &other.words))
    }

    fn is_same(&self, other: &Self) -> bool {
        let (a, b) = (self.told, other.told);
        // A document that makes two records of something knows why.
        let one_text = a.document == b.document;
        match (&a.claim.matter, &b.claim.matter) {
            (Matter::Entity(x), Matter::Entity(y)) => {
                let clash = a.claim.id.prefix() == "person"
                    && matches!((&x.country, &y.country), (Some(x), Some(y)) if x != y);
                !clash || a.posts.iter().any(|post| b.posts.contains(post))
            }
            (Matter::Name(x), Matter::Name(y)) => (&x.text, x.language) == (&y.text, y.language),
            (Matter::Post(_), Matter::Post(_)) => true,
            (Matter::Participation(_), Matter::Participation(_)) => true,
            (Matter::Tenure(x), Matter::Tenure(y)) => {
                agree(x.start.as_ref(), y.start.as_ref()) && agree(x.end.as_ref(), y.end.as_ref())
            }
            (Matter::Tie(x), Matter::Tie(y)) => {
                agree(x.start.as_ref(), y.start.as_ref()) && agree(x.end.as_ref(), y.end.as_ref())
            }
            (Matter::Occasion(x), Matter::Occasion(y)) => {
                let again = || occasion_again(x, y) && self.reprints(other);
                !one_text && (same_occasion(x, y) || self.same_but_for_year(other, x, y) || again())
            }
            (Matter::Instrument(x), Matter::Instrument(y)) => {
                let again = || (x.kind, x.stage, &x.of) == (y.kind, y.stage, &y.of);
                !one_text && (same_instrument(x, y) || (again() && self.reprints(other)))
            }
            (Matter::Undertaking(x), Matter::Undertaking(y)) => {
                !one_text && same_undertaking(x, y, &|| alike(&self.words, &other.words))
            }
            (Matter::Statement(x), Matter::Statement(y)) => {
                let close = near(x.time.as_ref(), a.reported, y.time.as_ref(), b.reported)
                    || yearless_agree(x.time.as_ref(), y.time.as_ref());
                !one_text
                    && ((x.speaker.is_some() && close && alike(&self.words, &other.words))
                        || (edtf(x.time.as_ref()) == edtf(y.time.as_ref()) && self.reprints(other)))
            }
            (Matter::Act(x), Matter::Act(y)) => {
                !one_text && (same_act(x, y) || (act_again(x, y) && self.reprints(other)))
            }
            (Matter::Figure(x), Matter::Figure(y)) => {
                let days = days_apart(a.reported, b.reported);
                !one_text && same_figure(x, y, &|| self.reprints(other), days)
            }
            _ => false,
        }
    }
}

/// A day printed without its year, and that day with or again without a year.
fn yearless_agree(a: Option<&Time>, b: Option<&Time>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    let fits = |open: &Time, day: &Time| day.single_day().is_some_and(|day| open.may_be(day));
    let both = a.yearless_day().is_some() && a.yearless_day() == b.yearless_day();
    both || fits(a, b) || fits(b, a)
}

/// The same occasion in every word that was read of it.
fn occasion_again(a: &Occasion, b: &Occasion) -> bool {
    let read = |o: &Occasion| (o.kind, o.state, o.body.clone(), o.parties.clone(), o.place.clone());
    read(a) == read(b) && edtf(a.time.as_ref()) == edtf(b.time.as_ref())
}

/// The same act in every word that was read of it.
fn act_again(a: &Act, b: &Act) -> bool {
    let read = |act: &Act| {
        let sides = (act.actors.clone(), act.recipients.clone());
        (act.state, act.mode.clone(), sides, act.place.clone())
    };
    read(a) == read(b) && edtf(a.time.as_ref()) == edtf(b.time.as_ref())
}

fn edtf(time: Option<&Time>) -> Option<&str> {
    time?.edtf.as_deref()
}

/// True unless both are stated and no day lies in both.
fn agree(a: Option<&Time>, b: Option<&Time>) -> bool {
    !matches!((a, b), (Some(a), Some(b)) if a.excludes(b))
}

/// True unless both places are known and different; a state and a place in it do not clash.
fn places_agree(a: Option<&Id>, b: Option<&Id>) -> bool {
    !matches!((a, b), (Some(a), Some(b)) if a != b && a.prefix() == b.prefix())
}

fn known_equal<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
    a.is_some() && a == b
}

fn bounds(time: &Time) -> Option<(Day, Day)> {
    Some((time.earliest?.day, time.latest?.day))
}

fn states_join(a: State, b: State) -> bool {
    let loose = |s: State| matches!(s, State::CalledFor | State::Hypothetical);
    a == b || (!loose(a) && !loose(b))
}

fn same_occasion(a: &Occasion, b: &Occasion) -> bool {
    let bounded = |o: &Occasion| o.time.as_ref().and_then(bounds).is_some();
    let differ = |x: Option<u32>, y: Option<u32>| matches!((x, y), (Some(x), Some(y)) if x != y);
    group(a.kind) == group(b.kind)
        && bounded(a)
        && bounded(b)
        && agree(a.time.as_ref(), b.time.as_ref())
        && places_agree(a.place.as_ref(), b.place.as_ref())
        && states_join(a.state, b.state)
        && !differ(a.ordinal, b.ordinal)
        && same_company(a, b)
}

/// One body, one set of parties, or enough of both.
fn same_company(a: &Occasion, b: &Occasion) -> bool {
    let here = known_equal(a.place.as_ref(), b.place.as_ref());
    let dated = !vague(a.time.as_ref()) && !vague(b.time.as_ref());
    if let (Some(x), Some(y)) = (&a.body, &b.body) {
        return x == y || (dated && (is_part_of(x, y) || is_part_of(y, x)));
    }
    if let Some((body, other)) = match (&a.body, &b.body) {
        (Some(body), None) => Some((body, b)),
        (None, Some(body)) => Some((body, a)),
        _ => None,
    } {
        let named = other.parties.iter().any(|party| party == body || is_part_of(body, party));
        return dated && named;
    }
    let (x, y): (BTreeSet<&Id>, BTreeSet<&Id>) =
        (a.parties.iter().collect(), b.parties.iter().collect());
    let common = x.intersection(&y).count();
    if x == y && common >= 2 {
        return true;
    }
    if !dated {
        return false;
    }
    let within = common == x.len().min(y.len());
    match common {
        0 => within && here && a.kind == b.kind && single_days_equal(a, b),
        1 => within && here,
        _ => true,
    }
}

fn single_days_equal(a: &Occasion, b: &Occasion) -> bool {
    let day = |o: &Occasion| o.time.as_ref().and_then(Time::single_day);
    known_equal(day(a).as_ref(), day(b).as_ref())
}

/// True when the path of an id lies under that of another: a council under its organization.
fn is_part_of(part: &Id, whole: &Id) -> bool {
    part.path().strip_prefix(whole.path()).is_some_and(|rest| rest.starts_with('/'))
}

fn same_instrument(a: &Instrument, b: &Instrument) -> bool {
    let parties = a.of.is_empty() || b.of.is_empty() || a.of.iter().any(|id| b.of.contains(id));
    a.title.is_some() && b.title.is_some() && parties && agree(a.period.as_ref(), b.period.as_ref())
}

fn same_undertaking(a: &Undertaking, b: &Undertaking, alike: &dyn Fn() -> bool) -> bool {
    let (sum, clash) = match (&a.amount, &b.amount) {
        (Some(x), Some(y)) => {
            let equal = x.unit == y.unit && x.value.to_bits() == y.value.to_bits();
            (equal, !equal)
        }
        _ => (false, false),
    };
    let whom = known_equal(a.to.as_ref(), b.to.as_ref())
        || known_equal(a.beneficiary.as_ref(), b.beneficiary.as_ref());
    a.by.is_some() && !clash && ((sum && whom) || alike())
}

fn same_act(a: &Act, b: &Act) -> bool {
    let close = match (a.time.as_ref().and_then(bounds), b.time.as_ref().and_then(bounds)) {
        (Some((a0, a1)), Some((b0, b1))) => {
            a1.since(a0) <= 7 && b1.since(b0) <= 7 && a0.since(b1) <= 1 && b0.since(a1) <= 1
        }
        _ => false,
    };
    // Without the year only a place or an occasion known to be one says that it is the same day.
    let yearless = yearless_agree(a.time.as_ref(), b.time.as_ref());
    let modes = a.mode.is_empty() || b.mode.is_empty() || a.mode.iter().any(|m| b.mode.contains(m));
    let known = |act: &Act| {
        [&act.actors, &act.recipients].into_iter().flatten().any(|party| !nameless(party))
    };
    let here = known_equal(a.place.as_ref(), b.place.as_ref())
        || known_equal(a.occasion.as_ref(), b.occasion.as_ref());
    (close || yearless)
        && modes
        && places_agree(a.place.as_ref(), b.place.as_ref())
        && states_join(a.state, b.state)
        && (here || (close && known(a)))
}

/// Codes that many different parties share.
fn nameless(party: &Party) -> bool {
    matches!(party.code.split(' ').next(), None | Some("" | "---" | "UAF" | "REB" | "CVL" | "JRN"))
}

fn same_figure(a: &Figure, b: &Figure, reprint: &dyn Fn() -> bool, days: Option<i32>) -> bool {
    let value = match (a.value, b.value) {
        (Some(x), Some(y)) => x.to_bits() == y.to_bits(),
        _ => false,
    };
    // Only records of an earlier phase are known to be one by now.
    let of = |f: &Figure| {
        let settled = |id: &&Id| !matches!(id.prefix(), "act" | "statement" | "figure");
        f.of.as_ref().filter(settled).cloned()
    };
    let scope = |f: &Figure| f.scope.as_deref().map(fold);
    let context = match (of(a), of(b), scope(a), scope(b)) {
        (Some(x), Some(y), _, _) => x == y || (a.scope == b.scope && reprint()),
        (_, _, Some(x), Some(y)) => x == y,
        _ => {
            reprint()
                || (a.value.is_some_and(|v| v.abs() >= 1000.0) && days.is_some_and(|d| d <= 3))
        }
    };
    value && a.change == b.change && agree(a.period.as_ref(), b.period.as_ref()) && context
}

fn days_apart(a: Option<Day>, b: Option<Day>) -> Option<i32> {
    Some(a?.since(b?).abs())
}

/// Times within one day of each other; where one is not given, reports within three.
fn near(a: Option<&Time>, told_a: Option<Day>, b: Option<&Time>, told_b: Option<Day>) -> bool {
    match (a.and_then(bounds), b.and_then(bounds)) {
        (Some((a0, a1)), Some((b0, b1))) => a0.since(b1) <= 1 && b0.since(a1) <= 1,
        (Some((start, end)), None) => {
            told_b.is_some_and(|d| start.since(d) <= 1 && d.since(end) <= 3)
        }
        (None, Some((start, end))) => {
            told_a.is_some_and(|d| start.since(d) <= 1 && d.since(end) <= 3)
        }
        (None, None) => days_apart(told_a, told_b).is_some_and(|days| days <= 3),
    }
}

/// Nearly the same words: seven in ten of all, or nine in ten of the shorter that has at least five; never fewer than three.
fn alike(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let common = a.intersection(b).count();
    let shorter = a.len().min(b.len());
    let all = a.len() + b.len() - common;
    if a == b && !a.is_empty() {
        return true;
    }
    common >= 3 && (common * 10 >= all * 7 || (shorter >= 5 && common * 10 >= shorter * 9))
}
