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

pub use row::{Row, Value};
pub use telling::register_claims;
pub use write::{LineOptions, write_tellings};
