//! Reported speech: "said that the road was closed", "condemned the attack", "offered to send observers".

use super::{Said, Speech};
use crate::clauses::Named;
use crate::scene::{At, tokens_in};
use chancery_knowledge::cues::Cue;
use chancery_record::matter::{StatementAct, StatementForm};
use chancery_record::{Dep, EntityKind, HandKind, Pos, Span, Tag};

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
        if self.read_tail(verb) {
            return;
        }
        let inside = self.in_saying(verb).is_some() || self.turn(scene.token(verb).span).is_some();
        let own = self.first_person(verb);
        if inside && own {
            return;
        }
        let known = self.speaker(verb);
        let missing = || self.same_as_before(verb).or_else(|| self.of_stem(verb));
        let Some(speaker) = known.ok().or_else(|| missing().map(Some)) else {
            return;
        };
        let turn = self.turn(scene.token(verb).span).and_then(|t| t.speaker.clone());
        let speaker = speaker.or(turn.filter(|_| scene.passive(verb)));
        if speaker.as_ref().is_some_and(|s| self.is_hand(s, verb)) {
            return;
        }
        let reported = match self.clauses(verb) {
            found if !found.is_empty() => found,
            _ if inside || self.is_told_clause(verb) => return,
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

    /// "They welcomed ...": a pronoun that nobody resolved, in the sentence after another statement, is its speaker.
    fn same_as_before(&self, verb: At) -> Option<Named> {
        let scene = self.scene;
        let subject = scene
            .subject(verb)
            .filter(|&s| ["they", "he", "she"].contains(&scene.lower(s).as_str()))?;
        let last = self.said.last()?.speaker.clone()?;
        let collective = scene.kind(&last.id) != Some(EntityKind::Person);
        let fits = collective == (scene.lower(subject) == "they");
        let here = scene.sentence(verb);
        let before = scene.sentence(tokens_in(scene.analysis, last.span).next()?);
        (fits && here.paragraph <= before.paragraph + 1).then_some(last)
    }

    /// "The ministers / - welcomed ... / - called for ...": the subject of the line above a list is that of every item.
    fn of_stem(&self, verb: At) -> Option<Named> {
        let scene = self.scene;
        let item = |s: &chancery_record::Sentence| {
            scene.text(s.span).trim_start().starts_with(['-', '–', '—', '•', '*', '·'])
        };
        let here = scene.sentence(verb);
        if !item(here) || scene.child(verb, &[Dep::Nsubj, Dep::Nsubjpass]).is_some() {
            return None;
        }
        let sentences = &scene.analysis.sentences;
        let at = sentences.partition_point(|s| s.tokens.start < here.tokens.start);
        let stem = sentences[..at].iter().rev().take(24).find(|s| !item(s))?;
        let words = scene.words_of(stem);
        let subject = words.clone().find(|&t| scene.dep(t) == Dep::Nsubj);
        let first = || words.clone().find(|&t| !scene.parties(t).is_empty());
        subject.or_else(first).and_then(|t| scene.parties(t).into_iter().next())
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
        // "denied having asked": what is denied is not said.
        let denied = |h: At| ["deny", "avoid", "regret"].contains(&scene.lemma(h));
        if scene.dep(verb) == Dep::Xcomp
            && scene.tag(verb) != Tag::Vb
            && scene.head(verb).is_some_and(denied)
        {
            return false;
        }
        match (scene.dep(verb), scene.tag(verb)) {
            (Dep::Amod | Dep::Compound | Dep::Pcomp | Dep::Nsubj | Dep::Pobj | Dep::Csubj, _) => {
                false
            }
            (Dep::Acl, Tag::Vbn) if self.heads_sentence(verb) => true,
            (Dep::Advcl | Dep::Acl, Tag::Vbn) => scene.is_passive(verb),
            (_, Tag::Vbn) if scene.is_passive(verb) => self.tells_passively(verb),
            (_, Tag::Vbn) => {
                scene.child(verb, &[Dep::Aux, Dep::Auxpass, Dep::Nsubj, Dep::Nsubjpass]).is_some()
                    || scene.dep(verb) == Dep::Conj
            }
            _ => true,
        }
    }

    /// "Norland, which stayed away, called for ...": the parser takes the verb of the sentence for a participle of its root.
    fn heads_sentence(&self, verb: At) -> bool {
        let scene = self.scene;
        let Some(root) = scene.head(verb).filter(|&h| scene.dep(h) == Dep::Root) else {
            return false;
        };
        matches!(scene.pos(root), Pos::Propn | Pos::Noun)
            && verb.checked_sub(1).is_some_and(|c| scene.word(c) == ",")
            && scene.child(root, &[Dep::Relcl]).is_some_and(|r| r < verb)
            && scene.child(verb, &[Dep::Agent]).is_none()
    }

    /// "was told that", "it was noted that", "were denied by the minister"; not "is expected".
    fn tells_passively(&self, verb: At) -> bool {
        let scene = self.scene;
        let agent = scene.after(verb, &["by"]).is_some();
        let it = scene.child(verb, &[Dep::Nsubjpass]).is_some_and(|s| scene.lower(s) == "it");
        let hearer = ["tell", "inform", "assure", "notify", "remind", "brief", "warn", "advise"]
            .contains(&scene.lemma(verb));
        agent || it || hearer || scene.child(verb, &[Dep::Expl, Dep::Csubjpass]).is_some()
    }

    /// True inside the clause that another cue reports: its deeds are words of that speaker.
    fn is_told_clause(&self, verb: At) -> bool {
        let scene = self.scene;
        if self.strayed(verb).is_some() {
            return false;
        }
        let mut here = verb;
        for _ in 0..12 {
            let Some(head) = scene.head(here) else { return false };
            let told = scene.dep(here) == Dep::Ccomp
                && here > head
                && !self.cues.verb(scene.lemma(head)).is_empty();
            if told && scene.subject(head).is_some() {
                return true;
            }
            if scene.dep(here) == Dep::Relcl {
                return false;
            }
            here = head;
        }
        false
    }

    /// "..., Trade Minister X announced in Lund on Monday.": a cue that ends the sentence behind what it reports.
    fn read_tail(&mut self, verb: At) -> bool {
        let scene = self.scene;
        let Some(cue) = self.reading(verb, |c| c.frames.clause) else { return false };
        let words = scene.words_of(scene.sentence(verb));
        let rest = verb + 1..words.end;
        let quiet = rest.clone().all(|t| {
            !matches!(scene.pos(t), Pos::Verb | Pos::Aux | Pos::Sconj)
                && !matches!(scene.word(t), ":" | ";" | "“" | "\"")
        });
        let object = scene.children(verb).any(|c| {
            c > verb && matches!(scene.dep(c), Dep::Dobj | Dep::Ccomp | Dep::Xcomp | Dep::Oprd)
        });
        if !quiet
            || (object && self.addressees(verb).is_empty() && !tells(scene.lemma(verb)))
            || self.in_saying(verb).is_some()
        {
            return false;
        }
        let Some((speaker, from)) = self.tail_speaker(verb) else { return false };
        let comma = from.checked_sub(1).filter(|&c| scene.word(c) == "," && c > words.start);
        let Some(comma) = comma else { return false };
        let start = (words.start..comma)
            .rev()
            .find(|&t| scene.word(t) == ";")
            .map_or(words.start, |t| t + 1);
        let clause = (start..comma).find(|&t| {
            matches!(scene.pos(t), Pos::Verb | Pos::Aux)
                && matches!(scene.tag(t), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md)
        });
        let head = (start..comma)
            .find(|&t| matches!(scene.dep(t), Dep::Root | Dep::Ccomp) && scene.pos(t) == Pos::Verb);
        let quoted = (start..comma).any(|t| self.in_saying(t).is_some());
        let (Some(clause), false) = (clause, quoted) else { return false };
        let Some(span) = scene.stretch(start, comma - 1) else { return false };
        let desk = scene.text(scene.token(from).span.join(scene.token(verb).span)).to_lowercase();
        let desks = [
            "press office",
            "press service",
            "media office",
            "media service",
            "information department",
            "news agency",
        ];
        let handed = desks.iter().any(|w| desk.contains(w)) || self.is_office(verb);
        let outlet = scene.kind(&speaker.id) == Some(EntityKind::Outlet);
        if self.is_hand(&speaker, verb) || handed || outlet {
            return true;
        }
        let nested = self.turn(scene.token(verb).span).is_some();
        let act = self.act(cue.act, head.or(Some(clause)), Some(&speaker));
        let (to, time) = (self.addressees(verb), self.time(verb));
        self.said.push(Said {
            speaker: Some(speaker),
            act,
            form: if nested { StatementForm::Nested } else { StatementForm::Indirect },
            content: vec![span],
            to,
            through: None,
            time,
            reading: 950,
            rule: "statement.tail",
        });
        true
    }

    /// "his office", "the president's office": a desk that hands the text on.
    fn is_office(&self, verb: At) -> bool {
        let scene = self.scene;
        let office = (verb.saturating_sub(3)..verb).rev().find(|&t| scene.pos(t) == Pos::Noun);
        office.is_some_and(|o| {
            scene.lemma(o) == "office" && scene.child(o, &[Dep::Poss, Dep::Compound]).is_some()
        })
    }

    /// The speaker right before a tail cue and the first word of the phrase that names them.
    fn tail_speaker(&self, verb: At) -> Option<(Named, At)> {
        let scene = self.scene;
        let subject = scene.child(verb, &[Dep::Nsubj]).filter(|&s| s < verb);
        let adverb = |t: At| {
            scene.pos(t) == Pos::Adv || (scene.pos(t) == Pos::Aux && scene.head(t) == Some(verb))
        };
        let last = (0..verb).rev().find(|&t| !adverb(t))?;
        let near = scene.mentions_at(last).filter(|m| {
            m.refers.prefix() != "post" && scene.kind(&m.refers) != Some(EntityKind::Place)
        });
        let near = near
            .filter(|m| m.span.end() == scene.token(last).span.end())
            .max_by_key(|m| (m.refers.prefix() == "person", m.span.len()));
        // "with his counterpart, X, the press office reported": the parser makes X the subject.
        let subject = subject.filter(|&s| {
            let name = near.map(|m| tokens_in(scene.analysis, m.span).start);
            name.is_none_or(|n| {
                s >= n
                    || !(s..n).any(|t| scene.word(t) == ",")
                    || scene.dep(last) == Dep::Appos && scene.head(last) == Some(s)
            })
        });
        let speaker = match (subject.and_then(|s| self.voice(s)), near) {
            (Some(voice), _) => voice,
            (None, Some(m)) => Named { id: m.refers.clone(), span: m.span },
            (None, None) => return None,
        };
        let mut span = near.map_or(scene.token(last).span, |m| m.span);
        if let Some(s) = subject {
            span = span.join(scene.phrase(s));
        } else {
            let holdings = scene
                .resolution
                .holdings
                .iter()
                .filter(|h| h.span.covers(span) && h.span.end() == span.end());
            span = holdings.map(|h| h.span).fold(span, Span::join);
            // The words of the post right before the name.
            let before = tokens_in(scene.analysis, span).start.checked_sub(1);
            let title = before.and_then(|b| {
                scene
                    .mentions_at(b)
                    .filter(|m| m.refers.prefix() == "post")
                    .max_by_key(|m| m.span.len())
            });
            span = title.map_or(span, |t| t.span.join(span));
        }
        let mut from = tokens_in(scene.analysis, span).start;
        while from > 0 && matches!(scene.pos(from - 1), Pos::Det) {
            from -= 1;
        }
        Some((speaker, from))
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
        own.retain(|&c| !self.cut_off(verb, c));
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

    /// A semicolon between the two, or a noun that "that" belongs to ("on condition that").
    fn cut_off(&self, verb: At, clause: At) -> bool {
        let scene = self.scene;
        let (a, b) = if verb < clause { (verb, clause) } else { (clause, verb) };
        let semicolon = (a..b).any(|t| scene.word(t) == ";");
        let noun = self.marked(clause).and_then(|m| m.checked_sub(1)).is_some_and(|n| {
            n > verb
                && [
                    "condition",
                    "provided",
                    "fact",
                    "idea",
                    "grounds",
                    "understanding",
                    "claim",
                    "report",
                    "allegation",
                    "accusation",
                    "suggestion",
                    "rumour",
                ]
                .contains(&scene.lemma(n))
        });
        semicolon || noun
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
        let stray = scene.children(clause).find(|&c| self.strayed(c).is_some());
        let end = match stray {
            Some(stray) => (clause..stray)
                .rev()
                .find(|&t| !matches!(scene.pos(t), Pos::Cconj | Pos::Punct))
                .unwrap_or(clause),
            None => whole.last().copied().unwrap_or(clause),
        };
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
        let finite = matches!(scene.tag(verb), Tag::Vbd | Tag::Vbz | Tag::Vbp);
        if !finite
            || !beside
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
            (word == "that"
                && (scene.tag(t) == Tag::In || t == verb + 1 && tells(scene.lemma(verb))))
                || (word == ":" && scene.lemma(verb) != "call")
        })?;
        let of_noun = [
            "condition",
            "fact",
            "idea",
            "grounds",
            "understanding",
            "view",
            "claim",
            "report",
            "allegation",
            "accusation",
            "suggestion",
            "rumour",
        ]
        .contains(&scene.lemma(opening - 1));
        if !(verb + 1..opening).all(own) || opening + 2 >= end || of_noun {
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
        let paper = scene
            .head(verb)
            .is_some_and(|h| scene.pos(h) == Pos::Noun && self.cues.is_paper(scene.lemma(h)));
        if !named
            || (late && !paper && !self.follows_cue(verb))
            || matches!(scene.dep(verb), Dep::Relcl) && !self.has_quote(verb)
        {
            return Vec::new();
        }
        let Some(act) = self.deed(verb) else { return Vec::new() };
        let mut span = scene.predicate(verb);
        let subject = scene.child(verb, &[Dep::Nsubj, Dep::Nsubjpass]);
        let more = scene.children(verb).any(|c| {
            c > verb
                && matches!(
                    scene.dep(c),
                    Dep::Prep | Dep::Xcomp | Dep::Ccomp | Dep::Oprd | Dep::Agent
                )
        });
        let bare =
            !more && scene.child(verb, &[Dep::Dobj]).is_none_or(|o| scene.pos(o) == Pos::Pron);
        if let Some(subject) = subject.filter(|&s| (scene.is_passive(verb) || bare) && s < verb) {
            span = scene.phrase(subject).join(span);
            // "Reports that X meant to shut it were denied": the parser lost the subject.
            if scene.lower(subject) == "it"
                && scene.child(verb, &[Dep::Auxpass]).is_some_and(|a| scene.lower(a) == "were")
            {
                let first = scene.words_of(scene.sentence(verb)).start;
                span = scene.token(first).span.join(span);
            }
        }
        vec![Reported { act, content: vec![span], clause: None, reading: 900 }]
    }

    /// What is done by a verb with its object, infinitive or preposition.
    pub(super) fn deed(&self, verb: At) -> Option<StatementAct> {
        let scene = self.scene;
        if scene.lemma(verb) == "speak" && self.converses(verb) {
            return None;
        }
        // "recalled its ambassador" brings somebody home and says nothing.
        let brought = scene.child(verb, &[Dep::Dobj, Dep::Nsubjpass]).filter(|&o| {
            ["ambassador", "envoy", "attaché", "attache", "diplomat", "consul", "troop", "soldier"]
                .contains(&scene.lemma(o))
                || scene.parties(o).iter().any(|n| n.id.prefix() == "person")
        });
        if scene.lemma(verb) == "recall" && brought.is_some() {
            return None;
        }
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
            if calls || scene.lemma(verb) != "call" {
                return self
                    .reading(verb, |c| c.frames.quote && !c.frames.prepositions.contains("for"))
                    .filter(|_| calls)
                    .map(|c| c.act);
            }
        }
        if let Some(act) = self.counted(verb) {
            return Some(act);
        }
        if object.is_some()
            && let Some(cue) = self.reading(verb, |c| c.frames.object)
        {
            return Some(cue.act);
        }
        let infinitive = scene.children(verb).any(|c| {
            matches!(scene.dep(c), Dep::Xcomp | Dep::Ccomp | Dep::Advcl)
                && scene.children(c).any(|a| scene.dep(a) == Dep::Aux && scene.tag(a) == Tag::To)
        });
        let gerund = scene.children(verb).any(|c| {
            c > verb
                && matches!(scene.dep(c), Dep::Xcomp | Dep::Ccomp)
                && scene.tag(c) == Tag::Vbg
                && scene.child(c, &[Dep::Nsubj]).is_none()
        });
        let marked = |word: &str| {
            scene.children(verb).any(|c| {
                matches!(scene.dep(c), Dep::Ccomp | Dep::Advcl | Dep::Xcomp)
                    && scene
                        .children(c)
                        .any(|m| scene.dep(m) == Dep::Mark && scene.lower(m) == word)
            })
        };
        let stands = |word: &str| {
            let preps = scene.children(verb).filter(|&c| scene.dep(c) == Dep::Prep);
            preps.into_iter().any(|c| scene.lower(c) == word)
        };
        let preposition = |c: &Cue| {
            c.frames.prepositions.iter().any(|p| p != "to" && (stands(p) || marked(p)))
                || c.frames.prepositions.contains("to")
                    && !infinitive
                    && scene.after(verb, &["to"]).is_some()
        };
        let found = self.reading(verb, |c| {
            (c.frames.to && infinitive) || (c.frames.object && gerund) || preposition(c)
        });
        found
            .or_else(|| self.reading(verb, |c| c.frames.bare).filter(|_| object.is_none()))
            .map(|c| c.act)
    }

    /// "spoke by telephone with X about Y": a conversation, no saying.
    fn converses(&self, verb: At) -> bool {
        let scene = self.scene;
        let means = ["telephone", "phone", "video", "link", "line", "videoconference"];
        let by = scene.prepositional(verb, &["by", "over", "via", "on"]);
        scene.after(verb, &["with"]).is_some()
            || by.into_iter().any(|o| means.contains(&scene.lemma(o)))
    }

    /// "put the losses at one killed"; "was named by X as the author": what is counted, who is named.
    fn counted(&self, verb: At) -> Option<StatementAct> {
        let scene = self.scene;
        match scene.lemma(verb) {
            "put" | "estimate" => {
                let number = scene.after(verb, &["at"])?;
                let counts =
                    scene.pos(number) == Pos::Num || scene.child(number, &[Dep::Nummod]).is_some();
                counts.then_some(StatementAct::Report)
            }
            "name" | "identify" | "cite" | "single" => {
                let role = scene.after(verb, &["as"])?;
                let post = scene.mentions_at(role).any(|m| m.refers.prefix() == "post");
                (!post && scene.is_passive(verb)).then_some(StatementAct::Assess)
            }
            _ => None,
        }
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

/// Verbs whose object hears what is said.
fn tells(lemma: &str) -> bool {
    ["tell", "inform", "assure", "remind", "notify", "brief"].contains(&lemma)
}
