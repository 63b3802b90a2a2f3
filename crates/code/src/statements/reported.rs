//! Reported speech: "said that the road was closed", "condemned the attack", "offered to send observers".

use super::{Said, Speech};
use crate::clauses::Named;
use crate::scene::At;
use chancery_knowledge::cues::Cue;
use chancery_record::matter::{StatementAct, StatementForm};
use chancery_record::{Dep, HandKind, Pos, Span, Tag};

/// What a cue verb reports.
struct Reported {
    act: StatementAct,
    content: Vec<Span>,
    /// The verb of the reported clause.
    clause: Option<At>,
    reading: u16,
}

impl Speech<'_, '_> {
    /// Statements of all cue verbs outside quotations, and nested ones inside them.
    pub(super) fn read_reports(&mut self) {
        let scene = self.scene;
        let sentences: Vec<_> = scene.body().map(|s| scene.words_of(s)).collect();
        for verb in sentences.into_iter().flatten() {
            if scene.pos(verb) == Pos::Verb && !self.spent.contains(&verb) && self.is_told(verb) {
                self.read_report(verb);
            }
        }
    }

    fn read_report(&mut self, verb: At) {
        let scene = self.scene;
        let inside = self.in_saying(verb).is_some() || self.turn(scene.token(verb).span).is_some();
        let own = self.first_person(verb);
        if inside && own {
            return;
        }
        let Ok(speaker) = self.speaker(verb) else { return };
        if speaker.as_ref().is_some_and(|s| self.is_hand(s, verb)) {
            return;
        }
        let reported = match self.clauses(verb) {
            found if !found.is_empty() => found,
            _ if inside => return,
            _ => self.deeds(verb, speaker.is_some()),
        };
        let form = if inside { StatementForm::Nested } else { StatementForm::Indirect };
        let (to, time) = (self.addressees(verb), self.time(verb));
        for one in reported {
            let act = self.act(one.act, one.clause, speaker.as_ref());
            let reading = if speaker.is_some() { one.reading } else { one.reading - 200 };
            let rule = if one.clause.is_some() { "statement.clause" } else { "statement.deed" };
            let (content, to, time) = (one.content, to.clone(), time.clone());
            let speaker = speaker.clone();
            self.said.push(Said {
                speaker,
                act,
                form,
                content,
                to,
                through: None,
                time,
                reading,
                rule,
            });
        }
    }

    /// The reading of a cue verb whose particle is there and whose frames please.
    pub(super) fn reading(&self, verb: At, wanted: impl Fn(&Cue) -> bool) -> Option<&'static Cue> {
        let scene = self.scene;
        let near = |word: &str| {
            scene.children(verb).any(|c| scene.lower(c) == word)
                || scene.analysis.tokens.get(verb + 1).is_some() && scene.lower(verb + 1) == word
        };
        let cues = self.cues.verb(scene.lemma(verb)).iter().filter(|c| wanted(c));
        let fits = |c: &&Cue| c.particle.as_deref().is_none_or(near);
        cues.filter(fits).max_by_key(|c| c.particle.is_some())
    }

    /// True of a verb told as done: not denied, not to come, not a mere participle.
    fn is_told(&self, verb: At) -> bool {
        let scene = self.scene;
        let lemma = scene.lemma(verb);
        if (self.cues.verb(lemma).is_empty() && !self.cues.is_light(lemma))
            || scene.is_negated(verb)
        {
            return false;
        }
        let unsaid = [
            "will", "would", "shall", "may", "might", "could", "should", "must", "to", "'ll",
            "’ll", "can",
        ];
        if scene
            .children(verb)
            .any(|c| scene.dep(c) == Dep::Aux && unsaid.contains(&scene.lower(c).as_str()))
        {
            return self.goes_on(verb);
        }
        if scene.children(verb).any(|c| scene.dep(c) == Dep::Mark && scene.lower(c) == "if") {
            return false;
        }
        match (scene.dep(verb), scene.tag(verb)) {
            (Dep::Amod | Dep::Compound | Dep::Pcomp | Dep::Nsubj | Dep::Pobj | Dep::Csubj, _) => {
                false
            }
            (Dep::Advcl | Dep::Acl, Tag::Vbn) => scene.is_passive(verb),
            (_, Tag::Vbn) => {
                scene.child(verb, &[Dep::Aux, Dep::Auxpass, Dep::Nsubj, Dep::Nsubjpass]).is_some()
                    || scene.dep(verb) == Dep::Conj
            }
            _ => true,
        }
    }

    /// "went on to say"
    fn goes_on(&self, verb: At) -> bool {
        let head = self.scene.head(verb).filter(|_| self.scene.dep(verb) == Dep::Xcomp);
        head.is_some_and(|h| ["go", "continue", "proceed"].contains(&self.scene.lemma(h)))
    }

    fn first_person(&self, verb: At) -> bool {
        let subject = self.scene.subject(verb);
        subject.is_some_and(|s| ["we", "i", "you"].contains(&self.scene.lower(s).as_str()))
    }

    /// The one who handed the text on ("…, the press office reported") is in the chain of hands, not in the record.
    fn is_hand(&self, speaker: &Named, verb: At) -> bool {
        let word = self.scene.token(verb).span;
        let hands = self.scene.document.chain.iter().filter(|h| h.kind != HandKind::Picture);
        hands.into_iter().any(|h| {
            h.span.touches(speaker.span)
                && (h.span.touches(word) || h.span.end() + 3 >= word.start())
                && h.span.start() <= word.start()
        })
    }

    /// Reported clauses: the verb's own, the one it stands in, or what follows "that" or a colon.
    fn clauses(&self, verb: At) -> Vec<Reported> {
        let scene = self.scene;
        let Some(cue) = self.reading(verb, |c| c.frames.clause) else { return Vec::new() };
        let report = |content: Vec<Span>, clause: At, reading| Reported {
            act: cue.act,
            content,
            clause: Some(clause),
            reading,
        };
        let mut own: Vec<At> =
            scene.children(verb).filter(|&c| scene.dep(c) == Dep::Ccomp).collect();
        own.retain(|&c| self.in_saying(c).is_none() || self.in_saying(verb).is_some());
        if let Some(&first) = own.first() {
            let small =
                scene.child(first, &[Dep::Nsubj, Dep::Nsubjpass, Dep::Expl, Dep::Csubj]).is_some()
                    || scene.child(first, &[Dep::Aux, Dep::Mark]).is_some();
            let to =
                scene.children(first).any(|c| scene.dep(c) == Dep::Aux && scene.tag(c) == Tag::To);
            if small && !to {
                let parts = self.split(first);
                return parts
                    .into_iter()
                    .filter_map(|(from, to, clause)| {
                        scene.stretch(from, to).map(|s| report(vec![s], clause, 950))
                    })
                    .collect();
            }
        }
        if let Some(found) = self.around(verb) {
            let (content, clause) = found;
            return vec![report(content, clause, 900)];
        }
        self.behind(verb)
            .map(|(span, clause)| report(vec![span], clause, 800))
            .into_iter()
            .collect()
    }

    /// A clause and those joined to it by "and that", each from its first word after "that" to its last.
    fn split(&self, clause: At) -> Vec<(At, At, At)> {
        let scene = self.scene;
        let joined: Vec<At> = scene
            .conjuncts(clause)
            .into_iter()
            .skip(1)
            .filter(|&c| self.marked(c).is_some())
            .collect();
        let mut heads = vec![clause];
        heads.extend(&joined);
        let starts: Vec<At> = heads.iter().map(|&h| self.opening(h, &joined)).collect();
        let whole = scene.subtree(clause);
        let end = whole.last().copied().unwrap_or(clause);
        heads
            .iter()
            .enumerate()
            .map(|(i, &head)| {
                let last = starts.get(i + 1).map_or(end, |&next| {
                    // Leave out "and that" before the next clause.
                    let mut to = next.saturating_sub(1);
                    while to > head
                        && (matches!(scene.pos(to), Pos::Cconj | Pos::Sconj | Pos::Punct))
                    {
                        to -= 1;
                    }
                    to
                });
                (starts[i], last.max(starts[i]), head)
            })
            .collect()
    }

    /// The first word of a clause after its "that".
    fn opening(&self, clause: At, apart: &[At]) -> At {
        let scene = self.scene;
        let mark = self.marked(clause);
        let first =
            scene.subtree(clause).into_iter().find(|t| !apart.contains(t)).unwrap_or(clause);
        match mark {
            Some(mark) if mark < clause => mark + 1,
            _ => first,
        }
    }

    fn marked(&self, clause: At) -> Option<At> {
        self.scene.children(clause).find(|&c| {
            c < clause
                && self.scene.lower(c) == "that"
                && matches!(self.scene.dep(c), Dep::Mark | Dep::Nsubj | Dep::Det)
        })
    }

    /// "The money, she explained, is late": the clause the cue stands in, without the cue.
    fn around(&self, verb: At) -> Option<(Vec<Span>, At)> {
        let scene = self.scene;
        let head = scene.head(verb)?;
        let beside = scene.dep(verb) == Dep::Parataxis
            || (matches!(scene.dep(verb), Dep::Ccomp | Dep::Advcl) && self.between_commas(verb));
        if !beside
            || scene.pos(head) != Pos::Verb && scene.pos(head) != Pos::Aux
            || self.in_saying(head).is_some()
        {
            return None;
        }
        let cue = scene.subtree(verb);
        let (cue_first, cue_last) = (*cue.first()?, *cue.last()?);
        let whole = scene.subtree(head);
        let (first, last) = (*whole.first()?, *whole.last()?);
        let mut content = Vec::new();
        if first < cue_first {
            content.extend(scene.stretch(first, cue_first - 1));
        }
        if cue_last < last {
            content.extend(scene.stretch(cue_last + 1, last));
        }
        (!content.is_empty()).then_some((content, head))
    }

    fn between_commas(&self, verb: At) -> bool {
        let scene = self.scene;
        let cue = scene.subtree(verb);
        let (Some(&first), Some(&last)) = (cue.first(), cue.last()) else { return false };
        let comma = |t: At| scene.word(t) == ",";
        let before = first.checked_sub(1).is_some_and(comma) || comma(first);
        let after = scene.analysis.tokens.get(last + 1).is_some() && comma(last + 1) || comma(last);
        before && after && last - first < 12
    }

    /// What follows "that" or a colon right behind the verb, where the parse shows no clause.
    fn behind(&self, verb: At) -> Option<(Span, At)> {
        let scene = self.scene;
        let end = scene.words_of(scene.sentence(verb)).end;
        let own = |t: At| scene.hangs_on(t, verb);
        let opening = (verb + 1..end.min(verb + 14)).find(|&t| {
            let word = scene.word(t);
            (word == "that" && scene.tag(t) == Tag::In)
                || (word == ":" && scene.lemma(verb) != "call")
        })?;
        if !(verb + 1..opening).all(own) || opening + 2 >= end {
            return None;
        }
        let semicolon = (opening..end).find(|&t| scene.word(t) == ";").unwrap_or(end);
        let clause =
            (opening + 1..semicolon).find(|&t| matches!(scene.pos(t), Pos::Verb | Pos::Aux))?;
        (self.in_saying(opening + 1).is_none() || self.in_saying(verb).is_some()).then_some(())?;
        scene.stretch(opening + 1, semicolon - 1).map(|span| (span, clause))
    }

    /// Reported deeds of speech without a clause: the verb and what it is about.
    fn deeds(&self, verb: At, named: bool) -> Vec<Reported> {
        let scene = self.scene;
        let late = matches!(scene.dep(verb), Dep::Advcl | Dep::Acl) && scene.tag(verb) == Tag::Vbg;
        if !named
            || (late && !self.follows_cue(verb))
            || matches!(scene.dep(verb), Dep::Relcl) && !self.has_quote(verb)
        {
            return Vec::new();
        }
        let Some(act) = self.deed(verb) else { return Vec::new() };
        let mut span = scene.predicate(verb);
        let subject = scene.child(verb, &[Dep::Nsubj, Dep::Nsubjpass]);
        let bare = scene.child(verb, &[Dep::Dobj]).is_none_or(|o| scene.pos(o) == Pos::Pron)
            && span.len() < 24;
        if let Some(subject) = subject.filter(|&s| (scene.is_passive(verb) || bare) && s < verb) {
            span = scene.phrase(subject).join(span);
        }
        vec![Reported { act, content: vec![span], clause: None, reading: 900 }]
    }

    /// What is done by a verb with its object, infinitive or preposition.
    fn deed(&self, verb: At) -> Option<StatementAct> {
        let scene = self.scene;
        let object = scene
            .child(verb, &[Dep::Dobj, Dep::Oprd])
            .or_else(|| scene.child(verb, &[Dep::Nsubjpass]).filter(|_| scene.is_passive(verb)));
        if let Some(act) = object.filter(|_| self.cues.is_light(scene.lemma(verb))).and_then(|o| {
            scene.conjuncts(o).into_iter().find_map(|t| self.cues.noun(scene.lemma(t)))
        }) {
            return Some(act);
        }
        let naming = [
            "call",
            "dub",
            "label",
            "brand",
            "term",
            "describe",
            "characterise",
            "characterize",
            "depict",
            "liken",
            "compare",
        ];
        if naming.contains(&scene.lemma(verb)) {
            let named = scene.child(verb, &[Dep::Oprd, Dep::Ccomp]).is_some()
                || scene.after(verb, &["as", "to"]).is_some();
            let calls = (named && scene.lemma(verb) != "call") || self.has_quote(verb);
            return self
                .reading(verb, |c| c.frames.quote && !c.frames.prepositions.contains("for"))
                .filter(|_| calls)
                .map(|c| c.act);
        }
        if object.is_some() {
            if let Some(cue) = self.reading(verb, |c| c.frames.object) {
                return Some(cue.act);
            }
        }
        let infinitive = scene.children(verb).any(|c| {
            matches!(scene.dep(c), Dep::Xcomp | Dep::Ccomp | Dep::Advcl)
                && scene.children(c).any(|a| scene.dep(a) == Dep::Aux && scene.tag(a) == Tag::To)
        });
        let preposition = |c: &Cue| {
            c.frames.prepositions.iter().any(|p| p != "to" && scene.after(verb, &[p]).is_some())
                || c.frames.prepositions.contains("to")
                    && !infinitive
                    && scene.after(verb, &["to"]).is_some()
        };
        let found = self.reading(verb, |c| (c.frames.to && infinitive) || preposition(c));
        found
            .or_else(|| self.reading(verb, |c| c.frames.bare).filter(|_| object.is_none()))
            .map(|c| c.act)
    }

    /// A participle behind another cue: "he said, pointing to ...".
    fn follows_cue(&self, verb: At) -> bool {
        let head = self.scene.head(verb).filter(|&h| h < verb);
        head.is_some_and(|h| {
            self.spent.contains(&h) || !self.cues.verb(self.scene.lemma(h)).is_empty()
        })
    }

    fn has_quote(&self, verb: At) -> bool {
        let span = self.scene.predicate(verb);
        let quotations = &self.scene.analysis.quotations;
        let upto = quotations.partition_point(|q| q.span.start() < span.end());
        quotations[..upto].iter().rev().take(6).any(|q| q.span.touches(span))
    }
}
