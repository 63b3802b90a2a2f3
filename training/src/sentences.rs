//! Labelled sentences: files in, sentences with marked parties out, and every fault with its file and line.
//!
//! A line is `ROOT<TAB>STATE<TAB>sentence`; in the sentence `{S:...}` stands around who acts and `{T:...}` around whom it is
//! done to. `#` opens a comment. The root is the one after the rules of modality; NONE says that there is no act between the two.

use chancery_record::Span;
use chancery_record::matter::Root;
use std::collections::{BTreeMap, BTreeSet};

/// A sentence with its label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// File and line.
    pub at: String,
    /// The root, or none where the source does nothing to the target.
    pub root: Option<Root>,
    /// How it is told.
    pub state: String,
    /// The sentence without its marks.
    pub text: String,
    /// Words of the source.
    pub source: Span,
    /// Words of the target.
    pub target: Span,
}

/// The ways an act can be told.
pub const STATES: &[&str] = &[
    "held",
    "under-way",
    "planned",
    "called-for",
    "hypothetical",
    "denied",
    "cancelled",
    "background",
];

impl Sentence {
    /// The sentence without its marked words and its numbers: two sentences of one frame differ in nothing else.
    pub fn frame(&self) -> String {
        let (first, second) = if self.source < self.target {
            (self.source, self.target)
        } else {
            (self.target, self.source)
        };
        let pieces = [
            &self.text[..first.start()],
            &self.text[first.end()..second.start()],
            &self.text[second.end()..],
        ];
        let bare = pieces.join("_").to_lowercase();
        let words = bare.split_whitespace().filter(|w| !w.chars().any(|c| c.is_ascii_digit()));
        words.collect::<Vec<_>>().join(" ")
    }

    /// How the label is printed.
    pub fn label(&self) -> &'static str {
        self.root.map_or("NONE", Root::as_str)
    }
}

/// Reads files given as name and text: their sentences, and what is wrong, line by line.
pub fn read(files: &[(String, String)]) -> (Vec<Sentence>, Vec<String>) {
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut faults = Vec::new();
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for (name, text) in files {
        for (number, line) in text.lines().enumerate() {
            let at = format!("{name}:{}", number + 1);
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            match sentence(&at, line) {
                Ok(one) => match seen.insert(one.text.clone(), at.clone()) {
                    Some(other)
                        if sentences.iter().any(|s| {
                            s.text == one.text && s.source == one.source && s.target == one.target
                        }) =>
                    {
                        faults.push(format!("{at}: stands at {other} already"));
                    }
                    _ => sentences.push(one),
                },
                Err(why) => faults.push(format!("{at}: {why}")),
            }
        }
    }
    (sentences, faults)
}

/// Sentences of each label and of each state.
pub fn counts(sentences: &[Sentence]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for sentence in sentences {
        *counts.entry(sentence.label().to_owned()).or_default() += 1;
        *counts.entry(sentence.state.clone()).or_default() += 1;
    }
    counts
}

/// Number of frames that differ.
pub fn frames(sentences: &[Sentence]) -> usize {
    sentences.iter().map(Sentence::frame).collect::<BTreeSet<_>>().len()
}

fn sentence(at: &str, line: &str) -> Result<Sentence, String> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [root, state, marked] = cells.as_slice() else {
        return Err(format!("{} columns instead of ROOT, STATE and sentence", cells.len()));
    };
    let root = match *root {
        "NONE" => None,
        word => Some(Root::from_word(word).ok_or_else(|| format!("`{word}` is no root"))?),
    };
    if !STATES.contains(state) {
        return Err(format!("`{state}` is no state"));
    }
    let (text, source, target) = unmarked(marked.trim())?;
    Ok(Sentence { at: at.to_owned(), root, state: (*state).to_owned(), text, source, target })
}

/// The sentence without its marks, and where they were.
fn unmarked(marked: &str) -> Result<(String, Span, Span), String> {
    let mut text = String::new();
    let (mut source, mut target) = (None, None);
    let mut rest = marked;
    while let Some(open) = rest.find(['{', '}']) {
        text.push_str(&rest[..open]);
        let body = &rest[open..];
        let close =
            body.find('}').filter(|_| body.starts_with('{')).ok_or("a brace without its other")?;
        let inside = &body[1..close];
        let (key, words) = inside
            .split_once(':')
            .ok_or_else(|| format!("`{{{inside}}}` marks neither S nor T"))?;
        if words.trim() != words || words.is_empty() || words.contains('{') {
            return Err(format!("`{inside}` does not mark whole words"));
        }
        let span = Span::new(text.len(), text.len() + words.len());
        let side = match key {
            "S" => &mut source,
            "T" => &mut target,
            other => return Err(format!("`{other}` is neither S nor T")),
        };
        if side.replace(span).is_some() {
            return Err(format!("two marks of {key}"));
        }
        text.push_str(words);
        rest = &body[close + 1..];
    }
    text.push_str(rest);
    Ok((text, source.ok_or("no source is marked")?, target.ok_or("no target is marked")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(line: &str) -> Result<Sentence, String> {
        sentence("x.tsv:1", line)
    }

    #[test]
    fn marks_become_spans_of_the_bare_sentence() {
        let told =
            one("AID\theld\tRice from {S:Norland} reached {T:the islands} in 2020.").unwrap();
        assert_eq!(told.text, "Rice from Norland reached the islands in 2020.");
        assert_eq!(told.source.of(&told.text), "Norland");
        assert_eq!(told.target.of(&told.text), "the islands");
        assert_eq!(told.frame(), "rice from _ reached _ in");
    }

    #[test]
    fn faults_say_what_is_wrong() {
        let faults = [
            ("AID\theld", "2 columns instead of ROOT, STATE and sentence"),
            ("HELP\theld\t{S:a} {T:b}", "`HELP` is no root"),
            ("AID\tdone\t{S:a} {T:b}", "`done` is no state"),
            ("AID\theld\t{S:a} helps", "no target is marked"),
            ("AID\theld\t{S:a} {S:b} {T:c}", "two marks of S"),
            ("AID\theld\t{S: a} {T:c}", "`S: a` does not mark whole words"),
            ("AID\theld\t{S:a {T:c}", "`S:a {T:c` does not mark whole words"),
            ("AID\theld\ta} {T:c}", "a brace without its other"),
        ];
        for (line, why) in faults {
            assert_eq!(one(line).unwrap_err(), why);
        }
    }

    #[test]
    fn a_sentence_twice_with_the_same_marks_is_a_fault() {
        let text = "AID\theld\t{S:A} helps {T:B}.\nAID\theld\t{S:A} helps {T:B}.\nNONE\theld\t{T:A} helps {S:B}.\n";
        let (sentences, faults) = read(&[("x.tsv".into(), text.into())]);
        assert_eq!(faults, ["x.tsv:2: stands at x.tsv:1 already"]);
        assert_eq!(sentences.len(), 2);
    }
}
