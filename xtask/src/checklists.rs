//! `cargo xtask checklists`: how far our table of tenures agrees with a list of leaders beside the repository.
//!
//! The list is only compared with, never copied. Not found, skipped.

use anyhow::Result;
use chancery_knowledge::Register;
use chancery_record::{Day, Id, World, fold};
use std::io::Write;
use std::path::Path;

const LIST: &str = "../shared/checklists/reign-leaders.csv";
/// First year that our table covers.
const FROM: i32 = 1990;

/// State codes of the list that are not those of ISO 3166.
const CODES: &str = "BHM bhs HAI hti TRI tto BAR brb GRN grd SLU lca SVG vct AAB atg SKN kna GUA gtm HON hnd SAL slv COS cri \
    PAR pry URU ury UKG gbr IRE irl NTH nld FRN fra MNC mco SWZ che SPN esp POR prt GMY deu GFR deu AUS aut CZR cze SLO svk SNM \
    smr MNG mne MAC mkd CRO hrv YUG srb BOS bih KOS xkx SLV svn BUL bgr MLD mda ROM rou LAT lva LIT ltu GRG geo SWD swe DEN dnk \
    ICE isl CAP cpv EQG gnq GAM gmb MAA mrt NIR ner CDI civ GUI gin BFO bfa SIE sle TOG tgo CAO cmr NIG nga CEN caf CHA tcd CON \
    cog DRC cod TAZ tza BUI bdi ANG ago MZM moz ZAM zmb ZIM zwe MAW mwi SAF zaf LES lso BOT bwa SWA swz MAG mdg MAS mus SEY syc \
    MOR mar ALG dza LIB lby SUD sdn LEB lbn KUW kwt BAH bhr UAE are OMA omn TAJ tjk KYR kgz KZK kaz MON mng TAW twn ROK kor BHU \
    btn BNG bgd MYA mmr SRI lka MAD mdv NEP npl THI tha CAM khm DRV vnm MAL mys SIN sgp BRU brn PHI phl INS idn ETM tls AUL aus \
    NEW nzl VAN vut SOL slb FIJ fji NAU nru MSI mhl PAL plw";

/// Prints the agreement, and with `all` every leader whom our table does not have.
pub(crate) fn run(root: &Path, all: bool) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let file = root.join(LIST);
    if !file.exists() {
        writeln!(out, "{LIST}: not found, skipped")?;
        return Ok(());
    }
    #[expect(clippy::disallowed_methods, reason = "xtask reads what it compares")]
    let bytes = std::fs::read(&file)?;
    let register = Register::default_register();
    let (mut known, mut agreed, mut open) = (0, 0, 0);
    for line in String::from_utf8_lossy(&bytes).lines().skip(1) {
        let Some((state, leader, day)) = leader(line) else { continue };
        let holders = holders(register, &state, day);
        known += 1;
        if holders.is_empty() {
            open += 1;
        } else if holders.iter().any(|holder| same(&leader, holder)) {
            agreed += 1;
        }
        if all && !holders.iter().any(|holder| same(&leader, holder)) {
            writeln!(out, "{state}\t{day}\t{leader}\t{}", holders.join("; "))?;
        }
    }
    let told = known - open;
    writeln!(
        out,
        "leaders since {FROM}: {known}; our table has a holder for {told}, the same one for {agreed}"
    )?;
    Ok(())
}

/// State, name and a day in the middle of the term.
fn leader(line: &str) -> Option<(Id, String, Day)> {
    let cells: Vec<&str> = line.split(',').collect();
    let number = |at: usize| cells.get(at)?.parse::<i32>().ok();
    let (mut year, mut months) = (number(6)?, number(5)? - 1);
    if year < FROM {
        (year, months) = (FROM, 0);
    }
    let (start, end) = (year * 12 + months, number(8)? * 12 + number(7)? - 1);
    if end < start {
        return None;
    }
    let middle = Day::of(year, 1, 15)?.plus_months(months + (end - start) / 2);
    let code = cells.first()?;
    let mut pairs = CODES.split_whitespace();
    let iso = pairs.by_ref().find(|word| word == code).and_then(|_| pairs.next());
    let state = format!("state/{}", iso.map_or_else(|| code.to_lowercase(), str::to_owned));
    Some((Id::new(&state), (*cells.get(3)?).to_owned(), middle))
}

/// Labels and family names of the heads of state and government on that day.
fn holders(register: &Register, state: &Id, day: Day) -> Vec<String> {
    let mut found = Vec::new();
    for role in ["head-of-state", "head-of-government", "head-of-transition", "supreme-leader"] {
        let post = Id::new(&format!("post/{}/{role}", state.path()));
        for holder in register.holders(&post, Some(day)) {
            let label = register.entry(&holder.person).map(|entry| entry.label.clone());
            let family = register.person(&holder.person).map(|p| p.family.join(" "));
            found.push([label, family].into_iter().flatten().collect::<Vec<_>>().join(" "));
        }
    }
    found
}

/// Whether a word of the leader's name is, but for a letter or two, a word of the holder's.
fn same(leader: &str, holder: &str) -> bool {
    let (leader, holder) = (fold(leader), fold(holder));
    let mut words = leader.split(' ').filter(|word| word.len() > 2);
    words.any(|word| {
        holder.split(' ').any(|other| other == word || (word.len() > 4 && near(word, other)))
    })
}

/// At most two letters changed, left out or put in.
fn near(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cost = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()] <= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_agree() {
        assert!(same("Rakhmonov", "Emomali Rahmonov"));
        assert!(same("Xi Jinping", "Xi Jinping"));
        assert!(!same("Brandt", "Ida Voss"));
    }
}
