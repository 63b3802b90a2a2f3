//! The commands, one module each.

mod code;
mod completions;
mod eval;
mod export;
mod forget;
mod models;
mod read;
pub mod register;
mod register_show;
mod rules;
mod show;

use crate::args::{Cli, Command};
use crate::outcome::Outcome;
use anyhow::Result;

/// Runs the command that the command line names.
pub fn run(cli: &Cli) -> Result<Outcome> {
    match &cli.command {
        Command::Models(command) => models::run(command, cli.quiet),
        Command::Read(args) => read::run(cli, args),
        Command::Register(command) => register::run(cli, command),
        Command::Code(args) => code::run(args),
        Command::Show(args) => show::run(cli, args),
        Command::Export(args) => export::run(cli, args),
        Command::Forget(args) => forget::run(cli, args),
        Command::Eval(command) => eval::run(cli, command),
        Command::Completions { shell } => completions::run(*shell),
    }
}
