//! `chancery forget`: documents out of the store, and what rested on them alone.

use crate::args::{Cli, ForgetArgs};
use crate::interrupt;
use crate::outcome::{Outcome, usage};
use crate::progress::Progress;
use crate::record::refresh;
use anyhow::Result;
use chancery_keep::Store;
use chancery_record::Id;
use std::io::Write;

/// Runs `forget`.
pub(super) fn run(cli: &Cli, args: &ForgetArgs) -> Result<Outcome> {
    if !cli.store.exists() {
        // Opening for writing would make one.
        Store::open_read(&cli.store)?;
    }
    let mut store = Store::open(&cli.store)?;
    let mut outcome = Outcome::Done;
    for named in &args.documents {
        let Some(document) = find(&store, named)? else {
            outcome = Outcome::SomeFailed;
            let hint = "no such document; `chancery show documents` lists them";
            writeln!(std::io::stderr().lock(), "{named}: {hint}")?;
            continue;
        };
        store.forget(&document)?;
        if !cli.quiet {
            writeln!(std::io::stderr().lock(), "{document}: forgotten")?;
        }
    }
    if refresh(&mut store, interrupt::listen(), &mut Progress::start(0, cli.quiet))? {
        Ok(outcome)
    } else {
        writeln!(std::io::stderr().lock(), "interrupted: the next command finishes the merging")?;
        Ok(Outcome::Interrupted)
    }
}

/// The document of an id, of the beginning of an id, or of an address.
fn find(store: &Store, named: &str) -> Result<Option<Id>> {
    if let Some(document) = store.at_address(named)? {
        return Ok(Some(document));
    }
    let start = format!("doc/{}", named.trim_start_matches("doc/"));
    if start.len() < "doc/".len() + 6 {
        return Ok(None);
    }
    let mut found = store.documents()?.into_iter().filter(|id| id.as_str().starts_with(&start));
    match (found.next(), found.next()) {
        (Some(_), Some(_)) => {
            Err(usage(format!("{named}: several documents begin so; give more digits")))
        }
        (one, _) => Ok(one),
    }
}
