//! Who, what and where the words of a document mean.

use crate::{EntityKind, Id, Reading, RegionRole, Span, TenureStatus, words::words};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

words! {
    /// How a mention refers.
    MentionForm {
        Name = "name", Acronym = "acronym", Demonym = "demonym", Title = "title", Role = "role", Pronoun = "pronoun",
        Description = "description", Deictic = "deictic",
    }
}

/// A stretch of text that refers to something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// What is meant: an entity or a post.
    pub refers: Id,
    /// How it refers.
    pub form: MentionForm,
    /// Role of the region it lies in.
    pub region: RegionRole,
    /// How sure.
    pub reading: Reading,
    /// Other possible referents with scores in thousandths, best first.
    pub candidates: Vec<(Id, u16)>,
    /// The token that governs the mention.
    pub head: Option<u32>,
    /// Which reasoning chose it, in a few words.
    pub why: String,
}

/// What this document and the register together say of something it mentions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Referent {
    /// Id.
    pub id: Id,
    /// Kind of an entity; none for posts.
    pub kind: Option<EntityKind>,
    /// Name for people.
    pub label: String,
    /// Parent of a body; owner (`of`) of a post.
    pub parent: Option<Id>,
    /// State it belongs to.
    pub country: Option<Id>,
    /// Event-data code as a party: `KAZ` for a state, `KAZ GOV` for its ministry or minister, `IGO CSTO` for an
    /// organization, its bodies and officials, `UAF` for an unknown armed group. A bare state gets its sector from its act.
    pub code: Option<String>,
    /// Of a person: the post in whose capacity this document shows them.
    pub capacity: Option<Id>,
    /// Known to the register (or fixed by its patterns), not discovered here.
    pub registered: bool,
    /// Latitude and longitude in degrees.
    pub coordinates: Option<(f32, f32)>,
}

/// A person and a post that the words join: "Prime Minister X", "X, who chairs the Council".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Holding {
    /// The person (or a state, of a rotating chair).
    pub holder: Id,
    /// The post.
    pub post: Id,
    /// As the words tell it.
    pub status: TenureStatus,
    /// The words that join them.
    pub span: Span,
    /// How sure.
    pub reading: Reading,
}

/// The answers of `resolve`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolution {
    /// By start, longer first.
    pub mentions: Vec<Mention>,
    /// Everything that mentions, hands or holdings refer to, and what these rest on (parents, owners, states).
    pub referents: BTreeMap<Id, Referent>,
    /// Persons in posts.
    pub holdings: Vec<Holding>,
    /// Place the document was filed from.
    pub dateline: Option<Id>,
    /// Last hand that published.
    pub publisher: Option<Id>,
    /// Who each hand of `Document::chain` is, in the same order.
    pub hands: Vec<Option<Id>>,
}
