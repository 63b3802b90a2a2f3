//! What each token depends on, and how: every pair of tokens is scored, and each token takes its best head. No tree is
//! enforced, as in the reference: circles and several roots can occur.

use std::ops::Range;

use super::encoder::{WIDTH, positive};
use super::{RELATIONS, SHARE, highest};
use crate::bundle::{Bundle, Floats, Refusal};
use crate::kernel::{self, Kernel, PANEL, Panels};
use crate::{narrow, narrow16};

/// Floats of a projected token: as head and as tail of an arc, as head and as tail of a relation.
pub(crate) const PROJECTED: usize = 4 * SHARE;
/// Tokens to either side among which a head is sought; only sentences that nobody writes are longer.
const FARTHEST: usize = 1024;
/// Tokens whose heads, or heads whose relations, are computed together.
const TOGETHER: usize = 64;
/// Columns of the scores of one head: for each share of the tail a row of relations.
const WIDE: usize = SHARE * RELATIONS;

#[derive(Debug)]
pub(crate) struct Parser {
    input: Floats,
    input_bias: Floats,
    roots: Floats,
    heads: Floats,
    relations: Floats,
    labels: usize,
}

/// Working memory.
#[derive(Debug, Default)]
pub(crate) struct Work {
    sums: Vec<f32>,
    tails: Vec<f32>,
    scores: Vec<f32>,
    /// The row in `waiting` of each possible head of a sentence, by its number.
    slots: Vec<u32>,
    waiting: Vec<f32>,
    /// Tokens whose relation is to be computed, and the row of their head.
    tokens: Vec<(u32, u32)>,
}

impl Parser {
    pub(crate) fn load(bundle: &Bundle, labels: usize) -> Result<Self, Refusal> {
        if labels == 0 || labels > RELATIONS {
            return Err("the relations are not the known ones".to_owned());
        }
        let columns = PROJECTED.next_multiple_of(PANEL);
        Ok(Self {
            input: bundle.floats("syntax.in", Some(WIDTH * columns))?,
            input_bias: bundle.floats("syntax.in.bias", Some(columns))?,
            roots: bundle.floats("syntax.roots", Some(2 * SHARE))?,
            heads: bundle.floats("syntax.heads", Some(SHARE * PANEL))?,
            relations: bundle.floats("syntax.relations", Some(SHARE * WIDE))?,
            labels,
        })
    }

    /// Adds the projections of each vector.
    pub(crate) fn project(
        &self,
        kernel: Kernel,
        vectors: &[f32],
        work: &mut Work,
        out: &mut Vec<f32>,
    ) {
        let (rows, bias) = (vectors.len() / WIDTH, self.input_bias.get());
        let sums = sized(&mut work.sums, rows * bias.len());
        let panels = Panels { inputs: WIDTH, weights: self.input.get(), bias };
        kernel::linear(kernel, panels, vectors, WIDTH, rows, sums);
        for row in sums.chunks_exact(bias.len()) {
            out.extend(row[..PROJECTED].iter().map(|&sum| positive(sum)));
        }
    }

    /// Finds head and relation of the tokens of sentences, given by their places in `projected`. A head is 0 for the
    /// root, the number of the token in its sentence plus one otherwise.
    pub(crate) fn parse(
        &self,
        kernel: Kernel,
        projected: &[f32],
        sentences: &[Range<usize>],
        work: &mut Work,
        heads: &mut Vec<u32>,
        relations: &mut Vec<u16>,
    ) {
        let count = projected.len() / PROJECTED;
        heads.clear();
        heads.resize(count, 0);
        relations.clear();
        relations.resize(count, 0);
        work.waiting.clear();
        work.tokens.clear();
        for sentence in sentences {
            let tokens = &projected[sentence.start * PROJECTED..sentence.end * PROJECTED];
            let heads = &mut heads[sentence.clone()];
            self.find_heads(kernel, tokens, work, heads);
            self.wait(sentence.start, tokens, heads, work);
            if work.waiting.len() >= TOGETHER * SHARE {
                self.find_relations(kernel, projected, work, relations);
            }
        }
        self.find_relations(kernel, projected, work, relations);
    }

    fn find_heads(&self, kernel: Kernel, tokens: &[f32], work: &mut Work, heads: &mut [u32]) {
        let Work { sums, tails, scores, .. } = work;
        let count = heads.len();
        let none = [0.0; PANEL];
        let panels = Panels { inputs: SHARE, weights: self.heads.get(), bias: &none };
        for first in (0..count).step_by(TOGETHER) {
            let last = count.min(first + TOGETHER);
            let seen = first.saturating_sub(FARTHEST)..count.min(last + FARTHEST);
            let sums = sized(sums, (last - first) * PANEL);
            let rows = &tokens[first * PROJECTED..];
            kernel::linear(kernel, panels, rows, PROJECTED, last - first, sums);

            let columns = (seen.len() + 1).next_multiple_of(PANEL);
            let tails = sized(tails, SHARE * columns);
            pack(&self.roots.get()[..SHARE], &tokens[seen.start * PROJECTED..], seen.len(), tails);
            let scores = sized(scores, (last - first + 1) * columns);
            let (bias, scores) = scores.split_at_mut(columns);
            bias.fill(0.0);
            let panels = Panels { inputs: SHARE, weights: tails, bias };
            kernel::linear(kernel, panels, sums, PANEL, last - first, scores);
            let rows = scores.chunks_exact(columns).map(|row| highest(&row[..=seen.len()]));
            for (head, best) in heads[first..last].iter_mut().zip(rows) {
                *head = if best == 0 { 0 } else { narrow(seen.start + best) };
            }
        }
    }

    /// Notes the tokens of a sentence for their relations, each head once.
    fn wait(&self, start: usize, tokens: &[f32], heads: &[u32], work: &mut Work) {
        const NONE: u32 = u32::MAX;
        let Work { slots, waiting, tokens: noted, .. } = work;
        slots.clear();
        slots.resize(heads.len() + 1, NONE);
        for (at, &head) in heads.iter().enumerate() {
            let slot = &mut slots[head as usize];
            if *slot == NONE {
                *slot = narrow(waiting.len() / SHARE);
                waiting.extend_from_slice(match (head as usize).checked_sub(1) {
                    Some(head) => &tokens[head * PROJECTED + 2 * SHARE..][..SHARE],
                    None => &self.roots.get()[SHARE..],
                });
            }
            noted.push((narrow(start + at), *slot));
        }
    }

    fn find_relations(
        &self,
        kernel: Kernel,
        projected: &[f32],
        work: &mut Work,
        relations: &mut [u16],
    ) {
        let Work { sums, waiting, tokens, .. } = work;
        let none = [0.0; WIDE];
        let panels = Panels { inputs: SHARE, weights: self.relations.get(), bias: &none };
        let rows = waiting.len() / SHARE;
        // Most groups have one part; a sentence that nobody writes has more.
        for first in (0..rows).step_by(4 * TOGETHER) {
            let last = rows.min(first + 4 * TOGETHER);
            let sums = sized(sums, (last - first) * WIDE);
            kernel::linear(kernel, panels, &waiting[first * SHARE..], SHARE, last - first, sums);
            for &(token, slot) in tokens.iter() {
                let Some(row) = (slot as usize).checked_sub(first).filter(|&at| at < last - first)
                else {
                    continue;
                };
                let tail = &projected[token as usize * PROJECTED + 3 * SHARE..][..SHARE];
                let mut scores = [0.0; RELATIONS];
                let weights = &sums[row * WIDE..][..WIDE];
                kernel::vector(kernel, tail, weights, &none[..RELATIONS], &mut scores);
                relations[token as usize] = narrow16(highest(&scores[..self.labels]));
            }
        }
        waiting.clear();
        tokens.clear();
    }
}

/// The first `length` floats of working memory.
fn sized(work: &mut Vec<f32>, length: usize) -> &mut [f32] {
    work.resize(length.max(work.len()), 0.0);
    &mut work[..length]
}

/// Packs root and tokens, as tails of arcs, for the kernels: a column each.
fn pack(root: &[f32], tokens: &[f32], count: usize, out: &mut [f32]) {
    out.fill(0.0);
    let tails = tokens.chunks_exact(PROJECTED).take(count).map(|token| &token[SHARE..2 * SHARE]);
    for (column, tail) in std::iter::once(root).chain(tails).enumerate() {
        let panel = &mut out[column / PANEL * PANEL * SHARE..];
        for (input, &x) in tail.iter().enumerate() {
            panel[input * PANEL + column % PANEL] = x;
        }
    }
}
