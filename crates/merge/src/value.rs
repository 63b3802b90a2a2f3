//! Values: what the standing record says where its claims differ.
//!
//! A value is chosen field by field: first by the number of distinct origins, then by reading, then by recency, then by the
//! order of claims. Sets are united, times prefer the narrowest, states and stages the furthest. Spans inside the merged
//! record lie in the document of its first claim; a time taken from another document keeps its value without its words.

use chancery_record::matter::{
    Act, Amount, Entity, Figure, Instrument, Name, Occasion, Part, Participation, Post, Staged,
    State, Statement, Tenure, Tie, Undertaking, UndertakingStage,
};
use chancery_record::{
    Anchor, Day, Fact, Field, Ground, Id, Matter, Span, Support, Time, Told, fold,
};
use std::collections::{BTreeMap, BTreeSet};

/// The fact that these claims are, first claim first.
pub(crate) fn fact(id: &Id, told: &[&Told]) -> Fact {
    let mut grounds: Vec<Ground> = told.iter().flat_map(|t| t.claim.grounds.clone()).collect();
    grounds.sort_by_key(|g| (g.document.clone(), g.span.start(), g.span.end(), g.clone()));
    grounds.dedup();
    Fact {
        id: id.clone(),
        matter: matter(told),
        grounds,
        support: support(told),
        claims: told.iter().map(|t| (t.document.clone(), t.claim.id.clone())).collect(),
        first_reported: told.iter().filter_map(|t| t.reported).min(),
    }
}

fn support(told: &[&Told]) -> Support {
    let denying = |t: &&&Told| denies(&t.claim.matter);
    let all_deny = told.iter().all(|t| denying(&t));
    let origins = |keep: &dyn Fn(&&&Told) -> bool| {
        count(&told.iter().filter(|t| keep(t)).map(|t| t.origin.as_str()).collect())
    };
    Support {
        origins: origins(&|t| all_deny || !denying(t)),
        first_hand: origins(&|t| t.first_hand && (all_deny || !denying(t))),
        against: if all_deny { 0 } else { origins(&|t| denying(t)) },
    }
}

fn denies(matter: &Matter) -> bool {
    match matter {
        Matter::Occasion(occasion) => occasion.state == State::Denied,
        Matter::Act(act) => act.state == State::Denied,
        _ => false,
    }
}

fn count(origins: &BTreeSet<&str>) -> u32 {
    u32::try_from(origins.len()).unwrap_or(u32::MAX)
}

/// Adds to each fact the origins of those facts of its block that contradict it: another start or end of one tenure or tie,
/// another number for one thing.
pub(crate) fn count_against(groups: &BTreeMap<&Id, Vec<&Told>>, facts: &mut [Fact]) {
    let matters: Vec<Matter> = facts.iter().map(|fact| fact.matter.clone()).collect();
    let told: Vec<&Vec<&Told>> = groups.values().collect();
    let index = Numbers::new(&matters);
    for (n, fact) in facts.iter_mut().enumerate() {
        let mut origins: BTreeSet<&str> = BTreeSet::new();
        for m in index.rivals(&matters, n) {
            if contradicts(&matters[n], &matters[m]) {
                origins.extend(told[m].iter().map(|t| t.origin.as_str()));
            }
        }
        fact.support.against += count(&origins);
    }
}

/// Figures by the record they quantify, so that a long block need not be compared crosswise.
struct Numbers<'a>(BTreeMap<&'a Id, Vec<usize>>);

impl<'a> Numbers<'a> {
    fn new(matters: &'a [Matter]) -> Self {
        let mut of: BTreeMap<&Id, Vec<usize>> = BTreeMap::new();
        for (n, matter) in matters.iter().enumerate() {
            if let Matter::Figure(Figure { of: Some(id), .. }) = matter {
                of.entry(id).or_default().push(n);
            }
        }
        Self(of)
    }

    fn rivals(&self, matters: &[Matter], n: usize) -> Vec<usize> {
        match &matters[n] {
            Matter::Figure(Figure { of: Some(id), .. }) => {
                self.0.get(id).cloned().unwrap_or_default()
            }
            Matter::Tenure(_) | Matter::Tie(_) => (0..matters.len()).filter(|m| *m != n).collect(),
            _ => Vec::new(),
        }
    }
}

fn contradicts(a: &Matter, b: &Matter) -> bool {
    let clash =
        |a: &Option<Time>, b: &Option<Time>| matches!((a, b), (Some(a), Some(b)) if a.excludes(b));
    match (a, b) {
        (Matter::Tenure(a), Matter::Tenure(b)) => {
            clash(&a.start, &b.start) || clash(&a.end, &b.end)
        }
        (Matter::Tie(a), Matter::Tie(b)) => clash(&a.start, &b.start) || clash(&a.end, &b.end),
        (Matter::Figure(a), Matter::Figure(b)) => {
            let exact = |f: &Figure| f.value.filter(|_| f.qualifier.is_none()).map(f64::to_bits);
            let differ = matches!((exact(a), exact(b)), (Some(x), Some(y)) if x != y);
            differ && a.of == b.of && a.scope == b.scope && !clash(&a.period, &b.period)
        }
        _ => false,
    }
}

/// Claims of one type, seen as that type.
struct Views<'a, T> {
    home: &'a Id,
    told: Vec<(&'a Told, &'a T)>,
}

impl<'a, T> Views<'a, T> {
    /// The value most origins give, by the rule of this module.
    fn vote<V: Clone + Ord>(
        &self,
        field: Option<Field>,
        of: impl Fn(&T) -> Option<V>,
    ) -> Option<V> {
        let mut votes: BTreeMap<V, Vote<'a>> = BTreeMap::new();
        for (place, (told, view)) in self.told.iter().enumerate() {
            if let Some(value) = of(view) {
                votes.entry(value).or_default().add(told, field, place);
            }
        }
        votes.into_iter().max_by(|(_, a), (_, b)| a.rank().cmp(&b.rank())).map(|(value, _)| value)
    }

    /// The narrowest time, then by vote; its words only when they stand in the document of the first claim.
    fn time(&self, field: Field, of: impl Fn(&T) -> Option<&Time>) -> Option<Time> {
        let width = |time: &Time| match (time.earliest, time.latest) {
            (Some(a), Some(b)) => b.day.since(a.day),
            (None, None) => i32::MAX,
            _ => i32::MAX - 1,
        };
        let narrowest = self.told.iter().filter_map(|(_, v)| of(v)).map(width).min()?;
        let value = |time: &Time| (time.earliest, time.latest, time.edtf.clone());
        let chosen =
            self.vote(Some(field), |v| of(v).filter(|t| width(t) == narrowest).map(value))?;
        let tellers = || {
            self.told
                .iter()
                .filter_map(|(told, v)| Some((*told, of(v)?)))
                .filter(|(_, time)| value(time) == chosen)
        };
        let (told, time) =
            tellers().find(|(told, _)| &told.document == self.home).or_else(|| tellers().next())?;
        let mut time = time.clone();
        if &told.document != self.home {
            time.at = None;
            time.anchor = time.anchor.filter(|anchor| *anchor == Anchor::Document);
        }
        Some(time)
    }

    /// Everything any of them lists, sorted.
    fn union<V: Ord + Clone>(&self, of: impl Fn(&T) -> &[V]) -> Vec<V> {
        let all: BTreeSet<&V> = self.told.iter().flat_map(|(_, view)| of(view)).collect();
        all.into_iter().cloned().collect()
    }

    /// Printed items, each wording once, in the order of claims.
    fn wordings(&self, of: impl Fn(&T) -> &[String]) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let all = self.told.iter().flat_map(|(_, view)| of(view));
        all.filter(|text| seen.insert(fold(text))).cloned().collect()
    }

    fn first(&self) -> &'a T {
        self.told[0].1
    }
}

#[derive(Default)]
struct Vote<'a> {
    origins: BTreeSet<&'a str>,
    reading: u16,
    latest: Option<Day>,
    place: usize,
}

impl<'a> Vote<'a> {
    fn add(&mut self, told: &'a Told, field: Option<Field>, place: usize) {
        if self.origins.is_empty() {
            self.place = place;
        }
        self.origins.insert(&told.origin);
        self.reading = self.reading.max(reading(&told.claim.grounds, field));
        self.latest = self.latest.max(told.reported);
    }

    fn rank(&self) -> (usize, u16, Option<Day>, std::cmp::Reverse<usize>) {
        (self.origins.len(), self.reading, self.latest, std::cmp::Reverse(self.place))
    }
}

/// Reading of the grounds that prove the field, else of those of the whole record.
fn reading(grounds: &[Ground], field: Option<Field>) -> u16 {
    let of = |proves: &dyn Fn(&&Ground) -> bool| {
        grounds.iter().filter(|g| proves(g)).map(|g| g.reading.0).max()
    };
    field
        .and_then(|field| of(&|g| g.fields.contains(&field)))
        .or_else(|| of(&|g| g.fields.is_empty()))
        .unwrap_or_default()
}

fn matter(told: &[&Told]) -> Matter {
    macro_rules! merged {
        ($($variant:ident => $merge:path),* $(,)?) => {
            match &told[0].claim.matter {
                $(Matter::$variant(_) => {
                    let view = |t: &&'_ Told| match &t.claim.matter {
                        Matter::$variant(view) => Some(view.clone()),
                        _ => None,
                    };
                    let owned: Vec<_> = told.iter().filter_map(|t| Some((*t, view(t)?))).collect();
                    let told = owned.iter().map(|(t, view)| (*t, view)).collect();
                    Matter::$variant($merge(&Views { home: &owned[0].0.document, told }))
                })*
            }
        };
    }
    merged! {
        Entity => entity, Name => name, Post => post, Tenure => tenure, Tie => tie, Occasion => occasion,
        Participation => participation, Statement => statement, Act => act, Instrument => instrument,
        Undertaking => undertaking, Figure => figure,
    }
}

fn entity(v: &Views<'_, Entity>) -> Entity {
    let first = v.first();
    let degrees = |(a, b): (f32, f32)| (a.to_bits(), b.to_bits());
    Entity {
        kind: v.vote(None, |e| Some(e.kind)).unwrap_or(first.kind),
        label: v.vote(None, |e| Some(e.label.clone())).unwrap_or_default(),
        parent: v.vote(None, |e| e.parent.clone()),
        country: v.vote(None, |e| e.country.clone()),
        coordinates: v
            .vote(None, |e| e.coordinates.map(degrees))
            .map(|(a, b)| (f32::from_bits(a), f32::from_bits(b))),
        code: v.vote(None, |e| e.code.clone()),
    }
}

fn name(v: &Views<'_, Name>) -> Name {
    let first = v.first();
    Name { form: v.vote(None, |n| Some(n.form)).unwrap_or(first.form), ..first.clone() }
}

fn post(v: &Views<'_, Post>) -> Post {
    Post {
        acts_for: v.vote(None, |p| p.acts_for.clone()),
        label: v.vote(None, |p| Some(p.label.clone())).unwrap_or_default(),
        ..v.first().clone()
    }
}

fn tenure(v: &Views<'_, Tenure>) -> Tenure {
    let first = v.first();
    Tenure {
        start: v.time(Field::Start, |t| t.start.as_ref()),
        end: v.time(Field::End, |t| t.end.as_ref()),
        status: latest_status(v, |t| t.status).unwrap_or(first.status),
        ..first.clone()
    }
}

fn tie(v: &Views<'_, Tie>) -> Tie {
    let first = v.first();
    Tie {
        start: v.time(Field::Start, |t| t.start.as_ref()),
        end: v.time(Field::End, |t| t.end.as_ref()),
        status: latest_status(v, |t| t.status).unwrap_or(first.status),
        status_word: v.vote(Some(Field::Status), |t| t.status_word.clone()),
        ..first.clone()
    }
}

/// A status holds as of its document: the newest day that speaks of it decides, and on that day the vote.
fn latest_status<T, V: Clone + Ord>(v: &Views<'_, T>, of: impl Fn(&T) -> V) -> Option<V> {
    let latest = v.told.iter().map(|(told, _)| told.reported).max()?;
    let told = v.told.iter().filter(|(told, _)| told.reported == latest).copied().collect();
    Views { home: v.home, told }.vote(Some(Field::Status), |t| Some(of(t)))
}

fn occasion(v: &Views<'_, Occasion>) -> Occasion {
    let first = v.first();
    Occasion {
        kind: v.vote(None, |o| Some(o.kind)).unwrap_or(first.kind),
        body: v.vote(Some(Field::Body), |o| o.body.clone()),
        parties: v.union(|o| &o.parties),
        format: v.union(|o| &o.format),
        time: v.time(Field::Time, |o| o.time.as_ref()),
        place: v.vote(Some(Field::Place), |o| o.place.clone()),
        host: v.vote(Some(Field::Host), |o| o.host.clone()),
        agenda: v.wordings(|o| &o.agenda),
        outcome: v.wordings(|o| &o.outcome),
        part_of: v.vote(None, |o| o.part_of.clone()),
        series: v.vote(None, |o| o.series.clone()),
        ordinal: v.vote(None, |o| o.ordinal),
        state: furthest(v, |o| o.state, first.state),
        attendance: v.vote(None, |o| o.attendance),
        figures: v.union(|o| &o.figures),
    }
}

/// What was planned and then held is held.
fn furthest<T>(v: &Views<'_, T>, of: impl Fn(&T) -> State, first: State) -> State {
    const ORDER: [State; 8] = [
        State::Held,
        State::UnderWay,
        State::Background,
        State::Cancelled,
        State::Denied,
        State::Planned,
        State::CalledFor,
        State::Hypothetical,
    ];
    let place = |state: &State| ORDER.iter().position(|s| s == state);
    v.told.iter().map(|(_, view)| of(view)).min_by_key(place).unwrap_or(first)
}

fn participation(v: &Views<'_, Participation>) -> Participation {
    let absent = |p: &Participation| p.part.contains(&Part::Absentee);
    let absent = v.vote(Some(Field::Part), |p| Some(absent(p))).unwrap_or_default();
    let mut part: Vec<Part> = v.union(|p| &p.part);
    part.retain(|p| (*p == Part::Absentee) == absent);
    if part.len() > 1 {
        part.retain(|p| *p != Part::Attendee);
    }
    Participation {
        part,
        capacity: v.vote(Some(Field::Capacity), |p| p.capacity.clone()),
        on_behalf_of: v.vote(None, |p| p.on_behalf_of.clone()),
        ..v.first().clone()
    }
}

fn statement(v: &Views<'_, Statement>) -> Statement {
    let first = v.first();
    Statement {
        capacity: v.vote(Some(Field::Capacity), |s| s.capacity.clone()),
        form: v.vote(None, |s| Some(s.form)).unwrap_or(first.form),
        inside: v.vote(None, |s| s.inside.clone()),
        to: v.union(|s| &s.to),
        about: v.union(|s| &s.about),
        topics: v.union(|s| &s.topics),
        occasion: v.vote(None, |s| s.occasion.clone()),
        time: v.time(Field::Time, |s| s.time.as_ref()),
        through: v.vote(None, |s| s.through.clone()),
        stance: v.vote(None, |s| s.stance.clone()),
        ..first.clone()
    }
}

fn act(v: &Views<'_, Act>) -> Act {
    let first = v.first();
    let sides = |a: &Act| (a.actors.clone(), a.recipients.clone());
    let (actors, recipients) =
        v.vote(Some(Field::Actors), |a| Some(sides(a))).unwrap_or_else(|| sides(first));
    Act {
        event: first.event,
        mode: v.union(|a| &a.mode),
        context: v.union(|a| &a.context),
        cameo: v.vote(None, |a| a.cameo.clone()),
        actors,
        recipients,
        time: v.time(Field::Time, |a| a.time.as_ref()),
        place: v.vote(Some(Field::Place), |a| a.place.clone()),
        state: furthest(v, |a| a.state, first.state),
        magnitude: v.vote(None, |a| a.magnitude.map(Number)).map(|n| n.0),
        occasion: v.vote(None, |a| a.occasion.clone()),
        statement: v.vote(None, |a| a.statement.clone()),
    }
}

fn instrument(v: &Views<'_, Instrument>) -> Instrument {
    let first = v.first();
    let stage = v.told.iter().map(|(_, i)| i.stage).max().unwrap_or(first.stage);
    let reached: BTreeSet<_> =
        v.told.iter().flat_map(|(_, i)| &i.stages).map(|s| s.stage).collect();
    let stages = reached.into_iter().map(|stage| {
        let of = |i: &'_ Instrument| i.stages.iter().position(|s| s.stage == stage);
        Staged {
            stage,
            time: v.time(Field::Stage, |i| i.stages[of(i)?].time.as_ref()),
            occasion: v.vote(None, |i| i.stages[of(i)?].occasion.clone()),
        }
    });
    Instrument {
        kind: first.kind,
        title: v.vote(None, |i| i.title.clone()),
        of: v.union(|i| &i.of),
        period: v.time(Field::Period, |i| i.period.as_ref()),
        implements: v.vote(None, |i| i.implements.clone()),
        stage,
        stages: stages.collect(),
        count: first.count.clone(),
    }
}

fn undertaking(v: &Views<'_, Undertaking>) -> Undertaking {
    let first = v.first();
    let sum = |a: &Amount| (Number(a.value), a.unit.clone(), a.qualifier);
    let chosen = v.vote(Some(Field::Amount), |u| u.amount.as_ref().map(sum));
    let amount = chosen.map(|(value, unit, qualifier)| {
        let own = first.amount.as_ref().filter(|a| sum(a) == (value, unit.clone(), qualifier));
        let at = own.map_or(Span::new(0, 0), |a| a.at);
        Amount { value: value.0, unit, qualifier, at }
    });
    let far = |stage: &UndertakingStage| *stage;
    Undertaking {
        to: v.vote(None, |u| u.to.clone()),
        beneficiary: v.vote(Some(Field::For), |u| u.beneficiary.clone()),
        amount,
        channel: v.vote(Some(Field::Channel), |u| u.channel.clone()),
        place: v.vote(Some(Field::Place), |u| u.place.clone()),
        period: v.time(Field::Period, |u| u.period.as_ref()),
        stage: v.told.iter().map(|(_, u)| u.stage).max_by_key(far).unwrap_or(first.stage),
        ..first.clone()
    }
}

fn figure(v: &Views<'_, Figure>) -> Figure {
    let first = v.first();
    Figure {
        qualifier: v.vote(None, |f| f.qualifier),
        scope: v.vote(None, |f| f.scope.clone()),
        period: v.time(Field::Period, |f| f.period.as_ref()),
        of: v.vote(Some(Field::Of), |f| f.of.clone()),
        given_by: v.vote(Some(Field::GivenBy), |f| f.given_by.clone()),
        ..first.clone()
    }
}

/// A number that can be voted on.
#[derive(Clone, Copy, Debug)]
struct Number(f64);

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}
