//! `chancery export`: the whole record as JSON Lines or as tables.

use crate::args::{Cli, ExportArgs, ExportForm};
use crate::outcome::{Outcome, usage};
use crate::record::{READER, open_merged};
use anyhow::Result;
use chancery_keep::{LineOptions, Store, write_whole};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Runs `export`.
pub(super) fn run(cli: &Cli, args: &ExportArgs) -> Result<Outcome> {
    let store = open_merged(&cli.store, cli.quiet)?;
    let options =
        LineOptions { text: args.text, assertions: args.assertions.then(|| READER.to_owned()) };
    match (args.form, &args.out) {
        (ExportForm::Jsonl, None) => lines(&store, &options)?,
        (ExportForm::Jsonl, Some(path)) => {
            write_whole(path, |out| store.write_lines(out, &options))
                .map_err(anyhow::Error::from)?;
        }
        (ExportForm::Csv, Some(folder)) => tables(cli, &store, folder, &options)?,
        (ExportForm::Csv, None) => {
            return Err(usage("csv is one file a type: name a folder with --out"));
        }
    }
    Ok(Outcome::Done)
}

fn lines(store: &Store, options: &LineOptions) -> Result<()> {
    let mut out = Out { to: BufWriter::new(io::stdout().lock()), failed: None };
    let written = store.write_lines(&mut out, options);
    if let Some(error) = out.failed.take().or_else(|| out.to.flush().err()) {
        return Err(anyhow::Error::from(error).context("standard output"));
    }
    Ok(written?)
}

/// Standard output that remembers why it failed: the store's own errors would name the store.
struct Out<W> {
    to: W,
    failed: Option<io::Error>,
}

impl<W: Write> Out<W> {
    fn noted<T>(&mut self, done: io::Result<T>) -> io::Result<T> {
        done.map_err(|error| {
            let kind = error.kind();
            self.failed.get_or_insert(error);
            kind.into()
        })
    }
}

impl<W: Write> Write for Out<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let done = self.to.write(bytes);
        self.noted(done)
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = self.to.flush();
        self.noted(done)
    }
}

fn tables(cli: &Cli, store: &Store, folder: &Path, options: &LineOptions) -> Result<()> {
    let files = store.write_csv(folder, options)?;
    if !cli.quiet {
        let rows: usize = files.iter().map(|f| f.rows).sum();
        writeln!(
            std::io::stderr().lock(),
            "{} files, {rows} rows in {}",
            files.len(),
            folder.display()
        )?;
    }
    Ok(())
}
