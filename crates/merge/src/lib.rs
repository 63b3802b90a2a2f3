//! Claims to facts: is this the same thing told again?
//!
//! Claims of one block come in, with who told them; facts go out. Everything here is a pure function of the *set* of
//! claims: their order, their number of tellings and the batches they came in make no difference, and taking a claim out
//! gives what would have been without it. Nothing is stored, and no claim is changed or lost.
//!
//! The way to use it, phase after phase (`PHASES`), because claims of a later phase refer to records of the earlier ones: `block` sorts claims into blocks; `names` says which claims of a block are one fact and
//! what it is called; when all names are known and put into the claims, `facts` gives the standing records.

mod block;
mod same;
mod value;

pub use block::block;

use chancery_record::{Fact, Id, Names, Told};
use std::collections::{BTreeMap, BTreeSet};

/// The record types of each phase, in order: claims of a phase are sorted and named by those of the phases before it.
pub const PHASES: [&[&str]; 3] = [
    &["entity", "post"],
    &["name", "tenure", "tie", "occasion", "instrument", "undertaking"],
    &["participation", "statement", "act", "figure"],
];

/// Which claims of one block are the same fact, and the id of that fact: that of its first claim (by day reported,
/// document, place in the text). Equal ids of different facts are told apart by `-2`, persons by `~` and four hex digits.
pub fn names(told: &[Told]) -> Names {
    let told = in_order(told);
    let clusters = same::clusters(&told);
    let mut taken = BTreeSet::new();
    let mut names = Names::new();
    for members in clusters {
        let id = free(&same::id(&told, &members), &mut taken);
        for &member in &members {
            let Told { document, claim, .. } = told[member];
            names.insert((document.clone(), claim.id.clone()), id.clone());
        }
    }
    names
}

/// The standing records of one block whose claims bear their final references, given the names of its claims. In order of
/// id.
pub fn facts(told: &[Told], names: &Names) -> Vec<Fact> {
    let mut groups: BTreeMap<&Id, Vec<&Told>> = BTreeMap::new();
    for told in in_order(told) {
        let key = (told.document.clone(), told.claim.id.clone());
        if let Some(id) = names.get(&key) {
            groups.entry(id).or_default().push(told);
        }
    }
    let mut facts: Vec<Fact> = groups.iter().map(|(id, told)| value::fact(id, told)).collect();
    value::count_against(&groups, &mut facts);
    facts
}

/// The whole record of a set of claims, in memory: all blocks, phase after phase.
pub fn merge(told: &[Told]) -> Vec<Fact> {
    let mut known = Names::new();
    for types in PHASES {
        let of_phase = |told: &Told| types.contains(&told.claim.matter.type_name());
        for members in blocks(told, &known).values().filter(|told| told.iter().all(of_phase)) {
            known.extend(names(members));
        }
    }
    blocks(told, &known).values().flat_map(|members| facts(members, &known)).collect()
}

/// Puts the names of facts in the place of the ids that the claim's document gave them. To be done once, on the claim as
/// its document makes it.
pub fn rename(told: &mut Told, names: &Names) {
    let document = told.document.clone();
    told.claim.matter.references_mut(&mut |id| {
        if let Some(name) = names.get(&(document.clone(), id.clone())) {
            *id = name.clone();
        }
    });
}

fn blocks(told: &[Told], names: &Names) -> BTreeMap<String, Vec<Told>> {
    let mut blocks: BTreeMap<String, Vec<Told>> = BTreeMap::new();
    for told in told {
        let mut told = told.clone();
        rename(&mut told, names);
        blocks.entry(block(&told)).or_default().push(told);
    }
    blocks
}

/// Each claim once, by day reported (undated last), document, place in the text, id.
fn in_order(told: &[Told]) -> Vec<&Told> {
    fn key(told: &Told) -> (bool, Option<chancery_record::Day>, &Id, usize, &Id) {
        let start = told.claim.grounds.first().map_or(0, |ground| ground.span.start());
        (told.reported.is_none(), told.reported, &told.document, start, &told.claim.id)
    }
    let mut sorted: Vec<&Told> = told.iter().collect();
    sorted.sort_by(|a, b| key(a).cmp(&key(b)));
    sorted.dedup_by(|a, b| a.document == b.document && a.claim.id == b.claim.id);
    sorted
}

fn free(id: &Id, taken: &mut BTreeSet<Id>) -> Id {
    let mut free = id.clone();
    let mut n = 2;
    while !taken.insert(free.clone()) {
        free = Id::new(&format!("{id}-{n}"));
        n += 1;
    }
    free
}
