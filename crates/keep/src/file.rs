//! Files that stand whole or not at all.

use crate::KeepError;
use std::fs::{File, rename};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes a file under a temporary name beside its place and moves it there when it is whole.
pub fn write_whole<E: From<KeepError>>(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    let mut part = Part::begin(path).map_err(|e| KeepError::io(path, e))?;
    write(&mut part)?;
    part.finish().map_err(|e| KeepError::io(path, e))?;
    Ok(())
}

/// A file in the making; gone when it is dropped before `finish`.
pub(crate) struct Part {
    out: Option<BufWriter<File>>,
    at: PathBuf,
    whole: PathBuf,
}

impl Part {
    pub(crate) fn begin(path: &Path) -> io::Result<Self> {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.part", std::process::id()));
        let at = path.with_file_name(name);
        #[expect(clippy::disallowed_methods, reason = "this crate is the one that writes files")]
        let file = File::create(&at)?;
        Ok(Self { out: Some(BufWriter::new(file)), at, whole: path.to_owned() })
    }

    /// Moves the whole file to its place.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        if let Some(out) = self.out.take() {
            let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
            file.sync_all()?;
            drop(file);
            rename(&self.at, &self.whole)?;
            self.at.clear();
        }
        Ok(())
    }
}

impl Write for Part {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.as_mut().map_or(Ok(0), |out| out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if self.out.take().is_some() || !self.at.as_os_str().is_empty() {
            let _ = std::fs::remove_file(&self.at);
        }
    }
}
