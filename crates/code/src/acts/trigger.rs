//! The words that tell an act, for whoever asks why: the telling words of the rules, and what they bear on.
//!
//! A telling comes in, stretches of text go out, in order and apart. Words of parties are never among them.

use super::slots::{antecedent, is_infinitive, subject};
use super::telling::Telling;
use super::words::{is_operator, kind, objects};
use crate::scene::{At, Scene};
use chancery_knowledge::rules::acts::{ActRules, Kind, Operator};
use chancery_record::matter::Root;
use chancery_record::{Dep, NameLabel, Pos, Span};

/// The stretches of the words that tell an act.
pub(super) fn trigger(rules: &ActRules, scene: &Scene, told: &Telling) -> Vec<Span> {
    let reader = Reader { rules, scene, told };
    let mut words: Vec<At> = told.used.iter().copied().filter(|&t| !reader.is_loose(t)).collect();
    let operators = told.operators.iter().map(|(_, word)| *word);
    for at in [told.at, told.deed].into_iter().chain(operators) {
        words.extend(reader.matters(at));
    }
    if told.root == Root::Reject {
        for thing in words.clone() {
            if kind(scene, thing) == Some(Kind::Noun) {
                words.extend(reader.asked_for(thing));
            }
        }
    }
    words.extend(reader.announcement());
    if told.root == Root::Protest {
        words.extend(reader.demands(told.at));
    }
    reader.stretches(words)
}

struct Reader<'a, 'r> {
    rules: &'a ActRules,
    scene: &'a Scene<'a>,
    told: &'a Telling<'r>,
}

impl Reader<'_, '_> {
    /// A copula, part of a name, a preposition away from the word it belongs to, "hold" in "threatened to hold a strike".
    fn is_loose(&self, at: At) -> bool {
        let used = &self.told.used;
        let below = at != self.told.at && kind(self.scene, at) == Some(Kind::Verb);
        if below && is_operator(self.rules, self.scene, at, Operator::Carry) {
            return objects(self.scene, at).iter().any(|o| used.contains(o));
        }
        if self.scene.lemma(at) == "be" {
            return used.len() > 1;
        }
        // The Agency and the Bridge of a name are parties, not words that tell.
        if self.scene.pos(at) == Pos::Propn && at != self.told.deed {
            return true;
        }
        let beside = at > 0 && used.contains(&(at - 1));
        matches!(self.scene.pos(at), Pos::Adp | Pos::Part | Pos::Adv) && !beside
    }

    /// What a word bears on: its object, the verb below it with its object, the charge after "of" and "for".
    fn matters(&self, at: At) -> Vec<At> {
        let scene = self.scene;
        let is_verb = kind(scene, at) == Some(Kind::Verb);
        let mut found = Vec::new();
        if scene.dep(at) != Dep::Acl || !is_verb {
            found.extend(self.things(at));
        }
        for c in scene.children(at) {
            match scene.dep(c) {
                Dep::Xcomp | Dep::Ccomp if c > at && kind(scene, c) == Some(Kind::Verb) => {
                    found.extend(self.deed(c));
                }
                Dep::Prep if is_verb => {
                    if let Some(clause) = scene.child(c, &[Dep::Pcomp]) {
                        found.extend(self.deed(clause));
                    } else if matches!(scene.word(c), "to" | "of" | "for") {
                        let thing = scene.child(c, &[Dep::Pobj]);
                        found.extend(thing.filter(|&t| self.is_thing(t)));
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// Of "calls to adopt reforms" and "an appeal for aid" what is asked for.
    fn asked_for(&self, noun: At) -> Vec<At> {
        let scene = self.scene;
        let mut found = Vec::new();
        for c in scene.children(noun) {
            match scene.dep(c) {
                Dep::Acl if is_infinitive(scene, c) => found.extend(self.deed(c)),
                Dep::Prep if matches!(scene.word(c), "for" | "against") => {
                    if let Some(clause) = scene.child(c, &[Dep::Pcomp]) {
                        found.extend(self.deed(clause));
                    }
                    let thing = scene.child(c, &[Dep::Pobj]);
                    found.extend(thing.filter(|&t| self.is_thing(t)));
                }
                _ => {}
            }
        }
        found
    }

    /// A verb below another with its object; of "hold a strike" the strike alone.
    fn deed(&self, verb: At) -> Vec<At> {
        let thing = self.things(verb);
        let light = is_operator(self.rules, self.scene, verb, Operator::Carry);
        let own = Some(verb).filter(|_| !light || thing.is_none());
        own.into_iter().chain(thing).collect()
    }

    /// The object that is no party.
    fn things(&self, at: At) -> Option<At> {
        if kind(self.scene, at) == Some(Kind::Noun) {
            return None;
        }
        // Whom and what an attack hits is no part of what tells it, unless the entry asks for it.
        if at == self.told.deed && self.told.base == Root::Assault {
            return None;
        }
        let found = objects(self.scene, at).into_iter().find(|&t| self.is_thing(t))?;
        let counted = self.scene.after(found, &["of"]).filter(|&t| self.is_thing(t));
        // Of "tons of rice" the rice; of "a state of emergency" what the entry names.
        let counts = is_count(self.scene.lemma(found)) && !self.told.used.contains(&found);
        let named = counted.is_some_and(|t| self.told.used.contains(&t));
        if counts || named { counted } else { Some(found) }
    }

    fn is_thing(&self, at: At) -> bool {
        self.scene.pos(at) == Pos::Noun && !self.is_party(at) && !is_dated(self.scene, at)
    }

    /// True of those in the slots; a removal or a policy in a slot stands for somebody, but tells what is done.
    fn is_party(&self, at: At) -> bool {
        let told = self.told;
        let stands = told.actors.contains(&at) || told.recipients.contains(&at);
        let is_people = |t: At| self.rules.sector(&self.scene.lemma(t).to_lowercase()).is_some();
        let bodily = matches!(
            told.base,
            Root::Assault
                | Root::Coerce
                | Root::Aid
                | Root::Sanction
                | Root::Mobilize
                | Root::Protest
        );
        stands && (bodily || self.scene.pos(at) != Pos::Noun || is_people(at))
    }

    /// "announced that it will": the verb by which the doer says so.
    fn announcement(&self) -> Option<At> {
        let (speaker, verb) = self.told.reporter?;
        let speaks = |&a: &At| a == speaker || antecedent(self.scene, a) == speaker;
        self.told.actors.iter().any(speaks).then_some(verb)
    }

    /// What a protest asks for: "marched to demand elections", "rallied calling for a ban".
    fn demands(&self, at: At) -> Vec<At> {
        let scene = self.scene;
        let clause = |c: &At| matches!(scene.dep(*c), Dep::Advcl | Dep::Xcomp | Dep::Acl);
        let mut found = Vec::new();
        for c in scene.subtree(at).into_iter().filter(clause) {
            if matches!(scene.lemma(c), "demand" | "call" | "protest" | "denounce" | "oppose")
                && subject(scene, c).is_some()
            {
                found.push(c);
                found.extend(self.matters(c));
            }
        }
        found
    }

    /// The words with what describes them right before, neighbours joined.
    fn stretches(&self, mut words: Vec<At>) -> Vec<Span> {
        let scene = self.scene;
        for noun in words.clone() {
            let mut before = noun;
            while before > 0 && self.describes(before - 1, noun) {
                before -= 1;
                words.push(before);
            }
        }
        words.sort_unstable();
        words.dedup();
        let mut spans: Vec<(At, Span)> = Vec::new();
        for word in words {
            let span = scene.token(word).span;
            match spans.last_mut() {
                Some((last, stretch)) if *last + 1 == word && self.joins(*last, word) => {
                    *last = word;
                    *stretch = stretch.join(span);
                }
                _ => spans.push((word, span)),
            }
        }
        spans.into_iter().map(|(_, span)| span).collect()
    }

    fn describes(&self, word: At, noun: At) -> bool {
        let scene = self.scene;
        scene.pos(noun) == Pos::Noun
            && scene.head(word) == Some(noun)
            && matches!(scene.dep(word), Dep::Compound | Dep::Amod)
            && scene.pos(word) != Pos::Propn
            && !self.is_party(word)
    }

    /// A particle or preposition belongs to its verb, a description to its noun; a verb and its object stay apart.
    fn joins(&self, left: At, right: At) -> bool {
        let scene = self.scene;
        matches!(scene.pos(right), Pos::Adp | Pos::Part | Pos::Adv)
            || scene.head(right) == Some(left) && matches!(scene.dep(right), Dep::Prep | Dep::Prt)
            || scene.head(left) == Some(right)
            || scene.head(left) == scene.head(right) && scene.dep(left) == Dep::Amod
    }
}

/// Nouns that only count what follows.
fn is_count(lemma: &str) -> bool {
    matches!(
        lemma,
        "ton"
            | "tonne"
            | "worth"
            | "dozen"
            | "hundred"
            | "thousand"
            | "million"
            | "billion"
            | "number"
            | "dollar"
            | "euro"
    )
}

fn is_dated(scene: &Scene, at: At) -> bool {
    let span = scene.token(at).span;
    let is_time = |label| matches!(label, NameLabel::Date | NameLabel::Time | NameLabel::Ordinal);
    let names = &scene.analysis.names;
    let first = names.partition_point(|n| n.span.end() <= scene.phrase(at).start());
    names[first..]
        .iter()
        .take_while(|n| n.span.start() < span.end())
        .any(|n| is_time(n.label) && n.span.end() + 1 >= span.start())
}
