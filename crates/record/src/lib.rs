//! The nouns of the diplomatic record: what passes between the stages.
//!
//! `Page` comes in, `Document` is its text with regions, `Analysis` its words, `Resolution` who and what is meant,
//! `Claim` one record as one document tells it, `Fact` the standing record. No I/O, no language, no rules.
//! Names are those of `docs/record.md`. Offsets are bytes here; code points only at the border (`OffsetMap`).

mod words;

pub mod analysis;
pub mod claim;
pub mod document;
pub mod id;
pub mod matter;
pub mod note;
pub mod page;
pub mod resolution;
pub mod span;
pub mod time;
pub mod world;

pub use analysis::{Analysis, Dep, NameLabel, NamedSpan, Pos, Quotation, Sentence, Tag, Token};
pub use claim::{Claim, Fact, Field, Ground, Names, Reading, Support, Telling, Told};
pub use document::{Chosen, Document, Hand, HandKind, Language, Making, Region, RegionRole};
pub use id::{Id, fold, slug};
pub use matter::Matter;
pub use note::{Note, NoteKind, Noted, Stage};
pub use page::{Page, PageForm};
pub use resolution::{Holding, Mention, MentionForm, Referent, Resolution};
pub use span::{OffsetMap, Span};
pub use time::{Anchor, Day, Moment, Precision, Time, TimeKind};
pub use world::{
    EntityKind, GazetteerPlace, NameForm, Officeholder, PlaceClass, RegisterEntry, Sense,
    TenureStatus, World,
};
