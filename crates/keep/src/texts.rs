//! Where spans are looked up: bytes of a document in, code points and the words themselves out.

use chancery_record::{Document, Id, OffsetMap, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A stretch of a text as exports print it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Code points before it.
    pub start: usize,
    /// Code points before its end.
    pub end: usize,
    /// The words.
    pub text: String,
}

/// Answers what stands at a span.
pub trait Texts {
    /// The stretch, or nothing when the document is not at hand.
    fn cut(&self, document: &Id, span: Span) -> Option<Cut>;
}

/// One text and its offsets.
#[derive(Clone, Debug)]
pub struct Text {
    text: Arc<str>,
    map: OffsetMap,
}

impl Text {
    /// Reads the text once.
    pub fn new(text: Arc<str>) -> Self {
        Self { map: OffsetMap::new(text.clone()), text }
    }

    /// The stretch.
    pub fn cut(&self, span: Span) -> Cut {
        Cut {
            start: self.map.code_point(span.start()),
            end: self.map.code_point(span.end()),
            text: span.of(&self.text).to_owned(),
        }
    }
}

/// Texts of documents in memory.
#[derive(Clone, Debug, Default)]
pub struct Loaded(BTreeMap<Id, Text>);

impl Loaded {
    /// Adds a document's text.
    pub fn add(&mut self, document: &Document) {
        self.0.insert(document.id.clone(), Text::new(document.text.clone()));
    }
}

impl Texts for Loaded {
    fn cut(&self, document: &Id, span: Span) -> Option<Cut> {
        self.0.get(document).map(|text| text.cut(span))
    }
}
