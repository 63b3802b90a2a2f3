//! Turns of a transcript: "Ms Brandt: We have not been asked."
//!
//! A label at the start of a paragraph or sentence that ends in a colon opens a turn; it lasts until the next label. Each
//! sentence of a named speaker's turn is a statement; those of a question are not.

use super::{Said, Speech};
use crate::clauses::Named;
use crate::scene::{At, Scene, tokens_in};
use chancery_record::matter::{StatementAct, StatementForm};
use chancery_record::{Dep, EntityKind, Pos, RegionRole, Sentence, Span, Tag};

/// Who has the word in a stretch of the text.
#[derive(Clone, Debug)]
pub(super) struct Turn {
    /// None in a question from the hall.
    pub(super) speaker: Option<Named>,
    /// What is said, without the label.
    pub(super) span: Span,
}

/// Longest label in bytes.
const LABEL: usize = 90;

/// The turns of a document, in order.
pub(super) fn find(scene: &Scene) -> Vec<Turn> {
    let paragraphs = paragraphs(scene);
    let mut turns: Vec<Turn> = Vec::new();
    let mut spokesman: Option<Named> = None;
    let labels: Vec<Option<(Option<Named>, usize)>> =
        paragraphs.iter().map(|&p| label(scene, p)).collect();
    let last = labels.iter().rposition(Option::is_some);
    for (i, (paragraph, label)) in paragraphs.iter().zip(labels).enumerate() {
        if let Some((speaker, colon)) = label {
            let text = scene.text(*paragraph);
            let answers = text.starts_with("A:") || text.starts_with("Answer");
            let speaker = if answers { spokesman.clone() } else { speaker };
            spokesman = speaker.clone().or(spokesman);
            turns.push(Turn { speaker, span: Span::new(colon + 1, paragraph.end()) });
            continue;
        }
        let goes_on = last.is_some_and(|l| i < l) || speaks_itself(scene, *paragraph);
        if let Some(turn) = turns.last_mut().filter(|_| goes_on) {
            turn.span = turn.span.join(*paragraph);
        }
    }
    turns
}

fn paragraphs(scene: &Scene) -> Vec<Span> {
    let mut all: Vec<(u32, Span)> = Vec::new();
    let asked = |s: &&Sentence| {
        let text = scene.text(s.span).trim_end();
        text.ends_with(':') && opens_question(text)
    };
    let all_sentences = scene.analysis.sentences.iter();
    for sentence in all_sentences.filter(|s| s.region == RegionRole::Body || asked(s)) {
        match all.last_mut() {
            Some((number, span)) if *number == sentence.paragraph => {
                *span = span.join(sentence.span);
            }
            _ => all.push((sentence.paragraph, sentence.span)),
        }
    }
    all.into_iter().map(|(_, span)| span).collect()
}

/// The speaker of a label and the byte of its colon.
fn label(scene: &Scene, paragraph: Span) -> Option<(Option<Named>, usize)> {
    let text = scene.text(paragraph);
    let mut window = text.char_indices().take_while(|(i, _)| *i < 2 * LABEL);
    let colon = window.find(|(_, c)| *c == ':')?.0;
    let before = text.get(..colon)?;
    let from = before.rfind(['.', '?', '!']).map_or(0, |dot| {
        // "Opening remarks. Spokesperson X:", but not the stop of "Ms." or "H.E."
        let short = before[..dot].rsplit([' ', '.']).next().is_some_and(|w| w.chars().count() < 4);
        if short { 0 } else { dot + 1 }
    });
    let label = before.get(from..)?.trim();
    if label.is_empty() || label.len() > LABEL || label.contains(['“', '"', '«', ';']) {
        return None;
    }
    let follows = text.get(colon + 1..)?.trim_start();
    let at = paragraph.start() + colon;
    if follows.is_empty() && opens_question(label) {
        return Some((None, at));
    }
    if follows.is_empty()
        || follows.starts_with(['“', '"', '«'])
        || !text[colon + 1..].starts_with(' ')
    {
        return None;
    }
    if opens_question(label) {
        return Some((None, at));
    }
    let span = Span::new(paragraph.start() + from, at);
    let tokens = tokens_in(scene.analysis, span);
    if tokens.clone().any(|t| matches!(scene.tag(t), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md)) {
        return None;
    }
    if label == "A" || label == "Answer" {
        return Some((None, at));
    }
    let people = tokens.flat_map(|t| scene.mentions_at(t));
    let person = people
        .filter(|m| span.covers(m.span) && scene.kind(&m.refers) == Some(EntityKind::Person))
        .max_by_key(|m| m.span.end())?;
    let tail = scene.text(Span::new(person.span.end(), at)).trim();
    (tail.is_empty() || tail.starts_with('('))
        .then(|| (Some(Named { id: person.refers.clone(), span: person.span }), at))
}

/// "Question (Radio Lund)", "Reporter from the Post".
fn opens_question(label: &str) -> bool {
    let first = label.split([' ', '(', ':']).next().unwrap_or_default();
    ["Question", "Q", "Reporter", "Journalist", "Correspondent", "Moderator"].contains(&first)
}

/// A paragraph in the first person.
fn speaks_itself(scene: &Scene, paragraph: Span) -> bool {
    tokens_in(scene.analysis, paragraph)
        .any(|t| ["we", "i", "our", "us", "my"].contains(&scene.lower(t).as_str()))
}

impl Speech<'_, '_> {
    /// The turn a span lies in.
    pub(super) fn turn(&self, span: Span) -> Option<&Turn> {
        let after = self.turns.partition_point(|t| t.span.start() <= span.start());
        self.turns[..after].last().filter(|t| t.span.touches(span))
    }

    /// Statements of the named turns, one a sentence, one a clause where two clauses do different things.
    pub(super) fn read_turns(&mut self) {
        let scene = self.scene;
        for turn in self.turns.clone() {
            let Some(speaker) = turn.speaker else { continue };
            let first =
                scene.analysis.sentences.partition_point(|s| s.span.end() <= turn.span.start());
            let sentences = scene.analysis.sentences[first..].iter();
            for sentence in sentences.take_while(|s| s.span.start() < turn.span.end()) {
                let tokens = scene.words_of(sentence);
                let from =
                    tokens.clone().find(|&t| scene.token(t).span.start() >= turn.span.start());
                let Some(from) = from
                    .filter(|f| f + 5 < tokens.end || (*f..tokens.end).any(|t| self.performs(t)))
                else {
                    continue;
                };
                let verb = |t: At| matches!(scene.pos(t), Pos::Verb | Pos::Aux);
                if (from..tokens.end).any(verb) {
                    self.read_turn_sentence(&speaker, sentence, from);
                }
            }
        }
    }

    fn read_turn_sentence(&mut self, speaker: &Named, sentence: &Sentence, from: At) {
        let end = self.scene.words_of(sentence).end;
        let verbs: Vec<At> = (from..end).filter(|&t| self.performs(t)).collect();
        let mut starts = vec![from];
        starts.extend(self.breaks(from, end, &verbs));
        starts.push(end);
        for pair in starts.windows(2) {
            let here = verbs.iter().copied().find(|v| (pair[0]..pair[1]).contains(v));
            let Some(span) = pair[1].checked_sub(1).and_then(|to| self.scene.stretch(pair[0], to))
            else {
                continue;
            };
            let cue = here.and_then(|v| self.cues.verb(self.scene.lemma(v)).first());
            let light = here.filter(|_| cue.is_none()).and_then(|v| self.deed(v));
            let own = here.and_then(|v| self.performer(v)).unwrap_or_else(|| speaker.clone());
            // Behind a label that the parser took for the root, the clause hangs on the label.
            let here_on = pair[0]..pair[1];
            let root = here_on.clone().find(|&t| self.scene.dep(t) == Dep::Root).or_else(|| {
                here_on.clone().find(|&t| {
                    matches!(self.scene.pos(t), Pos::Verb | Pos::Aux)
                        && self.scene.head(t).is_some_and(|h| h < pair[0])
                })
            });
            let act = cue.map(|c| c.act).or(light).unwrap_or(StatementAct::Say);
            let act = self.act(act, root, Some(&own));
            self.spent.extend(here);
            self.said.push(Said {
                speaker: Some(own),
                act,
                form: StatementForm::Direct,
                content: vec![span],
                to: Vec::new(),
                through: None,
                time: None,
                reading: 900,
                rule: "statement.turn",
            });
        }
    }

    /// Starts of clauses joined to the root that do something else than the root: "We urge ..., and we repeat ...".
    fn breaks(&self, from: At, end: At, performing: &[At]) -> Vec<At> {
        let scene = self.scene;
        let joined = (from..end).filter(|&t| {
            scene.dep(t) == Dep::Conj
                && scene.child(t, &[Dep::Nsubj, Dep::Nsubjpass, Dep::Expl]).is_some()
                && scene.head(t).is_some_and(|h| performing.contains(&h))
        });
        joined.filter_map(|t| scene.subtree(t).first().copied()).filter(|&t| t > from).collect()
    }

    /// "We urge", "I can deny", "Norland condemns": a cue verb of the present in the speaker's own name.
    fn performs(&self, at: At) -> bool {
        let scene = self.scene;
        let cues = self.cues.verb(scene.lemma(at));
        let light = self.cues.is_light(scene.lemma(at)) && self.deed(at).is_some();
        if scene.pos(at) != Pos::Verb || cues.is_empty() && !light || scene.is_negated(at) {
            return false;
        }
        let subject = scene.subject(at).filter(|&s| s < at);
        let Some(subject) = subject else { return false };
        let first = ["we", "i"].contains(&scene.lower(subject).as_str());
        let present =
            matches!(scene.tag(at), Tag::Vbz | Tag::Vbp) || (first && scene.tag(at) == Tag::Vb);
        let clause_only = ["believe", "think", "hope", "know", "expect", "say", "ask"];
        present
            && !clause_only.contains(&scene.lemma(at))
            && (first || self.performer(at).is_some())
            && cues.first().is_none_or(|c| c.frames.object || c.frames.clause)
    }

    /// The state or body that acts by this verb in a spokesperson's mouth, when it heads the sentence.
    fn performer(&self, verb: At) -> Option<Named> {
        let scene = self.scene;
        let subject = scene.child(verb, &[Dep::Nsubj]).filter(|_| scene.dep(verb) == Dep::Root)?;
        if scene.pos(subject) == Pos::Pron {
            return None;
        }
        let body = |n: &Named| {
            matches!(
                scene.kind(&n.id),
                Some(EntityKind::State | EntityKind::Body | EntityKind::Organization)
            )
        };
        scene.parties(subject).into_iter().find(body)
    }
}
