//! Acts: who did what to whom by the roots of PLOVER. A scene and the claims made before it come in, claims of acts go out.
//!
//! `words` finds frames of the lexicon, `telling` folds them by what is said above them, `slots` finds the parties' words,
//! `parties` their codes, `claims` makes records. Only sentences of the running text are coded.

mod claims;
mod coded;
mod contexts;
mod modality;
mod parties;
mod proposals;
mod relation;
mod slots;
mod telling;
mod words;

pub(crate) use claims::acts;
pub use coded::Coded;
pub use proposals::{Proposal, proposals};
pub use relation::code_relation;
