//! Page to Document: clean text, regions, title, date, hands it went through.
//!
//! Bytes with an address come in; the text of the page, what each stretch of it is, its printed date, its language and
//! the hands it went through go out. Never fails and never looks outside the page: broken bytes give less text and a
//! note. The work grows with the length of the page and nothing else.

mod authors;
mod bytes;
mod classes;
mod cues;
mod dated;
mod dateline;
mod dates;
mod declared;
mod hands;
mod html;
mod language;
mod lines;
mod making;
mod pleas;
mod regions;

use chancery_record::{Document, Id, Language, Note, NoteKind, Noted, Page, Span, Stage};
use std::sync::Arc;

/// Reads a page.
///
/// ```
/// use chancery_record::{Page, PageForm, RegionRole};
/// let page = Page {
///     address: "lake.txt".into(),
///     url: None,
///     form: PageForm::Unknown,
///     title: None,
///     date: None,
///     body: "Lake talks end\n\nSUND, 4 June 2033. The envoys of both sides left the lake on Friday.\n".as_bytes().into(),
/// };
/// let document = chancery_read::read(&page).value.unwrap();
/// assert_eq!(document.title.unwrap().of(&document.text), "Lake talks end");
/// assert_eq!(document.dateline.unwrap().of(&document.text), "SUND");
/// assert_eq!(document.dated.unwrap().edtf.unwrap(), "2033-06-04");
/// ```
pub fn read(page: &Page) -> Noted<Option<Document>> {
    let mut notes = Vec::new();
    let Some(source) = bytes::source(page, &mut notes) else { return Noted { value: None, notes } };
    if source.text.trim().is_empty() {
        notes.push(note(NoteKind::NoText, format!("{} holds no text", page.address)));
        return Noted { value: None, notes };
    }
    let layout = regions::layout(&source.text, &source.hints);
    let hands = hands::hands(&source.text, &layout);
    let dated = dated::dated(page, &source, &layout);
    let made = making::making(&source, &layout, dated.as_ref());
    let text: Arc<str> = source.text.into();
    let (id, sha256) = Id::document(&text);
    let document = Document {
        id,
        sha256,
        address: page.address.clone(),
        title: layout.title,
        dated,
        dateline: layout.dateline.and_then(|d| d.place),
        language: layout.language,
        regions: layout.regions,
        chain: hands.chain,
        publisher: hands.publisher,
        made,
        text,
    };
    Noted { value: Some(document), notes }
}

/// The language of a text; `Other` when nothing tells.
///
/// ```
/// use chancery_record::Language;
/// assert_eq!(chancery_read::language("Послы обеих стран встретились у озера"), Language::Russian);
/// ```
pub fn language(text: &str) -> Language {
    language::likeliest(text).unwrap_or(Language::Other)
}

/// The stretches of a text that are each written in one language, in order.
pub fn languages(text: &str) -> Vec<(Span, Language)> {
    language::stretches(text)
}

fn note(kind: NoteKind, text: String) -> Note {
    Note { stage: Stage::Read, kind, span: None, text }
}
