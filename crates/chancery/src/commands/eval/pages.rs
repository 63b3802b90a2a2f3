//! HTML pages in; text, title, date, author and name of the site out.

use super::field;
use anyhow::{Context, Result};
use chancery_record::{Page, PageForm, RegionRole};
use flate2::read::MultiGzDecoder;
use serde_json::{Value, json};
use std::io::Read;
use std::path::Path;

/// Bytes of one page that are unpacked.
const MOST_BYTES: u64 = 64 << 20;

/// Answers one line; its `file` stands in this folder.
pub(super) fn answer(folder: &Path, asked: &Value) -> Result<Value> {
    let url = asked.get("url").and_then(Value::as_str);
    let file = field(asked, "file")?;
    let page = Page {
        address: url.unwrap_or(file).into(),
        url: url.map(Into::into),
        form: PageForm::Html,
        title: None,
        date: None,
        body: bytes(&folder.join(file))?.into(),
    };
    let Some(document) = chancery_read::read(&page).value else {
        return Ok(
            json!({ "text": "", "title": null, "date": null, "author": null, "sitename": null }),
        );
    };
    let story: Vec<&str> = document
        .regions
        .iter()
        .filter(|region| told(region.role))
        .map(|region| region.span.of(&document.text))
        .collect();
    let date = document.dated.as_ref().and_then(|time| time.edtf.as_deref());
    Ok(json!({
        "text": story.join("\n"),
        "title": document.title.map(|title| title.of(&document.text)),
        "date": date.and_then(|day| day.get(..10)).filter(|day| !day.contains('X')),
        "author": (!document.made.authors.is_empty()).then(|| document.made.authors.join("; ")),
        "sitename": document.made.site,
        "reasons": document.made.reasons,
    }))
}

/// What of a page tells its story.
fn told(role: RegionRole) -> bool {
    matches!(role, RegionRole::Body | RegionRole::Dateline)
}

fn bytes(path: &Path) -> Result<Vec<u8>> {
    #[expect(clippy::disallowed_methods, reason = "the program opens what it is told to answer")]
    let packed = std::fs::read(path).with_context(|| path.display().to_string())?;
    if !packed.starts_with(b"\x1f\x8b") {
        return Ok(packed);
    }
    let mut out = Vec::new();
    MultiGzDecoder::new(&packed[..])
        .take(MOST_BYTES)
        .read_to_end(&mut out)
        .with_context(|| path.display().to_string())?;
    Ok(out)
}
