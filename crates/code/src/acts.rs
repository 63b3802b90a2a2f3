//! Acts: who did what to whom by the roots of PLOVER. A scene and the claims made before it come in, claims of acts go out.
//!
//! `words` finds frames of the lexicon, `telling` folds them by what is said above them, `slots` finds the parties' words,
//! `parties` their codes, `trigger` the words that tell, `claims` makes records; `arbiter` weighs what was found by `features`. Only sentences of the running text are coded.

mod arbiter;
mod claims;
mod coded;
mod contexts;
mod features;
mod focus;
mod modality;
mod parties;
mod proposals;
mod relation;
mod slots;
mod telling;
mod trigger;
mod turns;
mod words;

pub use arbiter::{Arbiter, CLASSES, KNOTS, Weighed};
pub(crate) use claims::acts;
pub use coded::Coded;
pub use proposals::{Proposal, proposals};
pub use relation::{Relation, code_relation, code_relation_by, relation_features};
