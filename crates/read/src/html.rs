//! stub
use crate::bytes::Source;
use chancery_record::{Note, Page};
pub(crate) fn source(_page: &Page, text: &str, _notes: &mut Vec<Note>) -> Source {
    Source { text: text.into(), ..Source::default() }
}
