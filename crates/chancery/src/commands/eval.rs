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
use crate::home;
use crate::outcome::Outcome;
use anyhow::{Context, Result};
use chancery_knowledge::Register;
use chancery_parse::{Models, parse, parse_all};
use chancery_record::{Analysis, Document};
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
            answer_all(cli, input.as_deref(), each(|asked| pages::answer(folder, asked)))
        }
        EvalCommand::Relations { input, rules } => {
            let models = home::models()?;
            let rules = rules::chosen(rules)?;
            let answer = |asked: &Value, text: &Parsed| relations::answer(&rules, asked, text);
            answer_all(cli, input.as_deref(), parsed(&models, acts::plain_document, answer))
        }
        EvalCommand::Acts { input, rules } => {
            let models = home::models()?;
            let rules = rules::chosen(rules)?;
            let answer = |asked: &Value, text: &Parsed| Ok(acts::answer(&rules, asked, text));
            answer_all(cli, input.as_deref(), parsed(&models, acts::dated_document, answer))
        }
        EvalCommand::Actors { input } => {
            let models = home::models()?;
            answer_all(cli, input.as_deref(), parsed(&models, acts::dated_document, actors::answer))
        }
        EvalCommand::Places { input } => {
            let models = home::models()?;
            let world = Register::default_register();
            let answer = |_: &Value, text: &Parsed| Ok(places::answer(world, text));
            answer_all(cli, input.as_deref(), parsed(&models, acts::plain_document, answer))
        }
        EvalCommand::Langid { input } => answer_all(cli, input.as_deref(), each(langid::answer)),
        EvalCommand::Times { input } => {
            let models = home::models()?;
            let answer = |_: &Value, text: &Parsed| Ok(times::answer(text));
            answer_all(cli, input.as_deref(), parsed(&models, times::document, answer))
        }
        EvalCommand::Sentences { input } => {
            answer_all(cli, input.as_deref(), each(sentences::answer))
        }
    }
}

/// A text of a line with its words.
struct Parsed {
    document: Document,
    analysis: Analysis,
}

/// Lines that one thread answers together before their answers are written; enough short texts for the networks to be
/// well used.
const BATCH: usize = 64;

/// Answers every line on `--jobs` threads, in the order of the input; a line that cannot be done is answered with an error.
fn answer_all(
    cli: &Cli,
    input: Option<&Path>,
    answer: impl Fn(&[Value]) -> Vec<Result<Value>> + Sync,
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
    answer: &(impl Fn(&[Value]) -> Vec<Result<Value>> + Sync),
) -> Vec<(Value, bool)> {
    if jobs == 1 {
        return answer_share(batch.iter(), answer);
    }
    // Every thread takes each `jobs`th line, so that long lines that stand together are shared.
    let shares: Vec<Vec<(Value, bool)>> = thread::scope(|scope| {
        let share = |own| batch.iter().skip(own).step_by(jobs);
        let workers: Vec<_> =
            (0..jobs).map(|own| scope.spawn(move || answer_share(share(own), answer))).collect();
        workers
            .into_iter()
            .map(|w| w.join().expect("a worker catches the faults of its lines"))
            .collect()
    });
    let mut shares: Vec<_> = shares.into_iter().map(Vec::into_iter).collect();
    (0..batch.len()).filter_map(|at| shares[at % jobs].next()).collect()
}

fn answer_share<'l>(
    lines: impl Iterator<Item = &'l (usize, String)>,
    answer: impl Fn(&[Value]) -> Vec<Result<Value>>,
) -> Vec<(Value, bool)> {
    let mut asked = Vec::new();
    let mut read = |(number, line): &(usize, String)| {
        let number = json!(format!("line {}", number + 1));
        match serde_json::from_str::<Value>(line) {
            Ok(value) => {
                let id = value.get("id").cloned().unwrap_or(number);
                asked.push(value);
                (id, None)
            }
            Err(error) => (number, Some(anyhow::Error::from(error))),
        }
    };
    let heads: Vec<(Value, Option<anyhow::Error>)> = lines.map(&mut read).collect();
    let mut answers = answer(&asked).into_iter();
    let told = |(id, fault): (Value, Option<anyhow::Error>)| {
        let answered = fault.map_or_else(|| answers.next().expect("an answer a line"), Err);
        match answered {
            Ok(mut value) => {
                value["id"] = id;
                (value, true)
            }
            Err(error) => (json!({ "id": id, "error": format!("{error:#}") }), false),
        }
    };
    heads.into_iter().map(told).collect()
}

/// Answers lines one by one.
fn each(answer: impl Fn(&Value) -> Result<Value>) -> impl Fn(&[Value]) -> Vec<Result<Value>> {
    move |asked| asked.iter().map(|asked| guarded(|| answer(asked))).collect()
}

/// Answers lines by their parsed texts; these go through the networks together.
fn parsed(
    models: &Models,
    document: impl Fn(&Value) -> Result<Document>,
    answer: impl Fn(&Value, &Parsed) -> Result<Value>,
) -> impl Fn(&[Value]) -> Vec<Result<Value>> {
    move |asked| {
        let documents: Vec<_> = asked.iter().map(|asked| guarded(|| document(asked))).collect();
        let sound: Vec<&Document> = documents.iter().flatten().collect();
        // After a fault every text is parsed by itself, so that it costs one line alone.
        let together = guarded(|| Ok(parse_all(models, &sound)));
        let mut analyses = together.unwrap_or_default().into_iter();
        let answer = |(asked, document): (&Value, Result<Document>)| {
            let (document, analysis) = (document?, analyses.next());
            guarded(|| {
                let analysis = analysis.unwrap_or_else(|| parse(models, &document)).value;
                answer(asked, &Parsed { document, analysis })
            })
        };
        asked.iter().zip(documents).map(answer).collect()
    }
}

/// What the work gives; a fault of the program is an error like others.
fn guarded<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(anyhow::anyhow!("a fault of the program")))
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
