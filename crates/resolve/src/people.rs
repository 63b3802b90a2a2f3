//! Persons of a document: full names, later last names, one id each.
//!
//! The fullest name printed makes the id, or the register's id where it knows the name. Equal last names with different
//! given names stay different persons; a last name alone goes to the person named so last.

use crate::cases;
use crate::found::{Finds, Found};
use crate::scene::Scene;
use crate::spots::Spots;
use crate::words::Shape;
use chancery_knowledge::russian::{Sex, person_forms};
use chancery_knowledge::{Gender, gender};
use chancery_record::{Id, MentionForm, slug};
use std::collections::BTreeMap;

/// What the document shows of a person.
#[derive(Clone, Debug, Default)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) sex: Option<Gender>,
    pub(crate) words: Vec<String>,
    /// Case forms of the family name, folded, in languages that have such.
    pub(crate) forms: Vec<String>,
    /// Posts the document joins the person with, in order.
    pub(crate) posts: Vec<Id>,
}

/// The persons, by id.
#[derive(Clone, Debug, Default)]
pub(crate) struct People {
    pub(crate) by_id: BTreeMap<Id, Person>,
}

impl People {
    /// The first post joined with a person.
    pub(crate) fn post(&self, id: &Id) -> Option<&Id> {
        self.by_id.get(id)?.posts.first()
    }
}

/// Joins last names with full names and finds last names that stand where no name was found.
pub(crate) fn settle(scene: &Scene, spots: &Spots, finds: &mut Finds) -> People {
    let mut people = People::default();
    let mut by_last: BTreeMap<String, Vec<Id>> = BTreeMap::new();
    full_names(scene, spots, finds, &mut people, &mut by_last);
    short_names(scene, spots, finds, &mut people, &mut by_last);
    bare_last_names(scene, finds, &by_last);
    people
}

fn words_of(scene: &Scene, found: &Found) -> Vec<String> {
    scene.words.all()[found.first..=found.last].iter().map(|w| w.fold.clone()).collect()
}

fn in_order(finds: &Finds) -> Vec<usize> {
    let mut order: Vec<usize> =
        (0..finds.list.len()).filter(|at| finds.list[*at].is("person")).collect();
    order.sort_by_key(|at| finds.list[*at].first);
    order
}

/// Names of several words: a person each, unless one continues another ("Ann Lee", "Ann Maria Lee").
fn full_names(
    scene: &Scene,
    spots: &Spots,
    finds: &mut Finds,
    people: &mut People,
    by_last: &mut BTreeMap<String, Vec<Id>>,
) {
    let inflects = scene.lexicon.is("grammar", "genitive");
    let firsts =
        if inflects { cases::first_forms(&printed(scene, finds)) } else { BTreeMap::new() };
    for at in in_order(finds) {
        let mut words = words_of(scene, &finds.list[at]);
        if words.len() < 2 || is_tail(&words, people, by_last) {
            continue;
        }
        let mut name = scene.words.slice(finds.list[at].first, finds.list[at].last).to_owned();
        let mut told = None;
        if inflects && registered(scene, &name).is_none() {
            let first = cases::nominative(&name);
            told = first.as_ref().and_then(|(_, sex)| *sex);
            let own = first.map_or_else(|| name.clone(), |(first, _)| first);
            name = firsts.get(&own).cloned().unwrap_or(own);
            words = chancery_record::fold(&name).split(' ').map(str::to_owned).collect();
        }
        let id =
            registered(scene, &name).unwrap_or_else(|| Id::new(&format!("person/{}", slug(&name))));
        let sex = sex_of(scene, spots, &finds.list[at]).or(told);
        let forms = if inflects { family_forms(&name, sex) } else { Vec::new() };
        for last in forms.iter().cloned().chain([family(scene, &words)]) {
            let ids = by_last.entry(last).or_default();
            if !ids.contains(&id) {
                ids.push(id.clone());
            }
        }
        let person = people.by_id.entry(id.clone()).or_insert_with(|| Person {
            name,
            words,
            forms,
            ..Person::default()
        });
        person.sex = person.sex.or(sex);
        finds.list[at].refers = id;
    }
}

/// Names of several words as they are printed.
fn printed<'s>(scene: &Scene<'s>, finds: &Finds) -> Vec<&'s str> {
    let several = in_order(finds).into_iter().map(|at| &finds.list[at]);
    several.filter(|f| f.last > f.first).map(|f| scene.words.slice(f.first, f.last)).collect()
}

/// Folded case forms of the last word of a name; of a name whose sex is not known, those of both.
fn family_forms(name: &str, sex: Option<Gender>) -> Vec<String> {
    let last = name.rsplit(' ').next().unwrap_or_default();
    let of = |sex: Sex| person_forms(last, sex).iter().map(|f| chancery_record::fold(f)).collect();
    let mut forms: Vec<String> = match sex {
        Some(Gender::Female) => of(Sex::Female),
        Some(Gender::Male) => of(Sex::Male),
        None => [of(Sex::Male), of(Sex::Female)].concat(),
    };
    forms.sort();
    forms.dedup();
    forms
}

/// The last name, marks of generation left aside ("Jr", "III").
fn family(scene: &Scene, words: &[String]) -> String {
    let name = |word: &&String| !scene.lexicon.is("generations", word);
    words.iter().rev().find(name).or(words.last()).cloned().unwrap_or_default()
}

fn registered(scene: &Scene, name: &str) -> Option<Id> {
    let senses = scene.world.named(&chancery_record::fold(name));
    senses.iter().find(|sense| sense.id.prefix() == "person").map(|sense| sense.id.clone())
}

/// "bin Salman" after "Mohammed bin Salman": the end of a longer name.
fn is_tail(words: &[String], people: &People, by_last: &BTreeMap<String, Vec<Id>>) -> bool {
    let Some(ids) = words.last().and_then(|last| by_last.get(last)) else { return false };
    ids.iter()
        .filter_map(|id| people.by_id.get(id))
        .any(|p| p.words.len() > words.len() && p.words.ends_with(words))
}

/// Single names and tails of names.
fn short_names(
    scene: &Scene,
    spots: &Spots,
    finds: &mut Finds,
    people: &mut People,
    by_last: &mut BTreeMap<String, Vec<Id>>,
) {
    let mut latest: BTreeMap<String, Id> = BTreeMap::new();
    for at in in_order(finds) {
        let words = words_of(scene, &finds.list[at]);
        let last = family(scene, &words);
        let full = people.by_id.get(&finds.list[at].refers).is_some_and(|p| p.words == words);
        if full {
            latest.insert(last, finds.list[at].refers.clone());
            continue;
        }
        let sex = sex_of(scene, spots, &finds.list[at]);
        if let Some((id, others)) = choose(&words, sex, people, by_last, latest.get(&last)) {
            latest.insert(last, id.clone());
            let found = &mut finds.list[at];
            found.reading = if others.is_empty() { 960 } else { 720 };
            found.why = "last name of a person named in full";
            found.candidates = others.into_iter().map(|other| (other, 400)).collect();
            let person = people.by_id.entry(id.clone()).or_default();
            person.sex = person.sex.or(sex);
            found.refers = id;
        } else {
            let name = scene.words.slice(finds.list[at].first, finds.list[at].last).to_owned();
            let known = in_office(scene, spots, &finds.list[at], &words);
            let (id, others) = match known.split_first() {
                Some((id, [])) => (id.clone(), Vec::new()),
                _ => (Id::new(&format!("person/{}", slug(&name))), known),
            };
            by_last.entry(last).or_default().push(id.clone());
            let registered = scene.world.entry(&id);
            let found = &mut finds.list[at];
            if registered.is_some() {
                found.reading = found.reading.min(800);
                found.why = "last name of one known to be in office on the day of the document";
            }
            found.candidates = others.into_iter().map(|other| (other, 300)).collect();
            found.refers = id.clone();
            let person = Person { name, sex, words, ..Person::default() };
            people.by_id.entry(id).or_insert(person);
        }
    }
}

/// Persons of this last name whom the register knows in office on the day of the document; with a role before the name,
/// those who held that role.
fn in_office(scene: &Scene, spots: &Spots, found: &Found, words: &[String]) -> Vec<Id> {
    let day = scene.document.dated.as_ref().and_then(|d| Some(d.latest?.day));
    let ([last], Some(day)) = (words, day) else { return Vec::new() };
    let role = found.first.checked_sub(1).and_then(|at| spots.role_to(at));
    let role = role.and_then(|spot| spot.role.state.as_deref().or(spot.role.other.as_deref()));
    let holds = |tenure: &chancery_record::Officeholder| {
        let on =
            tenure.from.is_some_and(|from| from <= day) && tenure.to.is_none_or(|to| to >= day);
        let slug = |part: &str| {
            role.map_or(matches!(part, "head-of-state" | "head-of-government"), |role| part == role)
        };
        on && tenure.post.path().split('/').any(slug)
    };
    let persons = scene.world.family(last).iter();
    persons.filter(|id| scene.world.tenures(id).iter().any(holds)).cloned().collect()
}

/// The person a short name means, and who else might be meant.
fn choose(
    words: &[String],
    sex: Option<Gender>,
    people: &People,
    by_last: &BTreeMap<String, Vec<Id>>,
    latest: Option<&Id>,
) -> Option<(Id, Vec<Id>)> {
    let last = words.last()?;
    let fits = |id: &&Id| {
        let person = people.by_id.get(*id);
        let clash = matches!((sex, person.and_then(|p| p.sex)), (Some(a), Some(b)) if a != b);
        let ends = |p: &&Person| {
            let inflected = words.len() == 1 && p.forms.contains(&words[0]);
            inflected
                || p.words.ends_with(words)
                || p.words.iter().rev().take(2).any(|w| words == [w.clone()])
        };
        !clash && person.as_ref().is_some_and(ends)
    };
    let mut ids: Vec<Id> = by_last.get(last).into_iter().flatten().filter(fits).cloned().collect();
    if ids.is_empty() && words.len() == 1 {
        ids = inside_one(last, people);
    }
    if ids.is_empty() && words.len() == 1 {
        // Family names that stand first ("Xi", "Kim").
        ids = people
            .by_id
            .iter()
            .filter(|(_, p)| p.words.first() == Some(last))
            .map(|(id, _)| id.clone())
            .collect();
        if ids.len() > 1 {
            return None;
        }
    }
    let chosen = latest.filter(|id| ids.contains(id)).or(ids.first())?.clone();
    ids.retain(|id| *id != chosen);
    Some((chosen, ids))
}

/// The first of two family names ("Soto" of "Ana Luz Soto Paz"), where one person alone has it.
fn inside_one(name: &String, people: &People) -> Vec<Id> {
    let inner = |p: &Person| p.words.len() > 2 && p.words[1..p.words.len() - 1].contains(name);
    let ids: Vec<Id> =
        people.by_id.iter().filter(|(_, p)| inner(p)).map(|(id, _)| id.clone()).collect();
    if ids.len() == 1 { ids } else { Vec::new() }
}

/// Last names in headlines, capitals, and wherever else nothing was found.
fn bare_last_names(scene: &Scene, finds: &mut Finds, by_last: &BTreeMap<String, Vec<Id>>) {
    for at in 0..scene.words.len() {
        let Some(word) = scene.words.get(at) else { continue };
        if word.shape == Shape::Lower || finds.covers(at) || word.token.is_none() {
            continue;
        }
        if let Some(ids) = by_last.get(&word.fold)
            && let Some(id) = ids.first()
        {
            let reading = if ids.len() == 1 { 930 } else { 650 };
            let mut found = Found::new(
                at,
                at,
                id.clone(),
                MentionForm::Name,
                reading,
                "last name of a person named in full",
            );
            found.candidates = ids.iter().skip(1).map(|other| (other.clone(), 400)).collect();
            finds.add(found);
        }
    }
}

/// What honorific, role and given name say.
fn sex_of(scene: &Scene, spots: &Spots, found: &Found) -> Option<Gender> {
    let mut before = found.first;
    while let Some((first, _)) = spots
        .honorifics
        .range(before.saturating_sub(3)..before)
        .rev()
        .find(|(_, last)| **last + 1 == before)
    {
        let phrase = scene.words.phrase(*first, before - first).unwrap_or_default();
        if let Some(Some(sex)) = scene.lexicon.honorifics.get(&phrase) {
            return Some(*sex);
        }
        before = *first;
    }
    let by_role =
        before.checked_sub(1).and_then(|at| spots.role_to(at)).and_then(|spot| spot.role.sex);
    by_role.or_else(
        || {
            if found.last > found.first { gender(scene.fold(found.first)) } else { None }
        },
    )
}
