//! What is wrong with rows of the register: tables and what users bring come in, faults with file and line go out.
//!
//! A contradiction between a user's row and the default register is no fault: both stand, and it is told as such. Never mends.

use crate::register::day_text::{earliest, latest};
use crate::register::{
    ENGLISH, ENTITIES, PERSONS, RUSSIAN, Register, Sheet, TENURES, TIES, kind_of,
};
use crate::row::Row;
use crate::{gazetteer, given, posts, roles};
use chancery_record::{EntityKind, Id, NameForm, World};
use std::collections::BTreeMap;

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Name of the file or table.
    pub file: String,
    /// Line, counted from 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong, and what to do.
    pub what: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

/// What a look at the rows gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// To be mended.
    pub faults: Vec<Fault>,
    /// Rows of users that the default register tells otherwise: both are kept.
    pub contradictions: Vec<Fault>,
}

/// States with two heads of state at a time.
const SHARED: [&str; 4] = ["state/and", "state/bih", "state/irn", "state/smr"];
/// First parts of event-data codes that are no state.
const ACTORS: [&str; 10] = ["UNO", "EUR", "IGO", "NGO", "IMG", "MNC", "UAF", "JRN", "REB", "CVL"];
/// Second parts after a state: the sectors of PLOVER.
const SECTORS: [&str; 25] = [
    "AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "GOV", "JRN", "JUD", "LAB", "LEG", "MED",
    "MIL", "OPP", "PRE", "PRM", "PTY", "REB", "REF", "REL", "SOC", "SPY", "UAF", "UNK",
];

/// A line of a sheet that reads as a row.
struct Line<'t> {
    file: &'t str,
    at: usize,
    row: Row<'t>,
    /// Brought by a user.
    own: bool,
}

impl Line<'_> {
    fn fault(&self, what: String) -> Fault {
        Fault { file: self.file.to_owned(), line: self.at, what }
    }
}

/// Looks at the embedded tables.
pub fn lint() -> Vec<Fault> {
    let mut found = Vec::new();
    let further = [PERSONS, TENURES, TIES, given::GIVEN, gazetteer::COUNTRIES];
    let all = ENTITIES.iter().chain(ENGLISH).chain(RUSSIAN).chain(&further).chain(roles::TABLES);
    for table in all {
        found.extend(table.faults());
    }
    let register = Register::default_register();
    let sheets = Register::tables();
    let lines = read(&sheets, false, &mut found);
    found.extend(look(register, &lines).faults);
    found.extend(collisions(register));
    found
}

/// Looks at what a user brought, beside the default register.
///
/// ```
/// use chancery_knowledge::{lint::lint_sheets, register::Sheet};
/// let text = "# Source: own notes\nmember\torg/nato\tstate/xyz\t2031\t\n".to_owned();
/// let findings = lint_sheets(&[Sheet { name: "own.tsv".to_owned(), text }]);
/// assert_eq!(findings.faults[0].to_string(), "own.tsv:2: state/xyz is unknown: enter it with a row of its own");
/// ```
pub fn lint_sheets(sheets: &[Sheet]) -> Findings {
    let mut findings = Findings::default();
    let register = Register::with(sheets);
    let tables = Register::tables();
    let mut lines = read(&tables, false, &mut Vec::new());
    lines.extend(read(sheets, true, &mut findings.faults));
    let found = look(&register, &lines);
    findings.faults.extend(found.faults);
    findings.faults.extend(sheets.iter().filter_map(unsourced));
    findings.contradictions = found.contradictions;
    findings.faults.sort();
    findings.faults.dedup();
    findings.contradictions.sort();
    findings
}

fn read<'t>(sheets: &'t [Sheet], own: bool, faults: &mut Vec<Fault>) -> Vec<Line<'t>> {
    let mut lines = Vec::new();
    for sheet in sheets {
        for (at, line) in sheet.text.lines().enumerate() {
            let fault = |what| Fault { file: sheet.name.clone(), line: at + 1, what };
            match Row::of(line) {
                None => {}
                Some(Err(what)) => faults.push(fault(what)),
                Some(Ok(row)) => {
                    faults.extend(row.faults().into_iter().map(fault));
                    lines.push(Line { file: &sheet.name, at: at + 1, row, own });
                }
            }
        }
    }
    lines
}

/// A sheet whose rows come before any source.
fn unsourced(sheet: &Sheet) -> Option<Fault> {
    let row = sheet.text.lines().position(|line| Row::of(line).is_some())?;
    let sourced = sheet.text.lines().take(row).any(has_source);
    let what = "no source is stated: put a line `# Source: …` above the first row";
    (!sourced).then(|| Fault { file: sheet.name.clone(), line: row + 1, what: what.to_owned() })
}

/// Whether a line is a comment that states the source of the rows below.
pub fn has_source(line: &str) -> bool {
    let said = line.strip_prefix('#').map(str::trim_start);
    said.and_then(|said| said.split_once(':')).is_some_and(|(word, source)| {
        word.eq_ignore_ascii_case("source") && !source.trim().is_empty()
    })
}

/// What only the whole register shows.
fn look(register: &Register, lines: &[Line<'_>]) -> Findings {
    let mut findings = Findings::default();
    let mut entered: BTreeMap<&str, &Line<'_>> = BTreeMap::new();
    let mut parents: BTreeMap<&str, (&str, &Line<'_>)> = BTreeMap::new();
    for line in lines {
        match line.row {
            Row::Entity([id, parent, state, code, ..]) => {
                references(register, line, &[parent, state], &mut findings.faults);
                if let Some(what) = code_fault(register, id, code) {
                    findings.faults.push(line.fault(what));
                }
                twice(line, id, &mut entered, &mut findings);
                if !parent.is_empty() {
                    parents.entry(id).or_insert((parent, line));
                }
            }
            Row::Person([id, _, _, state, _]) => {
                references(register, line, &[state], &mut findings.faults);
                twice(line, id, &mut entered, &mut findings);
            }
            Row::Names([id, _, _]) => references(register, line, &[id], &mut findings.faults),
            Row::Tenure([post, _, _, person, _, _]) => {
                references(register, line, &[person], &mut findings.faults);
                findings
                    .faults
                    .extend(post_fault(register, post, line.own).map(|what| line.fault(what)));
            }
            Row::Tie([_, to, from, ..]) => {
                references(register, line, &[to, from], &mut findings.faults);
            }
        }
    }
    findings.faults.extend(cycles(&parents));
    overlaps(register, lines, &mut findings);
    told_again(lines, &mut findings);
    findings
}

fn references(register: &Register, line: &Line<'_>, ids: &[&str], faults: &mut Vec<Fault>) {
    for id in ids.iter().filter(|id| !id.is_empty()) {
        if register.entry(&Id::new(id)).is_none() {
            let what = format!("{id} is unknown: enter it with a row of its own");
            faults.push(line.fault(what));
        }
    }
}

/// An id entered twice by one party is a fault; by a user beside the default register, with other words, a contradiction.
fn twice<'l, 't>(
    line: &'l Line<'t>,
    id: &'t str,
    entered: &mut BTreeMap<&'t str, &'l Line<'t>>,
    findings: &mut Findings,
) {
    match entered.get(id) {
        None => {
            entered.insert(id, line);
        }
        Some(first) if first.own == line.own => {
            let what = format!("{id} is entered at {}:{} already", first.file, first.at);
            findings.faults.push(line.fault(what));
        }
        Some(first) if first.row != line.row => {
            let what =
                format!("{id} stands otherwise at {}:{}; both are kept", first.file, first.at);
            findings.contradictions.push(line.fault(what));
        }
        Some(_) => {}
    }
}

/// What is wrong with an event-data code.
fn code_fault(register: &Register, id: &str, code: &str) -> Option<String> {
    if code.is_empty() {
        return None;
    }
    let (first, second) = code.split_once(' ').unwrap_or((code, ""));
    let state = states(register).any(|code| code == first);
    if !state && !ACTORS.contains(&first) && kind_of(id) != Some(EntityKind::State) {
        return Some(format!(
            "code `{code}`: `{first}` is neither a state nor one of {}",
            ACTORS.join(", ")
        ));
    }
    if state && !second.is_empty() && !SECTORS.contains(&second) {
        return Some(format!("code `{code}`: `{second}` is no sector ({})", SECTORS.join(", ")));
    }
    None
}

/// Event-data codes of the states.
fn states(register: &Register) -> impl Iterator<Item = &str> {
    let states = register.entries().filter(|entry| entry.kind == EntityKind::State);
    states.filter_map(|state| state.code.as_deref())
}

/// A post of nobody; in our own tables, also a role that has no name for people.
fn post_fault(register: &Register, post: &str, own: bool) -> Option<String> {
    let Some(parts) = posts::parts(register, &Id::new(post)) else {
        return Some(format!("{post}: the register has no owner of this post"));
    };
    let role = parts.role.strip_prefix("deputy-").unwrap_or(&parts.role);
    let known = posts::ROLES.iter().any(|(slug, _)| *slug == role || *slug == parts.role);
    (!known && !own).then(|| format!("{post}: `{}` is no role that the register knows", parts.role))
}

/// Bodies that are part of themselves.
fn cycles(parents: &BTreeMap<&str, (&str, &Line<'_>)>) -> Vec<Fault> {
    let mut found = Vec::new();
    for (id, (parent, line)) in parents {
        let mut at = *parent;
        for _ in 0..parents.len() {
            if at == *id {
                found.push(line.fault(format!("{id} is part of itself by way of {parent}")));
                break;
            }
            match parents.get(at) {
                Some((above, _)) => at = above,
                None => break,
            }
        }
    }
    found
}

/// Tenures of one post for one holder that surely overlap.
fn overlaps(register: &Register, lines: &[Line<'_>], findings: &mut Findings) {
    let mut posts: BTreeMap<&str, Vec<(&Line<'_>, [&str; 6])>> = BTreeMap::new();
    for line in lines {
        if let Row::Tenure(cells) = line.row
            && line.row.faults().is_empty()
        {
            posts.entry(cells[0]).or_default().push((line, cells));
        }
    }
    for (post, rows) in posts {
        let one = posts::parts(register, &Id::new(post))
            .is_some_and(|p| posts::one_holder(&p.role) && !SHARED.contains(&p.owner.as_str()));
        for (at, (line, cells)) in rows.iter().enumerate() {
            for (first, other) in
                rows[..at].iter().filter(|(_, other)| one && overlap(cells, other))
            {
                let what = format!(
                    "{} holds {post} while {} does ({}:{})",
                    cells[3], other[3], first.file, first.at
                );
                if first.own == line.own {
                    findings.faults.push(line.fault(what));
                } else {
                    findings.contradictions.push(line.fault(format!("{what}; both are kept")));
                }
            }
        }
    }
}

/// Whether two tenures surely share more than the day of handing over, however their open or coarse dates are read. Tenures of
/// one person, disputed and acting ones may overlap.
fn overlap(a: &[&str; 6], b: &[&str; 6]) -> bool {
    let [_, a_start, a_end, a_person, a_status, _] = a;
    let [_, b_start, b_end, b_person, b_status, _] = b;
    if a_person == b_person || [a_status, b_status].iter().any(|s| **s == "disputed") {
        return false;
    }
    let begins_before_end = |start: &str, end: &str| match (latest(start), earliest(end)) {
        (Some(from), Some(to)) => from < to,
        (Some(_), None) => end.is_empty(),
        (None, _) => false,
    };
    begins_before_end(b_start, a_end) && begins_before_end(a_start, b_end)
}

/// Rows of tenures and ties that a user tells twice.
fn told_again(lines: &[Line<'_>], findings: &mut Findings) {
    let mut told: BTreeMap<&Row<'_>, &Line<'_>> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.own) {
        if !matches!(line.row, Row::Tenure(_) | Row::Tie(_)) {
            continue;
        }
        let first = told.entry(&line.row).or_insert(line);
        if !std::ptr::eq(*first, line) {
            let what = format!("told at {}:{} already", first.file, first.at);
            findings.faults.push(line.fault(what));
        }
    }
}

/// Names of two states, organizations or bodies that are not marked as ambiguous.
fn collisions(register: &Register) -> Vec<Fault> {
    let mut found = Vec::new();
    for (name, senses) in register.names() {
        let strong: Vec<&str> = senses
            .iter()
            .filter(|sense| !sense.ambiguous && sense.form != NameForm::Seat)
            .map(|sense| sense.id.as_str())
            .filter(|id| ["state/", "org/", "body/", "force/"].iter().any(|p| id.starts_with(p)))
            .collect();
        if strong.len() > 1 {
            let what = format!("`{name}` means {}", strong.join(" and "));
            found.push(Fault { file: "names".to_owned(), line: 0, what });
        }
    }
    found
}
