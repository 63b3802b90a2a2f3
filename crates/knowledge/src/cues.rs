//! Words that report speech: what a speaker does by "warned", and with which complements it is a statement.
//!
//! `rules/en/statements.txt` comes in, look-ups by base form go out. Says nothing of any document.

use chancery_record::matter::StatementAct;
use std::collections::{BTreeMap, BTreeSet};

/// With what a cue verb makes a statement.
#[expect(clippy::struct_excessive_bools, reason = "each frame is there or not, in any company")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frames {
    /// A clause: "said that the road was closed".
    pub clause: bool,
    /// A quotation.
    pub quote: bool,
    /// A bare object: "condemned the attack".
    pub object: bool,
    /// An infinitive: "offered to send observers".
    pub to: bool,
    /// Nothing at all: "he protested".
    pub bare: bool,
    /// One of these prepositions: "appealed for calm".
    pub prepositions: BTreeSet<String>,
}

/// A verb that reports speech.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Particle or second word it needs ("out" of "point out"); none for most.
    pub particle: Option<String>,
    /// What is done by saying it.
    pub act: StatementAct,
    /// With what it is a statement.
    pub frames: Frames,
}

/// All cues of a language.
#[derive(Debug, Default)]
pub struct Cues {
    verbs: BTreeMap<String, Vec<Cue>>,
    nouns: BTreeMap<String, StatementAct>,
    light: BTreeSet<String>,
    papers: BTreeSet<String>,
}

impl Cues {
    /// The English cues that come with the program.
    pub fn embedded() -> &'static Self {
        static CUES: std::sync::LazyLock<Cues> =
            std::sync::LazyLock::new(|| Cues::parse(include_str!("../rules/en/statements.txt")).0);
        &CUES
    }

    /// Reads a rule file; lines it does not understand are returned, each as it stands.
    pub fn parse(text: &str) -> (Self, Vec<String>) {
        let mut cues = Self::default();
        let solid = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
        let left = solid.filter(|line| cues.read(line).is_none()).map(str::to_owned).collect();
        (cues, left)
    }

    /// Readings of a verb by its base form, in order of the file.
    pub fn verb(&self, lemma: &str) -> &[Cue] {
        self.verbs.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// What a noun under a light verb makes of it: "gratitude" of "expressed gratitude".
    pub fn noun(&self, lemma: &str) -> Option<StatementAct> {
        self.nouns.get(lemma).copied()
    }

    /// True of verbs that take their meaning from their noun.
    pub fn is_light(&self, lemma: &str) -> bool {
        self.light.contains(lemma)
    }

    /// True of papers that speak for their issuer.
    pub fn is_paper(&self, lemma: &str) -> bool {
        self.papers.contains(lemma)
    }

    /// How many different verbs report speech.
    pub fn len(&self) -> usize {
        self.verbs.values().map(Vec::len).sum()
    }

    /// True when no verb does.
    pub fn is_empty(&self) -> bool {
        self.verbs.is_empty()
    }

    fn read(&mut self, line: &str) -> Option<()> {
        let parts: Vec<&str> = line.split(':').map(str::trim).collect();
        let mut head = parts.first()?.split_whitespace();
        let act = |word: Option<&str>| StatementAct::from_word(word?);
        match (head.next()?, parts.as_slice()) {
            ("verb", [_, frames, lemmas]) => {
                let (act, frames) = (act(head.next())?, frames_of(frames));
                for word in lemmas.split_whitespace() {
                    let (lemma, particle) =
                        word.split_once('+').map_or((word, None), |(l, p)| (l, Some(p.to_owned())));
                    let cue = Cue { particle, act, frames: frames.clone() };
                    self.verbs.entry(lemma.to_owned()).or_default().push(cue);
                }
            }
            ("noun", [_, lemmas]) => {
                let act = act(head.next())?;
                self.nouns.extend(lemmas.split_whitespace().map(|l| (l.to_owned(), act)));
            }
            ("light", [_, lemmas]) => {
                self.light.extend(lemmas.split_whitespace().map(str::to_owned));
            }
            ("paper", [_, lemmas]) => {
                self.papers.extend(lemmas.split_whitespace().map(str::to_owned));
            }
            _ => return None,
        }
        Some(())
    }
}

fn frames_of(words: &str) -> Frames {
    let mut frames = Frames::default();
    for word in words.split_whitespace() {
        match word {
            "clause" => frames.clause = true,
            "quote" => frames.quote = true,
            "object" => frames.object = true,
            "to" => {
                frames.to = true;
                frames.prepositions.insert(word.to_owned());
            }
            "bare" => frames.bare = true,
            preposition => {
                frames.prepositions.insert(preposition.to_owned());
            }
        }
    }
    frames
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_file_is_understood_and_large() {
        let (cues, left) = Cues::parse(include_str!("../rules/en/statements.txt"));
        assert_eq!(left, Vec::<String>::new());
        assert!(cues.len() >= 250, "{} verbs", cues.len());
    }

    #[test]
    fn a_verb_knows_its_act_and_frames() {
        let condemn = &Cues::embedded().verb("condemn")[0];
        assert_eq!(condemn.act, StatementAct::Condemn);
        assert!(condemn.frames.object && condemn.frames.clause && !condemn.frames.to);
        let point: Vec<_> = Cues::embedded().verb("point").iter().map(|c| &c.particle).collect();
        assert!(point.contains(&&Some("out".to_owned())));
        assert_eq!(Cues::embedded().noun("gratitude"), Some(StatementAct::Thank));
    }

    #[test]
    fn a_line_that_is_no_rule_is_handed_back() {
        let (cues, left) = Cues::parse("verb shrug : clause : shrug\nnoun thank : gratitude");
        assert_eq!(left, ["verb shrug : clause : shrug"]);
        assert_eq!(cues.noun("gratitude"), Some(StatementAct::Thank));
    }
}
