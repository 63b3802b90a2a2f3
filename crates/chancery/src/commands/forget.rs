//! `chancery forget`.

use crate::args::{Cli, ForgetArgs};
use crate::outcome::Outcome;
use anyhow::Result;

/// Runs `forget`.
pub fn run(_cli: &Cli, _args: &ForgetArgs) -> Result<Outcome> {
    anyhow::bail!("no store yet")
}
