//! The record types a document can make claims of, with the fields of `docs/record.md`.

use crate::{EntityKind, Id, NameForm, Span, TenureStatus, Time, words::words};
use serde::{Deserialize, Serialize};

words! {
    /// Relations other than holding a post.
    TieKind {
        Member = "member", Observer = "observer", Partner = "partner", PartOf = "part-of", CapitalOf = "capital-of",
        SeatOf = "seat-of", LocatedIn = "located-in", Borders = "borders", SuccessorOf = "successor-of",
        Publishes = "publishes", PressServiceOf = "press-service-of",
    }
}
words! {
    /// Something at a time and place that texts refer to.
    OccasionKind {
        Session = "session", Summit = "summit", Meeting = "meeting", Reception = "reception", Visit = "visit",
        Call = "call", Negotiation = "negotiation", Conference = "conference", Ceremony = "ceremony",
        Exercise = "exercise", Operation = "operation", Attack = "attack", Unrest = "unrest", Disaster = "disaster",
        ArmedConflict = "armed-conflict", Observance = "observance",
    }
}
words! {
    /// How an occasion is held.
    Format {
        Regular = "regular", Extraordinary = "extraordinary", Narrow = "narrow", Expanded = "expanded",
        Virtual = "virtual", Closed = "closed",
    }
}
words! {
    /// How an occasion or act is told.
    State {
        Held = "held", UnderWay = "under-way", Planned = "planned", CalledFor = "called-for",
        Hypothetical = "hypothetical", Denied = "denied", Cancelled = "cancelled", Background = "background",
    }
}
words! {
    /// Whether a list of those present is complete.
    Attendance { Closed = "closed", Open = "open", Unstated = "unstated" }
}
words! {
    /// What someone was at an occasion; printed in this order.
    Part {
        Chair = "chair", Host = "host", Mediator = "mediator", Speaker = "speaker", Attendee = "attendee",
        Absentee = "absentee",
    }
}
words! {
    /// How a statement stands in the text.
    StatementForm { Direct = "direct", Indirect = "indirect", Nested = "nested", Narrator = "narrator" }
}
words! {
    /// What the speaker does by speaking.
    StatementAct {
        Say = "say", Report = "report", Announce = "announce", Confirm = "confirm", Deny = "deny", Assess = "assess",
        Stress = "stress", Warn = "warn", Threaten = "threaten", Welcome = "welcome", Thank = "thank",
        Congratulate = "congratulate", Condole = "condole", Support = "support", Condemn = "condemn",
        Criticise = "criticise", Accuse = "accuse", Reject = "reject", CallFor = "call-for", Ask = "ask",
        Propose = "propose", Promise = "promise", Apologise = "apologise", Recall = "recall", Agree = "agree",
    }
}
words! {
    /// Root of an event in PLOVER.
    Root {
        Agree = "AGREE", Consult = "CONSULT", Support = "SUPPORT", Concede = "CONCEDE", Cooperate = "COOPERATE",
        Aid = "AID", Retreat = "RETREAT", Request = "REQUEST", Accuse = "ACCUSE", Reject = "REJECT",
        Threaten = "THREATEN", Protest = "PROTEST", Sanction = "SANCTION", Mobilize = "MOBILIZE", Coerce = "COERCE",
        Assault = "ASSAULT",
    }
}
words! {
    /// Kind of a paper of diplomacy.
    InstrumentKind {
        Treaty = "treaty", Agreement = "agreement", Declaration = "declaration", Statement = "statement",
        Decision = "decision", Resolution = "resolution", Programme = "programme", Strategy = "strategy",
        Concept = "concept", ActionPlan = "action-plan", Law = "law", Document = "document",
    }
}
words! {
    /// How far an instrument has come; later stages stand later.
    InstrumentStage {
        Proposed = "proposed", Considered = "considered", ToBeAdopted = "to-be-adopted", Adopted = "adopted",
        Signed = "signed", InForce = "in-force", Implemented = "implemented", Ended = "ended",
    }
}
words! {
    /// Something promised, proposed or given.
    UndertakingKind {
        Commitment = "commitment", Initiative = "initiative", Proposal = "proposal", Priority = "priority",
        Request = "request", Aid = "aid", Project = "project", Deployment = "deployment",
        AppointmentPlan = "appointment-plan",
    }
}
words! {
    /// How far an undertaking has come.
    UndertakingStage {
        Voiced = "voiced", Accepted = "accepted", UnderWay = "under-way", Done = "done", Dropped = "dropped",
    }
}
words! {
    /// How a number is hedged.
    Qualifier {
        About = "about", Almost = "almost", AtLeast = "at-least", MoreThan = "more-than", LessThan = "less-than",
        UpTo = "up-to", Many = "many", Several = "several",
    }
}

/// A number with its unit as printed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Amount {
    /// The number.
    pub value: f64,
    /// ISO 4217, `percent`, or an English singular noun.
    pub unit: String,
    /// Hedge.
    pub qualifier: Option<Qualifier>,
    /// The words.
    pub at: Span,
}

/// A party of an act.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Party {
    /// Who.
    pub entity: Id,
    /// Event-data code at that time: `KAZ GOV`, `IGO CSTO`.
    pub code: String,
    /// The post in whose capacity.
    pub capacity: Option<Id>,
}

/// A new or registered entity of the document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// Name for people.
    pub label: String,
    /// Parent of a body.
    pub parent: Option<Id>,
    /// State it belongs to.
    pub country: Option<Id>,
    /// Latitude and longitude.
    pub coordinates: Option<(f32, f32)>,
    /// Event-data code.
    pub code: Option<String>,
}

/// One way to write an entity, where a text defines it ("… (NC)").
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Name {
    /// Whose.
    pub of: Id,
    /// As written.
    pub text: String,
    /// ISO 639-1.
    pub language: crate::Language,
    /// How it names.
    pub form: NameForm,
}

/// An office that stays while holders change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Post {
    /// Owner.
    pub of: Id,
    /// Role slug.
    pub role: String,
    /// Field or region.
    pub area: Option<String>,
    /// The post it is deputy to or represents.
    pub acts_for: Option<Id>,
    /// Name for people.
    pub label: String,
}

/// Someone holds a post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tenure {
    /// Person, or state for rotating chairs.
    pub holder: Id,
    /// Post.
    pub post: Id,
    /// Only where words state it.
    pub start: Option<Time>,
    /// Only where words state it.
    pub end: Option<Time>,
    /// As of the document.
    pub status: TenureStatus,
}

/// Any other dated relation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tie {
    /// Which relation.
    pub kind: TieKind,
    /// From.
    pub from: Id,
    /// To.
    pub to: Id,
    /// Where stated.
    pub start: Option<Time>,
    /// Where stated.
    pub end: Option<Time>,
    /// As of the document.
    pub status: TenureStatus,
    /// As printed ("full member").
    pub status_word: Option<String>,
}

/// Something at a time and place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Occasion {
    /// What it is.
    pub kind: OccasionKind,
    /// The body that sits.
    pub body: Option<Id>,
    /// Parties, sorted.
    pub parties: Vec<Id>,
    /// How it is held.
    pub format: Vec<Format>,
    /// When.
    pub time: Option<Time>,
    /// Where.
    pub place: Option<Id>,
    /// Who hosts.
    pub host: Option<Id>,
    /// Agenda as printed.
    pub agenda: Vec<String>,
    /// Outcome as printed, or ids.
    pub outcome: Vec<String>,
    /// The occasion it is a part of.
    pub part_of: Option<Id>,
    /// Series as printed.
    pub series: Option<String>,
    /// Place in the series.
    pub ordinal: Option<u32>,
    /// How it is told.
    pub state: State,
    /// Whether the list of those present is complete.
    pub attendance: Option<Attendance>,
    /// Figures of it.
    pub figures: Vec<Id>,
}

/// Who took part and as what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Participation {
    /// In what.
    pub occasion: Id,
    /// Who.
    pub entity: Id,
    /// As what, in the order of `Part`.
    pub part: Vec<Part>,
    /// The post in whose capacity.
    pub capacity: Option<Id>,
    /// For whom.
    pub on_behalf_of: Option<Id>,
}

/// Someone said something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Who; none for the narrator.
    pub speaker: Option<Id>,
    /// The post in whose capacity.
    pub capacity: Option<Id>,
    /// What was done by it.
    pub act: StatementAct,
    /// How it stands in the text.
    pub form: StatementForm,
    /// The words said; one or more stretches of the document.
    pub content: Vec<Span>,
    /// The statement it is nested in.
    pub inside: Option<Id>,
    /// Addressees.
    pub to: Vec<Id>,
    /// About whom.
    pub about: Vec<Id>,
    /// Topics.
    pub topics: Vec<String>,
    /// Where it was said.
    pub occasion: Option<Id>,
    /// When.
    pub time: Option<Time>,
    /// Through whom.
    pub through: Option<Id>,
    /// Toward whom, -1, 0 or 1.
    pub stance: Option<(Id, i8)>,
}

/// Who did what to whom (PLOVER).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Act {
    /// Root.
    pub event: Root,
    /// Modes of the root, as PLOVER writes them.
    pub mode: Vec<String>,
    /// Contexts, as PLOVER writes them.
    pub context: Vec<String>,
    /// CAMEO code where the lexicon keeps one.
    pub cameo: Option<String>,
    /// Who.
    pub actors: Vec<Party>,
    /// To whom.
    pub recipients: Vec<Party>,
    /// When.
    pub time: Option<Time>,
    /// Where.
    pub place: Option<Id>,
    /// How it is told.
    pub state: State,
    /// Size.
    pub magnitude: Option<f64>,
    /// The occasion it is.
    pub occasion: Option<Id>,
    /// The statement it is.
    pub statement: Option<Id>,
}

/// One stage of an instrument.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Staged {
    /// Which.
    pub stage: InstrumentStage,
    /// When.
    pub time: Option<Time>,
    /// Where it came about.
    pub occasion: Option<Id>,
}

/// How many, when unnamed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Count {
    /// A number.
    Exactly(u32),
    /// "several"
    Several,
    /// "many"
    Many,
}

/// A paper of diplomacy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Instrument {
    /// What it is.
    pub kind: InstrumentKind,
    /// As printed.
    pub title: Option<String>,
    /// Issuer or parties, sorted.
    pub of: Vec<Id>,
    /// What it covers.
    pub period: Option<Time>,
    /// What it carries out.
    pub implements: Option<Id>,
    /// The furthest stage told.
    pub stage: InstrumentStage,
    /// All stages told.
    pub stages: Vec<Staged>,
    /// How many, when unnamed.
    pub count: Option<Count>,
}

/// Something promised, proposed or given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Undertaking {
    /// What it is.
    pub kind: UndertakingKind,
    /// By whom.
    pub by: Option<Id>,
    /// To whom.
    pub to: Option<Id>,
    /// For whose benefit.
    pub beneficiary: Option<Id>,
    /// As printed.
    pub content: String,
    /// How much.
    pub amount: Option<Amount>,
    /// Through whom.
    pub channel: Option<Id>,
    /// Where.
    pub place: Option<Id>,
    /// For how long.
    pub period: Option<Time>,
    /// How far.
    pub stage: UndertakingStage,
}

/// A number that the text asserts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// What is measured.
    pub measure: String,
    /// The number; none for "many".
    pub value: Option<f64>,
    /// ISO 4217, `percent`, or an English singular noun.
    pub unit: String,
    /// Hedge.
    pub qualifier: Option<Qualifier>,
    /// Of what part of the world.
    pub scope: Option<String>,
    /// For what time.
    pub period: Option<Time>,
    /// Change against a baseline: value, unit, baseline.
    pub change: Option<(f64, String, Option<String>)>,
    /// `highest` or `lowest`, and of which window.
    pub extreme: Option<(String, Option<Time>)>,
    /// The record it quantifies.
    pub of: Option<Id>,
    /// Source named.
    pub given_by: Option<Id>,
}

/// A record of any type that a document can claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each variant is the record type of its name")]
pub enum Matter {
    Entity(Entity),
    Name(Name),
    Post(Post),
    Tenure(Tenure),
    Tie(Tie),
    Occasion(Occasion),
    Participation(Participation),
    Statement(Statement),
    Act(Act),
    Instrument(Instrument),
    Undertaking(Undertaking),
    Figure(Figure),
}

impl Matter {
    /// Name of the record type, as in exports.
    pub fn type_name(&self) -> &'static str {
        TYPES[self.order()]
    }

    /// Place of the type in the order of exports.
    pub fn order(&self) -> usize {
        match self {
            Self::Entity(_) => 0,
            Self::Name(_) => 1,
            Self::Post(_) => 2,
            Self::Tenure(_) => 3,
            Self::Tie(_) => 4,
            Self::Occasion(_) => 5,
            Self::Participation(_) => 6,
            Self::Statement(_) => 7,
            Self::Act(_) => 8,
            Self::Instrument(_) => 9,
            Self::Undertaking(_) => 10,
            Self::Figure(_) => 11,
        }
    }

    /// Calls `visit` on every id of another record that this one names, so that merging can rename it.
    pub fn references_mut(&mut self, visit: &mut dyn FnMut(&mut Id)) {
        fn time(at: &mut Option<Time>, visit: &mut dyn FnMut(&mut Id)) {
            if let Some(Time { anchor: Some(crate::Anchor::Record(id)), .. }) = at {
                visit(id);
            }
        }
        fn outcome(texts: &mut [String], visit: &mut dyn FnMut(&mut Id)) {
            for text in texts.iter_mut().filter(|t| t.starts_with("instrument/")) {
                let mut id = Id::new(text);
                visit(&mut id);
                *text = id.into();
            }
        }
        match self {
            Self::Entity(e) => e.parent.iter_mut().chain(&mut e.country).for_each(visit),
            Self::Name(n) => visit(&mut n.of),
            Self::Post(p) => std::iter::once(&mut p.of).chain(&mut p.acts_for).for_each(visit),
            Self::Tenure(t) => {
                [&mut t.holder, &mut t.post].into_iter().for_each(&mut *visit);
                time(&mut t.start, visit);
                time(&mut t.end, visit);
            }
            Self::Tie(t) => {
                [&mut t.from, &mut t.to].into_iter().for_each(&mut *visit);
                time(&mut t.start, visit);
                time(&mut t.end, visit);
            }
            Self::Occasion(o) => {
                time(&mut o.time, visit);
                outcome(&mut o.outcome, visit);
                let single = [&mut o.body, &mut o.place, &mut o.host, &mut o.part_of];
                single
                    .into_iter()
                    .flatten()
                    .chain(&mut o.parties)
                    .chain(&mut o.figures)
                    .for_each(visit);
            }
            Self::Participation(p) => {
                [&mut p.occasion, &mut p.entity].into_iter().for_each(&mut *visit);
                p.capacity.iter_mut().chain(&mut p.on_behalf_of).for_each(visit);
            }
            Self::Statement(s) => {
                time(&mut s.time, visit);
                let single = [
                    &mut s.speaker,
                    &mut s.capacity,
                    &mut s.inside,
                    &mut s.occasion,
                    &mut s.through,
                ];
                let stance = s.stance.iter_mut().map(|(id, _)| id);
                single
                    .into_iter()
                    .flatten()
                    .chain(&mut s.to)
                    .chain(&mut s.about)
                    .chain(stance)
                    .for_each(visit);
            }
            Self::Act(a) => {
                time(&mut a.time, visit);
                for party in a.actors.iter_mut().chain(&mut a.recipients) {
                    visit(&mut party.entity);
                    party.capacity.iter_mut().for_each(&mut *visit);
                }
                [&mut a.place, &mut a.occasion, &mut a.statement]
                    .into_iter()
                    .flatten()
                    .for_each(visit);
            }
            Self::Instrument(i) => {
                time(&mut i.period, visit);
                for stage in &mut i.stages {
                    time(&mut stage.time, visit);
                    stage.occasion.iter_mut().for_each(&mut *visit);
                }
                i.of.iter_mut().chain(&mut i.implements).for_each(visit);
            }
            Self::Undertaking(u) => {
                time(&mut u.period, visit);
                let single =
                    [&mut u.by, &mut u.to, &mut u.beneficiary, &mut u.channel, &mut u.place];
                single.into_iter().flatten().for_each(visit);
            }
            Self::Figure(f) => {
                time(&mut f.period, visit);
                [&mut f.of, &mut f.given_by].into_iter().flatten().for_each(visit);
            }
        }
    }
}

/// Names of the record types that claims are made of, in the order of exports.
pub const TYPES: [&str; 12] = [
    "entity",
    "name",
    "post",
    "tenure",
    "tie",
    "occasion",
    "participation",
    "statement",
    "act",
    "instrument",
    "undertaking",
    "figure",
];
