//! `chancery show`: the record for reading: lists, one record with all its evidence, an overview.

use crate::args::{Cli, Form, ShowArgs};
use crate::learned::Learned;
use crate::outcome::{Outcome, usage};
use crate::record::open_merged;
use anyhow::Result;
use chancery_keep::row::Basis;
use chancery_keep::{List, Query, Record, Row, Store, Value};
use chancery_knowledge::Register;
use chancery_record::{Day, Id, Officeholder, World};
use std::collections::BTreeMap;
use std::io::{BufWriter, IsTerminal, Write};

/// What an overview shows, with its headings.
const OVERVIEW: [(List, &str); 9] = [
    (List::Documents, "What was read"),
    (List::Tenures, "Who holds what"),
    (List::Ties, "Who belongs to what"),
    (List::Occasions, "What took place, or is to"),
    (List::Statements, "Who said what"),
    (List::Acts, "Who did what to whom"),
    (List::Instruments, "Which papers"),
    (List::Undertakings, "What was promised, proposed, given"),
    (List::Figures, "Which numbers, and who gives them"),
];

/// Runs `show`.
pub(super) fn run(cli: &Cli, args: &ShowArgs) -> Result<Outcome> {
    let store = open_merged(&cli.store, cli.quiet)?;
    let mut shown = Shown::new(&store, args)?;
    match args.what.as_deref() {
        None => shown.overview()?,
        Some(what) if what.contains('/') => return shown.record(&Id::new(what)),
        Some(what) => match List::from_word(what) {
            Some(list) => shown.list(list)?,
            None => {
                return Err(usage(format!(
                    "nothing is called {what}; there are {}, or an id",
                    words()
                )));
            }
        },
    }
    shown.out.flush()?;
    Ok(Outcome::Done)
}

fn words() -> String {
    List::ALL.iter().map(|(_, word, ..)| *word).collect::<Vec<_>>().join(", ")
}

/// Where and how things are shown, with the names of what was looked up.
struct Shown<'a> {
    store: &'a Store,
    args: &'a ShowArgs,
    table: bool,
    since: Option<Day>,
    until: Option<Day>,
    out: BufWriter<std::io::Stdout>,
    labels: BTreeMap<String, String>,
    against: Option<Against>,
}

/// By holder and post: whom the default register has.
type Against = BTreeMap<(String, String), Officeholder>;

impl<'a> Shown<'a> {
    fn new(store: &'a Store, args: &'a ShowArgs) -> Result<Self> {
        let table =
            args.format.map_or_else(|| std::io::stdout().is_terminal(), |form| form == Form::Table);
        let day = |text: &Option<String>| match text.as_deref() {
            None => Ok(None),
            Some(text) => Day::parse(text)
                .map(Some)
                .ok_or_else(|| usage(format!("{text} is not a day; write YYYY-MM-DD"))),
        };
        let (since, until) = (day(&args.since)?, day(&args.until)?);
        let out = BufWriter::new(std::io::stdout());
        Ok(Self { store, args, table, since, until, out, labels: BTreeMap::new(), against: None })
    }

    fn query(&self, list: List) -> Query {
        let limit =
            Some(self.args.limit).filter(|&limit| limit > 0).map(|limit| limit.saturating_add(1));
        Query { list, text: self.args.with.clone(), since: self.since, until: self.until, limit }
    }

    fn overview(&mut self) -> Result<()> {
        for (list, heading) in OVERVIEW {
            if self.table {
                let total = self
                    .store
                    .counts()?
                    .into_iter()
                    .find(|(l, _)| *l == list)
                    .map_or(0, |(_, n)| n);
                if total == 0 {
                    continue;
                }
                writeln!(self.out, "\n{heading} ({total} {})", list.as_str())?;
            }
            self.list(list)?;
        }
        Ok(())
    }

    fn list(&mut self, list: List) -> Result<()> {
        let mut rows = self.store.list(&self.query(list))?;
        let more = self.args.limit > 0 && rows.len() > self.args.limit;
        if more {
            rows.truncate(self.args.limit);
        }
        for row in &rows {
            if self.table {
                self.entry(row)?;
            } else {
                writeln!(self.out, "{}", row.json())?;
            }
        }
        if more {
            self.out.flush()?;
            let word = list.as_str();
            writeln!(
                std::io::stderr().lock(),
                "more {word} than {}: --limit 0 shows all",
                self.args.limit
            )?;
        }
        Ok(())
    }

    /// A line for people and the words it was read from.
    fn entry(&mut self, row: &Row) -> Result<()> {
        let line = self.line(row)?;
        let support =
            row.support.filter(|s| s.origins > 1 || s.against > 0).map_or_else(String::new, |s| {
                let against =
                    if s.against > 0 { format!(", {} against", s.against) } else { String::new() };
                format!("  ({} origins{against})", s.origins)
            });
        writeln!(self.out, "  {line}{support}")?;
        let quoted = row.grounds.iter().find_map(|basis| match basis {
            Basis::Text { cut, fields, .. } if fields.is_empty() => Some(cut.text.as_str()),
            _ => None,
        });
        let words = quoted.map(|w| format!("“{}”  ", short(w, 160))).unwrap_or_default();
        if row.kind != "document" {
            writeln!(self.out, "      {words}{}", row.id)?;
        }
        self.against_register(row)
    }

    /// Of a tenure: the holder that the default register has instead.
    fn against_register(&mut self, row: &Row) -> Result<()> {
        if row.kind != "tenure" {
            return Ok(());
        }
        let text = |name: &str| row.value(name).map(Value::cell).unwrap_or_default();
        let key = (text("holder"), text("post"));
        if self.against.is_none() {
            let lessons = self.store.lessons()?;
            let found = Learned::new(Register::default_register(), &lessons).contradictions();
            let keyed =
                found.into_iter().map(|c| ((c.holder.to_string(), c.post.to_string()), c.register));
            self.against = Some(keyed.collect());
        }
        let found = self.against.as_ref().and_then(|against| against.get(&key));
        if let Some(Officeholder { person, from, .. }) = found {
            let entry = Register::default_register().entry(person);
            let label = entry.map_or(person.path(), |entry| entry.label.as_str());
            let since = from.map_or_else(String::new, |day| format!(", since {day}"));
            writeln!(self.out, "      the default register has {label}{since}")?;
        }
        Ok(())
    }

    fn line(&mut self, row: &Row) -> Result<String> {
        let text = |name: &str| row.value(name).map(Value::cell).unwrap_or_default();
        let time = |name: &str| {
            row.value(name).and_then(|t| t.part("edtf")).map(Value::cell).unwrap_or_default()
        };
        Ok(match row.kind {
            "document" => {
                let dated = time("dated");
                let dated = if dated.is_empty() { "no date".into() } else { dated };
                format!(
                    "{}  {dated}  {}  {}  ({})",
                    row.id,
                    text("language"),
                    text("title"),
                    text("address")
                )
            }
            "entity" => spaced(&[&text("label"), &bracket(&text("kind"))]),
            "post" => spaced(&[&text("label"), &bracket(&text("role"))]),
            "name" => spaced(&[&text("text"), "for", &self.labels(row, "of")?]),
            "tenure" => {
                let ends = [("since", time("start")), ("until", time("end"))];
                let ends =
                    ends.iter().filter(|(_, t)| !t.is_empty()).map(|(w, t)| format!("{w} {t}"));
                let ends = ends.collect::<Vec<_>>().join(" ");
                spaced(&[
                    &self.labels(row, "holder")?,
                    "-",
                    &self.labels(row, "post")?,
                    &bracket(&text("status")),
                    &ends,
                ])
            }
            "tie" => spaced(&[
                &self.labels(row, "from")?,
                &text("kind"),
                &self.labels(row, "to")?,
                &bracket(&text("status")),
            ]),
            "occasion" => {
                let mut who = vec![self.labels(row, "body")?, self.labels(row, "parties")?];
                who.retain(|w| !w.is_empty());
                let who = who.join(", ");
                let place = self.labels(row, "place")?;
                let place = if place.is_empty() { place } else { format!("in {place}") };
                spaced(&[
                    &time("time"),
                    &bracket(&text("state")),
                    &text("format"),
                    &text("kind"),
                    &who,
                    &place,
                ])
            }
            "participation" => {
                spaced(&[&self.labels(row, "entity")?, &bracket(&text("part")), &text("occasion")])
            }
            "statement" => {
                let speaker = self.labels(row, "speaker")?;
                let to = self.labels(row, "to")?;
                let to = if to.is_empty() { to } else { format!("to {to}") };
                spaced(&[&speaker, &bracket(&format!("{}, {}", text("act"), text("form"))), &to])
            }
            "act" => {
                let (actors, recipients) =
                    (self.parties(row, "actors")?, self.parties(row, "recipients")?);
                let arrow = if recipients.is_empty() { "" } else { "->" };
                let told = bracket(&text("state"));
                spaced(&[
                    &time("time"),
                    &told,
                    &text("event"),
                    &text("mode"),
                    &actors,
                    arrow,
                    &recipients,
                ])
            }
            "instrument" => {
                let title = text("title");
                let title = if title.is_empty() {
                    text("kind")
                } else {
                    format!("{title} ({})", text("kind"))
                };
                spaced(&[
                    &title,
                    &bracket(&text("stage")),
                    &self.labels(row, "of")?,
                    &time("period"),
                ])
            }
            "undertaking" => spaced(&[
                &self.labels(row, "by")?,
                &bracket(&format!("{}, {}", text("kind"), text("stage"))),
                &text("content"),
            ]),
            "figure" => {
                let given = self.labels(row, "given_by")?;
                let given = if given.is_empty() { given } else { format!("given by {given}") };
                spaced(&[
                    &text("measure"),
                    ":",
                    &text("qualifier"),
                    &text("value"),
                    &text("unit"),
                    &given,
                ])
            }
            _ => row.id.to_string(),
        })
    }

    fn parties(&mut self, row: &Row, side: &str) -> Result<String> {
        let Some(Value::List(parties)) = row.value(side) else { return Ok(String::new()) };
        let ids: Vec<String> =
            parties.iter().filter_map(|p| p.part("entity")).map(Value::cell).collect();
        let labels: Result<Vec<String>> = ids.iter().map(|id| self.label(id)).collect();
        Ok(labels?.join(", "))
    }

    /// The names of what a field refers to.
    fn labels(&mut self, row: &Row, name: &str) -> Result<String> {
        let ids: Vec<String> = match row.value(name) {
            Some(Value::List(ids)) => ids.iter().map(Value::cell).collect(),
            Some(id) => vec![id.cell()],
            None => return Ok(String::new()),
        };
        let labels: Result<Vec<String>> = ids.iter().map(|id| self.label(id)).collect();
        Ok(labels?.join(", "))
    }

    fn label(&mut self, id: &str) -> Result<String> {
        if let Some(label) = self.labels.get(id) {
            return Ok(label.clone());
        }
        let found = self.store.record(&Id::new(id))?;
        let label = found
            .and_then(|r| r.row.value("label").map(Value::cell))
            .unwrap_or_else(|| id.to_owned());
        self.labels.insert(id.to_owned(), label.clone());
        Ok(label)
    }

    /// One record with everything it rests on.
    fn record(&mut self, id: &Id) -> Result<Outcome> {
        let Some(record) = self.store.record(id)? else {
            writeln!(
                std::io::stderr().lock(),
                "{id}: no such record; `chancery show` lists what there is"
            )?;
            return Ok(Outcome::SomeFailed);
        };
        if self.table {
            self.whole(&record)?;
        } else {
            writeln!(self.out, "{}", record.row.json())?;
        }
        self.out.flush()?;
        Ok(Outcome::Done)
    }

    /// Whom the words of a document mean, why, and who else was thinkable.
    fn mentions(&mut self, document: &Id) -> Result<()> {
        let text = self.store.text(document)?.unwrap_or_default();
        let limit = if self.args.limit == 0 { usize::MAX } else { self.args.limit };
        for mention in self.store.mentions(document)?.iter().take(limit) {
            let others: Vec<String> = mention
                .candidates
                .iter()
                .map(|(id, score)| format!("{id} {:.2}", f32::from(*score) / 1000.0))
                .collect();
            let others = if others.is_empty() {
                String::new()
            } else {
                format!("; or {}", others.join(", "))
            };
            let words = text.get(mention.span.start()..mention.span.end()).unwrap_or_default();
            writeln!(
                self.out,
                "  means         “{}” {} ({}{others})",
                short(words, 60),
                mention.refers,
                mention.why
            )?;
        }
        Ok(())
    }

    fn whole(&mut self, record: &Record) -> Result<()> {
        let Record { row, tellers, aliases } = record;
        let line = self.line(row)?;
        writeln!(self.out, "{}  {line}", row.id)?;
        for (field, value) in chancery_keep::field::fields(row.kind).iter().zip(&row.values) {
            if !value.is_empty() {
                writeln!(self.out, "  {:<14}{}", field.name, short(&value.cell(), 400))?;
            }
        }
        if let Some(support) = row.support {
            let (origins, first, against) = (support.origins, support.first_hand, support.against);
            writeln!(
                self.out,
                "  {:<14}{origins} origins, {first} first-hand, {against} against",
                "support"
            )?;
        }
        for alias in aliases {
            writeln!(self.out, "  {:<14}{alias}", "also")?;
        }
        for basis in &row.grounds {
            self.ground(basis)?;
        }
        self.against_register(row)?;
        if row.kind == "document" {
            self.mentions(&row.id)?;
        }
        for teller in tellers {
            let (title, dated) =
                (teller.title.as_deref().unwrap_or(""), teller.reported.map(|d| d.to_string()));
            let dated = dated.unwrap_or_else(|| "no date".into());
            writeln!(
                self.out,
                "  told by       {}  {dated}  {title}  ({}; rule {})",
                teller.document, teller.address, teller.rule
            )?;
        }
        Ok(())
    }

    fn ground(&mut self, basis: &Basis) -> Result<()> {
        match basis {
            Basis::Text { document, cut, reading, fields } => {
                let proves: Vec<&str> = fields.iter().map(|f| f.as_str()).collect();
                let proves = if proves.is_empty() {
                    String::new()
                } else {
                    format!(" for {}", proves.join(", "))
                };
                let hundredths = reading.hundredths();
                let at = format!("{document} {}-{}", cut.start, cut.end);
                writeln!(
                    self.out,
                    "  ground        “{}”  {at}  reading 0.{hundredths:02}{proves}",
                    cut.text
                )?;
            }
            Basis::Register(row) => writeln!(self.out, "  ground        register {row}")?,
            Basis::Editor(name) => writeln!(self.out, "  ground        editor {name}")?,
        }
        Ok(())
    }
}

fn spaced(parts: &[&str]) -> String {
    parts
        .iter()
        .filter(|p| !p.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join(" ")
        .replace(" : ", ": ")
}

fn bracket(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("[{text}]") }
}

/// The first characters of a text on one line.
fn short(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let cut: String = line.chars().take(most - 1).collect();
    format!("{cut}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_cut_between_characters() {
        assert_eq!(short("один  два", 20), "один два");
        assert_eq!(short("один два", 5), "один…");
        assert_eq!(spaced(&["a", "", "b"]), "a b");
    }
}
