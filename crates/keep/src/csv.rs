//! The record as tables: one CSV file a record type, and a manifest with counts and checksums.

use crate::KeepError;
use crate::field::{FieldOf, KINDS, Shape, fields, supported};
use crate::file::Part;
use crate::row::{Row, Value};
use crate::store::Store;
use crate::write::LineOptions;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvFile {
    /// Its name in the folder.
    pub name: String,
    /// Its rows, without the header.
    pub rows: usize,
    /// SHA-256 of its bytes, hex.
    pub sha256: String,
}

impl Store {
    /// Writes the merged record into a folder, made if need be: a CSV file for each record type (assertions and decisions
    /// only if asked for) and `manifest.json`. Every file is moved into place when all of them are whole.
    pub fn write_csv(
        &self,
        folder: &Path,
        options: &LineOptions,
    ) -> Result<Vec<CsvFile>, KeepError> {
        let failed = |e: io::Error| KeepError::io(folder, e);
        std::fs::create_dir_all(folder).map_err(failed)?;
        let grounds = ["assertion", "decision"];
        let kinds = KINDS.iter().filter(|k| options.assertions.is_some() || !grounds.contains(*k));
        let mut tables: BTreeMap<&str, Table> = BTreeMap::new();
        for kind in kinds {
            tables.insert(kind, Table::begin(folder, kind).map_err(failed)?);
        }
        let columns = LineOptions { text: false, ..options.clone() };
        self.rows(&columns, &mut |row| match tables.get_mut(row.kind) {
            Some(table) => table.add(&row).map_err(failed),
            None => Ok(()),
        })?;
        let mut files = Vec::new();
        let mut parts = Vec::new();
        for kind in KINDS {
            if let Some(table) = tables.remove(kind) {
                let (file, part) = table.end();
                files.push(file);
                parts.push(part);
            }
        }
        let mut manifest = Part::begin(&folder.join("manifest.json")).map_err(failed)?;
        manifest.write_all(manifest_json(&files).as_bytes()).map_err(failed)?;
        for part in parts.into_iter().chain([manifest]) {
            part.finish().map_err(failed)?;
        }
        Ok(files)
    }
}

fn manifest_json(files: &[CsvFile]) -> String {
    let file = |file: &CsvFile| {
        let value = Value::Object(vec![
            ("file", (&file.name).into()),
            ("rows", Value::count(file.rows)),
            ("sha256", (&file.sha256).into()),
        ]);
        format!("  {}", value.json())
    };
    let files: Vec<String> = files.iter().map(file).collect();
    format!("{{\"form\":\"chancery-csv/1\",\"files\":[\n{}\n]}}\n", files.join(",\n"))
}

/// A table in the making.
struct Table {
    name: String,
    kind: &'static str,
    part: Part,
    rows: usize,
    digest: Sha256,
}

impl Table {
    fn begin(folder: &Path, kind: &'static str) -> io::Result<Self> {
        let name = format!("{kind}.csv");
        let part = Part::begin(&folder.join(&name))?;
        let mut table = Self { name, kind, part, rows: 0, digest: Sha256::new() };
        table.line(&header(kind))?;
        Ok(table)
    }

    fn add(&mut self, row: &Row) -> io::Result<()> {
        self.rows += 1;
        self.line(&cells(row))
    }

    fn line(&mut self, cells: &[String]) -> io::Result<()> {
        let quoted: Vec<String> = cells.iter().map(|cell| quote(cell)).collect();
        let line = quoted.join(",") + "\n";
        self.digest.update(line.as_bytes());
        self.part.write_all(line.as_bytes())
    }

    fn end(self) -> (CsvFile, Part) {
        let mut sha256 = String::new();
        for byte in self.digest.finalize() {
            let _ = std::fmt::Write::write_fmt(&mut sha256, format_args!("{byte:02x}"));
        }
        debug_assert!(KINDS.contains(&self.kind), "tables are of known types");
        (CsvFile { name: self.name, rows: self.rows, sha256 }, self.part)
    }
}

/// The text of a document is not a column.
fn columns(kind: &str) -> impl Iterator<Item = (usize, &'static FieldOf)> {
    let texts = kind == "document";
    fields(kind).iter().enumerate().filter(move |(_, field)| !(texts && field.name == "text"))
}

/// The columns of a type: id, its fields (of a time its EDTF, `_earliest` and `_latest`), support, grounds.
fn header(kind: &str) -> Vec<String> {
    let mut names = vec!["id".to_owned()];
    for (_, field) in columns(kind) {
        names.push(field.name.to_owned());
        if field.shape == Shape::Time {
            names.push(format!("{}_earliest", field.name));
            names.push(format!("{}_latest", field.name));
        }
    }
    if supported(kind) {
        names.extend(["origins", "first_hand", "against"].map(str::to_owned));
    }
    if kind != "document" {
        names.push("grounds".to_owned());
    }
    names
}

fn cells(row: &Row) -> Vec<String> {
    let mut cells = vec![row.id.to_string()];
    for (at, field) in columns(row.kind) {
        let value = &row.values[at];
        match field.shape {
            Shape::Plain => cells.push(list_cell(value)),
            Shape::Time => {
                let part = |name: &str| value.part(name).map_or(String::new(), Value::cell);
                cells.extend(["edtf", "earliest", "latest"].map(part));
            }
        }
    }
    if supported(row.kind) {
        let support = row.support.unwrap_or_default();
        let numbers = [support.origins, support.first_hand, support.against];
        cells.extend(numbers.map(|n| n.to_string()));
    }
    if row.kind != "document" {
        cells.push(row.grounds_cell());
    }
    cells
}

/// Times of a list print as their EDTF, everything else as its cell.
fn list_cell(value: &Value) -> String {
    match value {
        Value::List(values) if values.iter().any(|v| v.part("precision").is_some()) => {
            let edtf = values.iter().filter_map(|v| v.part("edtf").filter(|e| !e.is_empty()));
            edtf.map(Value::cell).collect::<Vec<_>>().join("; ")
        }
        other => other.cell(),
    }
}

fn quote(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
