//! One line of an export before it is printed: named values, grounds, support.

use crate::field;
use crate::texts::{Cut, Texts};
use chancery_record::{Field, Ground, Id, Matter, Reading, Span, Support};
use std::fmt::Write as _;

/// A value of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Not stated: left out in lines, an empty cell in tables.
    None,
    /// Words or an id.
    Text(String),
    /// A number; whole ones print without a fraction.
    Number(f64),
    /// Yes.
    True,
    /// Several.
    List(Vec<Value>),
    /// Named parts in order; parts without a value are left out.
    Object(Vec<(&'static str, Value)>),
}

impl Value {
    /// An id.
    pub fn id(id: &Id) -> Self {
        Self::Text(id.as_str().to_owned())
    }

    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A count or offset.
    pub fn count(number: usize) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "offsets stay far below 2^53")]
        Self::Number(number as f64)
    }

    /// True when a line leaves the field out.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::None => true,
            Self::Text(text) => text.is_empty(),
            Self::Number(number) => !number.is_finite(),
            Self::True => false,
            Self::List(values) => values.iter().all(Self::is_empty),
            Self::Object(parts) => parts.iter().all(|(_, value)| value.is_empty()),
        }
    }

    /// The part of this name.
    pub fn part(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(parts) => parts.iter().find(|(n, _)| *n == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// Appends compact JSON.
    pub fn write_json(&self, out: &mut String) {
        match self {
            Self::None => out.push_str("null"),
            Self::Text(text) => write_string(text, out),
            Self::Number(number) => write_number(*number, out),
            Self::True => out.push_str("true"),
            Self::List(values) => {
                out.push('[');
                for (n, value) in values.iter().filter(|v| !v.is_empty()).enumerate() {
                    if n > 0 {
                        out.push(',');
                    }
                    value.write_json(out);
                }
                out.push(']');
            }
            Self::Object(parts) => write_object(parts, out),
        }
    }

    /// The value as compact JSON.
    pub fn json(&self) -> String {
        let mut out = String::new();
        self.write_json(&mut out);
        out
    }

    /// The value as one cell of a table: lists joined by `; `, objects as their words or their parts.
    pub fn cell(&self) -> String {
        match self {
            Self::None => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => {
                let mut out = String::new();
                if number.is_finite() {
                    write_number(*number, &mut out);
                }
                out
            }
            Self::True => "true".to_owned(),
            Self::List(values) => join(values.iter(), "; "),
            Self::Object(parts) => match self.part("text") {
                Some(text) if self.part("start").is_some() && self.part("value").is_none() => {
                    text.cell()
                }
                _ => join(
                    parts
                        .iter()
                        .filter(|(name, _)| !matches!(*name, "start" | "end" | "text"))
                        .map(|(_, value)| value),
                    " ",
                ),
            },
        }
    }
}

fn join<'a>(values: impl Iterator<Item = &'a Value>, between: &str) -> String {
    let cells: Vec<String> = values.filter(|v| !v.is_empty()).map(Value::cell).collect();
    cells.join(between)
}

/// Appends a JSON object, without the parts that have no value.
pub(crate) fn write_object(parts: &[(&'static str, Value)], out: &mut String) {
    out.push('{');
    for (n, (name, value)) in parts.iter().filter(|(_, v)| !v.is_empty()).enumerate() {
        if n > 0 {
            out.push(',');
        }
        write_string(name, out);
        out.push(':');
        value.write_json(out);
    }
    out.push('}');
}

fn write_string(text: &str, out: &mut String) {
    out.push_str(&serde_json::to_string(text).expect("strings print as JSON"));
}

fn write_number(number: f64, out: &mut String) {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if !number.is_finite() {
        out.push_str("null");
    } else if number.fract() == 0.0 && number.abs() <= EXACT {
        #[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53")]
        let whole = number as i64;
        let _ = write!(out, "{whole}");
    } else {
        out.push_str(&serde_json::to_string(&number).expect("finite numbers print as JSON"));
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::None, Into::into)
    }
}

impl From<&Id> for Value {
    fn from(id: &Id) -> Self {
        Self::id(id)
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<&'static str> for Value {
    fn from(word: &'static str) -> Self {
        Self::Text(word.to_owned())
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

/// Reading with at most two decimals.
pub fn reading(reading: Reading) -> Value {
    Value::Number(f64::from(reading.hundredths()) / 100.0)
}

/// What a row rests on.
#[derive(Clone, Debug, PartialEq)]
pub enum Basis {
    /// Characters of documents.
    Text {
        /// The document.
        document: Id,
        /// The characters.
        cut: Cut,
        /// How surely.
        reading: Reading,
        /// Fields it proves; empty for the whole record.
        fields: Vec<Field>,
    },
    /// A row of the register.
    Register(Id),
    /// Someone who decided.
    Editor(String),
}

impl Basis {
    fn value(&self) -> Value {
        match self {
            Self::Text { document, cut, reading: sure, fields } => Value::Object(vec![
                ("document", document.into()),
                ("start", Value::count(cut.start)),
                ("end", Value::count(cut.end)),
                ("text", (&cut.text).into()),
                ("reading", reading(*sure)),
                ("for", Value::List(fields.iter().map(|f| f.as_str().into()).collect())),
            ]),
            Self::Register(id) => Value::Object(vec![("register", id.into())]),
            Self::Editor(name) => Value::Object(vec![("editor", name.into())]),
        }
    }

    fn cell(&self) -> String {
        match self {
            Self::Text { document, cut, .. } => format!("{document}:{}-{}", cut.start, cut.end),
            Self::Register(id) => format!("register:{id}"),
            Self::Editor(name) => format!("editor:{name}"),
        }
    }
}

/// One record, ready to print.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Name of the type.
    pub kind: &'static str,
    /// The id.
    pub id: Id,
    /// Values of the fields of the type, in the order of `field::fields`.
    pub values: Vec<Value>,
    /// Support, in merged exports.
    pub support: Option<Support>,
    /// What it rests on, by document, start, end.
    pub grounds: Vec<Basis>,
}

impl Row {
    /// The row of a record. Spans inside the matter lie in `home`; with `named` each of them also names that document,
    /// because the record rests on more than one.
    pub fn of_matter(
        texts: &dyn Texts,
        id: &Id,
        matter: &Matter,
        (home, named): (&Id, bool),
        grounds: &[Ground],
    ) -> Self {
        let mut cuts = |span: Span| texts.cut(home, span);
        Self {
            kind: matter.type_name(),
            id: id.clone(),
            values: field::values(matter, &mut cuts, named.then_some(home)),
            support: None,
            grounds: bases(texts, id, grounds),
        }
    }

    /// The value of a field.
    pub fn value(&self, name: &str) -> Option<&Value> {
        let at = field::fields(self.kind).iter().position(|f| f.name == name)?;
        self.values.get(at).filter(|value| !value.is_empty())
    }

    /// The record as one JSON object, without a line feed.
    pub fn json(&self) -> String {
        let mut parts = vec![("type", Value::from(self.kind)), ("id", (&self.id).into())];
        let names = field::fields(self.kind).iter().map(|f| f.name);
        parts.extend(names.zip(self.values.iter().cloned()));
        parts.extend(self.support.map(|support| ("support", support_value(support))));
        parts.push(("grounds", Value::List(self.grounds.iter().map(Basis::value).collect())));
        let mut out = String::new();
        write_object(&parts, &mut out);
        out
    }

    /// The grounds as one cell: `document:start-end` joined by `; `.
    pub fn grounds_cell(&self) -> String {
        let cells: Vec<String> = self.grounds.iter().map(Basis::cell).collect();
        cells.join("; ")
    }

    /// Order of lines: type, first ground, id.
    pub fn key(&self) -> RowKey {
        let first = self.grounds.first().and_then(|basis| match basis {
            Basis::Text { document, cut, .. } => Some((document.clone(), cut.start, cut.end)),
            Basis::Register(_) | Basis::Editor(_) => None,
        });
        (field::order(self.kind), first, self.id.clone())
    }
}

/// Order of lines.
pub type RowKey = (usize, Option<(Id, usize, usize)>, Id);

fn support_value(support: Support) -> Value {
    Value::Object(vec![
        ("origins", support.origins.into()),
        ("first_hand", support.first_hand.into()),
        ("against", support.against.into()),
    ])
}

/// Grounds in the order of exports; a record without any rests on the register's row of that id.
pub fn bases(texts: &dyn Texts, id: &Id, grounds: &[Ground]) -> Vec<Basis> {
    let mut sorted: Vec<&Ground> = grounds.iter().collect();
    sorted.sort_by_key(|g| (&g.document, g.span.start(), g.span.end(), &g.fields, g.reading));
    sorted.dedup();
    let bases: Vec<Basis> = sorted
        .into_iter()
        .filter_map(|ground| {
            Some(Basis::Text {
                document: ground.document.clone(),
                cut: texts.cut(&ground.document, ground.span)?,
                reading: ground.reading,
                fields: ground.fields.clone(),
            })
        })
        .collect();
    if bases.is_empty() { vec![Basis::Register(id.clone())] } else { bases }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_print_without_a_fraction() {
        let print = |n: f64| Value::Number(n).json();
        assert_eq!(print(2_000_000.0), "2000000");
        assert_eq!(print(-0.0), "0");
        assert_eq!(print(13.7), "13.7");
        assert_eq!(reading(Reading(934)).json(), "0.93");
        assert_eq!(reading(Reading(900)).json(), "0.9");
        assert_eq!(reading(Reading(1000)).json(), "1");
    }

    #[test]
    fn parts_without_a_value_are_left_out() {
        let value = Value::Object(vec![
            ("a", Value::None),
            ("b", Value::text("")),
            ("c", Value::List(vec![])),
            ("d", Value::Object(vec![("e", Value::None)])),
            ("f", Value::text("„ö\"\n")),
        ]);
        assert_eq!(value.json(), "{\"f\":\"„ö\\\"\\n\"}");
    }
}
