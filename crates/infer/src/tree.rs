//! From arcs to sentences: the span of every subtree, sentence starts, and the heads that the
//! pseudo-projective labels stand for.

use crate::narrow;
use crate::parser::Parse;

/// Leftmost and rightmost descendants, and where sentences begin.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    left: Vec<u32>,
    right: Vec<u32>,
    pub(crate) is_start: Vec<bool>,
    pub(crate) starts: Vec<u32>,
    queue: Vec<u32>,
}

/// After so many passes the reference takes what it has.
const MOST_PASSES: usize = 11;

impl Tree {
    /// One sentence of all tokens.
    pub(crate) fn flatten(&mut self, tokens: usize) {
        self.starts.clear();
        self.starts.extend((tokens > 0).then_some(0));
    }

    /// Gives pseudo-projective arcs their true heads and finds the sentences.
    pub(crate) fn settle(&mut self, parse: &mut Parse, is_space: impl Fn(usize) -> bool) {
        self.measure(&parse.heads);
        if parse.labels.iter().any(|label| label.sought.is_some()) {
            for token in 0..parse.heads.len() {
                self.undo(token, parse, &is_space);
            }
            self.measure(&parse.heads);
        }
    }

    fn measure(&mut self, heads: &[u32]) {
        let tokens = heads.len();
        for edges in [&mut self.left, &mut self.right] {
            edges.clear();
            edges.extend(0..narrow(tokens));
        }
        for _ in 0..MOST_PASSES {
            (0..tokens).for_each(|token| self.widen(token, heads));
            (0..tokens).rev().for_each(|token| self.widen(token, heads));
            self.find_starts(heads);
            if self.heads_are_inside(heads) {
                break;
            }
        }
        let starts = self.is_start.iter().enumerate().filter(|(_, is_start)| **is_start);
        self.starts.clear();
        self.starts.extend(starts.map(|(at, _)| narrow(at)));
    }

    fn widen(&mut self, token: usize, heads: &[u32]) {
        let head = heads[token] as usize;
        self.left[head] = self.left[head].min(self.left[token]);
        self.right[head] = self.right[head].max(self.right[token]);
    }

    fn find_starts(&mut self, heads: &[u32]) {
        self.is_start.clear();
        self.is_start.resize(heads.len(), false);
        for (token, &head) in heads.iter().enumerate() {
            if head as usize == token {
                self.is_start[self.left[token] as usize] = true;
            }
        }
    }

    fn heads_are_inside(&self, heads: &[u32]) -> bool {
        let mut start = 0;
        while start < heads.len() {
            let length = self.is_start[start + 1..].iter().position(|&is_start| is_start);
            let end = length.map_or(heads.len(), |length| start + 1 + length);
            let inside = |&head: &u32| (start..end).contains(&(head as usize));
            if !heads[start..end].iter().all(inside) {
                return false;
            }
            start = end;
        }
        true
    }

    fn undo(&mut self, token: usize, parse: &mut Parse, is_space: &impl Fn(usize) -> bool) {
        let Some(sought) = parse.labels[token].sought.take() else { return };
        self.queue.clear();
        self.queue.push(parse.heads[token]);
        let mut next = 0;
        while let Some(&head) = self.queue.get(next) {
            next += 1;
            let span = self.left[head as usize]..=self.right[head as usize];
            for child in span {
                let at = child as usize;
                let is_child = parse.heads[at] == head && child != head;
                if !is_child || at == token || is_space(at) {
                    continue;
                }
                let label = parse.labels[at];
                if label.sought.is_none() && label.dep == sought {
                    parse.heads[token] = child;
                    return;
                }
                self.queue.push(child);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parser::ArcLabel;

    fn settle(heads: &[u32], labels: &[(u16, Option<u16>)]) -> (Vec<u32>, Vec<u32>) {
        let labels = labels.iter().map(|&(dep, sought)| ArcLabel { dep, sought }).collect();
        let mut parse = Parse { heads: heads.to_vec(), labels };
        let mut tree = Tree::default();
        tree.settle(&mut parse, |_| false);
        (parse.heads, tree.starts)
    }

    #[test]
    fn sentences_begin_at_the_leftmost_descendant_of_a_root() {
        let plain = [(0, None); 5];
        assert_eq!(settle(&[1, 1, 3, 3, 3], &plain).1, [0, 2]);
        assert_eq!(settle(&[], &[]).1, [0; 0]);
    }

    #[test]
    fn a_pseudo_projective_arc_moves_to_the_nearest_head_of_the_label() {
        let labels = [(9, None), (0, None), (5, None), (5, None), (7, Some(5))];
        assert_eq!(settle(&[1, 1, 1, 2, 1], &labels).0, [1, 1, 1, 2, 2]);
        let missing = [(9, None), (0, None), (6, None), (6, None), (7, Some(5))];
        assert_eq!(settle(&[1, 1, 1, 2, 1], &missing).0, [1, 1, 1, 2, 1]);
    }
}
