//! Occasions and who took part: sessions, visits, calls, drills, attacks, disasters; one record a real event.
//!
//! `spot` finds the words that tell or name an event, `fill` reads its parties, place, time and state, `join` makes one of
//! all tellings of the same event. Not stated stays open: no place from the dateline, no chair from who spoke first.

mod fill;
mod join;
mod spot;

use crate::clauses::Named;
use crate::draft::Draft;
use crate::scene::{At, Scene};
use chancery_record::matter::{
    Attendance, Format, Occasion, OccasionKind, Part, Participation, State,
};
use chancery_record::{EntityKind, Field, Ground, Id, Matter, Span, Time};
use std::collections::{BTreeMap, BTreeSet};

/// An event as some words of the text tell it; after joining, as all of them do.
#[derive(Clone, Debug)]
struct Event {
    kind: OccasionKind,
    /// The verb or noun that tells it.
    trigger: At,
    /// Its words.
    spans: Vec<Span>,
    body: Option<Named>,
    parties: Vec<Named>,
    place: Option<Named>,
    time: Option<Time>,
    host: Option<Named>,
    formats: BTreeSet<Format>,
    state: State,
    parts: BTreeMap<Id, (BTreeSet<Part>, Span)>,
    attendance: Option<Attendance>,
    /// How the words point: at one known already, at a new one.
    pointing: Pointing,
    /// It has anchors enough to stand alone.
    anchored: bool,
    /// Its noun itself names a body or parties.
    own: bool,
    /// Which of its series it is, and the series as printed.
    ordinal: Option<(u32, Span)>,
    /// What was on the table, as printed.
    agenda: Vec<Span>,
}

/// How words point at an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pointing {
    /// "the meeting"
    Back,
    /// "a meeting", "met"
    New,
    /// "the previous meeting", "another meeting": never the one spoken of
    Other,
}

impl Event {
    fn new(kind: OccasionKind, trigger: At, span: Span) -> Self {
        Self {
            kind,
            trigger,
            spans: vec![span],
            body: None,
            parties: Vec::new(),
            place: None,
            time: None,
            host: None,
            formats: BTreeSet::new(),
            state: State::Held,
            parts: BTreeMap::new(),
            attendance: None,
            pointing: Pointing::New,
            anchored: false,
            own: false,
            ordinal: None,
            agenda: Vec::new(),
        }
    }

    fn add_part(&mut self, named: &Named, part: Part, span: Span) {
        self.parts
            .entry(named.id.clone())
            .or_insert_with(|| (BTreeSet::new(), span))
            .0
            .insert(part);
    }

    fn add_party(&mut self, named: Named) {
        if self.parties.iter().all(|p| p.id != named.id) {
            self.parties.push(named);
        }
    }
}

/// Claims the occasions of a document and who took part in them.
pub(crate) fn code(scene: &Scene, draft: &mut Draft) {
    let spotted = spot::events(scene);
    let events = join::together(scene, spotted);
    for event in &events {
        claim(scene, draft, event);
    }
}

fn claim(scene: &Scene, draft: &mut Draft, event: &Event) {
    let mut parties: Vec<Id> = event.parties.iter().map(|p| p.id.clone()).collect();
    parties.sort();
    let occasion = Occasion {
        kind: event.kind,
        body: event.body.as_ref().map(|b| b.id.clone()),
        parties,
        format: event.formats.iter().copied().collect(),
        time: event.time.clone(),
        place: event.place.as_ref().map(|p| p.id.clone()),
        host: event.host.as_ref().map(|h| h.id.clone()),
        agenda: event.agenda.iter().map(|&s| scene.text(s).to_owned()).collect(),
        outcome: Vec::new(),
        part_of: None,
        series: event.ordinal.map(|(_, words)| scene.text(words).to_owned()),
        ordinal: event.ordinal.map(|(number, _)| number),
        state: event.state,
        attendance: Some(event.attendance.unwrap_or(Attendance::Unstated)),
        figures: Vec::new(),
    };
    let mut grounds: Vec<Ground> = event.spans.iter().map(|&s| scene.ground(s, 900)).collect();
    let field =
        |span: Span, field: Field| Ground { fields: vec![field], ..scene.ground(span, 900) };
    grounds.extend(event.time.as_ref().and_then(|t| t.at).map(|s| field(s, Field::Time)));
    grounds.extend(event.place.as_ref().map(|p| field(p.span, Field::Place)));
    grounds.extend(event.agenda.iter().map(|&s| field(s, Field::Agenda)));
    let id = draft.claim(Matter::Occasion(occasion), grounds, "occasion");
    for (entity, (parts, span)) in &event.parts {
        participate(scene, draft, &id, entity, parts, *span);
    }
}

fn participate(
    scene: &Scene,
    draft: &mut Draft,
    occasion: &Id,
    entity: &Id,
    parts: &BTreeSet<Part>,
    span: Span,
) {
    let mut part: Vec<Part> = parts.iter().copied().collect();
    if part.len() > 1 {
        part.retain(|p| *p != Part::Attendee);
    }
    let person = scene.kind(entity) == Some(EntityKind::Person);
    let capacity = scene.referent(entity).filter(|_| person).and_then(|r| r.capacity.clone());
    let participation = Participation {
        occasion: occasion.clone(),
        entity: entity.clone(),
        part,
        capacity,
        on_behalf_of: None,
    };
    let ground = Ground { fields: vec![Field::Part], ..scene.ground(span, 900) };
    draft.claim(Matter::Participation(participation), vec![ground], "participation");
}

/// Kinds that are one another's general or particular word.
fn akin(a: OccasionKind, b: OccasionKind) -> bool {
    family(a) == family(b)
}

fn family(kind: OccasionKind) -> u8 {
    use OccasionKind as K;
    match kind {
        K::Session | K::Summit | K::Meeting | K::Reception | K::Call | K::Negotiation => 0,
        K::Conference => 1,
        K::Visit => 2,
        K::Exercise => 3,
        K::Operation => 4,
        K::Attack => 5,
        K::Unrest => 6,
        K::Disaster => 7,
        K::ArmedConflict => 8,
        K::Ceremony => 9,
        K::Observance => 10,
    }
}
