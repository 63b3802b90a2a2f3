//! Which frames and operators of the rules stand at a word of the scene.

use crate::scene::{At, Scene};
use chancery_knowledge::rules::acts::{ActRules, Frame, Kind, Operator};
use chancery_record::{Dep, Pos, Tag};

/// A frame that holds at a word, with the words that made it hold.
pub(super) struct Match<'r> {
    pub(super) frame: &'r Frame,
    /// Particle or preposition tokens.
    pub(super) extra: Vec<At>,
    /// The object the frame is conditioned on.
    pub(super) object: Option<At>,
}

/// The kind of word as the rules see it.
pub(super) fn kind(scene: &Scene, at: At) -> Option<Kind> {
    match scene.pos(at) {
        Pos::Verb | Pos::Aux => Some(Kind::Verb),
        Pos::Noun | Pos::Propn => Some(Kind::Noun),
        Pos::Adj => Some(Kind::Adjective),
        _ => None,
    }
}

/// The most specific frame that holds at the word.
pub(super) fn frame<'r>(rules: &'r ActRules, scene: &Scene, at: At) -> Option<Match<'r>> {
    let kind = kind(scene, at)?;
    let lemma = scene.lemma(at).to_lowercase();
    let mut best: Option<(usize, Match)> = None;
    for frame in rules.frames(kind, &lemma) {
        let Some((score, found)) = holds(scene, at, frame) else { continue };
        if best.as_ref().is_none_or(|(s, _)| score > *s) {
            best = Some((score, found));
        }
    }
    best.map(|(_, found)| found)
}

/// The operator at the word, the one with most particles first.
pub(super) fn operator(rules: &ActRules, scene: &Scene, at: At) -> Option<Operator> {
    let kind = kind(scene, at)?;
    let lemma = scene.lemma(at).to_lowercase();
    rules
        .operators(kind, &lemma)
        .iter()
        .filter(|(_, words)| extras(scene, at, words).is_some())
        .max_by_key(|(_, words)| words.len())
        .map(|(operator, _)| *operator)
}

fn holds<'r>(scene: &Scene, at: At, frame: &'r Frame) -> Option<(usize, Match<'r>)> {
    let extra = extras(scene, at, &frame.words[1..])?;
    let mut score = extra.len() * 2;
    let mut object = None;
    if !frame.objects.is_empty() {
        let mut candidates: Vec<At> =
            extra.iter().filter_map(|&p| scene.child(p, &[Dep::Pobj])).collect();
        if extra.is_empty() || candidates.is_empty() {
            candidates.extend(objects(scene, at));
        }
        let (found, width) = candidates.into_iter().find_map(|noun| {
            let keys = keys(scene, noun);
            let hit = keys.iter().filter(|k| frame.objects.contains(k)).map(String::len).max()?;
            Some((noun, hit))
        })?;
        score += 3 + usize::from(width > scene.lemma(found).len());
        object = Some(found);
    }
    Some((score, Match { frame, extra, object }))
}

/// Tokens for the further words of an entry, all of them or none.
fn extras(scene: &Scene, at: At, words: &[String]) -> Option<Vec<At>> {
    let mut found: Vec<At> = Vec::new();
    for word in words {
        let under = |head: At| {
            scene.children(head).find(|&c| {
                !matches!(scene.dep(c), Dep::Nsubj | Dep::Dobj | Dep::Agent)
                    && !found.contains(&c)
                    && (scene.word(c).eq_ignore_ascii_case(word) || scene.lemma(c) == word)
            })
        };
        let token = under(at)
            .or_else(|| found.last().and_then(|&last| under(last)))
            .or_else(|| objects(scene, at).into_iter().find_map(under))?;
        found.push(token);
    }
    Some(found)
}

/// What a verb acts on: object, subject of a passive, the noun a participle or relative clause modifies, and the
/// nouns behind a count ("dozens of troops").
pub(super) fn objects(scene: &Scene, verb: At) -> Vec<At> {
    let mut found = Vec::new();
    let direct: Vec<At> = scene
        .children(verb)
        .filter(|&c| {
            matches!(scene.dep(c), Dep::Dobj | Dep::Obj | Dep::Nsubjpass | Dep::Oprd | Dep::Attr)
        })
        .collect();
    for c in direct {
        found.extend(scene.conjuncts(scene.antecedent(c)));
    }
    let free = !scene.children(verb).any(|c| matches!(scene.dep(c), Dep::Dobj | Dep::Nsubjpass));
    if let Some(head) = scene.head(verb).filter(|_| free) {
        let participle = scene.dep(verb) == Dep::Acl && scene.tag(verb) == Tag::Vbn;
        let bare_relative = scene.dep(verb) == Dep::Relcl
            && scene.child(verb, &[Dep::Nsubj]).is_some_and(|s| scene.antecedent(s) == s);
        if participle || bare_relative {
            found.push(head);
        }
        if scene.dep(verb) == Dep::Conj && is_passive_participle(scene, verb, head) {
            found.extend(scene.child(head, &[Dep::Nsubjpass]));
        }
    }
    let counted: Vec<At> = found.iter().filter_map(|&f| scene.after(f, &["of"])).collect();
    found.extend(counted);
    found
}

/// "was seized and burned": the second participle shares the passive of the first.
fn is_passive_participle(scene: &Scene, verb: At, head: At) -> bool {
    scene.tag(verb) == Tag::Vbn && scene.is_passive(head)
}

/// Names under which an object can be listed: its lemma, and joined to the word before it ("cease-fire", "joint-exercise").
fn keys(scene: &Scene, noun: At) -> Vec<String> {
    let lemma = scene.lemma(noun).to_lowercase();
    let word = scene.word(noun).to_lowercase();
    let mut keys: Vec<String> = scene
        .children(noun)
        .filter(|&c| matches!(scene.dep(c), Dep::Compound | Dep::Amod | Dep::Nmod))
        .map(|c| format!("{}-{lemma}", scene.lemma(c).to_lowercase()))
        .collect();
    keys.push(lemma);
    keys.push(word);
    keys
}
