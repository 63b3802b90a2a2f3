//! chancery: the whole path of a page, and the program around it.
//!
//! acquire -> **read -> parse -> resolve -> code** -> merge -> keep -> serve. From `Page` to claims everything is the pure function
//! [`chronicle`]; the commands bring pages to it and take its tellings to the store.

pub mod args;
pub mod commands;
pub mod home;
pub mod input;
pub mod outcome;
pub mod progress;

use chancery_knowledge::Rules;
use chancery_parse::Models;
use chancery_record::{Noted, Page, Telling, World};

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
    let Noted { value: document, mut notes } = chancery_read::read(page);
    let Some(document) = document else { return Noted { value: None, notes } };
    let parsed = chancery_parse::parse(tools.models, &document);
    notes.extend(parsed.notes);
    let resolved = chancery_resolve::resolve(world, &document, &parsed.value);
    notes.extend(resolved.notes);
    let coded = chancery_code::code(tools.rules, &document, &parsed.value, &resolved.value);
    notes.extend(coded.notes);
    let telling = Telling {
        document,
        analysis: parsed.value,
        resolution: resolved.value,
        claims: coded.value,
        notes: notes.clone(),
    };
    Noted { value: Some(telling), notes }
}
