//! Texts of any number and size, taken in groups and parts, so that working memory never grows with them.

use crate::entities::Entity;
use crate::narrow;
use std::sync::Arc;

/// Tokens taken through the networks together.
pub(crate) const GROUP: usize = 2048;
/// Bytes of a text that are taken through the networks together; no paragraph that was written is longer.
const LONGEST: usize = 128 * 1024;

/// What to find beside the tokens, their norms and, in Russian, the sentences, which need no network. What is not
/// wanted costs nothing.
///
/// ```
/// use chancery_infer::Wanted;
/// let names_only = Wanted { names: true, ..Wanted::NOTHING };
/// assert_ne!(names_only, Wanted::default());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Parts of speech, features and lemmas; without them labels are 0 and lemmas are norms. The English tables read
    /// the labels of arcs, so that some English features want `tree` too.
    pub tags: bool,
    /// Heads, labels of arcs and English sentences; without them every token is its own head under label 0 and an English
    /// text one sentence.
    pub tree: bool,
    /// Entities. English ones never cross a sentence, so they differ without `tree`.
    pub names: bool,
}

impl Wanted {
    /// Everything there is.
    pub const ALL: Self = Self { tags: true, tree: true, names: true };
    /// Tokens alone.
    pub const NOTHING: Self = Self { tags: false, tree: false, names: false };
}

impl Default for Wanted {
    fn default() -> Self {
        Self::ALL
    }
}

/// A text with what is known of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Annotated {
    /// The tokens, in the order of the text.
    pub tokens: Vec<Token>,
    /// The tokens that begin a sentence, ascending.
    pub sentence_starts: Vec<u32>,
    /// Named entities, ascending, never overlapping.
    pub entities: Vec<Entity>,
}

/// A token. Labels are numbers into the tables of the model.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// The byte of the text it begins at.
    pub start: u32,
    /// The byte of the text it ends before.
    pub end: u32,
    /// Whether one space follows that belongs to no token.
    pub space_after: bool,
    /// The token it depends on; itself for the root of a sentence.
    pub head: u32,
    /// How it depends on its head: an index into `deps` of the model.
    pub dep: u16,
    /// The fine part of speech: an index into `tags` of the model.
    pub tag: u16,
    /// The coarse part of speech: an index into `pos` of the model.
    pub pos: u16,
    /// The features, for `morph` of the model.
    pub morph: u16,
    /// The dictionary form.
    pub lemma: Arc<str>,
    /// The text in its usual spelling, for comparison.
    pub norm: Arc<str>,
}

impl Annotated {
    /// Adds the annotation of the part of the text that begins at this byte.
    fn append(&mut self, offset: usize, part: Self) {
        let (bytes, tokens) = (narrow(offset), narrow(self.tokens.len()));
        self.tokens.extend(part.tokens.into_iter().map(|token| Token {
            start: token.start + bytes,
            end: token.end + bytes,
            head: token.head + tokens,
            ..token
        }));
        self.sentence_starts.extend(part.sentence_starts.iter().map(|start| start + tokens));
        self.entities.extend(part.entities.into_iter().map(|entity| Entity {
            start: entity.start + tokens,
            end: entity.end + tokens,
            ..entity
        }));
    }
}

/// The annotations of texts. `group` annotates the first of the texts it is given, as many as make a group, and says how
/// many.
pub(crate) fn all(
    texts: &[&str],
    group: impl FnMut(&[&str], &mut Vec<Annotated>) -> usize,
) -> Vec<Annotated> {
    let mut out: Vec<Annotated> = Vec::with_capacity(texts.len());
    each(texts, group, |_, offset, part| match out.last_mut() {
        Some(whole) if offset > 0 => whole.append(offset, part),
        _ => out.push(part),
    });
    out
}

/// The same, given away one by one: the number of the text, the byte of it that the part begins at, and the part.
pub(crate) fn each(
    texts: &[&str],
    mut group: impl FnMut(&[&str], &mut Vec<Annotated>) -> usize,
    mut sink: impl FnMut(usize, usize, Annotated),
) {
    let mut found = Vec::new();
    let mut next = 0;
    while let Some(&text) = texts.get(next) {
        if text.len() > LONGEST {
            let mut offset = 0;
            while offset < text.len() {
                let part = &text[offset..offset + part_length(&text[offset..])];
                group(&[part], &mut found);
                found.drain(..).for_each(|part| sink(next, offset, part));
                offset += part.len();
            }
            next += 1;
        } else {
            let rest = &texts[next..];
            let short = rest.iter().position(|text| text.len() > LONGEST);
            let taken = group(&rest[..short.unwrap_or(rest.len())], &mut found);
            found.drain(..).enumerate().for_each(|(at, whole)| sink(next + at, 0, whole));
            next += taken;
        }
    }
}

/// The bytes of the first part of a text: up to the last sentence that seems to end in [`LONGEST`] bytes, or else
/// the last word.
fn part_length(text: &str) -> usize {
    if text.len() <= LONGEST {
        return text.len();
    }
    let half = LONGEST / 2;
    let end = &text.as_bytes()[half..LONGEST];
    let sentence = end.windows(2).rposition(|two| b".!?".contains(&two[0]) && two[1] == b' ');
    let word = || end.iter().rposition(|&byte| byte == b' ').map(|at| half + at + 1);
    let cut = sentence.map(|at| half + at + 2).or_else(word);
    cut.unwrap_or_else(|| text.floor_char_boundary(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Finds one token a text, in groups of two texts.
    fn two(texts: &[&str], out: &mut Vec<Annotated>) -> usize {
        let word: Arc<str> = Arc::from("word");
        for text in &texts[..texts.len().min(2)] {
            let token = Token {
                start: 0,
                end: narrow(text.len()),
                space_after: false,
                head: 0,
                dep: 0,
                tag: 0,
                pos: 0,
                morph: 0,
                lemma: word.clone(),
                norm: word.clone(),
            };
            let entities = vec![Entity { start: 0, end: 1, label: 0 }];
            out.push(Annotated { tokens: vec![token], sentence_starts: vec![0], entities });
        }
        texts.len().min(2)
    }

    #[test]
    fn parts_are_put_together_and_texts_kept_apart() {
        let long = "Envoys met again. ".repeat(10_000);
        let found = all(&["a", "b", "c", &long, "", "d"], two);
        assert_eq!(
            found.iter().map(|text| text.tokens.len()).collect::<Vec<_>>(),
            [1, 1, 1, 2, 1, 1]
        );
        let ends: Vec<u32> = found[3].tokens.iter().map(|token| token.end).collect();
        assert_eq!((ends[0] as usize % 18, ends[1] as usize), (0, long.len()));
        assert_eq!(found[3].tokens[1].head, 1);
        assert_eq!(found[3].entities[1], Entity { start: 1, end: 2, label: 0 });
    }

    #[test]
    fn a_part_ends_at_a_sentence_a_word_or_anywhere() {
        assert_eq!(part_length("Short."), 6);
        let words = "word ".repeat(LONGEST);
        assert_eq!((part_length(&words) % 5, LONGEST - part_length(&words) < 5), (0, true));
        let letters = "ы".repeat(LONGEST);
        assert_eq!(part_length(&letters), LONGEST);
    }
}
