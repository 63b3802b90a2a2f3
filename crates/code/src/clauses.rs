//! Questions about clauses and phrases that the coders of tenures, occasions and statements share: who is meant by a
//! phrase, where and when a clause plays, whether it is told as done, planned or wanted.
//!
//! A scene comes in, answers go out; nothing is asserted here.

use crate::scene::{At, Scene, tokens_in};
use chancery_knowledge::Gatherings;
use chancery_record::matter::State;
use chancery_record::{Dep, EntityKind, Id, Pos, Resolution, Span, Tag, Time};

/// Somebody or something a phrase means, and the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) id: Id,
    pub(crate) span: Span,
}

impl Scene<'_> {
    pub(crate) fn kind(&self, id: &Id) -> Option<EntityKind> {
        self.referent(id).and_then(|r| r.kind)
    }

    /// Everybody a noun phrase means: its entities, the persons that its posts are joined to, else the owners of its posts.
    pub(crate) fn parties(&self, at: At) -> Vec<Named> {
        let mut found: Vec<Named> = Vec::new();
        for t in self.listed(self.antecedent(at)) {
            for one in self.party(t) {
                if found.iter().all(|f| f.id != one.id) {
                    found.push(one);
                }
            }
        }
        found
    }

    /// A word and those joined to it; in a list of states the parser takes the second for an apposition.
    fn listed(&self, at: At) -> Vec<At> {
        let mut all = self.conjuncts(at);
        let state =
            |t: At| self.entity(t).is_some_and(|m| self.kind(&m.refers) == Some(EntityKind::State));
        if state(at) {
            let joined = self.children(at).filter(|&c| self.dep(c) == Dep::Appos && state(c));
            all.extend(joined.flat_map(|c| self.conjuncts(c)).collect::<Vec<_>>());
        }
        all
    }

    /// Who one word of a coordination means.
    fn party(&self, at: At) -> Vec<Named> {
        let own = self.entity(at).map(|m| Named { id: m.refers.clone(), span: m.span });
        if let Some(person) = own.clone().filter(|n| n.id.prefix() == "person") {
            return vec![person];
        }
        let word = self.token(at).span;
        let post = self.mentions_at(at).find(|m| m.refers.prefix() == "post");
        if let Some(post) = post.filter(|m| m.head.is_none_or(|h| h as usize == at)) {
            let holders = holders(self.resolution, word);
            if !holders.is_empty() {
                return holders;
            }
            let mut joined = self.children(at).filter(|&c| self.dep(c) == Dep::Appos);
            if let Some(person) = joined.find_map(|c| self.entity(c)) {
                return vec![Named { id: person.refers.clone(), span: person.span }];
            }
            if own.is_none() {
                let owner = self.referent(&post.refers).and_then(|r| r.parent.clone());
                return owner.map(|id| Named { id, span: post.span }).into_iter().collect();
            }
        }
        if let Some(own) = own {
            return vec![own];
        }
        let mut joined = self.children(at).filter(|&c| self.dep(c) == Dep::Appos);
        let joined = joined.find_map(|c| self.entity(c));
        joined.map(|m| Named { id: m.refers.clone(), span: m.span }).into_iter().collect()
    }

    /// The place a prepositional object means.
    pub(crate) fn place_at(&self, object: At) -> Option<Named> {
        let is_place =
            |id: &Id| matches!(self.kind(id), Some(EntityKind::Place | EntityKind::State));
        let own = self.entity(object).filter(|m| is_place(&m.refers));
        let inside = || {
            let other = self.entity(object).is_some_and(|m| {
                !matches!(self.kind(&m.refers), Some(EntityKind::Place | EntityKind::State))
            });
            if other {
                // "outside the consulate in Lund"
                let inner = self.prepositional(object, &["in", "near"]);
                return inner
                    .into_iter()
                    .filter_map(|o| self.entity(o))
                    .find(|m| is_place(&m.refers));
            }
            let below = self.subtree(object);
            let near = below.into_iter().filter(|&t| self.clause(t) == self.clause(object));
            near.filter_map(|t| self.entity(t))
                .find(|m| self.kind(&m.refers) == Some(EntityKind::Place))
        };
        own.or_else(inside).map(|m| Named { id: m.refers.clone(), span: m.span })
    }

    /// Objects of the token's prepositions, also of those that hang on its other prepositional objects' edge.
    pub(crate) fn prepositional(&self, at: At, words: &[&str]) -> Vec<At> {
        let preps = self.children(at).filter(|&c| {
            matches!(self.dep(c), Dep::Prep | Dep::Agent | Dep::Dative)
                && words.contains(&self.word(c).to_lowercase().as_str())
        });
        preps.filter_map(|c| self.child(c, &[Dep::Pobj, Dep::Pcomp])).collect()
    }

    /// The place where a predicate or event noun is said to be.
    pub(crate) fn place_of(&self, at: At) -> Option<Named> {
        const WHERE: [&str; 10] =
            ["in", "at", "on", "off", "near", "outside", "aboard", "inside", "over", "across"];
        let told = self.prepositional(at, &WHERE).into_iter().find_map(|o| self.place_at(o));
        // "gather off the port": the parser takes the preposition for a particle.
        told.or_else(|| {
            let particle = self.child(at, &[Dep::Prt])?;
            let object = self.child(at, &[Dep::Dobj])?;
            let here = WHERE.contains(&self.lower(particle).as_str()) && object > particle;
            self.place_at(object).filter(|_| here)
        })
    }

    /// True when the verb is passive, its own auxiliary or that of the verb it is joined to ("was summoned and told").
    pub(crate) fn passive(&self, verb: At) -> bool {
        let joined = self.dep(verb) == Dep::Conj
            && self.tag(verb) == Tag::Vbn
            && (self.child(verb, &[Dep::Dobj]).is_none() || self.lemma(verb) == "tell")
            && self.child(verb, &[Dep::Aux, Dep::Auxpass, Dep::Nsubj, Dep::Nsubjpass]).is_none();
        self.is_passive(verb) || joined && self.head(verb).is_some_and(|h| self.is_passive(h))
    }

    /// The time told of a predicate or noun: one that stands right under it, else one that hangs on it through other words,
    /// but not through "since" or "before".
    pub(crate) fn told_time(&self, at: At) -> Option<&Time> {
        let usable = |t: &&Time| t.edtf.is_some() && t.kind != chancery_record::TimeKind::Duration;
        let sentence = self.sentence(at).span;
        let all: Vec<&Time> = self.times_in(sentence).filter(usable).collect();
        let strict = all.iter().find(|t| self.stands_under(t, at, false));
        strict.or_else(|| all.iter().find(|t| self.stands_under(t, at, true))).copied()
    }

    fn stands_under(&self, time: &Time, at: At, loosely: bool) -> bool {
        let Some(span) = time.at else { return false };
        let range = tokens_in(self.analysis, span);
        let Some(mut here) =
            range.clone().find(|&t| self.head(t).is_none_or(|h| !range.contains(&h)))
        else {
            return false;
        };
        for _ in 0..30 {
            if here == at {
                return true;
            }
            let apart = ["since", "before", "after", "until", "till", "following", "than"];
            let clause = matches!(self.pos(here), Pos::Verb | Pos::Aux)
                && !matches!(self.dep(here), Dep::Aux | Dep::Auxpass | Dep::Amod);
            let thin = range.contains(&here)
                || matches!(
                    self.pos(here),
                    Pos::Adp | Pos::Adv | Pos::Det | Pos::Part | Pos::Sconj
                );
            if clause || apart.contains(&self.lower(here).as_str()) || !(thin || loosely) {
                return false;
            }
            let Some(head) = self.head(here) else { return false };
            here = head;
        }
        false
    }

    /// Time expressions whose words hang on this predicate or noun, not on a clause below it.
    pub(crate) fn times_of(&self, at: At) -> impl Iterator<Item = &Time> + '_ {
        let sentence = self.sentence(at).span;
        self.times_in(sentence).filter(move |t| {
            let span = t.at.expect("filtered by span");
            tokens_in(self.analysis, span).any(|token| self.hangs_on(token, at))
        })
    }

    /// True when the way up from a token reaches `top` before any other clause.
    pub(crate) fn hangs_on(&self, token: At, top: At) -> bool {
        let mut here = token;
        for _ in 0..60 {
            if here == top {
                return true;
            }
            let clause = matches!(self.pos(here), Pos::Verb | Pos::Aux)
                && !matches!(self.dep(here), Dep::Aux | Dep::Auxpass | Dep::Amod);
            match self.head(here) {
                Some(head) if !clause => here = head,
                _ => return false,
            }
        }
        false
    }

    /// How a clause is told: done, to come, wanted, only thought of.
    pub(crate) fn mood(&self, verb: At) -> State {
        let words = Gatherings::embedded();
        if self.is_negated(verb) {
            return State::Denied;
        }
        if let Some(state) = self.children(verb).find_map(|c| self.auxiliary(c)) {
            return state;
        }
        if self.children(verb).any(|c| self.dep(c) == Dep::Mark && self.lemma(c) == "if") {
            return State::Hypothetical;
        }
        let to = self.children(verb).any(|c| self.dep(c) == Dep::Aux && self.tag(c) == Tag::To);
        let expected = [
            "expect", "plan", "schedule", "set", "due", "intend", "prepare", "agree", "hope",
            "arrange", "want",
        ];
        if let Some(head) = self.head(verb).filter(|_| {
            matches!(self.dep(verb), Dep::Xcomp | Dep::Ccomp | Dep::Advcl | Dep::Acl | Dep::Pcomp)
        }) {
            let lemma = self.lemma(head);
            if to && (lemma == "be" || expected.contains(&lemma)) {
                return State::Planned;
            }
            if to && words.asks(lemma) {
                return State::CalledFor;
            }
            if self.dep(verb) == Dep::Xcomp || to {
                return self.mood_above(head, 4);
            }
        }
        if self.dep(verb) == Dep::Conj
            && let Some(head) =
                self.head(verb).filter(|&h| matches!(self.pos(h), Pos::Verb | Pos::Aux))
        {
            let own_aux = self.child(verb, &[Dep::Aux, Dep::Auxpass, Dep::Nsubj]).is_some();
            if !own_aux && self.tag(verb) == Tag::Vb {
                return self.mood_above(head, 4);
            }
        }
        State::Held
    }

    /// "to be debated"
    pub(crate) fn is_passive_infinitive(&self, verb: At) -> bool {
        self.is_passive(verb)
            && self.children(verb).any(|c| self.dep(c) == Dep::Aux && self.tag(c) == Tag::To)
    }

    /// The same of a negated clause: when it would have been.
    pub(crate) fn mood_without_negation(&self, verb: At) -> State {
        self.children(verb).find_map(|c| self.auxiliary(c)).unwrap_or_else(|| {
            let now = self.tag(verb) == Tag::Vbg
                && self.children(verb).any(|c| {
                    self.dep(c) == Dep::Aux && ["is", "are"].contains(&self.lower(c).as_str())
                });
            if now { State::Planned } else { State::Held }
        })
    }

    fn mood_above(&self, verb: At, left: u8) -> State {
        if left == 0 || !matches!(self.pos(verb), Pos::Verb | Pos::Aux) {
            return State::Held;
        }
        self.children(verb).find_map(|c| self.auxiliary(c)).unwrap_or_else(|| {
            match self.head(verb).filter(|_| self.dep(verb) == Dep::Xcomp) {
                Some(head) => self.mood_above(head, left - 1),
                None => State::Held,
            }
        })
    }

    fn auxiliary(&self, at: At) -> Option<State> {
        if self.dep(at) != Dep::Aux {
            return None;
        }
        match self.word(at).to_lowercase().as_str() {
            "will" | "shall" | "'ll" | "’ll" | "should" | "would" => Some(State::Planned),
            "may" | "might" | "could" => Some(State::Hypothetical),
            "must" => Some(State::CalledFor),
            _ => None,
        }
    }

    /// True inside a clause that somebody else's verb brings ("informed them that ...").
    pub(crate) fn is_reported(&self, verb: At) -> bool {
        self.dep(verb) == Dep::Ccomp && self.head(verb).is_some_and(|h| h < verb)
    }

    /// True of what stands in a clause below a noun of this kind: "a story that Norland has promised ...".
    pub(crate) fn is_told_by(&self, verb: At, is: impl Fn(&str) -> bool) -> bool {
        let mut here = verb;
        for _ in 0..12 {
            let Some(head) = self.head(here) else { return false };
            let below = matches!(self.dep(here), Dep::Acl | Dep::Ccomp | Dep::Relcl);
            let rumour = |t: At| self.pos(t) == Pos::Noun && is(&self.lemma(t).to_lowercase());
            // "There is a story that ...": the clause may hang on the verb.
            let told =
                |t: At| self.lemma(t) == "be" && self.child(t, &[Dep::Attr]).is_some_and(rumour);
            if below && (rumour(head) || self.dep(here) != Dep::Relcl && told(head)) {
                return true;
            }
            here = head;
        }
        false
    }

    /// The words of a predicate from the verb to its right edge, without clauses joined by "and" and without its subject.
    pub(crate) fn predicate(&self, verb: At) -> Span {
        let mut last = verb;
        let mut stack: Vec<At> =
            self.children(verb).filter(|&c| c > verb && !self.is_joined(c)).collect();
        while let Some(t) = stack.pop() {
            if self.dep(t) == Dep::Relcl && self.is_cue(t) || self.breaks_off(t) {
                continue;
            }
            if !matches!(self.pos(t), Pos::Punct | Pos::Space) {
                last = last.max(t);
            }
            stack.extend(self.children(t));
        }
        while last > verb && matches!(self.pos(last), Pos::Cconj | Pos::Punct) {
            last -= 1;
        }
        self.whole_quotations(self.token(verb).span.join(self.token(last).span))
    }

    /// "urged both to show restraint and offered a team", "said he would sue and accused the judge": a finite verb that the
    /// parser joined to an infinitive or to "would sue" belongs to the clause above.
    pub(crate) fn breaks_off(&self, verb: At) -> bool {
        if self.dep(verb) != Dep::Conj || self.tag(verb) != Tag::Vbd {
            return false;
        }
        let Some(head) = self.head(verb).filter(|&h| h < verb && self.tag(h) == Tag::Vb) else {
            return false;
        };
        let cues = chancery_knowledge::Cues::embedded();
        let tells = !cues.verb(self.lemma(verb)).is_empty() || cues.is_light(self.lemma(verb));
        let own = [Dep::Nsubj, Dep::Nsubjpass, Dep::Expl, Dep::Aux, Dep::Auxpass];
        tells
            && self.pos(verb) == Pos::Verb
            && self.child(verb, &own).is_none()
            && self.child(head, &[Dep::Aux]).is_some()
    }

    /// "..., who called it a mistake": a statement of its own.
    fn is_cue(&self, verb: At) -> bool {
        let cues = chancery_knowledge::Cues::embedded().verb(self.lemma(verb));
        let who = self.child(verb, &[Dep::Nsubj]).is_some_and(|s| self.lower(s) == "who");
        who && !cues.is_empty()
    }

    /// A clause or its conjunction beside another: "and named".
    fn is_joined(&self, at: At) -> bool {
        match self.dep(at) {
            Dep::Conj => matches!(self.pos(at), Pos::Verb | Pos::Aux),
            Dep::Cc | Dep::Punct | Dep::Nsubj | Dep::Nsubjpass | Dep::Parataxis => true,
            Dep::Advcl => self.children(at).any(|c| {
                self.dep(c) == Dep::Mark && ["while", "whereas"].contains(&self.lower(c).as_str())
            }),
            _ => false,
        }
    }

    /// The span with any quotation that it cuts, whole.
    pub(crate) fn whole_quotations(&self, span: Span) -> Span {
        let upto = self.analysis.quotations.partition_point(|q| q.span.start() < span.end());
        let near = self.analysis.quotations[..upto].iter().rev().take(12);
        let cut = near.filter(|q| {
            q.span.touches(span) && !q.span.covers(span) && !q.open && !span.covers(q.span)
        });
        let around = self.analysis.quotations[..upto].iter().rev().take(4);
        let mut around =
            around.filter(|q| !q.open && q.span.covers(span) && q.span.len() <= span.len() + 8);
        if let Some(quotation) = around.next() {
            return quotation.span;
        }
        let sentence = |q: Span| q.len() < 400;
        cut.fold(span, |all, q| if sentence(q.span) { all.join(q.span) } else { all })
    }

    /// The stretch from one token to another, without marks at its edges.
    pub(crate) fn stretch(&self, from: At, to: At) -> Option<Span> {
        let solid = |t: &At| !matches!(self.pos(*t), Pos::Punct | Pos::Space);
        let first = (from..=to).find(solid)?;
        let ends = |t: &At| solid(t) && self.pos(*t) != Pos::Cconj;
        let last = (first..=to).rev().find(ends)?;
        Some(self.whole_quotations(self.token(first).span.join(self.token(last).span)))
    }

    /// True when a time lies wholly after the date of the document.
    pub(crate) fn is_ahead(&self, time: &Time) -> bool {
        let dated = self.document.dated.as_ref().and_then(|d| d.latest);
        matches!((time.earliest, dated), (Some(from), Some(dated)) if from.day > dated.day)
    }

    /// True when a time lies wholly before the date of the document.
    pub(crate) fn is_past(&self, time: &Time) -> bool {
        let dated = self.document.dated.as_ref().and_then(|d| d.earliest);
        matches!((time.latest, dated), (Some(to), Some(dated)) if to.day < dated.day)
    }

    /// The words before a token, lower case, nearest last.
    pub(crate) fn lower(&self, at: At) -> String {
        self.word(at).to_lowercase()
    }
}

/// Holders whose joining words cover this stretch.
fn holders(resolution: &Resolution, word: Span) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    for holding in resolution.holdings.iter().filter(|h| h.span.covers(word)) {
        if found.iter().all(|f| f.id != holding.holder) {
            found.push(Named { id: holding.holder.clone(), span: holding.span });
        }
    }
    found
}
