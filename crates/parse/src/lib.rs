//! Document to Analysis: sentences, words, names, quotations, time expressions.
//!
//! A document and the trained models come in; where its words are and what binds them goes out. Page furniture is not read.
//! Nothing is decided here about who or what is meant, and no text makes this stage fail.
//!
//! ```
//! use chancery_parse::{Models, parse};
//! use chancery_record::*;
//! let text = "The envoys met on 5 May 2031.";
//! let region = Region { role: RegionRole::Body, span: Span::new(0, text.len()), language: Language::English };
//! let document = Document {
//!     id: Id::new("doc/0123456789abcdef"), sha256: String::new(), address: String::new(), text: text.into(), title: None,
//!     dated: None, dateline: None, language: Language::English, regions: vec![region], chain: Vec::new(), publisher: None, made: Making::default(),
//! };
//! let analysis = parse(&Models::none(), &document).value;
//! assert_eq!(analysis.times[0].edtf.as_deref(), Some("2031-05-05"));
//! ```

mod models;

mod english;
mod gather;
mod layout;
mod plain;
mod quotation;
mod russian;
mod sentences;
mod times;

#[cfg(test)]
mod tests;

pub use models::Models;
pub use sentences::sentences;
pub use times::{TimexAnswer, TimexKind, timexes};

use chancery_record::{
    Analysis, Document, Language, Note, NoteKind, Noted, RegionRole, Stage, Time,
};
use gather::Gather;
use layout::Paragraph;

/// The words, sentences, names, quotations and times of a document.
pub fn parse(models: &Models, document: &Document) -> Noted<Analysis> {
    let paragraphs: Vec<Paragraph> = layout::paragraphs(document)
        .into_iter()
        .filter(|p| p.region != RegionRole::ParallelTitle || p.language == Language::English)
        .collect();
    let mut analysis = words(models, &document.text, &paragraphs);
    analysis.quotations = quotation::find(&document.text, &paragraphs, &analysis);
    analysis.times = times(document, &analysis);
    Noted { value: analysis, notes: notes(document, &paragraphs) }
}

/// The times of a document whose words are known: again, when its date has become known better.
pub fn times(document: &Document, words: &Analysis) -> Vec<Time> {
    times::find(document, words)
}

/// The words of the paragraphs, stretches of one language together; what the models find is taken over piece by piece,
/// so that it is never held for a whole text.
fn words(models: &Models, text: &str, paragraphs: &[Paragraph]) -> Analysis {
    let mut gather = Gather::default();
    for stretch in paragraphs.chunk_by(|one, next| one.language == next.language) {
        let language = stretch.first().map(|paragraph| paragraph.language);
        match (language, models.english(), models.russian()) {
            (Some(Language::English), Some(model), _) => {
                english::annotate(model, text, stretch, &mut gather);
            }
            (Some(Language::Russian), _, Some(model)) => {
                russian::annotate(model, text, stretch, &mut gather);
            }
            _ => stretch.iter().for_each(|paragraph| plain::read(text, paragraph, &mut gather)),
        }
    }
    gather.analysis
}

/// One complaint for a text that is read and dated only.
fn notes(document: &Document, paragraphs: &[Paragraph]) -> Vec<Note> {
    let body = |p: &&Paragraph| p.region == RegionRole::Body && p.language != Language::English;
    let Some(first) = paragraphs.iter().find(body) else {
        return Vec::new();
    };
    let name = match first.language {
        Language::Russian => "Russian text",
        _ => "text in a language other than English",
    };
    let span = document.regions.iter().find(|r| r.span.covers(first.span)).map(|r| r.span);
    vec![Note {
        stage: Stage::Parse,
        kind: NoteKind::NotCoded,
        span,
        text: format!("{name} is read and dated; its coding is not there yet"),
    }]
}
