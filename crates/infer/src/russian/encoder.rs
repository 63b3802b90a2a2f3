//! From words to vectors in context: a quantized word vector and a shape, then three layers that each look at one
//! neighbour to either side. Places outside a text stay zero after every layer.
//!
//! The products of the first layer depend on the word type alone and are remembered, for the three networks
//! together. The rest is computed in blocks of rows with a margin, so memory does not grow with the text.

use super::words::Lexicon;
use super::{CHUNKS, CODES, EMBEDDED, MODELS, SHAPES, WIDTHS, WORDS};
use crate::bundle::{Bundle, Floats, Octets, Refusal};
use crate::kernel::{self, Kernel, PANEL, Panels};
use crate::places::{EMPTY, Places};
use crate::stages::{Stage, enter};

/// Floats of a vector.
pub(crate) const WIDTH: usize = WIDTHS[2];

/// Floats remembered of a word type: left, centre and right product for each network.
const PARTS: usize = MODELS.len() * 3 * WIDTHS[0];
/// How far a token sees.
const DEPTH: usize = WIDTHS.len();
/// Rows computed together.
const BLOCK: usize = 256;
/// Word types whose products are remembered, 9 kB each.
const MOST_TYPES: usize = 3072;

/// Word vectors and the first layers over them.
#[derive(Debug)]
pub(crate) struct Embedding {
    indexes: Octets,
    codes: Floats,
    weights: Floats,
    shapes: Floats,
}

impl Embedding {
    pub(crate) fn load(bundle: &Bundle) -> Result<Self, Refusal> {
        Ok(Self {
            indexes: bundle.octets("vectors.indexes", WORDS * CHUNKS)?,
            codes: bundle.floats("vectors.codes", Some(CODES * EMBEDDED))?,
            weights: bundle.floats("first.weights", Some(EMBEDDED * PARTS))?,
            shapes: bundle.floats("first.shapes", Some(SHAPES * PARTS))?,
        })
    }

    fn vector(&self, row: u32, out: &mut [f32]) {
        const CHUNK: usize = EMBEDDED / CHUNKS;
        let indexes = &self.indexes.get()[row as usize * CHUNKS..][..CHUNKS];
        let codes = self.codes.get().chunks_exact(CODES * CHUNK);
        for ((&index, codes), out) in indexes.iter().zip(codes).zip(out.chunks_exact_mut(CHUNK)) {
            out.copy_from_slice(&codes[usize::from(index) * CHUNK..][..CHUNK]);
        }
    }
}

/// What is remembered of word types, and working memory.
#[derive(Debug, Default)]
pub(crate) struct Types {
    /// By input of the lexicon.
    places: Places,
    parts: Vec<f32>,
    block: Vec<u32>,
    vectors: Vec<f32>,
    products: Vec<f32>,
    rows: [Vec<f32>; DEPTH],
    sums: Vec<f32>,
}

impl Types {
    /// Forgets all types.
    pub(crate) fn clear(&mut self) {
        self.places.clear();
    }

    /// Turns the inputs in `block` into places, computing those that have none yet.
    fn place(&mut self, kernel: Kernel, embedding: &Embedding, lexicon: &Lexicon) {
        let _stage = enter(Stage::Types);
        if self.places.is_empty() {
            // Fresh zeros, not a resize: pages of places never used are then never touched.
            self.parts = vec![0.0; MOST_TYPES * PARTS];
        }
        self.places.place(&mut self.block, lexicon.inputs().len(), MOST_TYPES);
        self.compute_fresh(kernel, embedding, lexicon);
    }

    fn compute_fresh(&mut self, kernel: Kernel, embedding: &Embedding, lexicon: &Lexicon) {
        /// Types computed together, to bound the memory for their products.
        const TOGETHER: usize = 64;
        let none = [0.0; PARTS];
        let weights = embedding.weights.get();
        let panels = Panels { inputs: EMBEDDED, weights, bias: &none };
        let shapes = embedding.shapes.get();
        for fresh in self.places.fresh.chunks(TOGETHER) {
            self.vectors.resize(TOGETHER * EMBEDDED, 0.0);
            self.products.resize(TOGETHER * PARTS, 0.0);
            for (&(input, _), out) in fresh.iter().zip(self.vectors.chunks_exact_mut(EMBEDDED)) {
                embedding.vector(lexicon.inputs()[input as usize].0, out);
            }
            let (vectors, products) = (&self.vectors, &mut self.products);
            kernel::linear(kernel, panels, vectors, EMBEDDED, fresh.len(), products);
            for (&(input, place), product) in fresh.iter().zip(products.chunks_exact(PARTS)) {
                let shape = lexicon.inputs()[input as usize].1 as usize;
                let parts = &mut self.parts[place as usize * PARTS..][..PARTS];
                let sums = product.iter().zip(&shapes[shape * PARTS..]).map(|(a, b)| a + b);
                parts.iter_mut().zip(sums).for_each(|(part, sum)| *part = sum);
            }
        }
    }
}

/// The three layers of one network.
#[derive(Debug)]
pub(crate) struct Encoder {
    /// Which of [`MODELS`] this is.
    model: usize,
    bias: Floats,
    norm: Floats,
    others: [Layer; DEPTH - 1],
}

#[derive(Debug)]
struct Layer {
    weights: Floats,
    bias: Floats,
    norm: Floats,
}

impl Layer {
    fn load(bundle: &Bundle, model: &str, layer: usize) -> Result<Self, Refusal> {
        let columns = WIDTHS[layer].next_multiple_of(PANEL);
        let weights = 3 * WIDTHS[layer - 1] * columns;
        Ok(Self {
            weights: bundle.floats(&format!("{model}.{layer}.weights"), Some(weights))?,
            bias: bundle.floats(&format!("{model}.{layer}.bias"), Some(columns))?,
            norm: bundle.floats(&format!("{model}.{layer}.norm"), Some(2 * WIDTHS[layer]))?,
        })
    }
}

impl Encoder {
    pub(crate) fn load(bundle: &Bundle, model: usize) -> Result<Self, Refusal> {
        let name = MODELS[model];
        Ok(Self {
            model,
            bias: bundle.floats(&format!("{name}.0.bias"), Some(WIDTHS[0]))?,
            norm: bundle.floats(&format!("{name}.0.norm"), Some(2 * WIDTHS[0]))?,
            others: [Layer::load(bundle, name, 1)?, Layer::load(bundle, name, 2)?],
        })
    }

    /// Computes the rows of a block that was placed; the last vector of `rows` receives them.
    fn encode(&self, kernel: Kernel, types: &mut Types) {
        let _stage = enter(Stage::Layers);
        let Types { block, parts, rows, sums, .. } = types;
        let count = block.len();
        for (layer, rows) in rows.iter_mut().enumerate() {
            rows.resize(((count - 2 - 2 * layer) * WIDTHS[layer]).max(rows.len()), 0.0);
        }
        self.first_layer(parts, block, &mut rows[0]);
        for (at, layer) in self.others.iter().enumerate() {
            let (bias, depth) = (layer.bias.get(), at + 1);
            let computed = count - 2 - 2 * depth;
            sums.resize((computed * bias.len()).max(sums.len()), 0.0);
            let inputs = 3 * WIDTHS[at];
            let panels = Panels { inputs, weights: layer.weights.get(), bias };
            kernel::linear(kernel, panels, &rows[at], WIDTHS[at], computed, sums);
            let places = &block[depth + 1..];
            let sums = sums.chunks_exact(bias.len()).zip(places).take(computed);
            for ((sums, &place), out) in sums.zip(rows[depth].chunks_exact_mut(WIDTHS[depth])) {
                finish(sums, place, layer.norm.get(), out);
            }
        }
    }

    fn first_layer(&self, parts: &[f32], places: &[u32], out: &mut [f32]) {
        const SIZE: usize = WIDTHS[0];
        let part = |place: u32, part: usize| -> &[f32; SIZE] {
            let start = place as usize * PARTS + (self.model * 3 + part) * SIZE;
            parts[start..][..SIZE].try_into().expect("a slice of that size")
        };
        let bias: &[f32; SIZE] = self.bias.get().try_into().expect("checked at loading");
        for (window, out) in places.windows(3).zip(out.chunks_exact_mut(SIZE)) {
            let (left, centre) = (part(window[0], 0), part(window[1], 1));
            let right = part(window[2], 2);
            let mut sums = [0.0; SIZE];
            for at in 0..SIZE {
                sums[at] = (left[at] + centre[at]) + (right[at] + bias[at]);
            }
            finish(&sums, window[1], self.norm.get(), out);
        }
    }
}

/// Cuts what is negative, then norms; the empty row stays zero.
fn finish(sums: &[f32], place: u32, norm: &[f32], out: &mut [f32]) {
    if place == 0 {
        out.fill(0.0);
        return;
    }
    let (factors, addends) = norm.split_at(out.len());
    for (((out, &sum), factor), addend) in out.iter_mut().zip(sums).zip(factors).zip(addends) {
        *out = positive(sum) * factor + addend;
    }
}

/// The number if it is positive, zero otherwise.
pub(crate) fn positive(number: f32) -> f32 {
    if number > 0.0 { number } else { 0.0 }
}

/// Computes the vectors of rows, which are inputs of the lexicon, texts kept apart by [`EMPTY`] rows. The vectors of
/// the tokens, without the empty rows, are given to `sink` with the model of the encoder, block by block.
pub(crate) fn run(
    kernel: Kernel,
    (embedding, encoders): (&Embedding, &[&Encoder]),
    lexicon: &Lexicon,
    rows: &[u32],
    types: &mut Types,
    mut sink: impl FnMut(usize, &[f32]),
) {
    for start in (0..rows.len()).step_by(BLOCK) {
        let end = rows.len().min(start + BLOCK);
        let neighbours = (0..end - start + 2 * DEPTH).map(|at| {
            let at = (start + at).checked_sub(DEPTH);
            at.and_then(|at| rows.get(at)).copied().unwrap_or(EMPTY)
        });
        types.block.clear();
        types.block.extend(neighbours);
        types.place(kernel, embedding, lexicon);
        for encoder in encoders {
            encoder.encode(kernel, types);
            let computed = &mut types.rows[DEPTH - 1];
            let mut kept = 0;
            for (at, &row) in rows[start..end].iter().enumerate() {
                if row != EMPTY {
                    computed.copy_within(at * WIDTH..(at + 1) * WIDTH, kept * WIDTH);
                    kept += 1;
                }
            }
            sink(encoder.model, &computed[..kept * WIDTH]);
        }
    }
}
