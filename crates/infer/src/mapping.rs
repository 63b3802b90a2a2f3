//! A file seen as memory. The only module that opens files for reading and the only one that maps them.
#![expect(unsafe_code, reason = "mapping a file is unsafe: another process could change it")]

use std::fs::File;
use std::io;
use std::ops::Deref;
use std::path::Path;

/// A whole file, read-only.
#[derive(Debug)]
pub(crate) struct Mapping(memmap2::Mmap);

impl Mapping {
    #[expect(clippy::disallowed_methods, reason = "models are read from the disk here only")]
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        // SAFETY: bundles are replaced by renaming a finished file over the old one, never written in
        // place, so the mapped bytes stay as they are while mapped. A user who truncates a bundle under
        // a running program can end it with a bus error; no value read from it is ever used unchecked
        // as an index, so altered bytes lead to wrong numbers, not to wild reads.
        unsafe { memmap2::Mmap::map(&file) }.map(Self)
    }
}

impl Deref for Mapping {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}
