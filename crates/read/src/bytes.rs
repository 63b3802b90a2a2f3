//! Bytes to text: form, charset, bounds.
//!
//! A page comes in, its text with what markup said beside it goes out. Text that is UTF-8 stays as it is, character
//! for character; a byte order mark is dropped. Never guesses text out of pictures, archives or programs.

use crate::dates::Printed;
use crate::html;
use crate::note;
use crate::regions::Hints;
use chancery_record::{Making, Note, NoteKind, Page, PageForm};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// The text of a page and what its markup said.
#[derive(Debug, Default)]
pub(crate) struct Source {
    /// The text.
    pub(crate) text: String,
    /// Roles of lines, by the byte they begin at.
    pub(crate) hints: Hints,
    /// The date that the markup names, and how far it is trusted: 0 most.
    pub(crate) date: Option<(u8, Printed)>,
    /// Who made it.
    pub(crate) made: Making,
}

/// Bytes of one page that are read; the longest releases are a hundredth of it.
const MOST_BYTES: usize = 32 << 20;

/// The text of a page; nothing when the bytes hold none.
pub(crate) fn source(page: &Page, notes: &mut Vec<Note>) -> Option<Source> {
    let mut bytes = &page.body[..];
    if bytes.is_empty() {
        notes.push(note(NoteKind::NoText, format!("{} is empty", page.address)));
        return None;
    }
    if bytes.len() > MOST_BYTES {
        bytes = &bytes[..MOST_BYTES];
        notes.push(note(
            NoteKind::Bounded,
            format!("{} is cut after {} MiB", page.address, MOST_BYTES >> 20),
        ));
    }
    let html = is_html(page, bytes);
    if let Some(kind) = binary(bytes, html) {
        notes.push(note(NoteKind::Binary, format!("{} holds {kind}, not text", page.address)));
        return None;
    }
    let (text, broken) = decode(bytes, html);
    if broken {
        notes.push(note(
            NoteKind::BadBytes,
            format!("bytes of {} that are no letters were replaced", page.address),
        ));
    }
    if html {
        return Some(html::source(page, &text, notes));
    }
    Some(Source { text: text.into_owned(), ..Source::default() })
}

/// What the bytes are when they are no text.
fn binary(bytes: &[u8], html: bool) -> Option<&'static str> {
    let known = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic));
    if let Some((_, kind)) = known {
        return Some(kind);
    }
    if Encoding::for_bom(bytes).is_some() {
        return None;
    }
    let head = &bytes[..bytes.len().min(LOOK)];
    let odd = head
        .iter()
        .filter(|b| b.is_ascii_control() && !b"\t\n\r\x0b\x0c\x1b\x1a".contains(b))
        .count();
    // A slip of the server may leave a few zeros in a page of markup.
    #[expect(clippy::naive_bytecount, reason = "asked only of pages with zeros in them")]
    let few = || bytes.iter().filter(|b| **b == 0).count() * 1000 <= bytes.len();
    let zeros = bytes.contains(&0) && !(html && few());
    (zeros || odd * 20 > head.len()).then_some("binary data")
}

/// Bytes looked at to tell what they are.
const LOOK: usize = 64 << 10;

const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a rar archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x7fELF", "a program"),
    (b"ID3", "sound"),
    (b"OggS", "sound"),
    (b"SQLite format 3\x00", "a database"),
];

fn is_html(page: &Page, bytes: &[u8]) -> bool {
    match page.form {
        PageForm::Html => true,
        PageForm::Text => false,
        PageForm::Unknown => {
            let path =
                page.address.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
            let ends = |endings: &[&str]| endings.iter().any(|e| path.ends_with(e));
            if ends(&[".html", ".htm", ".xhtml", ".shtml"]) {
                return true;
            }
            !ends(&[".txt", ".text", ".md"]) && looks_like_html(bytes)
        }
    }
}

fn looks_like_html(bytes: &[u8]) -> bool {
    let head: Vec<u8> =
        bytes.iter().take(2048).filter(|b| **b != 0).map(u8::to_ascii_lowercase).collect();
    let head = String::from_utf8_lossy(&head);
    let start = head.trim_start_matches(|c: char| c.is_whitespace() || !c.is_ascii());
    [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<meta",
        "<title",
        "<div",
        "<article",
        "<p>",
        "<p ",
        "<h1",
        "<!--",
        "<?xml",
    ]
    .iter()
    .any(|tag| start.starts_with(tag))
        || head.contains("<html") && head.contains("<head")
}

/// The bytes as text, and whether some had to be replaced.
fn decode(bytes: &[u8], html: bool) -> (Cow<'_, str>, bool) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return plainly(encoding, &bytes[mark..]);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (Cow::Borrowed(text), false);
    }
    // What a page says of itself holds, unless it says UTF-8, which it is not throughout.
    if let Some(encoding) = declared(bytes).filter(|e| html && *e != UTF_8) {
        return plainly(encoding, bytes);
    }
    if nearly_utf8(bytes) {
        return plainly(UTF_8, bytes);
    }
    let mut detector = chardetng::EncodingDetector::new();
    detector.feed(&bytes[..bytes.len().min(LOOK)], true);
    plainly(detector.guess(None, false), bytes)
}

fn plainly<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> (Cow<'a, str>, bool) {
    encoding.decode_without_bom_handling(bytes)
}

/// The charset that the head of an HTML page names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head: Vec<u8> = bytes.iter().take(4096).map(u8::to_ascii_lowercase).collect();
    let head = String::from_utf8_lossy(&head);
    let at = head.find("charset=").map(|at| at + 8).or_else(|| {
        head.starts_with("<?xml").then(|| head.find("encoding=").map(|at| at + 9)).flatten()
    })?;
    let label: String = head[at..]
        .chars()
        .skip_while(|c| "\"' ".contains(*c))
        .take_while(|c| c.is_ascii_alphanumeric() || "-_:".contains(*c))
        .collect();
    let encoding = Encoding::for_label(label.as_bytes())?;
    // Sixteen bits without a mark cannot be: the label itself was read byte by byte.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

/// UTF-8 with a few broken places: most bytes over 127 belong to whole characters.
fn nearly_utf8(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(LOOK)];
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in head.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += chunk.invalid().len();
    }
    whole > 4 * broken || whole + broken == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_record::PageForm;

    fn read(bytes: &[u8], form: PageForm) -> (Option<String>, Vec<NoteKind>) {
        let page = Page {
            address: "lake".into(),
            url: None,
            form,
            title: None,
            date: None,
            body: bytes.into(),
        };
        let mut notes = Vec::new();
        let source = source(&page, &mut notes);
        (source.map(|s| s.text), notes.iter().map(|n| n.kind).collect())
    }

    #[test]
    fn charsets_of_plain_text() {
        let story = "Послы обеих стран уехали с озера, ничего не подписав; переговоры продолжатся осенью в столице.";
        let windows = encoding_rs::WINDOWS_1251.encode(story).0;
        let koi8 = encoding_rs::KOI8_R.encode(story).0;
        let wide: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain(story.encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        let marked = ["\u{feff}".as_bytes(), story.as_bytes()].concat();
        for bytes in [story.as_bytes(), &windows, &koi8, &wide, &marked] {
            assert_eq!(read(bytes, PageForm::Text), (Some(story.into()), vec![]));
        }
    }

    #[test]
    fn text_stays_as_it_is() {
        let text = "One\r\n\tTwo\u{a0}\u{301}e \r\n\n";
        assert_eq!(read(text.as_bytes(), PageForm::Text), (Some(text.into()), vec![]));
    }

    #[test]
    fn what_is_no_text() {
        assert_eq!(read(b"", PageForm::Unknown), (None, vec![NoteKind::NoText]));
        assert_eq!(read(b"%PDF-1.7 rest", PageForm::Unknown), (None, vec![NoteKind::Binary]));
        assert_eq!(read(b"\x89PNG\r\n\x1a\n rest", PageForm::Text), (None, vec![NoteKind::Binary]));
        assert_eq!(read(b"some\x00thing", PageForm::Text), (None, vec![NoteKind::Binary]));
    }

    #[test]
    fn broken_bytes_are_replaced_and_noted() {
        let mut bytes = "Послы уехали с озера осенью".as_bytes().to_vec();
        bytes[4] = 0xff;
        let (text, notes) = read(&bytes, PageForm::Text);
        assert!(text.unwrap().ends_with("уехали с озера осенью"));
        assert_eq!(notes, [NoteKind::BadBytes]);
    }
}
