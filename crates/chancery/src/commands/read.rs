//! `chancery read`: inputs to the store, or straight to standard output.

use crate::args::{Cli, ReadArgs};
use crate::input::{Inputs, Unread};
use crate::outcome::{Outcome, usage};
use crate::pipeline::{Came, read_all};
use crate::progress::{Progress, per_second};
use crate::{Tools, home, interrupt};
use anyhow::Result;
use chancery_keep::{LineOptions, write_tellings};
use chancery_knowledge::{Register, Rules};
use chancery_parse::Models;
use chancery_record::{Note, Telling};
use std::io::{BufWriter, Write};
use std::sync::atomic::Ordering;

/// Runs `read`.
pub fn run(cli: &Cli, args: &ReadArgs) -> Result<Outcome> {
    let inputs = Inputs::list(&args.inputs, args.max_size << 20);
    if inputs.is_empty() {
        return Err(usage("the folders named hold no texts; name files, or folders with .txt, .html or .jsonl files"));
    }
    let models = Models::load(&home::bundle("en")?).map_err(|error| usage(error.to_string()))?;
    let tools = Tools { models: &models, rules: Rules::embedded() };
    match args.print {
        Some(_) => print(cli, args, &tools, inputs),
        None => anyhow::bail!("no store yet"),
    }
}

/// Threads to read with: what was asked for, or what the machine has.
fn jobs(cli: &Cli) -> usize {
    cli.jobs.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from)
}

/// `--print jsonl`: each text by itself, nothing merged, nothing stored.
fn print(cli: &Cli, args: &ReadArgs, tools: &Tools, inputs: Inputs) -> Result<Outcome> {
    let mut run = Run::start(cli, inputs.bytes);
    let mut tellings: Vec<Telling> = Vec::new();
    let stop = interrupt::listen();
    read_all(tools, Register::default_register(), inputs, jobs(cli), &|_| false, stop, |done| {
        run.count(done.bytes);
        match done.came {
            Came::Told(telling, page) => {
                run.told(&telling, &page.address);
                tellings.push(*telling);
            }
            Came::Known(..) => {}
            Came::Failed(unread) => run.failed(&unread),
        }
        true
    });
    if stop.load(Ordering::Relaxed) {
        run.progress.clear();
        writeln!(std::io::stderr().lock(), "interrupted: nothing was printed; run the same command again")?;
        return Ok(Outcome::Interrupted);
    }
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let options = LineOptions { text: args.text, assertions: args.assertions.then_some(version) };
    let mut out = BufWriter::new(std::io::stdout().lock());
    write_tellings(&mut out, &tellings, &options)?;
    out.flush()?;
    run.finish()
}

/// What is told to people while inputs are read.
struct Run {
    progress: Progress,
    quiet: bool,
    failed: u64,
}

impl Run {
    fn start(cli: &Cli, bytes: u64) -> Self {
        Self { progress: Progress::start(bytes, cli.quiet), quiet: cli.quiet, failed: 0 }
    }

    fn count(&mut self, bytes: u64) {
        self.progress.bytes += bytes;
        self.progress.tick();
    }

    fn told(&mut self, telling: &Telling, address: &str) {
        self.progress.documents += 1;
        self.progress.words += telling.document.text.split_whitespace().count() as u64;
        for note in &telling.notes {
            self.note(address, note);
        }
    }

    fn note(&mut self, address: &str, note: &Note) {
        if !self.quiet {
            self.progress.clear();
            let _ = writeln!(std::io::stderr().lock(), "{address}: note: {}", note.text);
        }
    }

    fn failed(&mut self, unread: &Unread) {
        self.failed += 1;
        self.progress.clear();
        let _ = writeln!(std::io::stderr().lock(), "{}: {}", unread.input, unread.why);
    }

    fn finish(mut self) -> Result<Outcome> {
        self.progress.clear();
        if !self.quiet {
            let Progress { documents, words, .. } = self.progress;
            let speed = per_second(words, self.progress.seconds());
            let failed = if self.failed > 0 { format!(", {} failed", self.failed) } else { String::new() };
            writeln!(std::io::stderr().lock(), "{documents} documents, {words} words, {speed} words/s{failed}")?;
        }
        Ok(if self.failed > 0 { Outcome::SomeFailed } else { Outcome::Done })
    }
}
