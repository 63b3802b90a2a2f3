//! The network that scores the next action of the parser and of the entity recogniser.
//!
//! Each token is projected once; its product with each slot of the state is computed when the token
//! first comes into view, a row of tokens at a time, and kept in a ring while it is near.

use crate::bundle::{Bundle, Floats, Refusal};
use crate::kernel::{self, Kernel, LANES, PANEL, Panels};
use crate::narrow;
use crate::tok2vec::WIDTH;

/// Floats of the state; twice as many before the maximum of two pieces.
pub(crate) const HIDDEN: usize = 64;
/// Floats of a projected token: `HIDDEN`, filled up to whole panels.
pub(crate) const PROJECTED: usize = HIDDEN.div_ceil(PANEL) * PANEL;

const WIDE: usize = 2 * HIDDEN;
/// Tokens whose products are kept.
const RING: usize = 256;
/// Tokens computed together.
const AHEAD: usize = 32;

#[derive(Debug)]
pub(crate) struct Network {
    slots: usize,
    columns: usize,
    input: Floats,
    input_bias: Floats,
    products: Floats,
    pads: Floats,
    bias: Floats,
    output: Floats,
    output_bias: Floats,
}

/// An action as the file names it: its kind and its label.
pub(crate) type NamedAction = (u32, String);

impl Network {
    /// Loads a network and the names of its classes.
    pub(crate) fn load(
        bundle: &Bundle,
        name: &str,
        slots: usize,
    ) -> Result<(Self, Vec<NamedAction>), Refusal> {
        let mut fields = bundle.fields(&format!("{name}.actions"))?;
        let count = fields.count()?;
        let action = |_| Ok((fields.number()?, fields.text()?.to_owned()));
        let actions = (0..count).map(action).collect::<Result<Vec<NamedAction>, Refusal>>()?;
        let columns = count.div_ceil(LANES) * LANES;
        let wide = (slots * WIDE).div_ceil(PANEL) * PANEL;
        let floats = |part: &str, count| bundle.floats(&format!("{name}.{part}"), Some(count));
        let network = Self {
            slots,
            columns: wide,
            input: floats("in", WIDTH * PROJECTED)?,
            input_bias: floats("in.bias", PROJECTED)?,
            products: floats("slots", HIDDEN * wide)?,
            pads: floats("pads", slots * WIDE)?,
            bias: floats("state.bias", WIDE)?,
            output: floats("out", HIDDEN * columns)?,
            output_bias: floats("out.bias", columns)?,
        };
        Ok((network, actions))
    }

    /// Projects token vectors, appending [`PROJECTED`] floats a token.
    pub(crate) fn project(&self, kernel: Kernel, vectors: &[f32], out: &mut Vec<f32>) {
        let (rows, first) = (vectors.len() / WIDTH, out.len());
        out.resize(first + rows * PROJECTED, 0.0);
        let panels =
            Panels { inputs: WIDTH, weights: self.input.get(), bias: self.input_bias.get() };
        kernel::linear(kernel, panels, vectors, WIDTH, rows, &mut out[first..]);
    }
}

/// Working memory of [`Scorer`].
#[derive(Debug, Default)]
pub(crate) struct Ring {
    rows: Vec<f32>,
    held: Vec<u32>,
    spill: Vec<f32>,
    scores: Vec<f32>,
}

/// Scores states over the tokens of one text.
pub(crate) struct Scorer<'a> {
    network: &'a Network,
    kernel: Kernel,
    projected: &'a [f32],
    ring: &'a mut Ring,
    bias: [f32; RING_BIAS],
}

/// The widest product row: eight slots, filled up to whole panels.
const RING_BIAS: usize = (8 * WIDE).div_ceil(PANEL) * PANEL;
const NOTHING: u32 = u32::MAX;

impl<'a> Scorer<'a> {
    pub(crate) fn new(
        network: &'a Network,
        kernel: Kernel,
        projected: &'a [f32],
        ring: &'a mut Ring,
    ) -> Self {
        // Two networks take turns: what one of them needs more of is kept, not given back and zeroed again.
        ring.rows.resize((RING * network.columns).max(ring.rows.len()), 0.0);
        ring.held.clear();
        ring.held.resize(RING, NOTHING);
        ring.spill.resize((network.slots * network.columns).max(ring.spill.len()), 0.0);
        ring.scores.resize(network.output_bias.get().len(), 0.0);
        Self { network, kernel, projected, ring, bias: [0.0; RING_BIAS] }
    }

    /// The score of every class in the state with these tokens in its slots.
    pub(crate) fn scores<const SLOTS: usize>(&mut self, tokens: [Option<u32>; SLOTS]) -> &[f32] {
        for token in tokens.into_iter().flatten() {
            self.fetch(token);
        }
        for (slot, token) in tokens.into_iter().enumerate() {
            if let Some(token) = token
                && self.ring.held[token as usize % RING] != token
            {
                // Two tokens of the state share a place in the ring: this one is kept aside.
                let columns = self.network.columns;
                let mut spill = std::mem::take(&mut self.ring.spill);
                self.products(token, 1, &mut spill[slot * columns..(slot + 1) * columns]);
                self.ring.spill = spill;
            }
        }
        let Network { columns, .. } = *self.network;
        let pads = self.network.pads.get();
        let rows: [&[f32]; SLOTS] = std::array::from_fn(|slot| {
            let row = match tokens[slot] {
                None => &pads[slot * WIDE..],
                Some(token) if self.ring.held[token as usize % RING] == token => {
                    &self.ring.rows[token as usize % RING * columns + slot * WIDE..]
                }
                Some(_) => &self.ring.spill[slot * columns + slot * WIDE..],
            };
            &row[..WIDE]
        });
        let mut state = [0.0; HIDDEN];
        kernel::state(self.kernel, &rows, self.network.bias.get(), &mut state);
        let (weights, bias) = (self.network.output.get(), self.network.output_bias.get());
        kernel::vector(self.kernel, &state, weights, bias, &mut self.ring.scores);
        &self.ring.scores
    }

    /// Makes sure of a token's products; the tokens after it are computed along, as they come next.
    fn fetch(&mut self, token: u32) {
        if self.ring.held[token as usize % RING] == token {
            return;
        }
        let columns = self.network.columns;
        let total = self.projected.len() / PROJECTED;
        let first = token as usize / AHEAD * AHEAD;
        let next = self.ring.held[first % RING];
        // What is older than the row it would displace has come back into view, alone.
        let again = next != NOTHING && next > token;
        let (first, count) =
            if again { (token as usize, 1) } else { (first, AHEAD.min(total - first)) };
        let mut rows = std::mem::take(&mut self.ring.rows);
        let place = first % RING;
        self.products(narrow(first), count, &mut rows[place * columns..(place + count) * columns]);
        self.ring.rows = rows;
        for at in first..first + count {
            self.ring.held[at % RING] = narrow(at);
        }
    }

    fn products(&self, first: u32, count: usize, out: &mut [f32]) {
        let panels = Panels {
            inputs: HIDDEN,
            weights: self.network.products.get(),
            bias: &self.bias[..self.network.columns],
        };
        let projected = &self.projected[first as usize * PROJECTED..];
        kernel::linear(self.kernel, panels, projected, PROJECTED, count, out);
    }
}
