//! Everything a stage may ask about the world outside the document.

use crate::{Day, Id, Language, words::words};
use serde::{Deserialize, Serialize};

words! {
    /// What an entity is.
    EntityKind {
        Person = "person", State = "state", Organization = "organization", Body = "body", Outlet = "outlet",
        Force = "force", ArmedGroup = "armed-group", Collective = "collective", Place = "place",
    }
}
words! {
    /// How a name names.
    NameForm {
        Full = "full", Short = "short", Official = "official", Acronym = "acronym", Demonym = "demonym",
        Adjective = "adjective", Transliteration = "transliteration", Former = "former", Honorific = "honorific",
        Seat = "seat",
    }
}
words! {
    /// How a tenure or tie stands as of a date.
    TenureStatus { Current = "current", Former = "former", Future = "future", Acting = "acting", Disputed = "disputed" }
}

/// One reading of a name: what it may mean, and what form of its name this is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sense {
    /// Entity, or a post with a name of its own.
    pub id: Id,
    /// Form of the name.
    pub form: NameForm,
    /// Language of the name.
    pub language: Language,
    /// The name alone does not identify ("Council", "Security Council").
    pub ambiguous: bool,
}

/// What the register knows of an entity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegisterEntry {
    /// The id.
    pub id: Id,
    /// What it is.
    pub kind: EntityKind,
    /// Its name for people, in English.
    pub label: String,
    /// Parent of a body.
    pub parent: Option<Id>,
    /// State it belongs to or lies in.
    pub country: Option<Id>,
    /// Event-data code: `KAZ`, `IGO CSTO`, `UNO WHO`.
    pub code: Option<String>,
    /// Latitude and longitude in degrees.
    pub coordinates: Option<(f32, f32)>,
}

/// A person in a post, from a day to a day (open where unknown), as the register has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officeholder {
    /// Who.
    pub person: Id,
    /// In which post.
    pub post: Id,
    /// First day, if known.
    pub from: Option<Day>,
    /// Last day, if known and over.
    pub to: Option<Day>,
    /// Checked against a source by a person.
    pub checked: bool,
}

words! {
    /// What kind of place a gazetteer means.
    PlaceClass {
        City = "city", Country = "country", Region = "region", District = "district", Nature = "nature", Other = "other",
    }
}

/// One of the places that bear a name, as a gazetteer has it.
#[derive(Clone, Debug, PartialEq)]
pub struct GazetteerPlace {
    /// Id: `place/lund`; `place/springfield~4951788` for all but the first of one slug, with the number of `GeoNames`.
    pub id: Id,
    /// Its name for people.
    pub name: String,
    /// State it lies in.
    pub country: Option<Id>,
    /// First-order division it lies in: code inside the state ("TX", "05"); empty when unknown.
    pub region: String,
    /// Latitude and longitude in degrees.
    pub coordinates: (f32, f32),
    /// Inhabitants; 0 when unknown.
    pub population: u32,
    /// Kind of place.
    pub class: PlaceClass,
    /// Its number at `GeoNames`.
    pub geonames: Option<u32>,
    /// Entered by hand in the register, which tells it apart from its namesakes.
    pub listed: bool,
    /// The name asked for is another name of it, not the one it goes by.
    pub alternate: bool,
}

/// Everything a stage may ask about the world outside the document. Read-only, the same for every document of a run.
pub trait World: Send + Sync {
    /// What a folded name (`fold`) may mean, best known first; empty when unknown.
    fn named(&self, folded: &str) -> &[Sense];

    /// Words of the longest name that begins with this folded word; 0 when none does.
    fn longest(&self, first_word: &str) -> usize;

    /// What is known of an entity.
    fn entry(&self, id: &Id) -> Option<&RegisterEntry>;

    /// Who held the post on that day (all known holders without a day), latest first.
    fn holders(&self, post: &Id, on: Option<Day>) -> Vec<Officeholder>;

    /// Posts of a person, latest first.
    fn tenures(&self, person: &Id) -> Vec<Officeholder>;

    /// Persons whose family name folds to this word.
    fn family(&self, folded: &str) -> &[Id];

    /// Member states of an organization on that day.
    fn members(&self, organization: &Id, on: Option<Day>) -> Vec<Id>;

    /// All places that bear this folded name: those listed by hand, then those that go by it, then those with it as another
    /// name; most people first in each. None from a world without a gazetteer.
    fn places(&self, _folded: &str) -> Vec<GazetteerPlace> {
        Vec::new()
    }

    /// The place with this id, of the register or of the gazetteer.
    fn place(&self, _id: &Id) -> Option<GazetteerPlace> {
        None
    }

    /// Words of the longest name of a place that begins with this folded word; 0 when none does.
    fn longest_place(&self, _first_word: &str) -> usize {
        0
    }
}
