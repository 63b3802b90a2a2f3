//! Russian paragraphs through the language model: what comes back is made a tree, and then read like English.
//!
//! The model gives each token the head it likes best, so that circles and several roots occur. Here every sentence gets
//! one root, and every token a way to it; no label of a token whose head stands is touched.

use crate::Piece;
use crate::english::{joined, read};
use crate::gather::Gather;
use crate::models::RussianModel;
use chancery_infer::{Annotated, RussianScratch, Token};
use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

thread_local! {
    /// Caches of the runtime; they never change a result.
    static SCRATCH: RefCell<RussianScratch> = RefCell::new(RussianScratch::new());
}

/// Annotates paragraphs as one batch and adds what is found.
pub(crate) fn annotate(model: &RussianModel, pieces: &[Piece], gathers: &mut [Gather]) {
    let texts: Vec<Cow<'_, str>> = pieces.iter().map(|piece| joined(piece.slice())).collect();
    let slices: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
    SCRATCH.with_borrow_mut(|scratch| {
        model.runtime.analyse_each(scratch, &slices, |number, offset, mut annotated| {
            make_trees(&mut annotated, model.root, model.loose);
            let Piece { document, text, paragraph } = pieces[number];
            let part = paragraph.from(offset);
            read(&model.labels, text, &part, &annotated, &mut gathers[document]);
        });
    });
}

/// Gives each sentence one root (`root`), under which hangs (`loose`) what has no way there.
fn make_trees(annotated: &mut Annotated, root: u16, loose: u16) {
    let count = annotated.tokens.len();
    let starts: Vec<usize> = annotated.sentence_starts.iter().map(|&at| at as usize).collect();
    let ends = starts.iter().skip(1).copied().chain([count]);
    for (&start, end) in starts.iter().zip(ends) {
        make_tree(&mut annotated.tokens, start..end, root, loose);
    }
}

fn make_tree(tokens: &mut [Token], sentence: Range<usize>, root: u16, loose: u16) {
    let governs_itself = |tokens: &[Token], at: usize| tokens[at].head as usize == at;
    let mut own = sentence.clone().filter(|&at| governs_itself(tokens, at));
    let top = own.clone().find(|&at| tokens[at].dep == root).or_else(|| own.next());
    let Some(top) = top.or_else(|| sentence.clone().next()) else {
        return;
    };
    let head = tokens[top].head;
    (tokens[top].head, tokens[top].dep) = (number(top, head), root);
    // 0 unseen, 1 on the way up from the token at hand, 2 with a way to the top.
    let mut seen = vec![0u8; sentence.len()];
    seen[top - sentence.start] = 2;
    for first in sentence.clone() {
        let mut way = Vec::new();
        let mut at = first;
        while seen[at - sentence.start] == 0 {
            seen[at - sentence.start] = 1;
            way.push(at);
            let head = tokens[at].head as usize;
            // A head outside the sentence is as good as none.
            at = if sentence.contains(&head) { head } else { at };
        }
        if seen[at - sentence.start] == 1 {
            let broken = tokens[at].head;
            (tokens[at].head, tokens[at].dep) = (number(top, broken), loose);
        }
        for at in way {
            seen[at - sentence.start] = 2;
        }
    }
}

fn number(at: usize, otherwise: u32) -> u32 {
    u32::try_from(at).unwrap_or(otherwise)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::Arc;

    const ROOT: u16 = 7;
    const LOOSE: u16 = 8;

    fn annotated(heads: &[(u32, u16)], starts: &[u32]) -> Annotated {
        let word: Arc<str> = Arc::from("слово");
        let token = |&(head, dep): &(u32, u16)| Token {
            start: 0,
            end: 1,
            space_after: false,
            head,
            dep,
            tag: 0,
            pos: 0,
            morph: 0,
            lemma: word.clone(),
            norm: word.clone(),
        };
        let tokens = heads.iter().map(token).collect();
        Annotated { tokens, sentence_starts: starts.to_vec(), entities: Vec::new() }
    }

    fn heads(annotated: &Annotated) -> Vec<(u32, u16)> {
        annotated.tokens.iter().map(|t| (t.head, t.dep)).collect()
    }

    #[test]
    fn a_second_root_hangs_under_the_first() {
        let mut found = annotated(&[(1, 1), (1, ROOT), (2, ROOT), (2, 2)], &[0]);
        make_trees(&mut found, ROOT, LOOSE);
        assert_eq!(heads(&found), [(1, 1), (1, ROOT), (1, LOOSE), (2, 2)]);
    }

    #[test]
    fn a_circle_is_opened_where_it_is_entered() {
        let mut found = annotated(&[(0, ROOT), (2, 1), (1, 2), (1, 3), (4, ROOT)], &[0, 4]);
        make_trees(&mut found, ROOT, LOOSE);
        assert_eq!(heads(&found), [(0, ROOT), (0, LOOSE), (1, 2), (1, 3), (4, ROOT)]);
    }

    #[test]
    fn a_sentence_of_circles_alone_gets_a_root() {
        let mut found = annotated(&[(1, 1), (0, 2)], &[0]);
        make_trees(&mut found, ROOT, LOOSE);
        assert_eq!(heads(&found), [(0, ROOT), (0, 2)]);
    }

    proptest! {
        #[test]
        fn every_token_has_a_way_to_one_root(
            raw in prop::collection::vec((0u32..12, 0u16..9), 1..12),
            second in 0u32..12,
        ) {
            let count = u32::try_from(raw.len()).expect("few tokens");
            let rows: Vec<_> = raw.iter().map(|&(head, dep)| (head % count, dep)).collect();
            let starts = if second > 0 && second < count { vec![0, second] } else { vec![0] };
            let mut found = annotated(&rows, &starts);
            make_trees(&mut found, ROOT, LOOSE);
            let mut bounds = starts.clone();
            bounds.push(count);
            for sentence in bounds.windows(2) {
                let inside = sentence[0]..sentence[1];
                let tops = inside.clone().filter(|&at| found.tokens[at as usize].head == at);
                prop_assert_eq!(tops.count(), 1);
                for first in inside.clone() {
                    let mut at = first;
                    for _ in 0..count {
                        at = found.tokens[at as usize].head;
                        prop_assert!(inside.contains(&at));
                    }
                    prop_assert_eq!(found.tokens[at as usize].head, at);
                }
            }
        }
    }
}
