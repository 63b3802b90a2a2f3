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
    parse_all(models, &[document]).pop().expect("there is an analysis for each document")
}

/// The same for several documents, each by itself; faster than one after the other when they are short.
pub fn parse_all(models: &Models, documents: &[&Document]) -> Vec<Noted<Analysis>> {
    let laid: Vec<Vec<Paragraph>> = documents.iter().map(|document| paragraphs(document)).collect();
    let analyses = words(models, documents, &laid).into_iter();
    let complete = |((mut analysis, document), paragraphs): ((Analysis, &&Document), &Vec<_>)| {
        analysis.quotations = quotation::find(&document.text, paragraphs, &analysis);
        analysis.times = times(document, &analysis);
        Noted { value: analysis, notes: notes(document, paragraphs) }
    };
    analyses.zip(documents).zip(&laid).map(complete).collect()
}

/// The times of a document whose words are known: again, when its date has become known better.
pub fn times(document: &Document, words: &Analysis) -> Vec<Time> {
    times::find(document, words)
}

fn paragraphs(document: &Document) -> Vec<Paragraph> {
    let mut all = layout::paragraphs(document);
    all.retain(|p| p.region != RegionRole::ParallelTitle || p.language == Language::English);
    all
}

/// The words of the documents' paragraphs, stretches of one language together, also across documents; what the models
/// find is taken over piece by piece, so that it is never held for a whole text.
fn words(models: &Models, documents: &[&Document], laid: &[Vec<Paragraph>]) -> Vec<Analysis> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (number, (document, paragraphs)) in documents.iter().zip(laid).enumerate() {
        let piece = |&paragraph| Piece { document: number, text: &document.text, paragraph };
        pieces.extend(paragraphs.iter().map(piece));
    }
    let mut gathers: Vec<Gather> = documents.iter().map(|_| Gather::default()).collect();
    let language = |piece: &Piece| piece.paragraph.language;
    for stretch in pieces.chunk_by(|one, next| language(one) == language(next)) {
        match (stretch.first().map(language), models.english(), models.russian()) {
            (Some(Language::English), Some(model), _) => {
                english::annotate(model, stretch, &mut gathers);
            }
            (Some(Language::Russian), _, Some(model)) => {
                russian::annotate(model, stretch, &mut gathers);
            }
            _ => stretch.iter().for_each(|piece| {
                plain::read(piece.text, &piece.paragraph, &mut gathers[piece.document]);
            }),
        }
    }
    gathers.into_iter().map(|gather| gather.analysis).collect()
}

/// A paragraph with its document: number and text.
#[derive(Clone, Copy, Debug)]
struct Piece<'d> {
    document: usize,
    text: &'d str,
    paragraph: Paragraph,
}

impl<'d> Piece<'d> {
    fn slice(&self) -> &'d str {
        self.paragraph.span.of(self.text)
    }
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
