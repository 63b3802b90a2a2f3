//! `chancery read`: inputs to the store, or straight to standard output.

use super::{register, rules};
use crate::args::{Cli, ReadArgs};
use crate::input::{Inputs, Unread};
use crate::learned::{Contradiction, Learned};
use crate::outcome::{Outcome, usage};
use crate::pipeline::{Came, read_all};
use crate::progress::{Progress, per_second};
use crate::record::{READER, open_merged, reader, refresh};
use crate::{Tools, home, interrupt};
use anyhow::Result;
use chancery_keep::{KeepError, Kept, Known, Lesson, LineOptions, Store, write_tellings};
use chancery_record::{Day, Id, Note, Telling};
use std::io::{BufWriter, Write};
use std::sync::atomic::Ordering;
use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

/// Runs `read`.
pub(super) fn run(cli: &Cli, args: &ReadArgs) -> Result<Outcome> {
    let inputs = Inputs::list(&args.inputs, args.max_size << 20);
    if inputs.is_empty() {
        return Err(usage(
            "the folders named hold no texts; name files, or folders with .txt, .html or .jsonl files",
        ));
    }
    let models = home::models()?;
    let rules = rules::chosen(&args.rules)?;
    let tools = Tools { models: &models, rules: &rules };
    let register = register::known(&cli.store)?;
    let reader = rules::mark(&args.rules, register.mark(reader(&models)))?;
    if !args.with_record {
        return run_in(cli, args, &tools, inputs, &World { known: &*register, reader });
    }
    let lessons = open_merged(&cli.store, cli.quiet)?.lessons()?;
    let learned = Learned::new(&*register, &lessons);
    if !cli.quiet {
        tell_contradictions(&learned)?;
    }
    let reader = format!("{reader} record {}", digest(&lessons));
    run_in(cli, args, &tools, inputs, &World { known: &learned, reader })
}

/// What a run knows before it reads, and the name its tellings are kept under.
struct World<'w> {
    known: &'w dyn chancery_record::World,
    reader: String,
}

fn run_in(
    cli: &Cli,
    args: &ReadArgs,
    tools: &Tools,
    inputs: Inputs,
    world: &World,
) -> Result<Outcome> {
    match args.print {
        Some(_) => print(cli, args, tools, inputs, world),
        None => keep(cli, tools, inputs, world),
    }
}

/// Holders whom the store shows where the register has others; both stay.
fn tell_contradictions(learned: &Learned) -> Result<()> {
    for Contradiction { post, holder, on, register } in learned.contradictions() {
        let other = register.person;
        writeln!(
            std::io::stderr().lock(),
            "note: {post}: {holder} in a document of {on}, {other} in the default register; both are kept"
        )?;
    }
    Ok(())
}

/// A short digest of what was learned, the same whenever that is the same.
fn digest(lessons: &[Lesson]) -> String {
    let written: Vec<String> = lessons.iter().map(|lesson| format!("{lesson:?}")).collect();
    Id::document(&written.join("\n")).0.path().to_owned()
}

/// Threads to read with: what was asked for, or what the machine has.
fn jobs(cli: &Cli) -> usize {
    cli.jobs
        .map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from)
}

/// `--print jsonl`: each text by itself, nothing merged, nothing stored.
fn print(
    cli: &Cli,
    args: &ReadArgs,
    tools: &Tools,
    inputs: Inputs,
    world: &World,
) -> Result<Outcome> {
    let mut run = Run::start(cli, inputs.bytes);
    let mut tellings: Vec<Telling> = Vec::new();
    let stop = interrupt::listen();
    read_all(tools, world.known, inputs, jobs(cli), &|_, _| false, stop, |done| {
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
        writeln!(
            std::io::stderr().lock(),
            "interrupted: nothing was printed; run the same command again"
        )?;
        return Ok(Outcome::Interrupted);
    }
    let options =
        LineOptions { text: args.text, assertions: args.assertions.then(|| READER.to_owned()) };
    let mut out = BufWriter::new(std::io::stdout().lock());
    write_tellings(&mut out, &tellings, &options)?;
    out.flush()?;
    run.finish()
}

/// Documents a transaction: little is lost by a kill, and the disk is not asked for each.
const BATCH: usize = 32;

/// Into the store: documents and claims as they come, merging at the end.
fn keep(cli: &Cli, tools: &Tools, inputs: Inputs, world: &World) -> Result<Outcome> {
    let mut store = Store::open(&cli.store)?;
    let reader = &world.reader;
    let looked_up = Mutex::new(Store::open_read(&cli.store)?);
    let known = |document: &_, address: &_| {
        let store = looked_up.lock().unwrap_or_else(PoisonError::into_inner);
        store.known(document, reader, address).is_ok_and(|known| known == Known::Kept)
    };
    let mut run = Run::start(cli, inputs.bytes);
    let mut batch: Vec<Kept> = Vec::with_capacity(BATCH);
    let mut broken: Option<KeepError> = None;
    let stop = interrupt::listen();
    read_all(tools, world.known, inputs, jobs(cli), &known, stop, |done| {
        run.count(done.bytes);
        let kept = match done.came {
            Came::Told(telling, page) => {
                run.told(&telling, &page.address);
                batch.push(Kept::new(&telling, reader, Some(&page.body)));
                if batch.len() < BATCH { Ok(()) } else { put(&mut store, &mut batch) }
            }
            Came::Known(document, address) => {
                run.known += 1;
                store.put_address(&document, &address).map(|_| ())
            }
            Came::Failed(unread) => {
                run.failed(&unread);
                Ok(())
            }
        };
        broken = kept.err();
        broken.is_none()
    });
    if let Some(error) = broken {
        run.progress.clear();
        return Err(error.into());
    }
    put(&mut store, &mut batch)?;
    if stop.load(Ordering::Relaxed) || !refresh(&mut store, stop, &mut run.progress)? {
        return run.interrupted();
    }
    run.finish()
}

fn put(store: &mut Store, batch: &mut Vec<Kept>) -> Result<(), KeepError> {
    store.put(batch, &now())?;
    batch.clear();
    Ok(())
}

/// The moment of writing, `YYYY-MM-DDThh:mm:ssZ`: kept in the log, never printed by an export.
#[expect(clippy::disallowed_methods, reason = "the log says when it was written")]
fn now() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    let (days, rest) = (i32::try_from(seconds / 86_400).unwrap_or(0), seconds % 86_400);
    let day = Day::of(1970, 1, 1).map_or_else(String::new, |d| d.plus(days).to_string());
    format!("{day}T{:02}:{:02}:{:02}Z", rest / 3600, rest % 3600 / 60, rest % 60)
}

/// What is told to people while inputs are read.
struct Run {
    progress: Progress,
    quiet: bool,
    known: u64,
    failed: u64,
}

impl Run {
    fn start(cli: &Cli, bytes: u64) -> Self {
        Self { progress: Progress::start(bytes, cli.quiet), quiet: cli.quiet, known: 0, failed: 0 }
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

    fn interrupted(mut self) -> Result<Outcome> {
        self.progress.clear();
        let documents = self.progress.documents;
        writeln!(
            std::io::stderr().lock(),
            "interrupted: {documents} documents are kept; run the same command to go on"
        )?;
        Ok(Outcome::Interrupted)
    }

    fn finish(mut self) -> Result<Outcome> {
        self.progress.clear();
        if !self.quiet {
            let Progress { documents, words, .. } = self.progress;
            let speed = per_second(words, self.progress.seconds());
            let some = |count: u64, what: &str| {
                if count > 0 { format!(", {count} {what}") } else { String::new() }
            };
            let (known, failed) = (some(self.known, "known already"), some(self.failed, "failed"));
            writeln!(
                std::io::stderr().lock(),
                "{documents} documents read, {words} words, {speed} words/s{known}{failed}"
            )?;
        }
        Ok(if self.failed > 0 { Outcome::SomeFailed } else { Outcome::Done })
    }
}
