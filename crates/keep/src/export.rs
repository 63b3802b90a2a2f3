//! The kept record as rows in the order of exports, and as JSON Lines.

use crate::KeepError;
use crate::row::{Basis, Row, Value};
use crate::store::Store;
use crate::write::{LineOptions, assertions, write_line};
use chancery_record::{Claim, Fact, Id};
use std::collections::BTreeSet;
use std::io::Write;

/// Takes one row; an error ends the export.
pub(crate) type Take<'a> = dyn FnMut(Row) -> Result<(), KeepError> + 'a;

impl Store {
    /// Writes the merged record as JSON Lines. What waits for `refresh` is not in it.
    pub fn write_lines(&self, out: &mut dyn Write, options: &LineOptions) -> Result<(), KeepError> {
        let path = self.path().to_owned();
        self.rows(options, &mut |row| write_line(out, &row).map_err(|e| KeepError::io(&path, e)))
    }

    /// Every row of the record in the order of exports.
    pub(crate) fn rows(&self, options: &LineOptions, take: &mut Take<'_>) -> Result<(), KeepError> {
        let documents = self.documents()?;
        for id in &documents {
            self.document_line(id, options.text)?.map(&mut *take).transpose()?;
        }
        for id in &documents {
            self.mention_lines(id)?.into_iter().try_for_each(&mut *take)?;
        }
        self.each_fact(take)?;
        if options.assertions.is_some() {
            // What rests on the register comes first, as in every other type.
            for of_register in [true, false] {
                for id in &documents {
                    let rests = |row: &Row| matches!(row.grounds[..], [Basis::Register(_)]);
                    let rows = self.assertion_lines(id)?.into_iter();
                    rows.filter(|row| rests(row) == of_register).try_for_each(&mut *take)?;
                }
            }
            self.decisions()?.into_iter().try_for_each(&mut *take)?;
        }
        Ok(())
    }

    /// Ids of all documents, sorted.
    pub fn documents(&self) -> Result<Vec<Id>, KeepError> {
        self.column("SELECT id FROM documents ORDER BY id")
            .map(|ids| ids.into_iter().map(Id::from).collect())
    }

    /// Every standing record, in the order of exports.
    pub fn facts(&self) -> Result<Vec<Fact>, KeepError> {
        let sql = "SELECT json FROM facts ORDER BY rank, first_document, first_start, first_end, id, block";
        self.column(sql)?.iter().map(|json| self.parse_fact(json)).collect()
    }

    fn each_fact(&self, take: &mut Take<'_>) -> Result<(), KeepError> {
        let sql = "SELECT json FROM facts ORDER BY rank, first_document, first_start, first_end, id, block";
        let mut query = self.statement(sql)?;
        let mut rows = query.query([]).map_err(|e| self.fail(e))?;
        while let Some(row) = rows.next().map_err(|e| self.fail(e))? {
            let json: String = row.get(0).map_err(|e| self.fail(e))?;
            let fact = self.in_year_of_text(self.parse_fact(&json)?)?;
            take(self.fact_row(&fact))?;
        }
        Ok(())
    }

    /// What one document asserts, by the names its records have now.
    fn assertion_lines(&self, document: &Id) -> Result<Vec<Row>, KeepError> {
        let mut taken = BTreeSet::new();
        let mut rows = Vec::new();
        for told in self.claims_of(document)? {
            let Claim { id, .. } = &told.claim;
            let subject = told.names.get(id).unwrap_or(id).clone();
            let mut claim = told.claim.clone();
            claim.matter.references_mut(&mut |id| {
                if let Some(name) = told.names.get(id) {
                    *id = name.clone();
                }
            });
            let reported = told.reported.as_deref();
            for mut row in assertions(&claim, &subject, document, reported, &told.reader, self) {
                let base = row.id.clone();
                let mut n = 2;
                while !taken.insert(row.id.clone()) {
                    row.id = Id::new(&format!("{base}-{n}"));
                    n += 1;
                }
                rows.push(row);
            }
        }
        rows.sort_by_key(Row::key);
        Ok(rows)
    }

    fn decisions(&self) -> Result<Vec<Row>, KeepError> {
        let sql = "SELECT kind, records, by, made, reason, undone FROM decisions";
        let mut query = self.statement(sql)?;
        let read = |row: &rusqlite::Row<'_>| {
            let [kind, records, by, made]: [String; 4] =
                [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?];
            let records: Vec<String> = records.split(' ').map(str::to_owned).collect();
            let key = [
                kind.as_str().into(),
                records.clone().into(),
                by.as_str().into(),
                made.as_str().into(),
            ];
            let editor = by.clone();
            Ok(Row {
                kind: "decision",
                id: Id::hashed("decision", &key),
                values: vec![
                    Value::Text(kind),
                    Value::List(records.into_iter().map(Value::Text).collect()),
                    Value::Text(by),
                    Value::Text(made),
                    row.get::<_, Option<String>>(4)?.map_or(Value::None, Value::Text),
                    if row.get(5)? { Value::True } else { Value::None },
                ],
                support: None,
                grounds: vec![Basis::Editor(editor)],
            })
        };
        let rows = query.query_map([], read).map_err(|e| self.fail(e))?;
        let mut rows: Vec<Row> = rows.collect::<Result<_, _>>().map_err(|e| self.fail(e))?;
        rows.sort_by_key(Row::key);
        Ok(rows)
    }
}
