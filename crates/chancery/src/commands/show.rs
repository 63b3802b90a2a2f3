//! `chancery show`.

use crate::args::{Cli, ShowArgs};
use crate::outcome::Outcome;
use anyhow::Result;

/// Runs `show`.
pub fn run(_cli: &Cli, _args: &ShowArgs) -> Result<Outcome> {
    anyhow::bail!("no store yet")
}
