//! What is wrong with the tables: for a test, and for people who extend them.

use crate::register::{ENGLISH, ENTITIES, PERSONS, RUSSIAN, Register, TENURES, TIES, Tenure};
use crate::register::{earliest, kind_of, latest};
use crate::{given, posts, roles};
use chancery_record::{Id, NameForm, World};

/// States with two heads of state at a time.
const SHARED: [&str; 4] = ["state/and", "state/bih", "state/irn", "state/smr"];

/// All faults, in order of table and line.
pub(crate) fn lint(register: &Register) -> Vec<String> {
    let mut found = Vec::new();
    let further = [PERSONS, TENURES, TIES, given::GIVEN];
    let all = ENTITIES.iter().chain(ENGLISH).chain(RUSSIAN).chain(&further).chain(roles::TABLES);
    for table in all {
        found.extend(table.faults());
    }
    found.extend(entities(register));
    found.extend(names(register));
    found.extend(tenures(register));
    found.extend(ties(register));
    found.extend(collisions(register));
    found
}

fn entities(register: &Register) -> Vec<String> {
    let mut found = Vec::new();
    let mut ids: Vec<&str> = Vec::new();
    for table in ENTITIES {
        for (at, line) in table.lines() {
            let cells: Vec<&str> = line.split('\t').collect();
            let (Some(id), Some(parent), Some(state)) = (cells.first(), cells.get(1), cells.get(2))
            else {
                continue;
            };
            if kind_of(id).is_none() {
                found.push(format!("{}:{at}: {id} is of no known kind", table.name));
            }
            for other in [parent, state].into_iter().filter(|other| !other.is_empty()) {
                if register.entry(&Id::new(other)).is_none() {
                    found.push(format!("{}:{at}: {other} is unknown", table.name));
                }
            }
            ids.push(id);
        }
    }
    ids.sort_unstable();
    let twice = ids.windows(2).filter(|pair| pair[0] == pair[1]);
    found.extend(twice.map(|pair| format!("{}: entered twice", pair[0])));
    found
}

fn names(register: &Register) -> Vec<String> {
    let mut found = Vec::new();
    for table in ENGLISH.iter().chain(RUSSIAN) {
        for (at, line) in table.lines() {
            let mut cells = line.split('\t');
            let (Some(id), Some(form)) = (cells.next(), cells.next()) else { continue };
            if register.entry(&Id::new(id)).is_none() {
                found.push(format!("{}:{at}: {id} is unknown", table.name));
            }
            if NameForm::from_word(form).is_none() {
                found.push(format!("{}:{at}: {form} is no form of a name", table.name));
            }
        }
    }
    found
}

fn tenures(register: &Register) -> Vec<String> {
    let mut found = Vec::new();
    for row in register.tenure_rows() {
        let what = format!("{}: {} in {}", TENURES.name, row.person, row.post);
        if register.person(&row.person).is_none() {
            found.push(format!("{what}: person unknown"));
        }
        if posts::parts(register, &row.post).is_none() {
            found.push(format!("{what}: post of nobody"));
        }
        for date in [row.start, row.end].into_iter().filter(|date| !date.is_empty()) {
            if earliest(date).is_none() {
                found.push(format!("{what}: {date} is no date"));
            }
        }
        if let (Some(from), Some(to)) = (earliest(row.start), latest(row.end))
            && to < from
        {
            found.push(format!("{what}: ends before it starts"));
        }
    }
    for (at, row) in register.tenure_rows().iter().enumerate() {
        let rest = &register.tenure_rows()[at + 1..];
        let others = rest.iter().take_while(|other| other.post == row.post);
        let one = posts::parts(register, &row.post)
            .is_some_and(|p| posts::one_holder(&p.role) && !SHARED.contains(&p.owner.as_str()));
        for other in others.filter(|other| one && overlap(row, other)) {
            found.push(format!(
                "{}: {} and {} hold {} at once",
                TENURES.name, row.person, other.person, row.post
            ));
        }
    }
    found
}

/// Whether two tenures surely share more than the day of handing over, however their open or coarse dates are read.
fn overlap(a: &Tenure, b: &Tenure) -> bool {
    let surely = |row: &Tenure| {
        let start = latest(row.start);
        let end = if row.end.is_empty() { None } else { Some(earliest(row.end)) };
        (start, end.flatten(), row.end.is_empty())
    };
    let ((a_start, a_end, a_open), (b_start, b_end, b_open)) = (surely(a), surely(b));
    let before = |start: Option<chancery_record::Day>, end: Option<chancery_record::Day>, open| {
        open || matches!((start, end), (Some(s), Some(e)) if s < e)
    };
    a_start.is_some()
        && b_start.is_some()
        && before(b_start, a_end, a_open)
        && before(a_start, b_end, b_open)
}

fn ties(register: &Register) -> Vec<String> {
    let mut found = Vec::new();
    for tie in register.ties() {
        if !matches!(tie.kind, "member" | "observer" | "partner") {
            found.push(format!("{}: {} is no kind of tie", TIES.name, tie.kind));
        }
        for id in [&tie.from, &tie.to] {
            if register.entry(id).is_none() {
                found.push(format!("{}: {id} is unknown", TIES.name));
            }
        }
    }
    found
}

/// Names of two states, organizations or bodies that are not marked as ambiguous.
fn collisions(register: &Register) -> Vec<String> {
    let mut found = Vec::new();
    for (name, senses) in register.names() {
        let strong: Vec<&str> = senses
            .iter()
            .filter(|sense| !sense.ambiguous && sense.form != NameForm::Seat)
            .map(|sense| sense.id.as_str())
            .filter(|id| ["state/", "org/", "body/", "force/"].iter().any(|p| id.starts_with(p)))
            .collect();
        if strong.len() > 1 {
            found.push(format!("`{name}` means {}", strong.join(" and ")));
        }
    }
    found
}
