//! `chancery export`.

use crate::args::{Cli, ExportArgs};
use crate::outcome::Outcome;
use anyhow::Result;

/// Runs `export`.
pub fn run(_cli: &Cli, _args: &ExportArgs) -> Result<Outcome> {
    anyhow::bail!("no store yet")
}
