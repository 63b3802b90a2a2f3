//! Lines of the record straight from tellings: each text by itself, nothing merged, nothing stored.

use crate::row::{Basis, Row, Value};
use crate::telling::{document_row, mention_row, register_claims};
use crate::texts::{Loaded, Texts};
use chancery_record::matter::State;
use chancery_record::{Claim, Ground, Id, Matter, Telling};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// What lines hold beside the record.
#[derive(Clone, Debug, Default)]
pub struct LineOptions {
    /// The text of each document in its line.
    pub text: bool,
    /// Assertion lines, one for each field of each claim; `made_by` of them begins with this version of the reader.
    pub assertions: Option<String>,
}

/// Writes the record of some texts, each read by itself. Documents stand by id, and a text given twice stands once. An
/// entity, post or name of several texts is one line; any other record that shares its id with one of an earlier text
/// becomes `-2`, and so do the references to it.
pub fn write_tellings(
    out: &mut dyn Write,
    tellings: &[Telling],
    options: &LineOptions,
) -> io::Result<()> {
    let mut sorted: BTreeMap<&Id, &Telling> = BTreeMap::new();
    for telling in tellings {
        let known = sorted.entry(&telling.document.id).or_insert(telling);
        if telling.document.address < known.document.address {
            *known = telling;
        }
    }
    let mut texts = Loaded::default();
    let mut rows = Rows::default();
    for telling in sorted.into_values() {
        texts.add(&telling.document);
        rows.add(telling, &texts, options);
    }
    let mut lines = rows.lines;
    lines.sort_by_key(Row::key);
    for row in &lines {
        write_line(out, row)?;
    }
    Ok(())
}

/// Writes one line.
pub fn write_line(out: &mut dyn Write, row: &Row) -> io::Result<()> {
    out.write_all(row.json().as_bytes())?;
    out.write_all(b"\n")
}

#[derive(Default)]
struct Rows {
    lines: Vec<Row>,
    taken: BTreeSet<Id>,
    shared: BTreeMap<Id, usize>,
}

impl Rows {
    fn add(&mut self, telling: &Telling, texts: &dyn Texts, options: &LineOptions) {
        let document = &telling.document.id;
        self.lines.push(document_row(telling, texts, options.text));
        for mention in &telling.resolution.mentions {
            if let Some(cut) = texts.cut(document, mention.span) {
                let mut row = mention_row(document, mention, cut);
                row.id = self.free(&row.id);
                self.lines.push(row);
            }
        }
        for claim in register_claims(telling) {
            self.share(&claim, document, texts);
        }
        let reported = telling.document.dated.as_ref().and_then(chancery_record::Time::single_day);
        let reported = reported.map(|day| day.to_string());
        for claim in self.renamed(&telling.claims) {
            if matches!(claim.matter, Matter::Entity(_) | Matter::Post(_) | Matter::Name(_)) {
                self.share(&claim, document, texts);
            } else {
                self.lines.push(row(&claim, document, texts));
            }
            if let Some(version) = &options.assertions {
                let rows =
                    assertions(&claim, &claim.id, document, reported.as_deref(), version, texts);
                for mut row in rows {
                    row.id = self.free(&row.id);
                    self.lines.push(row);
                }
            }
        }
    }

    /// One line for an entity, post or name, however many texts know it.
    fn share(&mut self, claim: &Claim, document: &Id, texts: &dyn Texts) {
        let row = row(claim, document, texts);
        let Some(&at) = self.shared.get(&row.id) else {
            self.taken.insert(row.id.clone());
            self.shared.insert(row.id.clone(), self.lines.len());
            return self.lines.push(row);
        };
        let known = &mut self.lines[at].grounds;
        known.extend(row.grounds);
        // The register's word is only needed where no text names the record.
        if known.iter().any(|basis| matches!(basis, Basis::Text { .. })) {
            known.retain(|basis| matches!(basis, Basis::Text { .. }));
        } else {
            known.truncate(1);
        }
    }

    /// The claims of one text under ids that no other line has.
    fn renamed(&mut self, claims: &[Claim]) -> Vec<Claim> {
        let mut names: BTreeMap<&Id, Id> = BTreeMap::new();
        let mut fresh = Vec::with_capacity(claims.len());
        for claim in claims {
            let shared =
                matches!(claim.matter, Matter::Entity(_) | Matter::Post(_) | Matter::Name(_));
            let id = if shared { claim.id.clone() } else { self.free(&claim.id) };
            if id != claim.id {
                names.entry(&claim.id).or_insert_with(|| id.clone());
            }
            fresh.push(id);
        }
        let rename = |(claim, id): (&Claim, Id)| {
            let mut claim = Claim { id, ..claim.clone() };
            claim.matter.references_mut(&mut |id| {
                if let Some(new) = names.get(id) {
                    *id = new.clone();
                }
            });
            claim
        };
        claims.iter().zip(fresh).map(rename).collect()
    }

    fn free(&mut self, id: &Id) -> Id {
        let mut free = id.clone();
        let mut n = 2;
        while !self.taken.insert(free.clone()) {
            free = Id::new(&format!("{id}-{n}"));
            n += 1;
        }
        free
    }
}

fn row(claim: &Claim, document: &Id, texts: &dyn Texts) -> Row {
    Row::of_matter(texts, &claim.id, &claim.matter, (document, false), &claim.grounds)
}

/// Assertions of a claim: one for each field with a value, on the grounds that prove the field, else on those of the
/// record.
pub fn assertions(
    claim: &Claim,
    subject: &Id,
    document: &Id,
    reported: Option<&str>,
    version: &str,
    texts: &dyn Texts,
) -> Vec<Row> {
    let row = row(claim, document, texts);
    let names = crate::field::fields(row.kind).iter().map(|field| field.name);
    let denied = match &claim.matter {
        Matter::Occasion(occasion) => occasion.state == State::Denied,
        Matter::Act(act) => act.state == State::Denied,
        _ => false,
    };
    names
        .zip(row.values)
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| {
            let proves = |g: &&Ground| g.fields.iter().any(|f| f.as_str() == name);
            let whole = |g: &&Ground| g.fields.is_empty();
            let mut grounds: Vec<Ground> = claim.grounds.iter().filter(proves).cloned().collect();
            if grounds.is_empty() {
                grounds = claim.grounds.iter().filter(whole).take(1).cloned().collect();
            }
            if grounds.is_empty() {
                grounds = claim.grounds.iter().take(1).cloned().collect();
            }
            let grounds = crate::row::bases(texts, subject, &grounds);
            let (start, end, sure) = match grounds.first() {
                Some(Basis::Text { cut, reading, .. }) => (cut.start, cut.end, *reading),
                _ => (0, 0, chancery_record::Reading(1000)),
            };
            let json = serde_json::from_str(&value.json()).expect("values print as JSON");
            let key = [
                subject.as_str().into(),
                name.into(),
                json,
                document.as_str().into(),
                start.into(),
                end.into(),
            ];
            Row {
                kind: "assertion",
                id: Id::hashed("assertion", &key),
                values: vec![
                    subject.into(),
                    name.into(),
                    value,
                    reported.map_or(Value::None, Value::text),
                    if denied { "denied" } else { "asserted" }.into(),
                    crate::row::reading(sure),
                    Value::text(format!("{version} {}", claim.rule)),
                ],
                support: None,
                grounds,
            }
        })
        .collect()
}
