//! What is known before reading: names, posts, bodies, places, code books, rules.
//!
//! Tables and rules come in (embedded at build), answers to `World` go out. Never reads a document.

pub mod calendar;
pub mod cues;
pub mod gatherings;
pub mod gazetteer;
pub mod given;
pub mod import;
pub mod lint;
pub mod numbers;
pub mod posts;
pub mod register;
pub mod roles;
pub mod row;
pub mod rules;
pub mod russian;

mod table;

pub use cues::Cues;
pub use gatherings::Gatherings;
pub use given::{Gender, gender};
pub use register::Register;
pub use rules::Rules;
pub use table::{Map, Set};
