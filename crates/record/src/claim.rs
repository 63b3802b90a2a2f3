//! One record as one document tells it, and the standing record with what supports it.

use crate::{Analysis, Day, Document, Id, Matter, Note, Resolution, Span, words::words};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How surely a text says something, in thousandths; printed with two decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Reading(pub u16);

impl Reading {
    /// Hundredths, rounded: what exports print.
    pub fn hundredths(self) -> u16 {
        (self.0.min(1000) + 5) / 10
    }
}

words! {
    /// The fields that a ground may prove apart from its record.
    Field {
        Time = "time", Place = "place", Part = "part", Start = "start", End = "end", Capacity = "capacity",
        Host = "host", Body = "body", Parties = "parties", Format = "format", Speaker = "speaker", Actors = "actors",
        Recipients = "recipients", Amount = "amount", By = "by", For = "for", Channel = "channel", GivenBy = "given_by",
        Stage = "stage", Period = "period", Of = "of", State = "state", Content = "content", Status = "status",
        Agenda = "agenda",
    }
}

/// Characters of a document that prove a record, or some fields of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Ground {
    /// In which document.
    pub document: Id,
    /// Where.
    pub span: Span,
    /// The fields it proves; empty for the record as a whole.
    pub fields: Vec<Field>,
    /// How surely.
    pub reading: Reading,
}

/// One record as one document tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Id of the record within this document's telling (`docs/record.md`, ids).
    pub id: Id,
    /// The record.
    pub matter: Matter,
    /// Never empty; in order of start, end.
    pub grounds: Vec<Ground>,
    /// The rule that made it.
    pub rule: String,
}

/// Everything one document tells: what the pure path makes of a page.
#[derive(Clone, Debug)]
pub struct Telling {
    /// The text.
    pub document: Document,
    /// Its words.
    pub analysis: Analysis,
    /// Who is meant.
    pub resolution: Resolution,
    /// What is claimed.
    pub claims: Vec<Claim>,
    /// What could not be done.
    pub notes: Vec<Note>,
}

/// A claim and who told it: what merging judges by.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// In which document.
    pub document: Id,
    /// What; ids of other records in it are those that merging has given them so far.
    pub claim: Claim,
    /// The earliest hand of the text: what corroboration is counted by.
    pub origin: String,
    /// The text was issued by a party to the record.
    pub first_hand: bool,
    /// Date of the document.
    pub reported: Option<Day>,
    /// Of an entity: the posts in which the document shows it.
    pub posts: Vec<Id>,
    /// Of a statement the words said; of an occasion, act, instrument or figure the sentence that tells it.
    pub words: String,
}

/// The id of the fact that a claim became part of, by document and id of the claim there.
pub type Names = BTreeMap<(Id, Id), Id>;

/// How well a fact is supported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Support {
    /// Distinct origins that assert it.
    pub origins: u32,
    /// Of those, official releases of a party to it.
    pub first_hand: u32,
    /// Distinct origins that contradict it.
    pub against: u32,
}

/// The standing record with the grounds that support it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// Id of its first claim.
    pub id: Id,
    /// The merged record.
    pub matter: Matter,
    /// Grounds of all its claims by document, start, end.
    pub grounds: Vec<Ground>,
    /// Support by distinct origin.
    pub support: Support,
    /// The claims it stands on: document and id of the claim there.
    pub claims: Vec<(Id, Id)>,
    /// Earliest date of a document that tells it.
    pub first_reported: Option<Day>,
}
