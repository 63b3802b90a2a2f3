//! From word types to vectors in context: hash embeddings, a mixer, and four layers that each look at
//! one neighbour to either side.
//!
//! The mixer and the products of the first layer depend on the word type alone and are remembered per
//! type. The rest is computed in blocks of rows with a margin, so memory does not grow with the text.

use crate::bundle::{Bundle, Floats, Longs, Refusal};
use crate::ids::hash_rows;
use crate::kernel::{self, Kernel, Pairs, Panels, Turned};
use crate::lexicon::Lexicon;
use crate::places::{EMPTY, Places};
use crate::stages::{Stage, enter};

/// Floats of a vector.
pub(crate) const WIDTH: usize = 96;
/// Pieces of a maxout.
pub(crate) const PIECES: usize = 3;
/// Columns of a maxout layer before the maximum.
pub(crate) const WIDE: usize = WIDTH * PIECES;
/// Layers above the mixer; also how far a token sees, and the empty rows between two texts.
pub(crate) const DEPTH: usize = 4;

const PARTS: usize = 3 * WIDE;
/// Rows computed together: enough to use the weights well, few enough to stay in the cache.
const BLOCK: usize = 384;
/// Word types whose products are remembered, 3.8 kB each.
const MOST_TYPES: usize = 4096;

#[derive(Debug)]
pub(crate) struct Tok2Vec {
    tables: Vec<Table>,
    vectors: Option<Vectors>,
    mixer: Scale,
    first: Layer<Floats>,
    others: [Layer<Pairs>; DEPTH - 1],
    with_space: bool,
}

/// A hash embedding already multiplied by the mixer.
#[derive(Debug)]
struct Table {
    seed: u32,
    rows: u32,
    weights: Floats,
}

/// Static vectors of words, projected, and the mixer's part that reads them.
#[derive(Debug)]
struct Vectors {
    keys: Longs,
    rows: Floats,
    mix: Floats,
}

/// The bias before and the scale after a maxout.
#[derive(Debug)]
struct Scale {
    bias: Floats,
    norm: Floats,
}

#[derive(Debug)]
struct Layer<W> {
    weights: W,
    scale: Scale,
}

impl Scale {
    fn load(bundle: &Bundle, name: &str, layer: usize) -> Result<Self, Refusal> {
        Ok(Self {
            bias: bundle.floats(&format!("{name}.{layer}.bias"), Some(WIDE))?,
            norm: bundle.floats(&format!("{name}.{layer}.norm"), Some(2 * WIDTH))?,
        })
    }
}

impl Layer<Floats> {
    fn load(bundle: &Bundle, name: &str, layer: usize) -> Result<Self, Refusal> {
        // The first layer holds three matrices of a third of the inputs: the size is the same.
        let weights = bundle.floats(&format!("{name}.{layer}.weights"), Some(WIDE * 3 * WIDTH))?;
        Ok(Self { weights, scale: Scale::load(bundle, name, layer)? })
    }

    fn in_pairs(self) -> Layer<Pairs> {
        Layer { weights: Pairs::of(self.weights.get()), scale: self.scale }
    }
}

/// What is remembered of word types, and working memory.
#[derive(Debug, Default)]
pub(crate) struct Types {
    /// By lexeme and space.
    places: Places,
    inputs: Vec<f32>,
    parts: Vec<f32>,
    block: Vec<u32>,
    fresh_inputs: Vec<f32>,
    fresh_parts: Vec<f32>,
    rows: Vec<f32>,
    sums: Vec<f32>,
    turned: Turned,
}

impl Types {
    /// Forgets all types.
    pub(crate) fn clear(&mut self) {
        self.places.clear();
    }

    /// Turns the rows of `block` into places; the types that had none are `fresh`.
    fn place(&mut self, types: usize, with_space: bool) {
        if self.places.is_empty() {
            // Fresh zeros, not a resize: pages of places never used are then never touched.
            self.inputs = vec![0.0; MOST_TYPES * WIDTH];
            self.parts = vec![0.0; MOST_TYPES * PARTS];
        }
        if !with_space {
            self.block.iter_mut().filter(|row| **row != EMPTY).for_each(|row| *row &= !1);
        }
        self.places.place(&mut self.block, types, MOST_TYPES);
    }
}

/// The row of a token in the input of [`Tok2Vec::run`].
pub(crate) fn row(lexeme: u32, space_after: bool) -> u32 {
    lexeme << 1 | u32::from(space_after)
}

/// Prepares for the next text: [`DEPTH`] rows of [`EMPTY`] after the one before, and an even number in all.
pub(crate) fn separate(rows: &mut Vec<u32>) {
    if !rows.is_empty() {
        rows.extend([EMPTY; DEPTH]);
        rows.resize(rows.len().next_multiple_of(2), EMPTY);
    }
}

impl Tok2Vec {
    pub(crate) fn load(bundle: &Bundle, name: &str) -> Result<Self, Refusal> {
        let mut fields = bundle.fields(&format!("{name}.tables"))?;
        let mut tables = Vec::new();
        for block in 0..fields.count()? {
            let (seed, rows) = (fields.number()?, fields.number()?);
            let count = (rows as usize).checked_mul(WIDE).filter(|&count| count > 0);
            let count = count.ok_or("an embedding without rows")?;
            let weights = bundle.floats(&format!("{name}.mix.{block}"), Some(count))?;
            tables.push(Table { seed, rows, weights });
        }
        if tables.len() != 4 && tables.len() != 6 {
            return Err(format!("`{name}` reads {} features", tables.len()));
        }
        let has_vectors = bundle.has(&format!("{name}.vectors"));
        let vectors = has_vectors.then(|| Vectors::load(bundle, name)).transpose()?;
        Ok(Self {
            with_space: tables.len() == 6,
            tables,
            vectors,
            mixer: Scale::load(bundle, name, 0)?,
            first: Layer::load(bundle, name, 1)?,
            others: [
                Layer::load(bundle, name, 2)?.in_pairs(),
                Layer::load(bundle, name, 3)?.in_pairs(),
                Layer::load(bundle, name, 4)?.in_pairs(),
            ],
        })
    }

    /// Computes the vectors of rows made by [`row`], texts kept apart by [`separate`]. The
    /// vectors of the tokens, without the empty rows, are given to `sink` block by block.
    pub(crate) fn run(
        &self,
        kernel: Kernel,
        lexicon: &Lexicon,
        rows: &[u32],
        types: &mut Types,
        mut sink: impl FnMut(&[f32]),
    ) {
        for start in (0..rows.len()).step_by(BLOCK) {
            let end = rows.len().min(start + BLOCK);
            self.block(kernel, lexicon, rows, start..end, types);
            let computed = &mut types.rows[DEPTH * WIDTH..];
            let mut kept = 0;
            for (at, &row) in rows[start..end].iter().enumerate() {
                if row != EMPTY {
                    computed.copy_within(at * WIDTH..(at + 1) * WIDTH, kept * WIDTH);
                    kept += 1;
                }
            }
            sink(&computed[..kept * WIDTH]);
        }
    }

    /// Computes one block with a margin of `DEPTH` rows to either side, of which each layer uses up one. The
    /// layers above the first go through pairs of rows, so the blocks and the margin are even.
    fn block(
        &self,
        kernel: Kernel,
        lexicon: &Lexicon,
        rows: &[u32],
        range: std::ops::Range<usize>,
        types: &mut Types,
    ) {
        let _stage = enter(Stage::Layers);
        const { assert!(DEPTH.is_multiple_of(2) && BLOCK.is_multiple_of(2)) };
        let count = (range.len() + 2 * DEPTH).next_multiple_of(2);
        let neighbours = (0..count).map(|at| {
            let at = (range.start + at).checked_sub(DEPTH);
            at.and_then(|at| rows.get(at)).copied().unwrap_or(EMPTY)
        });
        types.block.clear();
        types.block.extend(neighbours);
        self.place(kernel, lexicon, types);

        let Types { block, inputs, parts, rows, sums, turned, .. } = types;
        rows.resize(count.max(rows.len() / WIDTH) * WIDTH, 0.0);
        sums.resize(count.max(sums.len() / WIDTH) * WIDTH, 0.0);
        for (row, &place) in rows.chunks_exact_mut(WIDTH).zip(block.iter()) {
            row.copy_from_slice(&inputs[place as usize * WIDTH..][..WIDTH]);
        }
        let scale = &self.first.scale;
        kernel::first_layer(kernel, parts, block, scale.bias.get(), sums);
        kernel::add_normed(kernel, sums, scale.norm.get(), &mut rows[WIDTH..], count - 2);
        for (layer, depth) in self.others.iter().zip(2..) {
            let Scale { bias, norm } = &layer.scale;
            let first = depth / 2 * 2;
            let pairs = (count - 2 * first) / 2;
            let input = &rows[(first - 1) * WIDTH..];
            let weights = &layer.weights;
            kernel::maxout_pairs(kernel, weights, bias.get(), input, pairs, turned, sums);
            kernel::add_normed(kernel, sums, norm.get(), &mut rows[first * WIDTH..], 2 * pairs);
        }
    }

    /// Turns the rows in `types.block` into places, computing the types that have none yet.
    fn place(&self, kernel: Kernel, lexicon: &Lexicon, types: &mut Types) {
        let _stage = enter(Stage::Types);
        types.place(2 * lexicon.len(), self.with_space);
        let Types { places, fresh_inputs, fresh_parts, inputs, parts, .. } = types;
        let fresh = &places.fresh;
        let count = fresh.len();
        if count == 0 {
            return;
        }
        fresh_inputs.resize((count * WIDTH).max(fresh_inputs.len()), 0.0);
        fresh_parts.resize((count * PARTS).max(fresh_parts.len()), 0.0);
        self.mix(kernel, lexicon, fresh, fresh_parts, fresh_inputs);
        let none = [0.0; PARTS];
        let panels = Panels { inputs: WIDTH, weights: self.first.weights.get(), bias: &none };
        kernel::linear(kernel, panels, fresh_inputs, WIDTH, count, fresh_parts);
        let computed = fresh_inputs.chunks_exact(WIDTH).zip(fresh_parts.chunks_exact(PARTS));
        for (&(_, place), (input, part)) in fresh.iter().zip(computed) {
            inputs[place as usize * WIDTH..][..WIDTH].copy_from_slice(input);
            parts[place as usize * PARTS..][..PARTS].copy_from_slice(part);
        }
    }

    /// Embeds and mixes word types; `sums` is working memory.
    fn mix(
        &self,
        kernel: Kernel,
        lexicon: &Lexicon,
        types: &[(u32, u32)],
        sums: &mut [f32],
        out: &mut [f32],
    ) {
        let sums = &mut sums[..types.len() * WIDE];
        sums.fill(0.0);
        if let Some(vectors) = &self.vectors {
            vectors.mix(kernel, lexicon, types, sums);
        }
        let bias = self.mixer.bias.get();
        for (&(key, _), sums) in types.iter().zip(sums.chunks_exact_mut(WIDE)) {
            let lexeme = lexicon.get(key >> 1);
            let [norm, prefix, suffix, shape] = lexeme.features;
            let features =
                [norm, prefix, suffix, shape, u64::from(key & 1), u64::from(lexeme.is_space)];
            kernel::add(kernel, sums, bias);
            for (table, feature) in self.tables.iter().zip(features) {
                let weights = table.weights.get();
                for row in hash_rows(feature, table.seed, table.rows) {
                    kernel::add(kernel, sums, &weights[row as usize * WIDE..][..WIDE]);
                }
            }
        }
        kernel::max_pieces(sums, out);
        kernel::normed(self.mixer.norm.get(), out, types.len());
    }
}

impl Vectors {
    fn load(bundle: &Bundle, name: &str) -> Result<Self, Refusal> {
        let vectors = Self {
            keys: bundle.longs("vectors.keys")?,
            rows: bundle.floats(&format!("{name}.vectors"), None)?,
            mix: bundle.floats(&format!("{name}.vectors.mix"), Some(WIDE * WIDTH))?,
        };
        let (_, rows) = vectors.keys.get().split_at(vectors.keys.get().len() / 2);
        let count = vectors.rows.get().len() / WIDTH;
        if rows.iter().any(|&row| row >= count as u64) {
            return Err("a word without its vector".to_owned());
        }
        Ok(vectors)
    }

    fn row(&self, id: u64) -> Option<&[f32]> {
        let keys = self.keys.get();
        let (ids, rows) = keys.split_at(keys.len() / 2);
        let row = usize::try_from(rows[ids.binary_search(&id).ok()?]).ok()?;
        Some(&self.rows.get()[row * WIDTH..][..WIDTH])
    }

    fn mix(&self, kernel: Kernel, lexicon: &Lexicon, types: &[(u32, u32)], out: &mut [f32]) {
        let none = [0.0; WIDE];
        let panels = Panels { inputs: WIDTH, weights: self.mix.get(), bias: &none };
        for (&(key, _), out) in types.iter().zip(out.chunks_exact_mut(WIDE)) {
            if let Some(row) = self.row(lexicon.get(key >> 1).id) {
                kernel::linear(kernel, panels, row, WIDTH, 1, out);
            }
        }
    }
}
