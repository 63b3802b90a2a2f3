//! Where the time goes. With the feature `stages` the seconds each thread spends in each stage are added up, for
//! measurement; without it nothing is left of this.

/// What a thread is busy with. Products inside other stages count as products alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Nothing of the below.
    Rest,
    /// Text to tokens, Russian sentences too.
    Tokens,
    /// Features, embeddings and first products of word types not remembered.
    Types,
    /// Layers, but for their products: sums of remembered products, maxima, norms.
    Layers,
    /// Matrix products of many rows.
    Products,
    /// Choosing tags.
    Tags,
    /// Heads, labels of arcs and sentences.
    Tree,
    /// Coarse parts of speech, features and lemmas, and writing down the tokens.
    Lemmas,
    /// Entities.
    Names,
}

#[cfg(feature = "stages")]
mod clock {
    use super::Stage;
    use std::cell::Cell;
    use std::time::Instant;

    const STAGES: [Stage; 9] = [
        Stage::Rest,
        Stage::Tokens,
        Stage::Types,
        Stage::Layers,
        Stage::Products,
        Stage::Tags,
        Stage::Tree,
        Stage::Lemmas,
        Stage::Names,
    ];

    thread_local! {
        static SECONDS: Cell<[f64; STAGES.len()]> = const { Cell::new([0.0; STAGES.len()]) };
        static NOW: Cell<(Stage, Option<Instant>)> = const { Cell::new((Stage::Rest, None)) };
    }

    /// The stage that goes on when this is dropped.
    pub(crate) struct Inside(Stage);

    /// Enters a stage until the value is dropped.
    pub(crate) fn enter(stage: Stage) -> Inside {
        Inside(turn(stage))
    }

    impl Drop for Inside {
        fn drop(&mut self) {
            turn(self.0);
        }
    }

    #[expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]
    fn turn(stage: Stage) -> Stage {
        let now = Instant::now();
        let (before, since) = NOW.replace((stage, Some(now)));
        let mut seconds = SECONDS.get();
        seconds[before as usize] += since.map_or(0.0, |since| (now - since).as_secs_f64());
        SECONDS.set(seconds);
        before
    }

    /// The seconds this thread has spent in each stage since the last call.
    pub fn take_stages() -> Vec<(Stage, f64)> {
        turn(Stage::Rest);
        STAGES.into_iter().zip(SECONDS.replace([0.0; STAGES.len()])).collect()
    }
}

#[cfg(feature = "stages")]
pub(crate) use clock::enter;
#[cfg(feature = "stages")]
pub use clock::take_stages;

/// Nothing.
#[cfg(not(feature = "stages"))]
pub(crate) struct Inside;

/// Does nothing.
#[cfg(not(feature = "stages"))]
pub(crate) fn enter(_: Stage) -> Inside {
    Inside
}
