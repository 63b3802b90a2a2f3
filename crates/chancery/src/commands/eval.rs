//! `chancery eval`: answers to the inputs of benchmarks, one line each, for scoring by the benchmark's own scorer.

mod actors;
pub(super) mod acts;
mod langid;
mod pages;
mod parse;
mod places;
mod relations;
mod sentences;
mod times;

use super::rules;
use crate::args::{Cli, EvalCommand};
use crate::outcome::Outcome;
use crate::{Tools, home};
use anyhow::{Context, Result};
use chancery_knowledge::Register;
use flate2::bufread::MultiGzDecoder;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::thread;

/// Runs an `eval` command.
pub(super) fn run(cli: &Cli, command: &EvalCommand) -> Result<Outcome> {
    match command {
        EvalCommand::Parse { inputs, model, compare } => parse::parse(inputs, model, *compare),
        EvalCommand::Pages { input } => {
            let folder = input.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
            answer_all(cli, input.as_deref(), |line| pages::answer(folder, line))
        }
        EvalCommand::Relations { input, rules } => {
            let models = home::models()?;
            let rules = rules::chosen(rules)?;
            let tools = Tools { models: &models, rules: &rules };
            answer_all(cli, input.as_deref(), |line| relations::answer(&tools, line))
        }
        EvalCommand::Acts { input, rules } => {
            let models = home::models()?;
            let rules = rules::chosen(rules)?;
            let tools = Tools { models: &models, rules: &rules };
            answer_all(cli, input.as_deref(), |line| acts::answer(&tools, line))
        }
        EvalCommand::Actors { input } => {
            let models = home::models()?;
            answer_all(cli, input.as_deref(), |line| actors::answer(&models, line))
        }
        EvalCommand::Places { input } => {
            let models = home::models()?;
            let world = Register::default_register();
            answer_all(cli, input.as_deref(), |line| places::answer(&models, world, line))
        }
        EvalCommand::Langid { input } => answer_all(cli, input.as_deref(), langid::answer),
        EvalCommand::Times { input } => {
            let models = home::models()?;
            answer_all(cli, input.as_deref(), |line| times::answer(&models, line))
        }
        EvalCommand::Sentences { input } => answer_all(cli, input.as_deref(), sentences::answer),
    }
}

/// Lines that one thread answers before their answers are written.
const BATCH: usize = 32;

/// Answers every line on `--jobs` threads, in the order of the input; a line that cannot be done is answered with an error.
fn answer_all(
    cli: &Cli,
    input: Option<&Path>,
    answer: impl Fn(&Value) -> Result<Value> + Sync,
) -> Result<Outcome> {
    let jobs = cli
        .jobs
        .map_or_else(|| thread::available_parallelism().map_or(1, usize::from), usize::from);
    let mut lines = lines(input)?
        .enumerate()
        .filter(|(_, line)| !line.as_ref().is_ok_and(|line| line.trim().is_empty()));
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut outcome = Outcome::Done;
    loop {
        let batch: Vec<(usize, String)> = lines
            .by_ref()
            .take(jobs * BATCH)
            .map(|(number, line)| line.map(|line| (number, line)))
            .collect::<std::io::Result<_>>()?;
        if batch.is_empty() {
            break;
        }
        for (value, done) in answer_batch(&batch, jobs, &answer) {
            if !done {
                outcome = Outcome::SomeFailed;
            }
            writeln!(out, "{value}")?;
        }
    }
    out.flush()?;
    Ok(outcome)
}

/// The answers of a batch, in its order, and whether each line could be done.
fn answer_batch(
    batch: &[(usize, String)],
    jobs: usize,
    answer: &(impl Fn(&Value) -> Result<Value> + Sync),
) -> Vec<(Value, bool)> {
    let one = |(number, line): &(usize, String)| answer_one(*number, line, answer);
    if jobs == 1 {
        return batch.iter().map(one).collect();
    }
    // Every thread takes each `jobs`th line, so that long lines that stand together are shared.
    let shares: Vec<Vec<(Value, bool)>> = thread::scope(|scope| {
        let workers: Vec<_> = (0..jobs)
            .map(|own| scope.spawn(move || batch.iter().skip(own).step_by(jobs).map(one).collect()))
            .collect();
        workers
            .into_iter()
            .map(|w| w.join().expect("a worker catches the faults of its lines"))
            .collect()
    });
    let mut shares: Vec<_> = shares.into_iter().map(Vec::into_iter).collect();
    (0..batch.len()).filter_map(|at| shares[at % jobs].next()).collect()
}

fn answer_one(
    number: usize,
    line: &str,
    answer: impl Fn(&Value) -> Result<Value>,
) -> (Value, bool) {
    let mut id = json!(format!("line {}", number + 1));
    let answered =
        serde_json::from_str::<Value>(line).map_err(anyhow::Error::from).and_then(|asked| {
            if let Some(own) = asked.get("id") {
                id = own.clone();
            }
            catch_unwind(AssertUnwindSafe(|| answer(&asked)))
                .unwrap_or_else(|_| Err(anyhow::anyhow!("a fault of the program")))
        });
    match answered {
        Ok(mut value) => {
            value["id"] = id;
            (value, true)
        }
        Err(error) => (json!({ "id": id, "error": format!("{error:#}") }), false),
    }
}

/// A field that must be there and hold words.
fn field<'a>(asked: &'a Value, name: &str) -> Result<&'a str> {
    asked.get(name).and_then(Value::as_str).with_context(|| format!("no `{name}` in this line"))
}

fn lines(input: Option<&Path>) -> Result<Box<dyn Iterator<Item = std::io::Result<String>>>> {
    #[expect(clippy::disallowed_methods, reason = "the program opens what it is told to answer")]
    let source: Box<dyn BufRead> = match input {
        Some(path) => {
            let mut file =
                BufReader::new(File::open(path).with_context(|| path.display().to_string())?);
            if file.fill_buf()?.starts_with(b"\x1f\x8b") {
                Box::new(BufReader::new(MultiGzDecoder::new(file)))
            } else {
                Box::new(file)
            }
        }
        None => Box::new(BufReader::new(std::io::stdin())),
    };
    Ok(Box::new(source.lines()))
}
