//! The store with merging wired in: what the commands that touch the record share.

use crate::progress::Progress;
use anyhow::Result;
use chancery_keep::{Judge, KeepError, Store};
use chancery_parse::Models;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

/// Version of the reader, as exports name it.
pub const READER: &str = concat!("chancery ", env!("CARGO_PKG_VERSION"));

/// Version of the reader with the languages that it parses, kept beside what it told: a text is told anew when either changes.
pub fn reader(models: &Models) -> &'static str {
    if models.has_russian() {
        concat!("chancery ", env!("CARGO_PKG_VERSION"), " en ru")
    } else {
        concat!("chancery ", env!("CARGO_PKG_VERSION"), " en")
    }
}

const JUDGE: Judge = Judge {
    phases: &chancery_merge::PHASES,
    block: chancery_merge::block,
    names: chancery_merge::names,
    facts: chancery_merge::facts,
};

/// Merges what waits for it; false when stopped before the end.
pub fn refresh(
    store: &mut Store,
    stop: &AtomicBool,
    progress: &mut Progress,
) -> Result<bool, KeepError> {
    store.refresh(&JUDGE, &mut || {
        progress.tick_as("merging");
        stop.load(Ordering::Relaxed)
    })?;
    Ok(!stop.load(Ordering::Relaxed))
}

/// Opens a store for reading. What an interrupted run left unmerged is merged first, unless a running process is at it.
pub fn open_merged(path: &Path, quiet: bool) -> Result<Store> {
    let store = Store::open_read(path)?;
    if !store.is_due()? {
        return Ok(store);
    }
    drop(store);
    let merged = Store::open(path).and_then(|mut store| {
        refresh(&mut store, &AtomicBool::new(false), &mut Progress::start(0, quiet))
    });
    match merged {
        Ok(_) => {}
        Err(KeepError::InUse { .. } | KeepError::ReadOnly { .. }) if !quiet => {
            writeln!(
                std::io::stderr().lock(),
                "note: {}: not all that was read is merged yet",
                path.display()
            )?;
        }
        Err(KeepError::InUse { .. } | KeepError::ReadOnly { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(Store::open_read(path)?)
}
