//! Merging what is due: only blocks that a change has touched are asked again, one by one.

use super::Store;
use crate::KeepError;
use crate::row::{Row, Value};
use chancery_record::{Claim, Day, Fact, Id, Matter, Names, Time, Told, fold};
use rusqlite::{Connection, Row as SqlRow, params};
use std::collections::{BTreeMap, BTreeSet};

/// The functions of merging, as the program hands them in.
#[derive(Clone, Copy, Debug)]
pub struct Judge {
    /// Record types of each phase; what a later phase asks rests on the names of the earlier ones.
    pub phases: &'static [&'static [&'static str]],
    /// Key of the block a claim lies in.
    pub block: fn(&Told) -> String,
    /// Which claims of a block are one fact.
    pub names: fn(&[Told]) -> Names,
    /// The facts of a block.
    pub facts: fn(&[Told], &Names) -> Vec<Fact>,
}

/// How much was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Refreshed {
    /// Blocks that were asked which claims are one.
    pub asked: usize,
    /// Blocks whose facts were made anew.
    pub blocks: usize,
    /// Facts these hold now.
    pub facts: usize,
}

/// Steps between two commits: few enough to lose little by a stop, many enough to write fast.
const STEPS: usize = 256;

impl Store {
    /// True while changes wait for `refresh`.
    pub fn is_due(&self) -> Result<bool, KeepError> {
        let sql = "SELECT EXISTS(SELECT 1 FROM dirty) OR EXISTS(SELECT 1 FROM claims WHERE stale)";
        self.ask(sql, |row| row.get(0))
    }

    /// Merges everything due. Stopped at any point and called again, it ends in the same state; `stop` is asked between
    /// blocks and ends it early with all done so far kept.
    pub fn refresh(
        &mut self,
        judge: &Judge,
        stop: &mut dyn FnMut() -> bool,
    ) -> Result<Refreshed, KeepError> {
        let mut done = Refreshed::default();
        let mut stopped = false;
        let stop: &mut dyn FnMut() -> bool = &mut || {
            stopped = stopped || stop();
            stopped
        };
        for types in judge.phases {
            for kind in *types {
                self.steps(stop, |db, out| place(db, judge, kind, out))?;
            }
            for kind in *types {
                self.steps(stop, |db, out| name(db, judge, kind, out))
                    .map(|asked| done.asked += asked)?;
            }
        }
        // Claims whose own phase was over when a record they refer to was named: same facts, other words.
        self.steps(stop, settle)?;
        let mut facts = 0;
        done.blocks = self.steps(stop, |db, out| value(db, judge, &mut facts, out))?;
        done.facts = facts;
        Ok(done)
    }

    /// Repeats a step until it finds nothing to do, some steps a transaction.
    fn steps(
        &mut self,
        stop: &mut dyn FnMut() -> bool,
        mut step: impl FnMut(&Connection, &mut Damage) -> rusqlite::Result<bool>,
    ) -> Result<usize, KeepError> {
        let (path, mut damage, mut count) = (self.path.clone(), Damage(None), 0);
        let mut round = |db: &mut Connection| {
            let tx = db.transaction()?;
            let mut more = true;
            for _ in 0..STEPS {
                if stop() || !step(&tx, &mut damage)? {
                    more = false;
                    break;
                }
                if damage.0.is_some() {
                    return Ok(false);
                }
                count += 1;
            }
            tx.commit()?;
            Ok(more)
        };
        while round(&mut self.db).map_err(|e| KeepError::sqlite(&path, e))? {}
        match damage.0 {
            Some(what) => Err(self.damaged(what)),
            None => Ok(count),
        }
    }
}

/// A row of the store that does not hold what was written there.
struct Damage(Option<String>);

/// A claim and where it stands.
struct Standing {
    n: i64,
    document: i64,
    block: Option<String>,
    told: Told,
}

const TOLD: &str = "SELECT c.n, c.document, d.id, c.json, d.origin, c.first_hand, d.reported, c.posts, c.words, c.block
    FROM claims c JOIN documents d ON d.n = c.document";

/// Sorts one claim into its block.
fn place(db: &Connection, judge: &Judge, kind: &str, out: &mut Damage) -> rusqlite::Result<bool> {
    let sql = format!("{TOLD} WHERE c.stale AND c.type = ?1 LIMIT 1");
    let Some(claim) = standing(db, &sql, kind, out)?.pop() else { return Ok(false) };
    let block = (judge.block)(&claim.told);
    db.prepare_cached("UPDATE claims SET block = ?2, stale = 0 WHERE n = ?1")?
        .execute(params![claim.n, block])?;
    for block in claim.block.iter().filter(|old| **old != block).chain([&block]) {
        mark(db, block, kind, true)?;
    }
    Ok(true)
}

/// Asks which claims of one block are one fact, and passes the news on to the claims that refer to them.
fn name(db: &Connection, judge: &Judge, kind: &str, out: &mut Damage) -> rusqlite::Result<bool> {
    let mut query = db.prepare_cached(
        "SELECT block FROM dirty WHERE type = ?1 AND names ORDER BY block LIMIT 1",
    )?;
    let Some(block) = query.query_map([kind], |row| row.get::<_, String>(0))?.next().transpose()?
    else {
        return Ok(false);
    };
    let claims = standing(db, &format!("{TOLD} WHERE c.block = ?1"), &block, out)?;
    let documents: BTreeMap<Id, i64> =
        claims.iter().map(|c| (c.told.document.clone(), c.document)).collect();
    let told: Vec<Told> = claims.into_iter().map(|claim| claim.told).collect();
    for ((document, claim), fact) in (judge.names)(&told) {
        let Some(&n) = documents.get(&document) else { continue };
        let changed = db
            .prepare_cached(
                "INSERT INTO names(document, claim, fact) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET fact = excluded.fact WHERE fact <> excluded.fact",
            )?
            .execute(params![n, claim.as_str(), fact.as_str()])?;
        if changed > 0 {
            db.prepare_cached(
                "UPDATE claims SET stale = 1
                 WHERE n IN (SELECT claim FROM refs WHERE document = ?1 AND target = ?2)",
            )?
            .execute(params![n, claim.as_str()])?;
        }
    }
    db.prepare_cached("UPDATE dirty SET names = 0 WHERE block = ?1")?.execute([&block])?;
    Ok(true)
}

/// Notes the blocks of claims that refer to records named after their own phase.
fn settle(db: &Connection, _: &mut Damage) -> rusqlite::Result<bool> {
    let due = db.execute(
        "INSERT INTO dirty(block, type, names) SELECT DISTINCT block, type, 0 FROM claims
         WHERE stale AND block IS NOT NULL ON CONFLICT DO NOTHING",
        [],
    )?;
    let settled =
        db.execute("UPDATE claims SET stale = 0 WHERE stale AND block IS NOT NULL", [])?;
    Ok(due + settled > 0)
}

/// Makes the facts of one block anew.
fn value(
    db: &Connection,
    judge: &Judge,
    count: &mut usize,
    out: &mut Damage,
) -> rusqlite::Result<bool> {
    let mut query =
        db.prepare_cached("SELECT block FROM dirty WHERE NOT names ORDER BY block LIMIT 1")?;
    let Some(block) = query.query_map([], |row| row.get::<_, String>(0))?.next().transpose()?
    else {
        return Ok(false);
    };
    let claims = standing(db, &format!("{TOLD} WHERE c.block = ?1"), &block, out)?;
    let mut names = Names::new();
    let mut words: BTreeMap<(Id, Id), String> = BTreeMap::new();
    for claim in &claims {
        let Told { document, claim: Claim { id, .. }, words: said, .. } = &claim.told;
        let key = (document.clone(), id.clone());
        if let Some(fact) = named(db, claim.document, id)? {
            names.insert(key.clone(), fact);
        }
        if !said.is_empty() {
            words.insert(key, said.clone());
        }
    }
    let told: Vec<Told> = claims.into_iter().map(|claim| claim.told).collect();
    db.prepare_cached("DELETE FROM facts WHERE block = ?1")?.execute([&block])?;
    for fact in (judge.facts)(&told, &names) {
        let said = fact.claims.first().and_then(|first| words.get(first));
        enter(db, &block, &fact, said.map_or("", String::as_str))?;
        *count += 1;
    }
    db.prepare_cached("DELETE FROM dirty WHERE block = ?1")?.execute([&block])?;
    Ok(true)
}

fn mark(db: &Connection, block: &str, kind: &str, names: bool) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO dirty(block, type, names) VALUES (?1, ?2, ?3)
         ON CONFLICT DO UPDATE SET names = max(names, excluded.names)",
    )?
    .execute(params![block, kind, names])?;
    Ok(())
}

/// Claims with their references as named so far.
fn standing(
    db: &Connection,
    sql: &str,
    key: &str,
    out: &mut Damage,
) -> rusqlite::Result<Vec<Standing>> {
    let mut query = db.prepare_cached(sql)?;
    let rows: rusqlite::Result<Vec<Option<Standing>>> =
        query.query_map([key], |row| read(row, out))?.collect();
    let mut claims: Vec<Standing> = rows?.into_iter().flatten().collect();
    for claim in &mut claims {
        let mut names: BTreeMap<Id, Id> = BTreeMap::new();
        for id in super::kept::renamable(&claim.told.claim.matter) {
            if let Some(name) = named(db, claim.document, &id)? {
                names.insert(id, name);
            }
        }
        claim.told.claim.matter.references_mut(&mut |id| {
            if let Some(name) = names.get(id) {
                *id = name.clone();
            }
        });
    }
    Ok(claims)
}

fn read(row: &SqlRow<'_>, out: &mut Damage) -> rusqlite::Result<Option<Standing>> {
    let n = row.get(0)?;
    let document: String = row.get(2)?;
    let Ok(claim) = serde_json::from_str::<Claim>(row.get_ref(3)?.as_str()?) else {
        out.0.get_or_insert_with(|| format!("claim {n} of {document}"));
        return Ok(None);
    };
    let posts: Option<String> = row.get(7)?;
    let told = Told {
        document: document.into(),
        claim,
        origin: row.get(4)?,
        first_hand: row.get(5)?,
        reported: row.get::<_, Option<String>>(6)?.and_then(|day| Day::parse(&day)),
        posts: posts.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default(),
        words: row.get::<_, Option<String>>(8)?.unwrap_or_default(),
    };
    Ok(Some(Standing { n, document: row.get(1)?, block: row.get(9)?, told }))
}

fn named(db: &Connection, document: i64, claim: &Id) -> rusqlite::Result<Option<Id>> {
    let mut query =
        db.prepare_cached("SELECT fact FROM names WHERE document = ?1 AND claim = ?2")?;
    let mut rows =
        query.query_map(params![document, claim.as_str()], |row| row.get::<_, String>(0))?;
    Ok(rows.next().transpose()?.map(Id::from))
}

fn enter(db: &Connection, block: &str, fact: &Fact, said: &str) -> rusqlite::Result<()> {
    let kind = match &fact.matter {
        Matter::Entity(entity) => Some(entity.kind.as_str()),
        _ => None,
    };
    let first = fact.grounds.first();
    let (since, until) = span_of_days(fact);
    db.prepare_cached(
        "INSERT INTO facts(block, id, type, kind, rank, first_document, first_start, first_end, since, until, search, json)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?
    .execute(params![
        block,
        fact.id.as_str(),
        fact.matter.type_name(),
        kind,
        crate::field::order(fact.matter.type_name()),
        first.map(|g| g.document.as_str()),
        first.map(|g| g.span.start()),
        first.map(|g| g.span.end()),
        since.map(|day| day.to_string()),
        until.map(|day| day.to_string()),
        search(fact, said),
        serde_json::to_string(fact).expect("facts print as JSON"),
    ])?;
    Ok(())
}

/// Days the record speaks of; of records without a time, the day it was first told.
fn span_of_days(fact: &Fact) -> (Option<Day>, Option<Day>) {
    let bounds = |from: Option<&Time>, to: Option<&Time>| {
        let since = from.and_then(|t| t.earliest).map(|m| m.day);
        let until = to.and_then(|t| t.latest).map(|m| m.day);
        (since.is_some() || until.is_some()).then_some((since, until))
    };
    let own = match &fact.matter {
        Matter::Tenure(t) => bounds(t.start.as_ref(), t.end.as_ref()),
        Matter::Tie(t) => bounds(t.start.as_ref(), t.end.as_ref()),
        Matter::Occasion(o) => bounds(o.time.as_ref(), o.time.as_ref()),
        Matter::Statement(s) => bounds(s.time.as_ref(), s.time.as_ref()),
        Matter::Act(a) => bounds(a.time.as_ref(), a.time.as_ref()),
        Matter::Instrument(i) => bounds(i.period.as_ref(), i.period.as_ref()),
        Matter::Undertaking(u) => bounds(u.period.as_ref(), u.period.as_ref()),
        Matter::Figure(f) => bounds(f.period.as_ref(), f.period.as_ref()),
        _ => None,
    };
    own.unwrap_or((fact.first_reported, fact.first_reported))
}

/// Folded words of a fact: what lists are filtered by.
fn search(fact: &Fact, said: &str) -> String {
    struct Nothing;
    impl crate::texts::Texts for Nothing {
        fn cut(&self, _: &Id, _: chancery_record::Span) -> Option<crate::texts::Cut> {
            None
        }
    }
    let row = Row::of_matter(&Nothing, &fact.id, &fact.matter, (&fact.id, false), &[]);
    let cells: Vec<String> = row.values.iter().map(Value::cell).collect();
    let words: BTreeSet<String> = fold(&format!("{} {} {said}", fact.id, cells.join(" ")))
        .split(' ')
        .map(str::to_owned)
        .collect();
    if said.is_empty() {
        words.into_iter().collect::<Vec<_>>().join(" ")
    } else {
        // Words said stay in their order, so that phrases are found.
        format!("{} {}", words.into_iter().collect::<Vec<_>>().join(" "), fold(said))
    }
}
