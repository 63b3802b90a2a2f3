//! What stands between two parties, as features for the arbiter: what the rules propose, the words that govern both, the
//! path between them, operators, kinds of party.
//!
//! A scene, two words and proposals come in, hashed features go out, ascending and each once. No name and no word vector is
//! among them: they would fit the author of the training sentences, not the news.

use super::relation::Fit;
use super::words::{frame, kind, objects, operator};
use crate::scene::{At, Scene};
use chancery_knowledge::rules::acts::{ActRules, Operator};
use chancery_record::matter::{Root, State};
use chancery_record::{Dep, NameLabel, Pos, Span, Tag};

/// A proposal of the rules as the arbiter sees it.
pub(super) struct Seen<'a> {
    pub(super) root: Root,
    pub(super) base: Root,
    pub(super) state: State,
    pub(super) operators: Vec<Operator>,
    pub(super) nominal: bool,
    pub(super) rule: &'a str,
    pub(super) fit: Fit,
}

/// Features of a pair of words: who may act and to whom, with the proposals that touch them, the likeliest first.
pub(super) fn features(
    rules: &ActRules,
    scene: &Scene,
    source: At,
    target: At,
    proposals: &[Seen],
) -> Vec<u32> {
    let mut bag = Bag { found: Vec::with_capacity(160) };
    bag.put(&["bias"]);
    proposed(&mut bag, proposals);
    let pair = Pair { rules, scene, source, target };
    pair.side(&mut bag, "s", source);
    pair.side(&mut bag, "t", target);
    pair.path(&mut bag, proposals);
    pair.surroundings(&mut bag);
    bag.found.sort_unstable();
    bag.found.dedup();
    bag.found
}

/// The word of a stretch that governs the others: a noun where there is one.
pub(super) fn head_of(scene: &Scene, span: Span) -> Option<At> {
    let inside = crate::scene::tokens_in(scene.analysis, span);
    let governs = |t: &At| scene.head(*t).is_none_or(|h| !scene.token(h).span.touches(span));
    let solid = |t: &At| {
        !matches!(scene.pos(*t), Pos::Punct | Pos::Space | Pos::Adp | Pos::Part | Pos::Det)
    };
    inside.clone().filter(governs).find(solid).or_else(|| inside.into_iter().find(solid))
}

struct Bag {
    found: Vec<u32>,
}

impl Bag {
    /// Adds a feature by its parts (FNV-1a, 32 bits).
    fn put(&mut self, parts: &[&str]) {
        let mut hash = 0x811c_9dc5_u32;
        for part in parts {
            for byte in part.bytes().chain([0x1f]) {
                hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
            }
        }
        self.found.push(hash);
    }
}

/// What the rules say.
fn proposed(bag: &mut Bag, proposals: &[Seen]) {
    let Some(first) = proposals.first() else {
        bag.put(&["silent"]);
        return;
    };
    let root = first.root.as_str();
    let fit = first.fit.as_str();
    bag.put(&["first", root]);
    bag.put(&["first", root, fit]);
    bag.put(&["fit", fit]);
    bag.put(&["first base", first.base.as_str(), root]);
    bag.put(&["first state", first.state.as_str(), root]);
    if first.nominal {
        bag.put(&["first noun", root]);
    }
    if first.rule.contains('+') {
        bag.put(&["first with object", root]);
    }
    for operator in &first.operators {
        bag.put(&["first operator", operator.as_str()]);
        bag.put(&["first operator", operator.as_str(), root]);
    }
    if first.operators.is_empty() {
        bag.put(&["first plain", root, fit]);
    }
    if let Some(second) = proposals.get(1) {
        bag.put(&["second", second.root.as_str()]);
        bag.put(&["second", second.root.as_str(), second.fit.as_str()]);
        bag.put(&["both", root, second.root.as_str()]);
    }
    for other in proposals.iter().skip(1) {
        bag.put(&["other", other.root.as_str()]);
    }
}

struct Pair<'a> {
    rules: &'a ActRules,
    scene: &'a Scene<'a>,
    source: At,
    target: At,
}

impl Pair<'_> {
    /// What a party is, and the words above it.
    fn side(&self, bag: &mut Bag, side: &str, at: At) {
        let scene = self.scene;
        bag.put(&[side, "kind", self.kind_of_party(at)]);
        bag.put(&[side, "dep", scene.dep(at).as_str()]);
        let mut here = at;
        let mut links = String::new();
        for _ in 0..5 {
            let Some(head) = scene.head(here) else { break };
            links.push('/');
            links.push_str(scene.dep(here).as_str());
            let lemma = lemma(scene, head);
            match scene.pos(head) {
                Pos::Verb | Pos::Aux => {
                    bag.put(&[side, "verb", &lemma]);
                    bag.put(&[side, "by", &links]);
                    bag.put(&[side, "verb by", &lemma, &links]);
                    self.predicate(bag, side, head);
                    return;
                }
                Pos::Adp => bag.put(&[side, "preposition", &lemma]),
                _ => {
                    bag.put(&[side, "noun", &lemma]);
                    self.listed(bag, side, head);
                }
            }
            here = head;
        }
    }

    /// A verb with its particles, objects, helpers and the verb below it.
    fn predicate(&self, bag: &mut Bag, side: &str, verb: At) {
        let scene = self.scene;
        let own = lemma(scene, verb);
        self.listed(bag, side, verb);
        for c in scene.children(verb) {
            let word = lemma(scene, c);
            match scene.dep(c) {
                Dep::Aux | Dep::Neg | Dep::Auxpass => bag.put(&[side, "helper", &word]),
                Dep::Prt | Dep::Prep | Dep::Agent => {
                    bag.put(&[side, "with", &own, &word]);
                    if let Some(object) = scene.child(c, &[Dep::Pobj]) {
                        bag.put(&[side, "to thing", &lemma(scene, object)]);
                        self.listed(bag, side, object);
                    }
                }
                Dep::Acomp | Dep::Attr | Dep::Oprd | Dep::Advmod => {
                    bag.put(&[side, "complement", &word]);
                    self.listed(bag, side, c);
                }
                Dep::Xcomp | Dep::Ccomp | Dep::Advcl if c > verb => {
                    bag.put(&[side, "below", &word]);
                    bag.put(&[side, "below", &own, &word]);
                    self.listed(bag, "below", c);
                    for object in objects(scene, c) {
                        bag.put(&[side, "below thing", &lemma(scene, object)]);
                        self.listed(bag, "below thing", object);
                    }
                }
                _ => {}
            }
        }
        for object in objects(scene, verb) {
            if object == self.source || object == self.target {
                continue;
            }
            let thing = lemma(scene, object);
            bag.put(&[side, "thing", &thing]);
            bag.put(&[side, "verb and thing", &own, &thing]);
            self.listed(bag, "thing", object);
        }
        if scene.is_passive(verb) {
            bag.put(&[side, "passive"]);
        }
        // "denied that it had": what stands above the predicate.
        let mut here = verb;
        for _ in 0..3 {
            let Some(head) = scene.head(here).filter(|_| {
                matches!(
                    scene.dep(here),
                    Dep::Xcomp
                        | Dep::Ccomp
                        | Dep::Advcl
                        | Dep::Conj
                        | Dep::Acl
                        | Dep::Relcl
                        | Dep::Pcomp
                )
            }) else {
                break;
            };
            let above = lemma(scene, head);
            bag.put(&[side, "above", &above]);
            bag.put(&[side, "above by", scene.dep(here).as_str()]);
            self.listed(bag, "above", head);
            here = head;
        }
    }

    /// What the lexicon knows of a word where it stands.
    fn listed(&self, bag: &mut Bag, side: &str, at: At) {
        let found = frame(self.rules, self.scene, at).filter(|f| !f.frame.silent);
        if let Some(found) = &found {
            bag.put(&[side, "listed", found.frame.root.as_str()]);
            bag.put(&["listed", found.frame.root.as_str()]);
        }
        if let Some(operator) = operator(self.rules, self.scene, at) {
            bag.put(&[side, "operator", operator.as_str()]);
            if let Some(found) = &found {
                bag.put(&["operator on", operator.as_str(), found.frame.root.as_str()]);
            }
        }
    }

    /// The words between the two parties in the tree.
    fn path(&self, bag: &mut Bag, proposals: &[Seen]) {
        let scene = self.scene;
        bag.put(&[
            "order",
            if self.source < self.target { "source first" } else { "target first" },
        ]);
        let up = ancestors(scene, self.source);
        let down = ancestors(scene, self.target);
        let Some((i, j)) = up
            .iter()
            .enumerate()
            .find_map(|(i, a)| down.iter().position(|b| a == b).map(|j| (i, j)))
        else {
            bag.put(&["path", "none"]);
            return;
        };
        let mut shape = String::new();
        for &at in &up[..i] {
            shape.push('<');
            shape.push_str(scene.dep(at).as_str());
        }
        for &at in down[..j].iter().rev() {
            shape.push('>');
            shape.push_str(scene.dep(at).as_str());
        }
        let top = up[i];
        let crown = lemma(scene, top);
        bag.put(&["path", &shape]);
        bag.put(&["crown", &crown]);
        bag.put(&["crown and path", &crown, &shape]);
        let rank = if i + j > 6 { "far" } else { "near" };
        bag.put(&["path", rank]);
        if let Some(first) = proposals.first() {
            bag.put(&["first by path", first.root.as_str(), rank]);
        }
        for &at in up[..=i].iter().skip(1).chain(down[..j].iter().skip(1)) {
            bag.put(&["on path", &lemma(scene, at)]);
            self.listed(bag, "path", at);
        }
    }

    /// Content words anywhere in the sentence.
    fn surroundings(&self, bag: &mut Bag) {
        let scene = self.scene;
        for at in scene.words_of(scene.sentence(self.source)) {
            if at == self.source || at == self.target {
                continue;
            }
            match scene.pos(at) {
                Pos::Verb | Pos::Noun | Pos::Adj => {
                    let word = lemma(scene, at);
                    bag.put(&["near", &word]);
                    if let Some(kind) = kind(scene, at) {
                        for known in self.rules.frames(kind, &word) {
                            if !known.silent && known.objects.is_empty() && known.words.len() == 1 {
                                bag.put(&["near listed", known.root.as_str()]);
                            }
                        }
                    }
                }
                Pos::Aux => bag.put(&["near helper", &lemma(scene, at)]),
                Pos::Part | Pos::Adv if scene.dep(at) == Dep::Neg => bag.put(&["near not"]),
                _ => {}
            }
        }
    }

    /// State, person, force or crowd: as the recognizer and the nouns of the rules have it.
    fn kind_of_party(&self, at: At) -> &str {
        let scene = self.scene;
        if let Some(sector) = self.rules.sector(&lemma(scene, at)) {
            return sector;
        }
        let span = scene.token(at).span;
        let names = &scene.analysis.names;
        let first = names.partition_point(|n| n.span.end() <= span.start());
        let label = names.get(first).filter(|n| n.span.touches(span)).map(|n| n.label);
        match label {
            Some(NameLabel::Person) => "person",
            Some(NameLabel::Gpe) => "state",
            Some(NameLabel::Norp) => "people",
            Some(NameLabel::Org) => "body",
            Some(_) => "name",
            None if matches!(scene.tag(at), Tag::Prp | Tag::PrpPossessive) => "pronoun",
            None => "noun",
        }
    }
}

fn lemma(scene: &Scene, at: At) -> String {
    scene.lemma(at).to_lowercase()
}

/// The word and those above it.
fn ancestors(scene: &Scene, at: At) -> Vec<At> {
    let mut all = vec![at];
    let mut here = at;
    while let Some(head) = scene.head(here).filter(|_| all.len() < 24) {
        all.push(head);
        here = head;
    }
    all
}
