//! Makes the weights of the arbiter of acts from labelled sentences of our own, the same bytes each time.
//!
//! `sentences` reads and checks the files, `examples` turns them into features under a thinned lexicon, `regression` learns,
//! `calibration` makes the scores probabilities and says how well they fit. Nothing of this is needed to run the program.

pub mod calibration;
pub mod examples;
pub mod regression;
pub mod sentences;
