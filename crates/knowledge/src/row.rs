//! Rows of the register: a line of a table comes in, the row or what is wrong with it goes out.
//!
//! Every row tells by itself what it is, so that a file may hold rows of several tables: the embedded tables and what users
//! bring have the same columns. Never looks beyond the line.

use crate::register::{day_text, kind_of};
use chancery_record::{EntityKind, Language, NameForm, TenureStatus};

/// A line of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Row<'t> {
    /// State, organization, body, force, outlet, armed group or place: id, parent, state, event-data code,
    /// `latitude,longitude`, label; `~` before the label when it does not identify alone.
    Entity([&'t str; 6]),
    /// Person: id, family names, gender, state, label.
    Person([&'t str; 5]),
    /// Names of one form: id, form, names.
    Names([&'t str; 3]),
    /// Tenure: post, start, end, person, status, checked or unchecked.
    Tenure([&'t str; 6]),
    /// Tie: kind, organization, state, start, end.
    Tie([&'t str; 5]),
}

/// Kinds of ties between a state and an organization.
pub const TIES: [&str; 3] = ["member", "observer", "partner"];

impl<'t> Row<'t> {
    /// The row of a line; none for comments and empty lines.
    ///
    /// ```
    /// use chancery_knowledge::row::Row;
    /// let row = Row::of("member\torg/nc\tstate/nrl\t2020\t").unwrap();
    /// assert_eq!(row, Ok(Row::Tie(["member", "org/nc", "state/nrl", "2020", ""])));
    /// let fault = Row::of("member\torg/nc").unwrap().unwrap_err();
    /// assert_eq!(fault, "2 columns instead of 5 (kind, organization, state, start, end)");
    /// assert_eq!(Row::of("# Source: own"), None);
    /// ```
    pub fn of(line: &'t str) -> Option<Result<Self, String>> {
        if line.trim().is_empty() || line.starts_with('#') {
            return None;
        }
        Some(Self::read(line))
    }

    fn read(line: &'t str) -> Result<Self, String> {
        let first = line.split('\t').next().unwrap_or_default();
        let second = line.split('\t').nth(1).unwrap_or_default();
        if TIES.contains(&first) {
            return Ok(Self::Tie(cells(line, "kind, organization, state, start, end")?));
        }
        if first.starts_with("post/") {
            return Ok(Self::Tenure(cells(line, "post, start, end, person, status, checked")?));
        }
        if NameForm::from_word(second).is_some() {
            return Ok(Self::Names(cells(line, "id, form, names")?));
        }
        match kind_of(first) {
            Some(EntityKind::Person) => {
                Ok(Self::Person(cells(line, "id, family names, gender, state, label")?))
            }
            Some(_) => {
                let columns = "id, parent, state, event-data code, latitude and longitude, label";
                Ok(Self::Entity(cells(line, columns)?))
            }
            None => Err(format!(
                "`{}` begins no row of the register: an id (state/…, org/…, body/…, force/…, person/…, place/…, outlet/…, armed-group/…, post/…) or a tie (member, observer, partner) does",
                shown(first)
            )),
        }
    }

    /// What is wrong inside the cells; all that can be said without the rest of the register.
    pub fn faults(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut need = |good: bool, fault: String| {
            if !good {
                found.push(fault);
            }
        };
        match self {
            Self::Entity([id, _, _, _, degrees, label]) => {
                need(id_is_sound(id), format!("`{id}` is no id"));
                need(!label.trim_matches('~').is_empty(), format!("{id} has no label"));
                need(
                    degrees.is_empty() || crate::register::degrees(degrees).is_some(),
                    format!("`{degrees}` is no latitude,longitude"),
                );
            }
            Self::Person([id, family, gender, _, label]) => {
                need(id_is_sound(id), format!("`{id}` is no id"));
                need(!label.is_empty(), format!("{id} has no label"));
                need(!family.is_empty(), format!("{id} has no family name"));
                need(matches!(*gender, "m" | "f" | ""), format!("gender `{gender}`: write m or f"));
            }
            Self::Names([id, form, names]) => {
                need(kind_of(id).is_some(), format!("{id} is of no known kind"));
                need(NameForm::from_word(form).is_some(), format!("`{form}` is no form of a name"));
                need(!names.trim().is_empty(), format!("{id} has no name here"));
            }
            Self::Tenure([_, start, end, person, status, checked]) => {
                need(person.starts_with("person/"), format!("`{person}` is no person"));
                for day in [start, end] {
                    need(is_day(day), format!("`{day}` is no year, month or day"));
                }
                need(ordered(start, end), format!("ends ({end}) before it starts ({start})"));
                need(
                    TenureStatus::from_word(status).is_some(),
                    format!("`{status}` is no status: write current, acting or disputed"),
                );
                need(
                    matches!(*checked, "checked" | "unchecked"),
                    format!("`{checked}`: write checked or unchecked"),
                );
            }
            Self::Tie([_, _, _, start, end]) => {
                for day in [start, end] {
                    need(is_day(day), format!("`{day}` is no year, month or day"));
                }
                need(ordered(start, end), format!("ends ({end}) before it starts ({start})"));
            }
        }
        found
    }
}

/// Language of a name that stands in no table of one language: by its script.
pub fn language_of(name: &str) -> Language {
    if name.chars().any(|c| ('\u{400}'..='\u{4FF}').contains(&c)) {
        Language::Russian
    } else {
        Language::English
    }
}

fn id_is_sound(id: &str) -> bool {
    let path = id.split_once('/').map_or("", |(_, path)| path);
    !path.is_empty() && !id.contains([' ', ';']) && !path.split('/').any(str::is_empty)
}

fn is_day(text: &str) -> bool {
    text.is_empty() || day_text::earliest(text).is_some()
}

fn ordered(start: &str, end: &str) -> bool {
    match (day_text::earliest(start), day_text::latest(end)) {
        (Some(from), Some(to)) => from <= to,
        _ => true,
    }
}

/// The start of a cell, for messages.
fn shown(cell: &str) -> String {
    let mut short: String = cell.chars().take(40).collect();
    if short.len() < cell.len() {
        short.push('…');
    }
    short
}

/// Exactly `N` cells of a line.
fn cells<'t, const N: usize>(line: &'t str, columns: &str) -> Result<[&'t str; N], String> {
    let mut out = [""; N];
    let mut parts = line.split('\t');
    let count = line.split('\t').count();
    if count != N {
        return Err(format!("{count} columns instead of {N} ({columns})"));
    }
    for cell in &mut out {
        *cell = parts.next().unwrap_or_default().trim();
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_of_cells_are_told() {
        let faults = |line| Row::of(line).unwrap().unwrap().faults();
        assert_eq!(
            faults("post/nrl/head-of-state\t2031-13\t2030\tplace/lund\tking\tyes"),
            [
                "`place/lund` is no person",
                "`2031-13` is no year, month or day",
                "`king` is no status: write current, acting or disputed",
                "`yes`: write checked or unchecked",
            ]
        );
        assert_eq!(
            faults("member\torg/nc\tstate/nrl\t2031\t2030"),
            ["ends (2030) before it starts (2031)"]
        );
        assert_eq!(
            faults("place/lund\t\tstate/nrl\t\t99\tLund"),
            ["`99` is no latitude,longitude"]
        );
        assert!(faults("person/ida-voss\tVoss\tf\tstate/nrl\tIda Voss").is_empty());
    }
}
