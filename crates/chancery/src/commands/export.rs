//! `chancery export`: the whole record as JSON Lines or as tables.

use crate::args::{Cli, ExportArgs, ExportForm};
use crate::outcome::{Outcome, usage};
use crate::record::{READER, open_merged};
use anyhow::Result;
use chancery_keep::{KeepError, LineOptions, Store, write_whole};
use std::io::{BufWriter, Write};
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
    let mut out = BufWriter::new(std::io::stdout().lock());
    store.write_lines(&mut out, options).map_err(unwrapped)?;
    out.flush()?;
    Ok(())
}

/// The system's own error where there is one, so that a closed pipe is seen as such.
fn unwrapped(error: KeepError) -> anyhow::Error {
    match error {
        KeepError::Io { source, .. } if source.kind() == std::io::ErrorKind::BrokenPipe => {
            source.into()
        }
        other => other.into(),
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
