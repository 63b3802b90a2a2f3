//! Who stands in the slots of a frame: subjects through control and coordination, passives, nominalisations.

use super::words::{Match, objects};
use crate::scene::{At, Scene};
use chancery_knowledge::rules::acts::Slot;
use chancery_record::{Dep, Pos, Tag};

/// Tells whether a noun phrase's head names a party.
pub(super) type IsParty<'a> = &'a dyn Fn(At) -> bool;

/// As `fill`, without what the actor calls its own ("offered its troops to X" goes to X).
pub(super) fn fill_other(
    scene: &Scene,
    at: At,
    found: &Match,
    slots: &[Slot],
    actors: &[At],
    is_party: IsParty,
) -> Vec<At> {
    let is_own = |t: At| {
        let owner = scene.child(t, &[Dep::Poss]);
        owner.is_some_and(|o| {
            scene.tag(o) == Tag::PrpPossessive
                && matches!(scene.lemma(o), "its" | "their" | "his" | "her" | "our")
        })
    };
    let is_self = |t: At| matches!(scene.lemma(t), "itself" | "himself" | "herself" | "themselves");
    let other = |t: At| !is_self(t) && !is_own(t) && !actors.contains(&t) && is_party(t);
    let found_other = fill(scene, at, found, slots, &other);
    if found_other.is_empty() { fill(scene, at, found, slots, is_party) } else { found_other }
}

/// The first of the slots that names parties.
pub(super) fn fill(
    scene: &Scene,
    at: At,
    found: &Match,
    slots: &[Slot],
    is_party: IsParty,
) -> Vec<At> {
    slots
        .iter()
        .map(|slot| named(scene, candidates(scene, at, found, slot), is_party))
        .find(|heads| !heads.is_empty())
        .unwrap_or_default()
}

/// The candidates that are parties, each with what is joined to it.
pub(super) fn named(scene: &Scene, heads: Vec<At>, is_party: IsParty) -> Vec<At> {
    let mut parties: Vec<At> = Vec::new();
    for head in heads {
        let mut all = scene.conjuncts(head);
        // "the minister, X, and the director": the parser may join the director to X.
        for apposition in scene.children(head).filter(|&c| scene.dep(c) == Dep::Appos) {
            all.extend(scene.conjuncts(apposition).into_iter().skip(1));
        }
        for one in all {
            if !parties.contains(&one) && is_party(one) {
                parties.push(one);
            }
        }
    }
    parties
}

fn candidates(scene: &Scene, at: At, found: &Match, slot: &Slot) -> Vec<At> {
    match slot {
        Slot::Subject => subject(scene, at).into_iter().collect(),
        Slot::Object => object(scene, at, found),
        Slot::Possessor => possessors(scene, at),
        Slot::Inside => {
            let mut inside = Vec::new();
            for noun in things(scene, at, found) {
                inside.extend(behind(scene, noun));
            }
            inside
        }
        Slot::After(preposition) => {
            let mut bases = vec![at];
            // "condemned the strike on X": the parser may hang "on X" on the verb.
            if scene.pos(at) == Pos::Noun && scene.dep(at) == Dep::Dobj {
                bases.extend(scene.head(at));
            }
            bases.extend(found.extra.iter().copied());
            bases.extend(things(scene, at, found));
            bases.extend(scene.child(at, &[Dep::Prt]));
            let after = |base: At| afters(scene, base, preposition);
            bases.into_iter().flat_map(after).collect()
        }
    }
}

/// Objects of a preposition below a word, one for each time it stands there.
fn afters(scene: &Scene, at: At, preposition: &str) -> Vec<At> {
    scene
        .children(at)
        .filter(|&c| matches!(scene.dep(c), Dep::Prep | Dep::Agent | Dep::Dative))
        .filter(|&c| scene.word(c).eq_ignore_ascii_case(preposition))
        .filter_map(|c| scene.child(c, &[Dep::Pobj]))
        .collect()
}

/// Who does what a verb says.
pub(super) fn subject(scene: &Scene, verb: At) -> Option<At> {
    let mut here = verb;
    for _ in 0..8 {
        if is_passive(scene, here) {
            let agent = scene.after(here, &["by"]);
            if here == verb || agent.is_some() {
                return agent;
            }
        }
        if let Some(own) = scene.child(here, &[Dep::Nsubj, Dep::Nsubjpass]) {
            return Some(scene.antecedent(own));
        }
        let head = scene.head(here)?;
        match scene.dep(here) {
            Dep::Xcomp if is_infinitive(scene, here) => {
                if let Some(controller) = scene.child(head, &[Dep::Dobj, Dep::Dative]) {
                    return Some(scene.antecedent(controller));
                }
                here = head;
            }
            Dep::Xcomp | Dep::Conj | Dep::Advcl | Dep::Ccomp | Dep::Aux | Dep::Acomp => here = head,
            Dep::Pcomp => here = scene.head(head)?,
            Dep::Acl if scene.tag(here) == Tag::Vbg => return Some(head),
            Dep::Acl if is_infinitive(scene, here) => return of_noun(scene, head),
            Dep::Relcl => return Some(head),
            _ if scene.pos(here) == Pos::Noun => return of_noun(scene, here),
            _ => return None,
        }
        if scene.pos(here) == Pos::Noun {
            return of_noun(scene, here);
        }
    }
    None
}

/// Whose deed a noun is: its genitive or "by", else the subject of the verb it is the object of.
pub(super) fn of_noun(scene: &Scene, noun: At) -> Option<At> {
    let own = possessors(scene, noun).into_iter().next().or_else(|| scene.after(noun, &["by"]));
    own.or_else(|| {
        let mut verb = scene.head(noun)?;
        if scene.pos(verb) == Pos::Adp {
            verb = scene.head(verb)?;
        }
        let below = scene.dep(noun) != Dep::Nsubj && scene.pos(verb) == Pos::Verb;
        below.then(|| subject(scene, verb)).flatten()
    })
}

/// True of passives, and of participles after their noun ("sanctions imposed by X").
pub(super) fn is_passive(scene: &Scene, verb: At) -> bool {
    let participle = matches!(scene.dep(verb), Dep::Acl | Dep::Advcl)
        && scene.tag(verb) == Tag::Vbn
        && scene.child(verb, &[Dep::Aux, Dep::Nsubj]).is_none();
    let shared = scene.dep(verb) == Dep::Conj
        && scene.tag(verb) == Tag::Vbn
        && scene.child(verb, &[Dep::Nsubj, Dep::Aux]).is_none()
        && scene.head(verb).is_some_and(|head| scene.is_passive(head));
    // "was summoned and handed a note", taken for a past tense.
    let handed = scene.dep(verb) == Dep::Conj
        && matches!(scene.lemma(verb), "hand" | "give" | "present")
        && scene.child(verb, &[Dep::Nsubj, Dep::Prt]).is_none()
        && scene.child(verb, &[Dep::Dobj]).is_some()
        && scene.head(verb).is_some_and(|head| scene.is_passive(head));
    scene.is_passive(verb) || participle || shared || handed
}

pub(super) fn is_infinitive(scene: &Scene, verb: At) -> bool {
    scene.children(verb).any(|c| scene.dep(c) == Dep::Aux && scene.tag(c) == Tag::To)
}

/// Whom a verb acts on: indirect object, object of the entry's preposition, object; in "urged X to go", X.
fn object(scene: &Scene, at: At, found: &Match) -> Vec<At> {
    if scene.pos(at) == Pos::Noun {
        return Vec::new();
    }
    let mut heads: Vec<At> = Vec::new();
    heads.extend(datives(scene, at));
    heads.extend(found.extra.iter().filter_map(|&p| scene.child(p, &[Dep::Pobj])));
    heads.extend(objects(scene, at));
    heads.extend(embedded(scene, at));
    heads
}

/// "gave X", "gave to X".
fn datives(scene: &Scene, at: At) -> Vec<At> {
    let dative = |c: At| match scene.pos(c) {
        Pos::Adp => scene.child(c, &[Dep::Pobj]),
        _ => Some(c),
    };
    scene.children(at).filter(|&c| scene.dep(c) == Dep::Dative).filter_map(dative).collect()
}

/// The subject of an infinitive that the parser hung below: "urged [both sides to let ...]".
fn embedded(scene: &Scene, at: At) -> Vec<At> {
    scene
        .children(at)
        .filter(|&c| match scene.dep(c) {
            Dep::Ccomp | Dep::Xcomp => true,
            Dep::Advcl => is_infinitive(scene, c),
            _ => false,
        })
        .filter_map(|c| scene.child(c, &[Dep::Nsubj, Dep::Nsubjpass]))
        .map(|s| scene.antecedent(s))
        .collect()
}

/// Whom an urging verb addresses, party or not.
pub(super) fn addressed(scene: &Scene, at: At) -> Vec<At> {
    let mut heads = embedded(scene, at);
    heads.extend(objects(scene, at));
    for preposition in ["on", "upon", "to"] {
        heads.extend(afters(scene, at, preposition));
    }
    heads
}

/// The nouns that a frame is about.
fn things(scene: &Scene, at: At, found: &Match) -> Vec<At> {
    let mut nouns: Vec<At> = found.object.into_iter().collect();
    nouns.extend(found.extra.iter().filter_map(|&p| scene.child(p, &[Dep::Pobj])));
    if scene.pos(at) != Pos::Noun {
        nouns.extend(objects(scene, at));
    }
    nouns.dedup();
    nouns
}

/// Genitives and adjectives before a noun.
pub(super) fn possessors(scene: &Scene, noun: At) -> Vec<At> {
    let before =
        |c: &At| matches!(scene.dep(*c), Dep::Poss | Dep::Amod | Dep::Compound | Dep::Nmod);
    scene.children(noun).filter(before).collect()
}

/// Who stands behind a thing: its genitive, "of", "by", "from", the subject of its relative clause.
fn behind(scene: &Scene, noun: At) -> Vec<At> {
    let mut heads = possessors(scene, noun);
    for preposition in ["by", "of", "from"] {
        heads.extend(afters(scene, noun, preposition));
    }
    for clause in scene.children(noun).filter(|&c| matches!(scene.dep(c), Dep::Relcl | Dep::Acl)) {
        heads.extend(subject(scene, clause).filter(|&s| s != noun));
    }
    heads
}

/// The word itself, or for "it" and "he" the subject of the clause that reports theirs.
pub(super) fn antecedent(scene: &Scene, at: At) -> At {
    if !matches!(scene.tag(at), Tag::Prp | Tag::PrpPossessive) {
        return at;
    }
    let mut here = at;
    for _ in 0..12 {
        let Some(head) = scene.head(here) else { break };
        let subject = scene.child(head, &[Dep::Nsubj, Dep::Nsubjpass]);
        let other = subject.filter(|&s| s != here && !matches!(scene.tag(s), Tag::Prp | Tag::Wdt));
        if let Some(subject) = other {
            return subject;
        }
        here = head;
    }
    at
}
