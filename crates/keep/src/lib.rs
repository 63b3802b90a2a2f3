//! The store: facts to disk and back; exports. The only crate that touches the disk.
//!
//! Tellings come in; rows of the record go out, as JSON Lines and as CSV. Every export of either kind, from the store or
//! straight from tellings, goes through one table of fields (`field`). Nothing here judges whether two claims are one:
//! that is asked of the functions which the program hands in.

pub mod field;
pub mod row;
pub mod telling;
pub mod texts;
pub mod write;

mod csv;
mod error;
mod export;
mod file;
pub mod store;

pub use csv::CsvFile;
pub use error::KeepError;
pub use file::write_whole;
pub use row::{Row, Value};
pub use store::{
    Judge, Kept, Known, Lesson, List, Outcome, Query, Record, Refreshed, Store, Teller,
};
pub use telling::register_claims;
pub use write::{LineOptions, write_tellings};
