//! The store: one `SQLite` file, one writer, any number of readers.
//!
//! Documents with their mentions and claims come in (`put`); `refresh` asks the functions of merging which claims are one
//! fact and keeps the facts. Whatever is due for merging is noted in the same transaction that changes the claims, so that
//! a stop in between costs nothing but the time to go on. What stands in the store in the end depends on the set of
//! documents alone, not on their order, their batches or how often they were read.

mod find;
mod kept;
mod lessons;
mod put;
mod refresh;
mod years;

pub use find::{List, Query, Record, Teller};
pub use kept::Kept;
pub use lessons::Lesson;
pub use put::{Known, Outcome};
pub use refresh::{Judge, Refreshed};

use crate::KeepError;
use crate::texts::{Cut, Text, Texts};
use chancery_record::{Id, Span};
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

/// `CHNC`: marks the file as ours.
const APPLICATION: i64 = 0x4348_4E43;
/// Version of the tables below.
const VERSION: i64 = 1;

/// Everything but `names`, `dirty` and `facts` is told or decided; these three are made of it, block by block.
const TABLES: &str = "
CREATE TABLE documents(
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, address TEXT NOT NULL, reader TEXT NOT NULL, origin TEXT NOT NULL,
    reported TEXT, language TEXT NOT NULL, title TEXT, search TEXT NOT NULL, body TEXT NOT NULL, text BLOB NOT NULL, page BLOB,
    recorded TEXT NOT NULL) STRICT;
CREATE TABLE addresses(
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, address TEXT NOT NULL,
    PRIMARY KEY(document, address)) STRICT, WITHOUT ROWID;
CREATE INDEX addresses_address ON addresses(address);
CREATE TABLE mentions(
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, seq INTEGER NOT NULL, refers TEXT NOT NULL,
    json TEXT NOT NULL, PRIMARY KEY(document, seq)) STRICT, WITHOUT ROWID;
CREATE TABLE claims(
    n INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, seq INTEGER NOT NULL,
    id TEXT NOT NULL, type TEXT NOT NULL, json TEXT NOT NULL, first_hand INTEGER NOT NULL, posts TEXT, words TEXT,
    recorded TEXT NOT NULL, block TEXT, stale INTEGER NOT NULL DEFAULT 1, UNIQUE(document, id)) STRICT;
CREATE INDEX claims_block ON claims(block);
CREATE INDEX claims_stale ON claims(type) WHERE stale;
CREATE TABLE refs(
    document INTEGER NOT NULL, target TEXT NOT NULL, claim INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE,
    PRIMARY KEY(document, target, claim)) STRICT, WITHOUT ROWID;
CREATE INDEX refs_claim ON refs(claim);
CREATE TABLE past(
    document TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL, reader TEXT NOT NULL, recorded TEXT NOT NULL,
    superseded TEXT NOT NULL) STRICT;
CREATE TABLE decisions(
    n INTEGER PRIMARY KEY, kind TEXT NOT NULL, records TEXT NOT NULL, by TEXT NOT NULL, made TEXT NOT NULL, reason TEXT,
    undone INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE names(
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, claim TEXT NOT NULL, fact TEXT NOT NULL,
    PRIMARY KEY(document, claim)) STRICT, WITHOUT ROWID;
CREATE INDEX names_claim ON names(claim);
CREATE TABLE dirty(block TEXT PRIMARY KEY, type TEXT NOT NULL, names INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX dirty_names ON dirty(type, block) WHERE names;
CREATE INDEX dirty_facts ON dirty(block) WHERE NOT names;
CREATE TABLE facts(
    block TEXT NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, kind TEXT, rank INTEGER NOT NULL, first_document TEXT,
    first_start INTEGER, first_end INTEGER, since TEXT, until TEXT, search TEXT NOT NULL, json TEXT NOT NULL,
    PRIMARY KEY(block, id)) STRICT;
CREATE INDEX facts_id ON facts(id);
CREATE INDEX facts_order ON facts(rank, first_document, first_start, first_end, id);
";

/// A store, open for writing or for reading alone.
#[derive(Debug)]
pub struct Store {
    db: Connection,
    path: PathBuf,
    texts: RefCell<TextCache>,
    // After the connection: the lock goes last.
    _lock: Option<File>,
}

impl Store {
    /// Opens a store for writing and makes it where there is none. One process at a time may.
    pub fn open(path: &Path) -> Result<Self, KeepError> {
        let lock = lock(path)?;
        check_head(path)?;
        if std::fs::metadata(path).map_or(0, |data| data.len()) == 0 {
            make(path)?;
        }
        let db = Connection::open(path).map_err(|e| KeepError::sqlite(path, e))?;
        let mut store = Self::over(db, path, Some(lock))?;
        store.settle()?;
        Ok(store)
    }

    /// Opens a store for reading, beside a writer if need be.
    pub fn open_read(path: &Path) -> Result<Self, KeepError> {
        if std::fs::metadata(path).map_or(0, |data| data.len()) == 0 {
            return Err(KeepError::Missing { path: path.to_owned() });
        }
        check_head(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let plain = Connection::open_with_flags(path, flags)
            .map_err(|e| KeepError::sqlite(path, e))
            .and_then(|db| Self::over(db, path, None));
        match plain {
            // Without a writer's files beside it, and in a folder that takes none, the file cannot change.
            Err(KeepError::ReadOnly { .. }) => {
                let uri = format!("file:{}?immutable=1", escaped(path));
                let db = Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_URI)
                    .map_err(|e| KeepError::sqlite(path, e))?;
                Self::over(db, path, None)
            }
            other => other,
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Checks every page of the file. For `doctor`: it reads all of it.
    pub fn verify(&self) -> Result<(), KeepError> {
        let said: String = self.ask("PRAGMA integrity_check(1)", |row| row.get(0))?;
        if said == "ok" {
            Ok(())
        } else {
            Err(KeepError::Damaged { path: self.path.clone(), what: said })
        }
    }

    fn over(db: Connection, path: &Path, lock: Option<File>) -> Result<Self, KeepError> {
        let store = Self {
            db,
            path: path.to_owned(),
            texts: RefCell::new(TextCache::default()),
            _lock: lock,
        };
        let number = |sql: &str| store.ask(sql, |row| row.get::<_, i64>(0));
        let (application, version) =
            (number("PRAGMA application_id")?, number("PRAGMA user_version")?);
        if application != APPLICATION {
            return Err(KeepError::NotAStore { path: path.to_owned() });
        }
        if version > VERSION {
            return Err(KeepError::Newer { path: path.to_owned(), found: version, known: VERSION });
        }
        let wait = std::time::Duration::from_secs(10);
        store.db.busy_timeout(wait).map_err(|e| store.fail(e))?;
        store.db.set_prepared_statement_cache_capacity(64);
        Ok(store)
    }

    /// Sets how an opened store is written.
    fn settle(&mut self) -> Result<(), KeepError> {
        let set =
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;";
        self.db.execute_batch(set).map_err(|e| self.fail(e))
    }

    fn ask<T>(
        &self,
        sql: &str,
        read: impl FnOnce(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, KeepError> {
        self.db.query_row(sql, [], read).map_err(|e| self.fail(e))
    }

    pub(crate) fn fail(&self, error: rusqlite::Error) -> KeepError {
        KeepError::sqlite(&self.path, error)
    }

    pub(crate) fn statement(&self, sql: &str) -> Result<rusqlite::CachedStatement<'_>, KeepError> {
        self.db.prepare_cached(sql).map_err(|e| self.fail(e))
    }

    pub(crate) fn column(&self, sql: &str) -> Result<Vec<String>, KeepError> {
        let read = || -> rusqlite::Result<Vec<String>> {
            self.db.prepare_cached(sql)?.query_map([], |row| row.get(0))?.collect()
        };
        read().map_err(|e| self.fail(e))
    }

    fn damaged(&self, what: impl Into<String>) -> KeepError {
        KeepError::Damaged { path: self.path.clone(), what: what.into() }
    }

    /// The text of a document, or nothing when the store has no such document.
    pub fn text(&self, document: &Id) -> Result<Option<String>, KeepError> {
        let packed: Option<Vec<u8>> = self
            .db
            .prepare_cached("SELECT text FROM documents WHERE id = ?1")
            .and_then(|mut q| q.query_row([document.as_str()], |row| row.get(0)).optional())
            .map_err(|e| self.fail(e))?;
        let Some(packed) = packed else { return Ok(None) };
        let bytes =
            unpack(&packed).map_err(|e| self.damaged(format!("text of {document}: {e}")))?;
        let text = String::from_utf8(bytes);
        text.map(Some).map_err(|_| self.damaged(format!("text of {document} is not UTF-8")))
    }
}

impl Texts for Store {
    /// Nothing also where the text cannot be had: a damaged store says so at `verify`.
    fn cut(&self, document: &Id, span: Span) -> Option<Cut> {
        let mut texts = self.texts.borrow_mut();
        if let Some(text) = texts.known.get(document) {
            return Some(text.cut(span));
        }
        let text = self.text(document).ok()??;
        texts.make_room(text.len());
        let text = Text::new(text.into());
        let cut = text.cut(span);
        texts.known.insert(document.clone(), text);
        Some(cut)
    }
}

/// Texts looked at lately.
#[derive(Debug, Default)]
struct TextCache {
    known: BTreeMap<Id, Text>,
    bytes: usize,
}

impl TextCache {
    const MOST: usize = 192 << 20;

    fn make_room(&mut self, bytes: usize) {
        if self.bytes + bytes > Self::MOST {
            self.known.clear();
            self.bytes = 0;
        }
        self.bytes += bytes;
    }
}

/// Takes the one right to write, which lasts as long as the file is open.
fn lock(path: &Path) -> Result<File, KeepError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let name = PathBuf::from(name);
    let mut file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .open(&name)
        .map_err(|e| KeepError::io(path, e))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            let _ = file.read_to_string(&mut holder);
            let number = holder.trim().parse::<u32>().ok();
            let holder = number.map_or(String::new(), |n| format!(" (process {n})"));
            return Err(KeepError::InUse { path: path.to_owned(), holder });
        }
        Err(TryLockError::Error(e)) => return Err(KeepError::io(path, e)),
    }
    file.set_len(0)
        .and_then(|()| file.write_all(format!("{}\n", std::process::id()).as_bytes()))
        .map_err(|e| KeepError::io(path, e))?;
    Ok(file)
}

/// Makes an empty store: under another name until its tables stand, so that a kill leaves either a store or none.
fn make(path: &Path) -> Result<(), KeepError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    let name = PathBuf::from(name);
    match std::fs::remove_file(&name) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(KeepError::io(path, e)),
        _ => {}
    }
    let made = Connection::open(&name).and_then(|db| {
        db.execute_batch(&format!(
            "BEGIN; {TABLES} PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION}; COMMIT;"
        ))
    });
    made.map_err(|e| KeepError::sqlite(path, e))?;
    std::fs::rename(&name, path).map_err(|e| KeepError::io(path, e))
}

/// Refuses files that do not begin as stores do; `SQLite` itself would write into a very short one.
fn check_head(path: &Path) -> Result<(), KeepError> {
    let mut file = match OpenOptions::new().read(true).open(path) {
        Ok(file) => file,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(e) => return Err(KeepError::io(path, e)),
    };
    let mut head = Vec::new();
    let read = (&mut file).take(16).read_to_end(&mut head);
    read.map_err(|e| KeepError::io(path, e))?;
    if head.is_empty() || head == b"SQLite format 3\0" {
        Ok(())
    } else {
        Err(KeepError::NotAStore { path: path.to_owned() })
    }
}

fn escaped(path: &Path) -> String {
    let mut out = String::new();
    for c in path.to_string_lossy().chars() {
        match c {
            '%' => out.push_str("%25"),
            '?' => out.push_str("%3f"),
            '#' => out.push_str("%23"),
            c => out.push(c),
        }
    }
    out
}

fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::new(6));
    packer.write_all(bytes).expect("memory takes every write");
    packer.finish().expect("memory takes every write")
}

fn unpack(packed: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    flate2::read::DeflateDecoder::new(packed).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_record::{
        Analysis, Claim, Day, Document, Ground, Language, Making, Matter, Reading, Resolution,
        Telling, TenureStatus, matter::Tenure,
    };

    /// A long text that packs badly, with one claim.
    fn kept(n: u32) -> Kept {
        let mut state = n + 1;
        let noise = (0..40_000).map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from(b'a' + u8::try_from(state >> 27).expect("five bits") % 26)
        });
        let text: String = noise.collect();
        let (id, sha256) = Id::document(&text);
        let span = Span::new(0, 7);
        let holds = Tenure {
            holder: Id::new("person/ada-lum"),
            post: Id::new("post/nrl/judge"),
            start: None,
            end: None,
            status: TenureStatus::Current,
        };
        let ground =
            Ground { document: id.clone(), span, fields: Vec::new(), reading: Reading(900) };
        let telling = Telling {
            document: Document {
                id,
                sha256,
                address: format!("{n}.txt"),
                text: text.into(),
                title: None,
                dated: Some(chancery_record::Time::day(
                    Day::of(2032, 3, 4).expect("a day"),
                    chancery_record::TimeKind::Explicit,
                    None,
                )),
                dateline: None,
                language: Language::English,
                regions: Vec::new(),
                chain: Vec::new(),
                publisher: None,
                made: Making::default(),
            },
            analysis: Analysis::default(),
            resolution: Resolution::default(),
            claims: vec![Claim {
                id: Id::new("tenure/aaaaaaaaaaaa"),
                matter: Matter::Tenure(holds),
                grounds: vec![ground],
                rule: String::new(),
            }],
            notes: Vec::new(),
        };
        Kept::new(&telling, "reader 1", None)
    }

    #[test]
    fn a_full_disk_leaves_the_store_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let mut store = Store::open(&folder.path().join("a.db")).expect("opens");
        store.put(&[kept(0)], "").expect("there is room");
        let pages: i64 = store.ask("PRAGMA page_count", |row| row.get(0)).expect("a number");
        let limit = format!("PRAGMA max_page_count = {}", pages + 12);
        store.ask(&limit, |_| Ok(())).expect("the limit is set");
        let error = store.put(&[kept(1), kept(2), kept(3)], "").expect_err("no room for three");
        assert!(matches!(&error, KeepError::Full { .. }), "{error}");
        assert!(error.to_string().contains("a.db: the disk is full"), "{error}");
        assert_eq!(store.documents().expect("reads"), [kept(0).document().clone()]);
        store.verify().expect("sound");
        store.ask("PRAGMA max_page_count = 100000", |_| Ok(())).expect("room again");
        assert_eq!(store.put(&[kept(1)], "").expect("room"), [Outcome::Entered]);
    }

    #[test]
    fn a_damaged_claim_is_told_and_stops_the_merging() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let mut store = Store::open(&folder.path().join("a.db")).expect("opens");
        store.put(&[kept(0)], "").expect("there is room");
        store
            .db
            .execute("UPDATE claims SET json = '{}' WHERE type = 'tenure'", [])
            .expect("writes");
        let judge = Judge {
            phases: &chancery_merge::PHASES,
            block: chancery_merge::block,
            names: chancery_merge::names,
            facts: chancery_merge::facts,
        };
        let error = store.refresh(&judge, &mut || false).expect_err("damaged");
        assert!(matches!(error, KeepError::Damaged { .. }), "{error}");
        assert!(store.is_due().expect("reads"));
    }

    #[test]
    fn a_folder_that_takes_no_files_is_named() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let store = Store::open(&folder.path().join("a.db")).expect("opens");
        drop(store);
        // A file in the place of the folder takes no files either, whoever runs the test.
        let error = Store::open(&folder.path().join("a.db").join("b.db")).expect_err("no folder");
        assert!(error.to_string().contains("b.db"), "{error}");
    }
}
