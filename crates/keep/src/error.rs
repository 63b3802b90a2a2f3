//! What can go wrong with a store, by what its user can do about it.

use std::path::{Path, PathBuf};

/// What went wrong with a store or an export.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// There is nothing at the path.
    #[error("{path}: no store there; `chancery read` makes one, `--store FILE` names another")]
    Missing {
        /// Where.
        path: PathBuf,
    },
    /// Something else is at the path.
    #[error("{path}: not a chancery store; name another file with `--store FILE`")]
    NotAStore {
        /// Where.
        path: PathBuf,
    },
    /// A later version of the program made it.
    #[error(
        "{path}: made by a newer chancery (store version {found}, this one knows {known}); upgrade chancery"
    )]
    Newer {
        /// Where.
        path: PathBuf,
        /// Version of the store.
        found: i64,
        /// The latest version this program knows.
        known: i64,
    },
    /// Another process writes to it.
    #[error(
        "{path}: in use by another process{holder}; wait until it is done or use another store with `--store FILE`"
    )]
    InUse {
        /// Where.
        path: PathBuf,
        /// ` (process 123)` where known.
        holder: String,
    },
    /// The disk has no room left. What was kept before is sound.
    #[error(
        "{path}: the disk is full; what was kept before is sound: make room and run the command again"
    )]
    Full {
        /// Where.
        path: PathBuf,
    },
    /// The folder or file cannot be written.
    #[error(
        "{path}: cannot be written; change its permissions or use another file with `--store FILE`"
    )]
    ReadOnly {
        /// Where.
        path: PathBuf,
    },
    /// The file no longer holds what was written.
    #[error("{path}: damaged ({what}); restore a copy, or read the pages again into a new store")]
    Damaged {
        /// Where.
        path: PathBuf,
        /// What was found.
        what: String,
    },
    /// The system refused.
    #[error("{path}: {source}")]
    Io {
        /// Where.
        path: PathBuf,
        /// Its words.
        source: std::io::Error,
    },
    /// Nothing above.
    #[error("{path}: {source}")]
    Sqlite {
        /// Where.
        path: PathBuf,
        /// Its words.
        source: rusqlite::Error,
    },
}

impl KeepError {
    pub(crate) fn io(path: &Path, source: std::io::Error) -> Self {
        use std::io::ErrorKind;
        let path = path.to_owned();
        match source.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path },
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full { path },
            _ => Self::Io { path, source },
        }
    }

    pub(crate) fn sqlite(path: &Path, source: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full { path },
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::ReadOnly { path }
            }
            Some(ErrorCode::NotADatabase) => Self::NotAStore { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Self::InUse { path, holder: String::new() }
            }
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { path, what: source.to_string() },
            _ => Self::Sqlite { path, source },
        }
    }
}
