//! What a stage could not do, as data.

use crate::{Span, words::words};
use serde::{Deserialize, Serialize};

words! {
    /// The stages of the path.
    Stage { Read = "read", Parse = "parse", Resolve = "resolve", Code = "code", Merge = "merge" }
}
words! {
    /// What kind of complaint.
    NoteKind {
        /// The bytes hold no text.
        NoText = "no-text",
        /// The bytes are not text.
        Binary = "binary",
        /// Bytes that the charset has no letters for were replaced.
        BadBytes = "bad-bytes",
        /// The text was cut or simplified to stay within bounds.
        Bounded = "bounded",
        /// The language is read and dated, but not coded yet.
        NotCoded = "not-coded",
        /// Markup was broken or hostile.
        Markup = "markup",
        /// Evidence that contradicts the rest was left aside.
        Aside = "aside",
    }
}

/// One complaint of a stage, in words for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Who complains.
    pub stage: Stage,
    /// What kind.
    pub kind: NoteKind,
    /// Where in the text, if anywhere.
    pub span: Option<Span>,
    /// The sentence for people: lower case, no full stop.
    pub text: String,
}

/// A stage's answer and what it could not do.
#[derive(Clone, Debug, PartialEq)]
pub struct Noted<T> {
    /// The answer.
    pub value: T,
    /// The complaints, in the order they arose.
    pub notes: Vec<Note>,
}

impl<T> Noted<T> {
    /// An answer without complaint.
    pub fn clean(value: T) -> Self {
        Self { value, notes: Vec::new() }
    }
}
