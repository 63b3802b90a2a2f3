//! What is known before reading: names, posts, bodies, places, code books, rules.
//!
//! Tables and rules come in (embedded at build), answers to `World` go out. Never reads a document.

pub mod calendar;
pub mod cues;
pub mod gatherings;
pub mod rules;

pub use cues::Cues;
pub use gatherings::Gatherings;
pub use rules::Rules;
