//! chancery: the whole path of a page, and the program around it.
//!
//! acquire -> **read -> parse -> resolve -> code** -> merge -> keep -> serve. From `Page` to claims everything is the pure function
//! [`chronicle`]; the commands bring pages to it and take its tellings to the store.

pub mod args;
pub mod commands;
pub mod home;
pub mod input;
pub mod interrupt;
pub mod learned;
pub mod outcome;
pub mod pipeline;
pub mod progress;
pub mod record;

use chancery_knowledge::Rules;
use chancery_parse::Models;
use chancery_record::{Document, Noted, Page, Telling, World};

/// What the path works with: the models of the languages, the rules of coding.
pub struct Tools<'a> {
    /// Language models.
    pub models: &'a Models,
    /// Rules of coding.
    pub rules: &'a Rules,
}

/// The whole path of one page, without I/O: same page, same world, same tools, same telling. Nothing when the page holds no text;
/// the notes say why.
pub fn chronicle(tools: &Tools, world: &dyn World, page: &Page) -> Noted<Option<Telling>> {
    let Noted { value, notes } = chancery_read::read(page);
    let telling =
        value.map(|document| tell(tools, world, Noted { value: document, notes: notes.clone() }));
    let notes = telling.as_ref().map_or(notes, |t| t.notes.clone());
    Noted { value: telling, notes }
}

/// The path of a text that has been read: words, referents, claims.
pub fn tell(tools: &Tools, world: &dyn World, read: Noted<Document>) -> Telling {
    let Noted { value: mut document, mut notes } = read;
    let Noted { value: mut analysis, notes: more } = chancery_parse::parse(tools.models, &document);
    notes.extend(more);
    let Noted { value: mut resolution, notes: more } =
        chancery_resolve::resolve(world, &document, &analysis);
    notes.extend(more);
    let Noted { value: dated, notes: more } =
        chancery_resolve::dated(world, &document, &analysis, &resolution);
    notes.extend(more);
    if let Some(dated) = dated {
        document.dated = Some(dated);
        analysis.times = chancery_parse::times(&document, &analysis);
        resolution = chancery_resolve::resolve(world, &document, &analysis).value;
    }
    let Noted { value: claims, notes: more } =
        chancery_code::code(tools.rules, &document, &analysis, &resolution);
    notes.extend(more);
    Telling { document, analysis, resolution, claims, notes }
}
