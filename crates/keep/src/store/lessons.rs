//! What documents state of names, entities, tenures and ties, with the day of each document; and whom their words mean.

use super::Store;
use crate::KeepError;
use chancery_record::{Claim, Day, Id, Matter, Mention};
use std::collections::BTreeMap;

/// A lasting fact as one document states it, by the ids its records have now.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    /// The document.
    pub document: Id,
    /// Its day.
    pub reported: Option<Day>,
    /// The record: of an entity its id.
    pub record: Id,
    /// An entity, a name, a tenure or a tie.
    pub matter: Matter,
}

impl Store {
    /// Every lasting fact of every document, in order of document and claim.
    pub fn lessons(&self) -> Result<Vec<Lesson>, KeepError> {
        let names = self.names_by_document()?;
        let sql =
            "SELECT d.id, d.reported, c.json FROM claims c JOIN documents d ON d.n = c.document
            WHERE c.type IN ('entity', 'name', 'tenure', 'tie') ORDER BY d.id, c.seq";
        let mut query = self.statement(sql)?;
        let mut rows = query.query([]).map_err(|e| self.fail(e))?;
        let mut lessons = Vec::new();
        while let Some(row) = rows.next().map_err(|e| self.fail(e))? {
            let document: String = row.get(0).map_err(|e| self.fail(e))?;
            let reported: Option<String> = row.get(1).map_err(|e| self.fail(e))?;
            let json: String = row.get(2).map_err(|e| self.fail(e))?;
            let claim: Claim = serde_json::from_str(&json)
                .map_err(|e| self.damaged(format!("a claim of {document}: {e}")))?;
            let mut matter = claim.matter;
            let known = names.get(&document);
            matter.references_mut(&mut |id| {
                if let Some(name) = known.and_then(|names| names.get(id)) {
                    *id = name.clone();
                }
            });
            let record = known.and_then(|names| names.get(&claim.id)).cloned().unwrap_or(claim.id);
            let reported = reported.as_deref().and_then(Day::parse);
            lessons.push(Lesson { document: Id::from(document), reported, record, matter });
        }
        Ok(lessons)
    }

    /// The mentions of a document in order, each with what chose its referent and who else was thinkable.
    pub fn mentions(&self, document: &Id) -> Result<Vec<Mention>, KeepError> {
        let sql = "SELECT m.json FROM mentions m JOIN documents d ON d.n = m.document WHERE d.id = ?1 ORDER BY m.seq";
        let mut query = self.statement(sql)?;
        let mut rows = query.query([document.as_str()]).map_err(|e| self.fail(e))?;
        let mut mentions = Vec::new();
        while let Some(row) = rows.next().map_err(|e| self.fail(e))? {
            let json: String = row.get(0).map_err(|e| self.fail(e))?;
            mentions.push(
                serde_json::from_str(&json)
                    .map_err(|e| self.damaged(format!("a mention of {document}: {e}")))?,
            );
        }
        Ok(mentions)
    }

    fn names_by_document(&self) -> Result<BTreeMap<String, BTreeMap<Id, Id>>, KeepError> {
        let sql = "SELECT id, claim, fact FROM names JOIN documents ON n = document";
        let mut query = self.statement(sql)?;
        let mut rows = query.query([]).map_err(|e| self.fail(e))?;
        let mut names: BTreeMap<String, BTreeMap<Id, Id>> = BTreeMap::new();
        while let Some(row) = rows.next().map_err(|e| self.fail(e))? {
            let document: String = row.get(0).map_err(|e| self.fail(e))?;
            let claim: String = row.get(1).map_err(|e| self.fail(e))?;
            let fact: String = row.get(2).map_err(|e| self.fail(e))?;
            names.entry(document).or_default().insert(Id::from(claim), Id::from(fact));
        }
        Ok(names)
    }
}
