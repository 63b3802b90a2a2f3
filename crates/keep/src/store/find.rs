//! Reading: lists with filters, and one record with everything it rests on.

use super::Store;
use super::kept::Body;
use crate::KeepError;
use crate::field::supported;
use crate::row::Row;
use crate::telling::{document_row_of, mention_row};
use crate::texts::{Loaded, Text, Texts as _};
use chancery_record::{Claim, Day, Document, Fact, Id, Mention, Resolution, Time, fold};
use rusqlite::{OptionalExtension, ToSql, params_from_iter};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each variant is what its word says")]
pub enum List {
    Documents,
    People,
    Organizations,
    States,
    Places,
    Entities,
    Names,
    Posts,
    Tenures,
    Ties,
    Occasions,
    Participations,
    Statements,
    Acts,
    Instruments,
    Undertakings,
    Figures,
}

impl List {
    /// Every list with its word, the record type in it, and the kinds of entity it is cut to.
    pub const ALL: [(Self, &'static str, &'static str, &'static [&'static str]); 17] = [
        (Self::Documents, "documents", "document", &[]),
        (Self::People, "people", "entity", &["person"]),
        (
            Self::Organizations,
            "organizations",
            "entity",
            &["organization", "body", "outlet", "force", "armed-group", "collective"],
        ),
        (Self::States, "states", "entity", &["state"]),
        (Self::Places, "places", "entity", &["place"]),
        (Self::Entities, "entities", "entity", &[]),
        (Self::Names, "names", "name", &[]),
        (Self::Posts, "posts", "post", &[]),
        (Self::Tenures, "tenures", "tenure", &[]),
        (Self::Ties, "ties", "tie", &[]),
        (Self::Occasions, "occasions", "occasion", &[]),
        (Self::Participations, "participations", "participation", &[]),
        (Self::Statements, "statements", "statement", &[]),
        (Self::Acts, "acts", "act", &[]),
        (Self::Instruments, "instruments", "instrument", &[]),
        (Self::Undertakings, "undertakings", "undertaking", &[]),
        (Self::Figures, "figures", "figure", &[]),
    ];

    /// The list of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, w, _, _)| *w == word).map(|(list, ..)| *list)
    }

    /// Its word.
    pub fn as_str(self) -> &'static str {
        self.row().1
    }

    /// The record type in it.
    pub fn kind(self) -> &'static str {
        self.row().2
    }

    fn row(self) -> &'static (Self, &'static str, &'static str, &'static [&'static str]) {
        Self::ALL.iter().find(|(list, ..)| *list == self).expect("every list has its row")
    }
}

/// Which records.
#[derive(Clone, Debug)]
pub struct Query {
    /// Of which list.
    pub list: List,
    /// Every word of this stands in the record.
    pub text: Option<String>,
    /// Not over before this day. A record without a time counts from the day it was first told.
    pub since: Option<Day>,
    /// Begun by this day.
    pub until: Option<Day>,
    /// At most so many.
    pub limit: Option<usize>,
}

impl Query {
    /// The whole list.
    pub fn all(list: List) -> Self {
        Self { list, text: None, since: None, until: None, limit: None }
    }
}

/// A record with everything it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The record.
    pub row: Row,
    /// The texts that tell it, in the order of documents.
    pub tellers: Vec<Teller>,
    /// Ids by which these texts know it, where they are others.
    pub aliases: Vec<Id>,
}

/// A text that tells a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Teller {
    /// The document.
    pub document: Id,
    /// Its title.
    pub title: Option<String>,
    /// Where it was obtained.
    pub address: String,
    /// Whose words it holds, as corroboration is counted.
    pub origin: String,
    /// Its date.
    pub reported: Option<Day>,
    /// Id of the record in it.
    pub claim: Id,
    /// The rule that read it.
    pub rule: String,
}

/// A claim with what stands beside it in the log.
pub(crate) struct Claimed {
    pub(crate) claim: Claim,
    pub(crate) names: Arc<BTreeMap<Id, Id>>,
    pub(crate) reported: Option<String>,
    pub(crate) reader: String,
}

impl Store {
    /// The records of a query: of documents the newest first, of entities, names and posts by id, of all others the newest
    /// first.
    pub fn list(&self, query: &Query) -> Result<Vec<Row>, KeepError> {
        let ids = if query.list == List::Documents {
            return self
                .matching(query, "documents", "reported", "reported", "reported DESC, id")?
                .iter()
                .map(|id| self.document_line(id, false))
                .filter_map(Result::transpose)
                .collect();
        } else {
            let timed = supported(query.list.kind());
            let order = if timed { "coalesce(since, until) DESC, id" } else { "id" };
            self.matching(query, "facts", "since", "until", order)?
        };
        ids.iter()
            .map(|id| self.fact(id))
            .filter_map(Result::transpose)
            .map(|fact| Ok(self.fact_row(&self.in_year_of_text(fact?)?)))
            .collect()
    }

    fn matching(
        &self,
        query: &Query,
        table: &str,
        since: &str,
        until: &str,
        order: &str,
    ) -> Result<Vec<Id>, KeepError> {
        let mut conditions = vec!["1".to_owned()];
        let mut values: Vec<Box<dyn ToSql>> = Vec::new();
        let mut with = |condition: String, value: String| {
            values.push(Box::new(value));
            conditions.push(condition.replace('?', &format!("?{}", values.len())));
        };
        let (_, _, kind, kinds) = query.list.row();
        if table == "facts" {
            with("type = ?".to_owned(), (*kind).to_owned());
            if !kinds.is_empty() {
                let quoted: Vec<String> = kinds.iter().map(|k| format!("'{k}'")).collect();
                with(format!("kind IN ({}) AND ? = ''", quoted.join(", ")), String::new());
            }
        }
        for word in fold(query.text.as_deref().unwrap_or_default()).split_whitespace() {
            with("instr(search, ?) > 0".to_owned(), word.to_owned());
        }
        if let Some(day) = query.since {
            with(format!("coalesce({until}, {since}) >= ?"), day.to_string());
        }
        if let Some(day) = query.until {
            with(format!("coalesce({since}, {until}) <= ?"), day.to_string());
        }
        let most = query.limit.and_then(|n| i64::try_from(n).ok()).unwrap_or(-1);
        let sql = format!(
            "SELECT id FROM {table} WHERE {} ORDER BY {order} LIMIT {most}",
            conditions.join(" AND ")
        );
        let found = || -> rusqlite::Result<Vec<Id>> {
            let mut query = self.db.prepare_cached(&sql)?;
            let ids = query.query_map(params_from_iter(&values), |row| row.get::<_, String>(0))?;
            ids.map(|id| id.map(Id::from)).collect()
        };
        found().map_err(|e| self.fail(e))
    }

    /// One record by its id, or by the id that some text has for it.
    pub fn record(&self, id: &Id) -> Result<Option<Record>, KeepError> {
        if id.prefix() == "doc" {
            let row = self.document_line(id, false)?;
            return Ok(row.map(|row| Record { row, tellers: Vec::new(), aliases: Vec::new() }));
        }
        let fact = match self.fact(id)? {
            Some(fact) => fact,
            None => match self.name_of(id)?.map(|name| self.fact(&name)).transpose()?.flatten() {
                Some(fact) => fact,
                None => return Ok(None),
            },
        };
        let mut claims = fact.claims.clone();
        claims.sort();
        let tellers = claims.iter().map(|(document, claim)| self.teller(document, claim));
        let tellers: Vec<Teller> =
            tellers.filter_map(Result::transpose).collect::<Result<_, _>>()?;
        let aliases: BTreeSet<Id> =
            claims.into_iter().map(|(_, claim)| claim).filter(|claim| *claim != fact.id).collect();
        let row = self.fact_row(&self.in_year_of_text(fact)?);
        Ok(Some(Record { row, tellers, aliases: aliases.into_iter().collect() }))
    }

    fn name_of(&self, claim: &Id) -> Result<Option<Id>, KeepError> {
        let sql = "SELECT fact FROM names JOIN documents ON n = document WHERE claim = ?1 ORDER BY reported, id LIMIT 1";
        let found: rusqlite::Result<Option<String>> =
            self.db.query_row(sql, [claim.as_str()], |row| row.get(0)).optional();
        Ok(found.map_err(|e| self.fail(e))?.map(Id::from))
    }

    pub(super) fn fact(&self, id: &Id) -> Result<Option<Fact>, KeepError> {
        let json: rusqlite::Result<Option<String>> = self
            .db
            .prepare_cached("SELECT json FROM facts WHERE id = ?1 ORDER BY block LIMIT 1")
            .and_then(|mut q| q.query_row([id.as_str()], |row| row.get(0)).optional());
        json.map_err(|e| self.fail(e))?.map(|json| self.parse_fact(&json)).transpose()
    }

    pub(crate) fn parse_fact(&self, json: &str) -> Result<Fact, KeepError> {
        serde_json::from_str(json).map_err(|e| self.damaged(format!("a fact: {e}")))
    }

    /// The line of a fact, with support where its type has it.
    pub(crate) fn fact_row(&self, fact: &Fact) -> Row {
        let documents: BTreeSet<&Id> = fact.grounds.iter().map(|g| &g.document).collect();
        let home = fact.claims.first().map_or(&fact.id, |(document, _)| document);
        let named = (home, documents.len() > 1);
        let mut row = Row::of_matter(self, &fact.id, &fact.matter, named, &fact.grounds);
        row.support = Some(fact.support).filter(|_| supported(row.kind));
        row
    }

    fn teller(&self, document: &Id, claim: &Id) -> Result<Option<Teller>, KeepError> {
        let sql = "SELECT title, address, origin, reported, json_extract(claims.json, '$.rule')
            FROM documents JOIN claims ON claims.document = documents.n
            WHERE documents.id = ?1 AND claims.id = ?2";
        let read = |row: &rusqlite::Row<'_>| {
            Ok(Teller {
                document: document.clone(),
                title: row.get(0)?,
                address: row.get(1)?,
                origin: row.get(2)?,
                reported: row.get::<_, Option<String>>(3)?.and_then(|day| Day::parse(&day)),
                claim: claim.clone(),
                rule: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
            })
        };
        self.db
            .prepare_cached(sql)
            .and_then(|mut q| q.query_row([document.as_str(), claim.as_str()], read).optional())
            .map_err(|e| self.fail(e))
    }

    fn parse_body(&self, id: &Id, body: &str) -> Result<Body, KeepError> {
        serde_json::from_str(body).map_err(|e| self.damaged(format!("{id}: {e}")))
    }

    /// The date of a document as its text gives it.
    pub(super) fn date_of(&self, id: &Id) -> Result<Option<Time>, KeepError> {
        let body: rusqlite::Result<Option<String>> = self
            .db
            .prepare_cached("SELECT body FROM documents WHERE id = ?1")
            .and_then(|mut q| q.query_row([id.as_str()], |row| row.get(0)).optional());
        let body = body.map_err(|e| self.fail(e))?.map(|body| self.parse_body(id, &body));
        Ok(body.transpose()?.and_then(|body| body.dated))
    }

    /// The line of a document.
    pub(crate) fn document_line(&self, id: &Id, text: bool) -> Result<Option<Row>, KeepError> {
        let found: rusqlite::Result<Option<(String, String)>> =
            self.db.prepare_cached("SELECT address, body FROM documents WHERE id = ?1").and_then(
                |mut q| q.query_row([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?))).optional(),
            );
        let Some((address, body)) = found.map_err(|e| self.fail(e))? else { return Ok(None) };
        let Some(full) = self.text(id)? else { return Ok(None) };
        let body = self.parse_body(id, &body)?;
        let told = body.dated.as_ref().map_or(Ok(None), |own| self.dated_by_others(id, own))?;
        let document = Document {
            id: id.clone(),
            sha256: body.sha256,
            address,
            text: full.into(),
            title: body.title,
            dated: told.or(body.dated),
            dateline: None,
            language: body.language,
            regions: body.regions,
            chain: body.chain,
            publisher: None,
            made: body.made,
        };
        let resolution = Resolution {
            dateline: body.dateline,
            publisher: body.publisher,
            hands: body.hands,
            ..Resolution::default()
        };
        let mut texts = Loaded::default();
        texts.add(&document);
        Ok(Some(document_row_of(&document, &resolution, &body.times, &texts, text)))
    }

    /// The lines of a document's mentions, in order. They refer to facts by the names these have now.
    pub(crate) fn mention_lines(&self, id: &Id) -> Result<Vec<Row>, KeepError> {
        let Some(text) = self.text(id)? else { return Ok(Vec::new()) };
        let text = Text::new(text.into());
        let read = || -> rusqlite::Result<Vec<(String, Option<String>)>> {
            let mut query = self.db.prepare_cached(
                "SELECT m.json, names.fact FROM documents d JOIN mentions m ON m.document = d.n
                 LEFT JOIN names ON names.document = d.n AND names.claim = m.refers WHERE d.id = ?1 ORDER BY m.seq",
            )?;
            let rows = query.query_map([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect()
        };
        let mut taken = BTreeSet::new();
        let mut rows = Vec::new();
        for (json, name) in read().map_err(|e| self.fail(e))? {
            let mut mention: Mention = serde_json::from_str(&json)
                .map_err(|e| self.damaged(format!("a mention of {id}: {e}")))?;
            let cut = text.cut(mention.span);
            let mut row = mention_row(id, &mention, cut.clone());
            if let Some(name) = name {
                mention.refers = name.into();
                row.values = crate::field::mention_values(id, &mention, &cut);
            }
            let base = row.id.clone();
            let mut n = 2;
            while !taken.insert(row.id.clone()) {
                row.id = Id::new(&format!("{base}-{n}"));
                n += 1;
            }
            rows.push(row);
        }
        rows.sort_by_key(Row::key);
        Ok(rows)
    }

    /// The claims of a document as it makes them, with the names their records have now.
    pub(crate) fn claims_of(&self, document: &Id) -> Result<Vec<Claimed>, KeepError> {
        let sql =
            "SELECT c.json, d.reported, d.reader FROM claims c JOIN documents d ON d.n = c.document
            WHERE d.id = ?1 ORDER BY c.seq";
        let read = || -> rusqlite::Result<Vec<(String, Option<String>, String)>> {
            let mut query = self.db.prepare_cached(sql)?;
            let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
            query.query_map([document.as_str()], read)?.collect()
        };
        let names = || -> rusqlite::Result<BTreeMap<Id, Id>> {
            let mut query = self.db.prepare_cached(
                "SELECT claim, fact FROM names JOIN documents ON n = document WHERE id = ?1",
            )?;
            let id = |text: String| Id::from(text);
            query
                .query_map([document.as_str()], |row| Ok((id(row.get(0)?), id(row.get(1)?))))?
                .collect()
        };
        let names = Arc::new(names().map_err(|e| self.fail(e))?);
        let claimed = |(json, reported, reader): (String, Option<String>, String)| {
            let claim = serde_json::from_str(&json)
                .map_err(|e| self.damaged(format!("a claim of {document}: {e}")))?;
            Ok(Claimed { claim, names: names.clone(), reported, reader })
        };
        read().map_err(|e| self.fail(e))?.into_iter().map(claimed).collect()
    }

    /// Number of records of each list that holds any.
    pub fn counts(&self) -> Result<Vec<(List, usize)>, KeepError> {
        let count = |list: List| {
            let (_, _, kind, kinds) = list.row();
            let quoted: Vec<String> = kinds.iter().map(|k| format!("'{k}'")).collect();
            let sql = match (*kind, quoted.is_empty()) {
                ("document", _) => "SELECT count(*) FROM documents".to_owned(),
                (kind, true) => format!("SELECT count(*) FROM facts WHERE type = '{kind}'"),
                (kind, false) => format!(
                    "SELECT count(*) FROM facts WHERE type = '{kind}' AND kind IN ({})",
                    quoted.join(", ")
                ),
            };
            Ok((list, self.ask(&sql, |row| row.get::<_, usize>(0))?))
        };
        List::ALL.iter().map(|(list, ..)| count(*list)).collect()
    }

    /// Whether a mention of this text can still be cut: for `doctor`.
    pub fn holds_text(&self, document: &Id) -> bool {
        self.cut(document, chancery_record::Span::new(0, 0)).is_some()
    }
}
