//! Which frames and operators of the rules stand at a word of the scene.

use crate::scene::{At, Scene};
use chancery_knowledge::rules::acts::{ActRules, Frame, Kind, Operator};
use chancery_record::{Dep, NameLabel, NamedSpan, Pos, Span, Tag};

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

/// The most specific frame that holds at the word, also one that tells nothing.
pub(super) fn frame<'r>(rules: &'r ActRules, scene: &Scene, at: At) -> Option<Match<'r>> {
    let kind = kind(scene, at)?;
    let mut best: Option<(usize, Match)> = None;
    for frame in lemmas(scene, at).iter().flat_map(|lemma| rules.frames(kind, lemma)) {
        let Some((score, found)) = holds(rules, scene, at, frame) else { continue };
        if best.as_ref().is_none_or(|(s, _)| score > *s) {
            best = Some((score, found));
        }
    }
    best.map(|(_, found)| found)
}

/// The operator at the word, the one with most particles first, of equals the one listed last.
pub(super) fn operator(rules: &ActRules, scene: &Scene, at: At) -> Option<Operator> {
    let all = operators(rules, scene, at);
    all.into_iter().max_by_key(|(_, words)| *words).map(|(operator, _)| operator)
}

/// True when the word can be this operator.
pub(super) fn is_operator(rules: &ActRules, scene: &Scene, at: At, wanted: Operator) -> bool {
    operators(rules, scene, at).into_iter().any(|(operator, _)| operator == wanted)
}

/// Operators that the word can be, each with the number of particles it needs.
fn operators(rules: &ActRules, scene: &Scene, at: At) -> Vec<(Operator, usize)> {
    let Some(kind) = kind(scene, at) else { return Vec::new() };
    lemmas(scene, at)
        .iter()
        .flat_map(|lemma| rules.operators(kind, lemma))
        .filter(|(_, words)| extras(scene, at, words).is_some())
        .map(|(operator, words)| (*operator, words.len()))
        .collect()
}

/// The lemma, and for "stag" from "staged" the one it may stand for.
fn lemmas(scene: &Scene, at: At) -> Vec<String> {
    let lemma = scene.lemma(at).to_lowercase();
    let word = scene.word(at).to_lowercase();
    let cut = word.strip_suffix("ed").or_else(|| word.strip_suffix("ing")) == Some(lemma.as_str());
    if cut && kind(scene, at) == Some(Kind::Verb) {
        let whole = format!("{lemma}e");
        return vec![lemma, whole];
    }
    vec![lemma]
}

fn holds<'r>(
    rules: &ActRules,
    scene: &Scene,
    at: At,
    frame: &'r Frame,
) -> Option<(usize, Match<'r>)> {
    let extra = extras(scene, at, &frame.words[1..])?;
    if frame.infinitive && !has_own_infinitive(scene, at) {
        return None;
    }
    if frame.clausal && scene.child(at, &[Dep::Ccomp]).is_none() {
        return None;
    }
    if frame.bare && has_infinitive(scene, at) && !is_courtesy(scene, at) {
        return None;
    }
    let mut score = extra.len() * 2 + usize::from(frame.infinitive || frame.clausal);
    let mut object = None;
    if !frame.objects.is_empty() {
        let mut candidates: Vec<At> =
            extra.iter().filter_map(|&p| scene.child(p, &[Dep::Pobj])).collect();
        if extra.is_empty() || candidates.is_empty() {
            candidates.extend(objects(scene, at));
        }
        let (found, width) = candidates.into_iter().find_map(|noun| {
            let keys = keys(rules, scene, noun);
            let hits = keys.iter().filter(|k| frame.objects.contains(k));
            Some((noun, hits.map(|k| width(scene, noun, k)).max()?))
        })?;
        score += width;
        object = Some(found);
    }
    Some((score, Match { frame, extra, object }))
}

/// "called on the minister to discuss the toll": a visit, no request.
pub(super) fn is_courtesy(scene: &Scene, at: At) -> bool {
    let ends =
        ["discuss", "review", "congratulate", "brief", "thank", "convey", "exchange", "greet"];
    scene.lemma(at) == "call"
        && scene.children(at).any(|c| {
            matches!(scene.dep(c), Dep::Xcomp | Dep::Ccomp | Dep::Advcl)
                && ends.contains(&scene.lemma(c))
        })
}

/// "to go" somewhere below, whoever is to go.
fn has_infinitive(scene: &Scene, at: At) -> bool {
    scene.children(at).any(|c| {
        matches!(scene.dep(c), Dep::Xcomp | Dep::Ccomp | Dep::Advcl | Dep::Acl)
            && scene.children(c).any(|d| scene.dep(d) == Dep::Aux && scene.tag(d) == Tag::To)
    }) || scene.children(at).filter(|&c| scene.dep(c) == Dep::Prep).any(|prep| {
        let object = scene.child(prep, &[Dep::Pobj]);
        object.is_some_and(|o| {
            scene.children(o).any(|c| {
                matches!(scene.dep(c), Dep::Acl | Dep::Relcl)
                    && scene
                        .children(c)
                        .any(|d| scene.dep(d) == Dep::Aux && scene.tag(d) == Tag::To)
            })
        })
    })
}

/// "told X to go", however the parser hung X.
pub(super) fn has_own_infinitive(scene: &Scene, at: At) -> bool {
    let object = scene.child(at, &[Dep::Dobj, Dep::Dative, Dep::Nsubjpass]).is_some();
    scene.children(at).any(|c| {
        matches!(scene.dep(c), Dep::Xcomp | Dep::Ccomp | Dep::Advcl)
            && scene.children(c).any(|d| scene.dep(d) == Dep::Aux && scene.tag(d) == Tag::To)
            && (object || scene.child(c, &[Dep::Nsubj, Dep::Nsubjpass]).is_some())
    })
}

/// How much a key says of an object: "joint-exercise" more than "exercise", that more than "someone".
fn width(scene: &Scene, noun: At, key: &str) -> usize {
    match key {
        "something" => 1,
        "someone" => 2,
        _ if key.len() > scene.lemma(noun).len() + 1 => 4,
        _ => 3,
    }
}

/// Tokens for the further words of an entry, all of them or none.
fn extras(scene: &Scene, at: At, words: &[String]) -> Option<Vec<At>> {
    let mut found: Vec<At> = Vec::new();
    for word in words {
        let under = |head: At| {
            scene.children(head).find(|&c| {
                !matches!(
                    scene.dep(c),
                    Dep::Nsubj | Dep::Dobj | Dep::Agent | Dep::Aux | Dep::Mark | Dep::Punct
                ) && !found.contains(&c)
                    && !is_dated(scene, c)
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

/// A preposition of time: "on Friday" is no "on" of an entry.
fn is_dated(scene: &Scene, preposition: At) -> bool {
    scene.child(preposition, &[Dep::Pobj]).is_some_and(|object| {
        let span = scene.token(object).span;
        near(&scene.analysis.names, span)
            .any(|n| matches!(n.label, NameLabel::Date | NameLabel::Time))
    })
}

/// Names that can touch a span: they stand in order and do not overlap.
fn near(names: &[NamedSpan], span: Span) -> impl Iterator<Item = &NamedSpan> {
    let first = names.partition_point(|n| n.span.end() <= span.start());
    names[first..].iter().take_while(move |n| n.span.start() < span.end())
}

/// True of persons: names, posts, nouns of people.
fn is_someone(rules: &ActRules, scene: &Scene, at: At) -> bool {
    let span = scene.token(at).span;
    rules.sector(&scene.lemma(at).to_lowercase()).is_some()
        || near(&scene.analysis.names, span).any(|n| n.label == NameLabel::Person)
        || scene.entity(at).is_some_and(|m| m.refers.prefix() == "person")
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
fn keys(rules: &ActRules, scene: &Scene, noun: At) -> Vec<String> {
    let lemma = scene.lemma(noun).to_lowercase();
    let word = scene.word(noun).to_lowercase();
    let mut keys: Vec<String> = scene
        .children(noun)
        .filter(|&c| matches!(scene.dep(c), Dep::Compound | Dep::Amod | Dep::Nmod))
        .map(|c| format!("{}-{lemma}", scene.lemma(c).to_lowercase()))
        .collect();
    keys.push(lemma);
    keys.push(word);
    keys.push("something".into());
    if is_someone(rules, scene, noun) {
        keys.push("someone".into());
    }
    keys
}
