//! Who depends on whom: an arc-eager parser that takes the best valid action, one after the other.

use crate::bundle::{Bundle, Refusal};
use crate::kernel::Kernel;
use crate::narrow;
use crate::transition::{Network, Ring, Scorer};

/// A label of an arc, and the label of the head to look for when it is a pseudo-projective one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ArcLabel {
    pub(crate) dep: u16,
    pub(crate) sought: Option<u16>,
}

#[derive(Debug)]
pub(crate) struct Parser {
    network: Network,
    /// Labels of the left and the right actions.
    left: Vec<ArcLabel>,
    right: Vec<ArcLabel>,
    pub(crate) root: u16,
}

// Classes come in this order; what follows the right arcs is Break.
const SHIFT: usize = 0;
const REDUCE: usize = 1;
const LEFT: usize = 2;

#[derive(Debug, Clone, Copy)]
enum Action {
    Shift,
    Reduce,
    Left(usize),
    Right(usize),
    Break,
}

/// The parse of a text: for each token its head (itself for a root) and the label of the arc.
#[derive(Debug, Default)]
pub(crate) struct Parse {
    pub(crate) heads: Vec<u32>,
    pub(crate) labels: Vec<ArcLabel>,
}

impl Parse {
    /// What stands for a parse where none is wanted: every token its own head.
    pub(crate) fn flatten(&mut self, tokens: usize) {
        self.heads.clear();
        self.heads.extend(0..narrow(tokens));
        self.labels.clear();
        self.labels.resize(tokens, ArcLabel { dep: 0, sought: None });
    }
}

/// Interns dependency labels in the order of their first appearance.
fn intern(deps: &mut Vec<String>, label: &str) -> Result<u16, Refusal> {
    let at = deps.iter().position(|dep| dep == label).unwrap_or_else(|| {
        deps.push(label.to_owned());
        deps.len() - 1
    });
    u16::try_from(at).map_err(|_| "too many labels".to_owned())
}

impl Parser {
    /// Loads the parser; `deps` receives the labels.
    pub(crate) fn load(bundle: &Bundle, deps: &mut Vec<String>) -> Result<Self, Refusal> {
        let (network, actions) = Network::load(bundle, "parser", 8)?;
        let kinds: Vec<u32> = actions.iter().map(|action| action.0).collect();
        let [0, 1, arcs @ .., 4] = kinds.as_slice() else {
            return Err("the parser has unknown actions".to_owned());
        };
        if arcs.iter().any(|kind| ![2, 3].contains(kind)) || !arcs.is_sorted() {
            return Err("the parser has unknown actions".to_owned());
        }
        let mut labels = |kind: u32| {
            let of_kind = actions.iter().filter(|action| action.0 == kind);
            of_kind
                .map(|(_, label)| {
                    let (dep, sought) = match label.split_once("||") {
                        Some((dep, sought)) => (dep, Some(intern(deps, sought)?)),
                        None => (label.as_str(), None),
                    };
                    Ok(ArcLabel { dep: intern(deps, dep)?, sought })
                })
                .collect::<Result<Vec<_>, Refusal>>()
        };
        let (left, right) = (labels(2)?, labels(3)?);
        if left.is_empty() || right.is_empty() {
            return Err("the parser has no arcs".to_owned());
        }
        Ok(Self { network, left, right, root: intern(deps, "ROOT")? })
    }

    pub(crate) fn project(&self, kernel: Kernel, vectors: &[f32], out: &mut Vec<f32>) {
        self.network.project(kernel, vectors, out);
    }

    /// Parses the text whose projected tokens are given.
    pub(crate) fn parse(
        &self,
        kernel: Kernel,
        tokens: usize,
        projected: &[f32],
        state: &mut State,
        ring: &mut Ring,
        parse: &mut Parse,
    ) {
        state.reset(tokens);
        let root = ArcLabel { dep: self.root, sought: None };
        parse.labels.clear();
        parse.labels.resize(tokens, root);
        let mut scorer = Scorer::new(&self.network, kernel, projected, ring);
        while !state.is_final() {
            let Some(action) = self.best(scorer.scores(state.slots()), state) else { break };
            self.apply(action, state, &mut parse.labels);
        }
        parse.heads.clear();
        let heads = state.heads.iter().enumerate();
        parse.heads.extend(heads.map(|(at, head)| head.unwrap_or(narrow(at))));
    }

    /// The valid action with the highest score, the first of equals.
    fn best(&self, scores: &[f32], state: &State) -> Option<Action> {
        let right = LEFT + self.left.len();
        let stop = right + self.right.len();
        let mut best: Option<(f32, Action)> = None;
        let mut offer = |score: f32, action: Action| {
            if best.is_none_or(|(highest, _)| score > highest) {
                best = Some((score, action));
            }
        };
        if state.may_shift() {
            offer(scores[SHIFT], Action::Shift);
        }
        if state.may_reduce() {
            offer(scores[REDUCE], Action::Reduce);
        }
        if state.may_attach() {
            let (label, score) = highest(&scores[LEFT..right]);
            offer(score, Action::Left(label));
            let (label, score) = highest(&scores[right..stop]);
            offer(score, Action::Right(label));
        }
        if state.may_break() {
            offer(scores[stop], Action::Break);
        }
        best.map(|(_, action)| action)
    }

    fn apply(&self, action: Action, state: &mut State, labels: &mut [ArcLabel]) {
        match action {
            Action::Shift => state.shift(),
            Action::Reduce => state.reduce(),
            Action::Left(label) => {
                if let Some(child) = state.attach_left() {
                    labels[child as usize] = self.left[label];
                }
            }
            Action::Right(label) => {
                if let Some(child) = state.attach_right() {
                    labels[child as usize] = self.right[label];
                }
            }
            Action::Break => state.mark_start(),
        }
    }
}

/// The first of the highest scores.
pub(crate) fn highest(scores: &[f32]) -> (usize, f32) {
    let mut most = [scores[0]; 8];
    let (parts, rest) = scores.as_chunks::<8>();
    for part in parts {
        for (most, &score) in most.iter_mut().zip(part) {
            *most = if score > *most { score } else { *most };
        }
    }
    let most = most.iter().chain(rest).fold(scores[0], |a, &b| if b > a { b } else { a });
    (scores.iter().position(|&score| score >= most).unwrap_or(0), most)
}

const NONE: u32 = u32::MAX;

/// An arc in the list of its head's children; `child` is `NONE` when the arc was deleted from the middle.
#[derive(Debug, Clone, Copy)]
struct Arc {
    child: u32,
    earlier: u32,
}

/// Stack, buffer and arcs of a parse under way.
#[derive(Debug, Default)]
pub(crate) struct State {
    stack: Vec<u32>,
    /// Tokens put back, the next one last.
    rebuffer: Vec<u32>,
    unread: u32,
    length: u32,
    heads: Vec<Option<u32>>,
    arcs: Vec<Arc>,
    /// The latest arc to a left and to a right child of each token.
    last_left: Vec<u32>,
    last_right: Vec<u32>,
    is_start: Vec<bool>,
    unshiftable: Vec<bool>,
}

impl State {
    fn reset(&mut self, tokens: usize) {
        self.stack.clear();
        self.rebuffer.clear();
        self.arcs.clear();
        self.unread = 0;
        self.length = narrow(tokens);
        self.heads.clear();
        self.heads.resize(tokens, None);
        for lists in [&mut self.last_left, &mut self.last_right] {
            lists.clear();
            lists.resize(tokens, NONE);
        }
        for flags in [&mut self.is_start, &mut self.unshiftable] {
            flags.clear();
            flags.resize(tokens, false);
        }
    }

    fn stack(&self, depth: usize) -> Option<u32> {
        self.stack.len().checked_sub(depth + 1).map(|at| self.stack[at])
    }

    fn buffer(&self, at: usize) -> Option<u32> {
        if let Some(at) = self.rebuffer.len().checked_sub(at + 1) {
            return Some(self.rebuffer[at]);
        }
        let token = self.unread + narrow(at - self.rebuffer.len());
        (token < self.length).then_some(token)
    }

    fn is_final(&self) -> bool {
        self.stack.is_empty() && self.buffer(0).is_none()
    }

    fn is_start(&self, token: u32) -> bool {
        self.is_start[token as usize]
    }

    fn slots(&self) -> [Option<u32>; 8] {
        let (b0, s0) = (self.buffer(0), self.stack(0));
        let child = |lists: &[u32], head: Option<u32>| {
            let mut arc = lists[head? as usize];
            while arc != NONE {
                let Arc { child, earlier } = self.arcs[arc as usize];
                if child != NONE {
                    return Some(child);
                }
                arc = earlier;
            }
            None
        };
        [
            b0,
            self.buffer(1),
            s0,
            self.stack(1),
            self.stack(2),
            child(&self.last_left, b0),
            child(&self.last_left, s0),
            child(&self.last_right, s0),
        ]
    }

    fn may_shift(&self) -> bool {
        let Some(next) = self.buffer(0) else { return false };
        self.stack.is_empty()
            || (self.buffer(1).is_some()
                && !self.is_start(next)
                && !self.unshiftable[next as usize])
    }

    fn may_reduce(&self) -> bool {
        !self.stack.is_empty()
    }

    fn may_attach(&self) -> bool {
        !self.stack.is_empty() && self.buffer(0).is_some_and(|next| !self.is_start(next))
    }

    fn may_break(&self) -> bool {
        match (self.buffer(0), self.buffer(1)) {
            (Some(first), Some(second)) => second == first + 1 && !self.is_start(second),
            _ => false,
        }
    }

    fn shift(&mut self) {
        if let Some(next) = self.buffer(0) {
            if self.rebuffer.pop().is_none() {
                self.unread += 1;
            }
            self.stack.push(next);
        }
    }

    fn reduce(&mut self) {
        let depth = self.stack.len();
        if let Some(top) = self.stack.pop()
            && self.heads[top as usize].is_none()
            && depth > 1
        {
            self.unshiftable[top as usize] = true;
            self.rebuffer.push(top);
        }
    }

    /// Makes the top of the stack a child of the next token and removes it; returns the child.
    fn attach_left(&mut self) -> Option<u32> {
        let (head, child) = (self.buffer(0)?, self.stack(0)?);
        self.add_arc(head, child);
        self.unshiftable[head as usize] = false;
        self.stack.pop()
    }

    /// Makes the next token a child of the top of the stack and pushes it; returns the child.
    fn attach_right(&mut self) -> Option<u32> {
        let (head, child) = (self.stack(0)?, self.buffer(0)?);
        self.add_arc(head, child);
        self.shift();
        Some(child)
    }

    fn mark_start(&mut self) {
        if let Some(second) = self.buffer(1) {
            self.is_start[second as usize] = true;
        }
    }

    fn add_arc(&mut self, head: u32, child: u32) {
        if let Some(old) = self.heads[child as usize].replace(head) {
            self.delete_arc(old, child);
        }
        let arc = narrow(self.arcs.len());
        let last = self.list(head, child);
        let earlier = std::mem::replace(last, arc);
        self.arcs.push(Arc { child, earlier });
    }

    fn list(&mut self, head: u32, child: u32) -> &mut u32 {
        let lists = if head > child { &mut self.last_left } else { &mut self.last_right };
        &mut lists[head as usize]
    }

    /// The latest arc of a list is taken off it; an earlier one is only blanked.
    fn delete_arc(&mut self, head: u32, child: u32) {
        let last = *self.list(head, child);
        if last == NONE {
            return;
        }
        if self.arcs[last as usize].child == child {
            *self.list(head, child) = self.arcs[last as usize].earlier;
            return;
        }
        let mut arc = self.arcs[last as usize].earlier;
        while arc != NONE {
            let Arc { child: other, earlier } = self.arcs[arc as usize];
            if other == child {
                self.arcs[arc as usize].child = NONE;
                return;
            }
            arc = earlier;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(tokens: usize) -> State {
        let mut state = State::default();
        state.reset(tokens);
        state
    }

    #[test]
    fn a_left_arc_overrides_an_earlier_right_arc() {
        let mut state = state(3);
        state.shift();
        state.attach_right();
        assert_eq!(state.slots()[3..], [Some(0), None, None, None, None]);
        state.attach_left();
        assert_eq!(state.heads, [None, Some(2), None]);
        assert_eq!(state.slots(), [Some(2), None, Some(0), None, None, Some(1), None, None]);
    }

    #[test]
    fn a_headless_token_goes_back_to_the_buffer_once() {
        let mut state = state(3);
        state.shift();
        state.shift();
        state.reduce();
        assert_eq!((state.buffer(0), state.buffer(1)), (Some(1), Some(2)));
        assert!(!state.may_shift() && state.may_attach());
    }

    #[test]
    fn a_start_is_shifted_on_an_empty_stack_only() {
        let mut state = state(2);
        state.mark_start();
        state.shift();
        assert!(!state.may_shift() && !state.may_attach() && state.may_reduce());
        state.reduce();
        assert!(state.may_shift() && !state.may_break());
    }
}
