//! Whom words mean that name nobody: "both governments", "the two ministers", "they", "the rebels". A word comes in, the
//! parties that the text had in view just before it go out. Nothing is guessed beyond the last few sentences.

use super::parties::{Cast, Found, is_state_code, known, party};
use super::slots::subject;
use crate::scene::{At, Scene};
use chancery_record::{Dep, Mention, Sentence, Tag};

/// How many sentences back the pair may have been named.
const REACH: usize = 8;

/// What a pair is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pair {
    Persons,
    States,
}

/// The two that "both leaders", "the two governments" and "the pair" mean; nothing unless just two are in view.
pub(super) fn pair(cast: &Cast, at: At) -> Vec<Found> {
    let Some(kind) = kind(cast.scene, at) else { return Vec::new() };
    let sector = cast.rules.sector(&cast.scene.lemma(at).to_lowercase());
    let mut two = if kind == Pair::Persons { in_view(cast, at, kind) } else { Vec::new() };
    if two.len() != 2 {
        two = in_view(cast, at, Pair::States);
    }
    if two.len() != 2 {
        return Vec::new();
    }
    match kind {
        Pair::Persons => two,
        Pair::States => two.into_iter().map(|f| f.into_state(cast, sector)).collect(),
    }
}

/// Those that "they" carries on from the subject of the sentence before.
pub(super) fn carried_on(cast: &Cast, at: At) -> Vec<Found> {
    let scene = cast.scene;
    if !is_they(scene, at) || scene.dep(at) != Dep::Nsubj {
        return Vec::new();
    }
    let number = scene.token(at).sentence as usize;
    let Some(before) = number.checked_sub(1).map(|n| &scene.analysis.sentences[n]) else {
        return Vec::new();
    };
    let Some(head) = main_subject(scene, before) else { return Vec::new() };
    if is_they(scene, head) {
        return Vec::new();
    }
    let all = scene.conjuncts(head);
    let many = all.len() > 1 || matches!(scene.tag(head), Tag::Nns | Tag::Nnps);
    if !many {
        return Vec::new();
    }
    all.into_iter().flat_map(|t| party(cast, t)).collect()
}

/// The armed group that "the rebels" or the last word of its name means again.
pub(super) fn armed(cast: &Cast, at: At) -> Option<Found> {
    let scene = cast.scene;
    let lemma = scene.lemma(at).to_lowercase();
    let word = scene.word(at).to_lowercase();
    let people = cast.rules.sector(&lemma) == Some("REB");
    let definite = scene.children(at).any(|c| scene.word(c).eq_ignore_ascii_case("the"));
    if !definite || !(people || is_armed_word(&word)) {
        return None;
    }
    let end = scene.token(at).span.start();
    let before = cast.before(end).rev().take(200);
    let mut group = before.filter_map(|m| known(scene, &m.refers, m.span)).find(|f| {
        let label = scene.referent(&f.party.entity).map(|r| r.label.to_lowercase());
        f.party.code.ends_with("REB")
            && (people || label.is_some_and(|l| l.split(' ').any(|part| part == word)))
    })?;
    group.span = scene.token(at).span;
    Some(group)
}

/// True of words that make a name that of an armed group.
pub(super) fn is_armed_word(word: &str) -> bool {
    matches!(
        word,
        "front"
            | "rebels"
            | "rebel"
            | "guerrillas"
            | "guerrilla"
            | "guerillas"
            | "insurgents"
            | "insurgent"
            | "militia"
            | "militias"
            | "militants"
            | "separatists"
            | "fighters"
            | "mujahideen"
            | "brigades"
            | "insurgency"
            | "paramilitaries"
            | "warlords"
    )
}

/// What "both X" or "the two X" is a pair of.
fn kind(scene: &Scene, at: At) -> Option<Pair> {
    const TWO: [&str; 2] = ["both", "two"];
    let lemma = scene.lemma(at).to_lowercase();
    let is_two = |c: At| TWO.contains(&scene.word(c).to_lowercase().as_str());
    let counted = scene.children(at).any(is_two);
    let named = scene.children(at).any(|c| {
        matches!(scene.dep(c), Dep::Poss)
            || matches!(scene.word(c), "of" | "from" | "other" | "more" | "another")
    });
    if named {
        return None;
    }
    match lemma.as_str() {
        "leader" | "president" | "minister" | "premier" | "man" | "woman" | "counterpart"
        | "statesman" | "politician" | "diplomat" | "monarch" | "chancellor" | "king" | "head"
        | "official" | "negotiator"
            if counted =>
        {
            Some(Pair::Persons)
        }
        "government" | "country" | "state" | "nation" | "capital" | "neighbour" | "neighbor"
        | "army" | "ambassador" | "envoy" | "parliament" | "embassy" | "navy" | "ally"
        | "republic" | "power" | "rival" | "ministry" | "military"
            if counted =>
        {
            Some(Pair::States)
        }
        "side" | "delegation" | "party" | "team" if counted && scene.dep(at) == Dep::Nsubj => {
            Some(Pair::States)
        }
        "pair" | "both" | "two"
            if matches!(scene.dep(at), Dep::Nsubj | Dep::Nsubjpass)
                && (lemma == "both" || scene.children(at).any(|c| scene.dep(c) == Dep::Det)) =>
        {
            Some(Pair::Persons)
        }
        _ => None,
    }
}

/// Parties of two states that the sentences before name, the nearest first; the asker of the own clause is none of them.
fn in_view(cast: &Cast, at: At, kind: Pair) -> Vec<Found> {
    let scene = cast.scene;
    let own: Vec<String> = subject(scene, scene.clause(at))
        .filter(|&s| s != at && self::kind(scene, s).is_none() && !is_they(scene, s))
        .map(|s| party(cast, s))
        .unwrap_or_default()
        .iter()
        .map(Found::country)
        .collect();
    let fits = |f: &Found| match kind {
        Pair::Persons => f.party.entity.prefix() == "person" && f.party.code.ends_with(" GOV"),
        Pair::States => !f.place,
    };
    let mut seen: Vec<Found> = Vec::new();
    let number = scene.token(at).sentence as usize;
    for sentence in scene.analysis.sentences[..=number].iter().rev().take(REACH) {
        let end = sentence.span.end().min(scene.token(at).span.start());
        let here = cast
            .before(end)
            .rev()
            .take(100)
            .take_while(|m| m.span.start() >= sentence.span.start())
            .filter_map(|m: &Mention| known(scene, &m.refers, m.span))
            .filter(|f| is_state_code(&f.country()) && !own.contains(&f.country()) && fits(f));
        let mut named: Vec<Found> = Vec::new();
        for found in here {
            add(&mut named, found);
        }
        if named.len() > 2 || seen.len() + named.len() > 2 && seen.is_empty() {
            let joined = joined_subject(cast, sentence, &own);
            if joined.len() == 2 {
                return joined;
            }
        }
        if named.len() == 2 {
            named.reverse();
            return named;
        }
        if named.len() > 2 && seen.is_empty() {
            continue;
        }
        for found in named {
            add(&mut seen, found);
        }
        if seen.len() >= 2 {
            seen.truncate(2);
            seen.reverse();
            return seen;
        }
    }
    Vec::new()
}

/// The two of "A and B imposed ...".
fn joined_subject(cast: &Cast, sentence: &Sentence, own: &[String]) -> Vec<Found> {
    let mut two = Vec::new();
    let Some(head) = main_subject(cast.scene, sentence) else { return two };
    let names_itself = |&t: &At| kind(cast.scene, t).is_none() && !is_they(cast.scene, t);
    for one in cast.scene.conjuncts(head).into_iter().filter(names_itself) {
        for found in party(cast, one) {
            if is_state_code(&found.country()) && !own.contains(&found.country()) {
                add(&mut two, found);
            }
        }
    }
    two
}

fn is_they(scene: &Scene, at: At) -> bool {
    scene.word(at).eq_ignore_ascii_case("they")
}

/// Subject of the main clause.
fn main_subject(scene: &Scene, sentence: &Sentence) -> Option<At> {
    let root = scene.words_of(sentence).find(|&t| scene.head(t).is_none())?;
    scene.child(root, &[Dep::Nsubj, Dep::Nsubjpass])
}

fn add(all: &mut Vec<Found>, found: Found) {
    if all.iter().all(|f| f.country() != found.country()) {
        all.push(found);
    }
}
