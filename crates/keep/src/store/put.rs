//! Writing: documents in, documents out.

use super::kept::{Kept, renamable};
use super::{Store, pack};
use crate::KeepError;
use chancery_record::{Id, fold};
use rusqlite::{Connection, OptionalExtension, params};

/// Whether a document has to be read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// The store does not have it.
    New,
    /// It stands there as this reader would tell it; `put_address` is all that is left to do.
    Kept,
    /// It was told by another version of the reader, or from an address that ranks behind this one.
    Outdated,
}

/// What came of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is new.
    Entered,
    /// It was there; its claims were replaced.
    Reread,
    /// It was there, under another address.
    Readdressed,
    /// It was there.
    Unchanged,
}

impl Store {
    /// Whether a document read from this address by this version of the reader has to be told (again).
    pub fn known(&self, document: &Id, reader: &str, address: &str) -> Result<Known, KeepError> {
        let standing = standing(&self.db, document).map_err(|e| self.fail(e))?;
        Ok(match standing {
            None => Known::New,
            Some(s) if s.reader == reader && s.address.as_str() <= address => Known::Kept,
            Some(_) => Known::Outdated,
        })
    }

    /// Keeps documents with their mentions and claims, all or none of them. `recorded` is the time of writing, as the
    /// program wants it logged. A document that stands there already only gets the new address, unless its reader was of
    /// another version; of several addresses the first by alphabet is the one whose telling stands.
    pub fn put(&mut self, batch: &[Kept], recorded: &str) -> Result<Vec<Outcome>, KeepError> {
        let path = self.path.clone();
        let work = |db: &mut Connection| {
            let tx = db.transaction()?;
            let outcomes: rusqlite::Result<Vec<Outcome>> =
                batch.iter().map(|kept| enter(&tx, kept, recorded)).collect();
            let outcomes = outcomes?;
            tx.commit()?;
            Ok(outcomes)
        };
        work(&mut self.db).map_err(|e| KeepError::sqlite(&path, e))
    }

    /// Notes that a kept document also stands at this address; false when the store has no such document.
    pub fn put_address(&mut self, document: &Id, address: &str) -> Result<bool, KeepError> {
        let Some(n) = standing(&self.db, document).map_err(|e| self.fail(e))?.map(|s| s.n) else {
            return Ok(false);
        };
        add_address(&self.db, n, address).map_err(|e| self.fail(e))?;
        Ok(true)
    }

    /// Takes out a document and, at the next `refresh`, whatever rested on it alone. False when it was not there.
    pub fn forget(&mut self, document: &Id) -> Result<bool, KeepError> {
        let path = self.path.clone();
        self.texts.borrow_mut().known.remove(document);
        let work = |db: &mut Connection| {
            let tx = db.transaction()?;
            let Some(standing) = standing(&tx, document)? else { return Ok(false) };
            mark_dirty(&tx, standing.n)?;
            tx.execute("DELETE FROM past WHERE document = ?1", [document.as_str()])?;
            tx.execute("DELETE FROM documents WHERE n = ?1", [standing.n])?;
            tx.commit()?;
            Ok(true)
        };
        work(&mut self.db).map_err(|e| KeepError::sqlite(&path, e))
    }

    /// Id of the document obtained from this address, the first by id where there are several.
    pub fn at_address(&self, address: &str) -> Result<Option<Id>, KeepError> {
        let sql = "SELECT id FROM documents JOIN addresses ON document = n WHERE addresses.address = ?1 ORDER BY id";
        let found: rusqlite::Result<Option<String>> =
            self.db.query_row(sql, [address], |row| row.get(0)).optional();
        Ok(found.map_err(|e| self.fail(e))?.map(Id::from))
    }
}

struct Standing {
    n: i64,
    reader: String,
    address: String,
}

fn standing(db: &Connection, document: &Id) -> rusqlite::Result<Option<Standing>> {
    db.prepare_cached("SELECT n, reader, address FROM documents WHERE id = ?1")?
        .query_row([document.as_str()], |row| {
            Ok(Standing { n: row.get(0)?, reader: row.get(1)?, address: row.get(2)? })
        })
        .optional()
}

fn enter(db: &Connection, kept: &Kept, recorded: &str) -> rusqlite::Result<Outcome> {
    let Some(standing) = standing(db, &kept.document)? else {
        write(db, None, kept, recorded)?;
        return Ok(Outcome::Entered);
    };
    let fresh = add_address(db, standing.n, &kept.address)?;
    let outdated = standing.reader != kept.reader || kept.address < standing.address;
    Ok(match (outdated, fresh) {
        (true, _) => {
            replace(db, &standing, kept, recorded)?;
            Outcome::Reread
        }
        (false, true) => Outcome::Readdressed,
        (false, false) => Outcome::Unchanged,
    })
}

fn add_address(db: &Connection, n: i64, address: &str) -> rusqlite::Result<bool> {
    let sql = "INSERT INTO addresses(document, address) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    Ok(db.prepare_cached(sql)?.execute(params![n, address])? > 0)
}

/// The telling that stood moves to the log; the document keeps its number and its addresses.
fn replace(
    db: &Connection,
    standing: &Standing,
    kept: &Kept,
    recorded: &str,
) -> rusqlite::Result<()> {
    db.execute(
        "INSERT INTO past SELECT ?2, id, json, ?3, recorded, ?4 FROM claims WHERE document = ?1 ORDER BY seq",
        params![standing.n, kept.document.as_str(), standing.reader, recorded],
    )?;
    mark_dirty(db, standing.n)?;
    for table in ["claims", "names", "mentions"] {
        db.execute(&format!("DELETE FROM {table} WHERE document = ?1"), [standing.n])?;
    }
    write(db, Some(standing.n), kept, recorded)
}

fn write(
    db: &Connection,
    standing: Option<i64>,
    kept: &Kept,
    recorded: &str,
) -> rusqlite::Result<()> {
    let title = kept.body.title.map(|span| span.of(&kept.text).to_owned());
    let address = &kept.address;
    let row = params![
        standing,
        kept.document.as_str(),
        address,
        kept.reader,
        kept.origin,
        kept.reported.map(|day| day.to_string()),
        kept.body.language.as_str(),
        title,
        fold(&format!("{} {} {address}", title.as_deref().unwrap_or_default(), kept.origin)),
        json(&kept.body),
        pack(kept.text.as_bytes()),
        kept.page.as_deref().map(pack),
        recorded,
    ];
    db.prepare_cached(
        "INSERT INTO documents(n, id, address, reader, origin, reported, language, title, search, body, text, page, recorded)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
         ON CONFLICT(n) DO UPDATE SET address = excluded.address, reader = excluded.reader, origin = excluded.origin,
         reported = excluded.reported, language = excluded.language, title = excluded.title, search = excluded.search,
         body = excluded.body, text = excluded.text, page = coalesce(excluded.page, page), recorded = excluded.recorded",
    )?
    .execute(row)?;
    let n = standing.unwrap_or_else(|| db.last_insert_rowid());
    add_address(db, n, &kept.address)?;
    for (seq, mention) in kept.mentions.iter().enumerate() {
        db.prepare_cached(
            "INSERT INTO mentions(document, seq, refers, json) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![n, seq, mention.refers.as_str(), json(mention)])?;
    }
    for (seq, told) in kept.claims.iter().enumerate() {
        let posts = Some(&told.posts).filter(|posts| !posts.is_empty()).map(json);
        let words = Some(&told.words).filter(|words| !words.is_empty());
        let id = told.claim.id.as_str();
        let kind = told.claim.matter.type_name();
        db.prepare_cached(
            "INSERT INTO claims(document, seq, id, type, json, first_hand, posts, words, recorded)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            n,
            seq,
            id,
            kind,
            json(&told.claim),
            told.first_hand,
            posts,
            words,
            recorded
        ])?;
        let claim = db.last_insert_rowid();
        for target in renamable(&told.claim.matter) {
            db.prepare_cached("INSERT INTO refs(document, target, claim) VALUES (?1, ?2, ?3)")?
                .execute(params![n, target.as_str(), claim])?;
        }
    }
    Ok(())
}

/// Notes that the blocks a document's claims lie in have to be asked again.
fn mark_dirty(db: &Connection, n: i64) -> rusqlite::Result<()> {
    db.execute(
        "INSERT INTO dirty(block, type, names)
         SELECT DISTINCT block, type, 1 FROM claims WHERE document = ?1 AND block IS NOT NULL
         ON CONFLICT DO UPDATE SET names = 1",
        [n],
    )?;
    Ok(())
}

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("records print as JSON")
}
