//! Direct quotations and the cue that names their speaker: before, after or in the middle; and quotations that go on.

use super::{Said, Speech};
use crate::clauses::Named;
use crate::scene::{At, tokens_in};
use chancery_knowledge::cues::Cue;
use chancery_record::matter::{StatementAct, StatementForm};
use chancery_record::{Dep, EntityKind, Pos, Quotation, RegionRole, Span, Tag};

/// Words after a quotation among which its cue is looked for.
const REACH: usize = 40;

impl Speech<'_, '_> {
    /// Statements of all sayings between quotation marks, in order.
    pub(super) fn read_quotations(&mut self) {
        let scene = self.scene;
        let mut outer = 0;
        let mut last: Option<(usize, Span)> = None;
        for quotation in &scene.analysis.quotations {
            let at = quotation.span;
            let region = scene.document.role_at(at.start());
            let nested = at.start() < outer;
            outer = outer.max(at.end());
            let body = matches!(region, Some(RegionRole::Body | RegionRole::Caption));
            if nested || !body || !self.is_saying(quotation) || self.turn(at).is_some() {
                continue;
            }
            last = self.read_quotation(quotation, last);
        }
    }

    fn read_quotation(
        &mut self,
        quotation: &Quotation,
        last: Option<(usize, Span)>,
    ) -> Option<(usize, Span)> {
        let at = quotation.span;
        let Some((cue, speaker, verb)) = self.cue_of(at, last.map(|(_, span)| span)) else {
            return self.carry_on(at, last);
        };
        let again = last.filter(|(_, span)| self.same_run(*span, at, verb));
        if let Some((index, _)) = again {
            self.said[index].content.push(at);
            return Some((index, at));
        }
        let root = self.root_of(at);
        let act = self.act(cue.map_or(StatementAct::Say, |c| c.act), root, speaker.as_ref());
        let (to, time) = verb.map(|v| (self.addressees(v), self.time(v))).unwrap_or_default();
        self.spent.extend(verb);
        self.said.push(Said {
            speaker,
            act,
            form: StatementForm::Direct,
            content: vec![at],
            to,
            through: None,
            time,
            reading: 950,
            rule: "statement.quotation",
        });
        Some((self.said.len() - 1, at))
    }

    /// A quotation without a cue of its own goes on from the one before, or starts again with its speaker.
    fn carry_on(&mut self, at: Span, last: Option<(usize, Span)>) -> Option<(usize, Span)> {
        let (index, before) = last?;
        let between = Span::new(before.end(), at.start());
        let known = self.said.get(index)?.clone();
        if self.sentences_between(between) == 0 {
            self.said[index].content.push(at);
            return Some((index, at));
        }
        if between.len() > 600 || known.speaker.is_none() {
            return last;
        }
        let root = self.root_of(at);
        let act = self.act(StatementAct::Say, root, known.speaker.as_ref());
        self.said.push(Said {
            content: vec![at],
            act,
            to: Vec::new(),
            time: None,
            reading: 750,
            rule: "statement.quotation.same-speaker",
            ..known
        });
        Some((self.said.len() - 1, at))
    }

    /// Narrator's sentences that lie whole between two quotations.
    fn sentences_between(&self, between: Span) -> usize {
        let sentences = &self.scene.analysis.sentences;
        let first = sentences.partition_point(|s| s.span.end() <= between.start());
        let inside = sentences[first..].iter().take_while(|s| s.span.start() < between.end());
        inside
            .filter(|s| between.covers(s.span))
            .filter(|s| !self.scene.words_of(s).any(|t| self.spent.contains(&t)))
            .filter(|s| {
                self.scene.words_of(s).any(|t| matches!(self.scene.pos(t), Pos::Verb | Pos::Aux))
            })
            .count()
    }

    /// The second half of a quotation cut by its cue.
    fn same_run(&self, before: Span, at: Span, verb: Option<At>) -> bool {
        verb.is_some_and(|v| {
            let cue = self.scene.token(v).span;
            self.spent.contains(&v) && before.end() <= cue.start() && cue.end() <= at.start()
        })
    }

    /// The cue, speaker and verb of a quotation.
    fn cue_of(
        &self,
        at: Span,
        previous: Option<Span>,
    ) -> Option<(Option<&'static Cue>, Option<Named>, Option<At>)> {
        let before = self.cue_before(at, previous);
        let introduced = {
            let text = self.scene.document.text.get(..at.start()).unwrap_or_default().trim_end();
            text.ends_with([':', ','])
        };
        let found = if introduced {
            before.or_else(|| self.cue_after(at))
        } else {
            self.cue_after(at).or(before)
        };
        if let Some((cue, verb)) = found {
            let speaker = self.speaker(verb).ok().flatten().or_else(|| self.spoke_last(verb));
            return Some((Some(cue), speaker, Some(verb)));
        }
        self.shown_before(at).map(|speaker| (None, Some(speaker), None))
    }

    /// "he said" of a pronoun that nobody resolved: the last person who did something, in this paragraph or the one before.
    fn spoke_last(&self, verb: At) -> Option<Named> {
        let scene = self.scene;
        scene.subject(verb).filter(|&s| ["he", "she"].contains(&scene.lower(s).as_str()))?;
        let here = scene.sentence(verb).paragraph;
        let back = (verb.saturating_sub(300)..verb).rev();
        back.take_while(|&t| scene.sentence(t).paragraph + 1 >= here)
            .filter(|&t| scene.dep(t) == Dep::Nsubj && self.in_saying(t).is_none())
            .filter_map(|t| self.voice(t))
            .find(|n| scene.kind(&n.id) == Some(EntityKind::Person))
    }

    /// "..., she said", "..., said the minister of trade": before the next quotation and the end of the sentence.
    fn cue_after(&self, at: Span) -> Option<(&'static Cue, At)> {
        let scene = self.scene;
        let first = tokens_in(scene.analysis, at).end;
        let inside = tokens_in(scene.analysis, at).next_back()?;
        let next = (first..scene.analysis.tokens.len())
            .find(|&t| !matches!(scene.pos(t), Pos::Punct | Pos::Space))?;
        let apart = scene.token(next).sentence != scene.token(inside).sentence;
        let end = scene.words_of(scene.sentence(next)).end.min(first + REACH);
        let quotations = &scene.analysis.quotations;
        let following = quotations.partition_point(|q| q.span.start() < at.end());
        let stop = quotations.get(following).map_or(usize::MAX, |q| q.span.start());
        if scene.sentence(next).paragraph != scene.sentence(inside).paragraph {
            return None;
        }
        let range = next..end;
        let verb = range
            .take_while(|&t| scene.token(t).span.start() < stop)
            .find(|&t| self.quotes(t).is_some())?;
        let own_clause = scene
            .child(verb, &[Dep::Ccomp])
            .is_some_and(|c| c > verb && self.in_saying(c).is_none());
        if apart && (own_clause || scene.subject(verb).is_none() || verb > next + 12) {
            return None;
        }
        // A verb deep in the sentence after a finished quotation tells its own story.
        let text = scene.text(at);
        let finished = text.trim_end_matches(['”', '"', '»']).ends_with('.');
        (!(finished && apart)).then_some(())?;
        self.quotes(verb).map(|cue| (cue, verb))
    }

    /// "She said: ...", "Speaking in Lund, the minister told reporters, ...": in the quotation's sentence, or in the one before
    /// when it ends in a colon.
    fn cue_before(&self, at: Span, previous: Option<Span>) -> Option<(&'static Cue, At)> {
        let scene = self.scene;
        let first = tokens_in(scene.analysis, at).next()?;
        let mut from = scene.words_of(scene.sentence(first)).start;
        let text = scene.document.text.get(..at.start()).unwrap_or_default().trim_end();
        if from == first && first > 0 && text.ends_with([':', ',']) {
            from = scene.words_of(scene.sentence(first - 1)).start;
        }
        let from = previous.map_or(from, |p| from.max(tokens_in(scene.analysis, p).end));
        let verb = (from..first)
            .rev()
            .find(|&t| self.quotes(t).is_some() && !self.has_clause(t, first))?;
        self.quotes(verb).map(|cue| (cue, verb))
    }

    /// The verb's own clause ends before the quotation: "said that it rained".
    fn has_clause(&self, verb: At, quotation: At) -> bool {
        let clause = self.scene.child(verb, &[Dep::Ccomp]).filter(|&c| c > verb && c < quotation);
        clause.is_some_and(|c| self.scene.subtree(c).last().is_some_and(|&l| l < quotation))
    }

    /// "Brandt shrugged: ...": the subject of a sentence that ends in a colon.
    fn shown_before(&self, at: Span) -> Option<Named> {
        let scene = self.scene;
        let text = scene.document.text.get(..at.start()).unwrap_or_default().trim_end();
        let first =
            tokens_in(scene.analysis, at).next()?.checked_sub(1).filter(|_| text.ends_with(':'))?;
        let sentence = scene.sentence(first);
        let subject = scene.words_of(sentence).find(|&t| {
            scene.dep(t) == Dep::Nsubj && scene.head(t).is_some_and(|h| scene.dep(h) == Dep::Root)
        })?;
        self.voice(subject)
    }

    /// The reading of a verb that can bring a quotation.
    fn quotes(&self, at: At) -> Option<&'static Cue> {
        let scene = self.scene;
        let verb = matches!(scene.pos(at), Pos::Verb | Pos::Aux) && self.in_saying(at).is_none();
        let finite = !matches!(scene.dep(at), Dep::Amod | Dep::Pcomp);
        if !verb || !finite || scene.is_negated(at) {
            return None;
        }
        let participle =
            scene.tag(at) == Tag::Vbn && scene.child(at, &[Dep::Aux, Dep::Auxpass]).is_none();
        if participle {
            return None;
        }
        self.reading(at, |cue| cue.frames.quote)
    }

    /// The first verb of the quotation that is no auxiliary and heads its clause.
    fn root_of(&self, at: Span) -> Option<At> {
        let scene = self.scene;
        let tokens = tokens_in(scene.analysis, at);
        tokens.clone().find(|&t| {
            scene.pos(t) == Pos::Verb && scene.head(t).is_none_or(|h| !tokens.contains(&h))
        })
    }
}
