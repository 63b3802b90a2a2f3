//! "According to the ministry", "by her account": clauses whose source stands in a phrase of its own.

use super::{Said, Speech};
use crate::scene::At;
use chancery_record::matter::{StatementAct, StatementForm};
use chancery_record::{Dep, Pos, Span};

impl Speech<'_, '_> {
    /// Statements of all attributing phrases.
    pub(super) fn read_attributions(&mut self) {
        let scene = self.scene;
        let sentences: Vec<_> = scene.body().map(|s| scene.words_of(s)).collect();
        for at in sentences.into_iter().flatten() {
            if scene.lower(at) == "according" && self.in_saying(at).is_none() {
                self.read_attribution(at);
            }
        }
    }

    fn read_attribution(&mut self, according: At) {
        let scene = self.scene;
        let mut source = scene.children(according).filter(|&c| scene.lower(c) == "to");
        let source = source.find_map(|to| scene.child(to, &[Dep::Pobj]));
        let source = source.or_else(|| scene.child(according, &[Dep::Pobj]));
        // "According to the statement" of the text's own issuer is the hand it came from.
        let paper = source.is_some_and(|s| self.cues.is_paper(scene.lemma(s)));
        let Some(speaker) = source.filter(|_| !paper).and_then(|s| self.voice(s)) else { return };
        let hands = scene.document.chain.iter();
        if hands.into_iter().any(|h| h.span.touches(scene.token(according).span)) {
            return;
        }
        let Some(content) = self.beside(according) else { return };
        self.said.push(Said {
            speaker: Some(speaker),
            act: StatementAct::Report,
            form: StatementForm::Indirect,
            content: vec![content],
            to: Vec::new(),
            through: None,
            time: None,
            reading: 900,
            rule: "statement.according-to",
        });
    }

    /// The clause beside the phrase: before it, back to the last semicolon, or, when nothing stands there, behind it.
    fn beside(&self, according: At) -> Option<Span> {
        let scene = self.scene;
        let words = scene.words_of(scene.sentence(according));
        let phrase = scene.subtree(according);
        let (first, last) = (*phrase.first()?, *phrase.last()?);
        let break_at = |t: &At| scene.word(*t) == ";";
        let has_verb =
            |from: At, to: At| (from..to).any(|t| matches!(scene.pos(t), Pos::Verb | Pos::Aux));
        let from = (words.start..first).rev().find(break_at).map_or(words.start, |t| t + 1);
        if has_verb(from, first) {
            return scene.stretch(from, first - 1);
        }
        let to = (last + 1..words.end).find(break_at).unwrap_or(words.end);
        has_verb(last + 1, to).then(|| scene.stretch(last + 1, to - 1)).flatten()
    }
}
