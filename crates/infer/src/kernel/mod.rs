//! The arithmetic, in three forms chosen at run time: AVX-512, AVX2 with FMA, and portable.
//!
//! Every output is summed over its inputs in the same order, whatever rows are computed beside it, so
//! a result depends neither on the batch nor on its place in it. The two vector forms give the same bits; the
//! portable one rounds each product, which differs in the last places.
#![expect(unsafe_code, reason = "vector instructions are reached through raw pointers")]

mod portable;
mod rowwise;
#[cfg(target_arch = "x86_64")]
mod vector;

use crate::stages::{Stage, enter};
use crate::tok2vec::{WIDE, WIDTH};
use crate::transition::HIDDEN;
#[cfg(target_arch = "x86_64")]
use vector::{avx2, avx512};

/// Columns of a panel: the weights that a kernel works through together.
pub(crate) const PANEL: usize = 48;
/// Floats of the widest register; tables are padded to it.
pub(crate) const LANES: usize = 16;

/// Rows and inputs worked through together: a block of weights is 18 kB, the rows 9 kB and their sums half as
/// much, which the nearest cache of all common processors holds. Tiles of 8, 6 and 4 rows fill a strip.
const STRIP: usize = 24;
const BLOCK: usize = 96;

/// The instructions to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kernel {
    /// Any processor.
    Portable,
    /// x86-64 with AVX2 and FMA.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// x86-64 with AVX-512 (F, VL, DQ, BW).
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Kernel {
    /// The fastest this processor has.
    pub fn best() -> Self {
        *Self::available().last().expect("the portable kernel always is available")
    }

    /// All this processor has, the fastest last.
    pub fn available() -> Vec<Self> {
        let mut all = vec![Self::Portable];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                all.push(Self::Avx2);
                if is_x86_feature_detected!("avx512f") {
                    all.push(Self::Avx512);
                }
            }
        }
        all
    }
}

/// A weight matrix packed in panels, with its bias.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Panels<'a> {
    pub(crate) inputs: usize,
    pub(crate) weights: &'a [f32],
    pub(crate) bias: &'a [f32],
}

impl Panels<'_> {
    fn count(self) -> usize {
        self.bias.len() / PANEL
    }

    /// What the raw pointers below rely on.
    fn check(self, input: &[f32], stride: usize, rows: usize, out: &[f32], out_stride: usize) {
        let panels = self.count();
        assert!(self.inputs > 0 && panels * PANEL == self.bias.len());
        assert!(panels * self.inputs * PANEL == self.weights.len());
        assert!(rows == 0 || (rows - 1) * stride + self.inputs <= input.len());
        assert!(rows * out_stride <= out.len());
    }
}

/// Row by row: `out = input * weights + bias`. Row `r` of the input begins at `r * stride`, so that windows
/// over neighbouring rows need no copy; a row of the output is as long as the bias.
pub(crate) fn linear(
    kernel: Kernel,
    panels: Panels,
    input: &[f32],
    stride: usize,
    rows: usize,
    out: &mut [f32],
) {
    let _stage = enter(Stage::Products);
    let out_stride = panels.bias.len();
    panels.check(input, stride, rows, out, out_stride);
    match kernel {
        Kernel::Portable => portable::layer(panels, input, stride, rows, out, out_stride),
        // SAFETY: the sizes were checked above, and `Kernel::available` found the instructions.
        #[cfg(target_arch = "x86_64")]
        Kernel::Avx2 => unsafe {
            avx2::layer(panels, input, stride, rows, out, out_stride);
        },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Kernel::Avx512 => unsafe {
            avx512::layer(panels, input, stride, rows, out, out_stride);
        },
    }
}

/// One row through a small matrix kept input by input: `out = bias + x * weights`.
pub(crate) fn vector(kernel: Kernel, x: &[f32], weights: &[f32], bias: &[f32], out: &mut [f32]) {
    assert!(bias.len().is_multiple_of(LANES) && out.len() == bias.len());
    assert!(weights.len() == x.len() * bias.len());
    match kernel {
        Kernel::Portable => portable::vector(x, weights, bias, out),
        // SAFETY: the sizes were checked above, and `Kernel::available` found the instructions.
        #[cfg(target_arch = "x86_64")]
        Kernel::Avx2 => unsafe { avx2::vector(x, weights, bias, out) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Kernel::Avx512 => unsafe { avx512::vector(x, weights, bias, out) },
    }
}

/// The weights of a layer that looks at three rows, turned so that two rows of output cost four products
/// of a third of the inputs each, not six (Winograd's filter for two outputs and three taps).
#[derive(Debug)]
pub(crate) struct Pairs(Vec<f32>);

/// Products of a pair of rows.
const TURNS: usize = 4;

impl Pairs {
    /// Turns a layer packed in panels whose inputs are the row before, the row itself and the row after.
    pub(crate) fn of(weights: &[f32]) -> Self {
        const TAP: usize = WIDTH * PANEL;
        assert!(weights.len() == WIDE * 3 * WIDTH, "the length was checked at loading");
        let mut turned = Vec::with_capacity(weights.len() / 3 * TURNS);
        for panel in weights.chunks_exact(3 * TAP) {
            let (left, rest) = panel.split_at(TAP);
            let (centre, right) = rest.split_at(TAP);
            let ends = || left.iter().zip(right).zip(centre);
            turned.extend_from_slice(left);
            turned.extend(ends().map(|((left, right), centre)| (left + right + centre) * 0.5));
            turned.extend(ends().map(|((left, right), centre)| (left + right - centre) * 0.5));
            turned.extend_from_slice(right);
        }
        Self(turned)
    }
}

/// Working memory of [`maxout_pairs`].
#[derive(Debug, Default)]
pub(crate) struct Turned {
    /// For each product its rows.
    rows: Vec<f32>,
    /// Three panels of sums for each pair.
    sums: Vec<f32>,
}

/// A maxout layer over each row and its two neighbours, two rows at a time. The first row of the input
/// stands before the first pair, the last one after the last; how a row is summed depends on its place in the
/// pair, so a text must always begin with a pair. All rows go through a panel of weights before the next is
/// read: the weights of the layers are too many for the near caches.
pub(crate) fn maxout_pairs(
    kernel: Kernel,
    weights: &Pairs,
    bias: &[f32],
    input: &[f32],
    pairs: usize,
    work: &mut Turned,
    out: &mut [f32],
) {
    let _stage = enter(Stage::Products);
    let bias: &[f32; WIDE] = bias.try_into().expect("the length was checked at loading");
    let input = &input.as_chunks::<WIDTH>().0[..2 * pairs + 2];
    let out = &mut out.as_chunks_mut::<WIDTH>().0[..2 * pairs];
    work.rows.resize((TURNS * pairs * WIDTH).max(work.rows.len()), 0.0);
    work.sums.resize((3 * pairs * PANEL).max(work.sums.len()), 0.0);
    let rows = &mut work.rows.as_chunks_mut::<WIDTH>().0[..TURNS * pairs];
    let sums = &mut work.sums.as_chunks_mut::<PANEL>().0[..3 * pairs];
    match kernel {
        Kernel::Portable => portable::pairs(&weights.0, bias, input, rows, sums, out),
        // SAFETY: the sizes follow from the slices, and `Kernel::available` found the instructions.
        #[cfg(target_arch = "x86_64")]
        Kernel::Avx2 => unsafe { avx2::pairs(&weights.0, bias, input, rows, sums, out) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Kernel::Avx512 => unsafe { avx512::pairs(&weights.0, bias, input, rows, sums, out) },
    }
}

/// Adds the normed rows of `sums` to the rows of `out`.
pub(crate) fn add_normed(kernel: Kernel, sums: &[f32], norm: &[f32], out: &mut [f32], rows: usize) {
    let sums = &sums.as_chunks::<WIDTH>().0[..rows];
    let out = &mut out.as_chunks_mut::<WIDTH>().0[..rows];
    match kernel {
        Kernel::Portable => rowwise::add_normed(sums, norm, out),
        // SAFETY: `Kernel::available` found the instructions.
        #[cfg(target_arch = "x86_64")]
        Kernel::Avx2 => unsafe { rowwise::avx2::add_normed(sums, norm, out) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Kernel::Avx512 => unsafe { rowwise::avx512::add_normed(sums, norm, out) },
    }
}

/// Norms rows in place.
pub(crate) fn normed(norm: &[f32], rows: &mut [f32], count: usize) {
    for row in &mut rows.as_chunks_mut::<WIDTH>().0[..count] {
        *row = rowwise::normed(row, norm);
    }
}

/// The first layer from remembered products: for each place but the first and last, the left product
/// of the place before, its own, and the right one of the place after, then the maximum of three pieces.
pub(crate) fn first_layer(
    kernel: Kernel,
    parts: &[f32],
    places: &[u32],
    bias: &[f32],
    out: &mut [f32],
) {
    let parts = parts.as_chunks::<WIDE>().0;
    let bias: &[f32; WIDE] = bias.try_into().expect("the length was checked at loading");
    let out = out.as_chunks_mut::<WIDTH>().0;
    match kernel {
        Kernel::Portable => rowwise::first_layer(parts, places, bias, out),
        // SAFETY: `Kernel::available` found the instructions.
        #[cfg(target_arch = "x86_64")]
        Kernel::Avx2 => unsafe { rowwise::avx2::first_layer(parts, places, bias, out) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Kernel::Avx512 => unsafe { rowwise::avx512::first_layer(parts, places, bias, out) },
    }
}

/// Adds a row to another.
pub(crate) fn add(kernel: Kernel, sums: &mut [f32], row: &[f32]) {
    match kernel {
        Kernel::Portable => rowwise::add(sums, row),
        // SAFETY: `Kernel::available` found the instructions.
        #[cfg(target_arch = "x86_64")]
        Kernel::Avx2 => unsafe { rowwise::avx2::add(sums, row) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Kernel::Avx512 => unsafe { rowwise::avx512::add(sums, row) },
    }
}

/// The maximum of the three pieces of each output, the columns being in panels.
pub(crate) fn max_pieces(sums: &[f32], out: &mut [f32]) {
    for (panel, out) in sums.as_chunks::<PANEL>().0.iter().zip(out.as_chunks_mut::<LANES>().0) {
        *out = rowwise::max_of_panel(panel);
    }
}

/// The state of a transition system: the sum of its rows and the bias, then the maximum of two pieces.
pub(crate) fn state(kernel: Kernel, rows: &[&[f32]], bias: &[f32], out: &mut [f32; HIDDEN]) {
    let bias: &[f32; 2 * HIDDEN] = bias.try_into().expect("the length was checked at loading");
    match kernel {
        Kernel::Portable => rowwise::state(rows, bias, out),
        // SAFETY: `Kernel::available` found the instructions.
        #[cfg(target_arch = "x86_64")]
        Kernel::Avx2 => unsafe { rowwise::avx2::state(rows, bias, out) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Kernel::Avx512 => unsafe { rowwise::avx512::state(rows, bias, out) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(count: usize, seed: u32) -> Vec<f32> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f32::from((state >> 16) as u16) / 32768.0 - 1.0
        };
        (0..count).map(|_| next()).collect()
    }

    fn close(a: &[f32], b: &[f32]) -> bool {
        a.iter().zip(b).all(|(a, b)| (a - b).abs() <= 1e-4)
    }

    #[test]
    fn all_kernels_agree() {
        let (weights, bias) = (numbers(2 * 96 * PANEL, 1), numbers(2 * PANEL, 2));
        let panels = Panels { inputs: 96, weights: &weights, bias: &bias };
        let input = numbers(23 * 32 + 96, 3);
        let run = |kernel, rows| {
            let mut plain = vec![0.0; rows * 96];
            linear(kernel, panels, &input, 32, rows, &mut plain);
            let mut row = vec![0.0; 96];
            vector(kernel, &input[..96], &weights, &bias, &mut row);
            [plain, row].concat()
        };
        let expected = run(Kernel::Portable, 23);
        for kernel in Kernel::available() {
            assert!(close(&run(kernel, 23), &expected), "{kernel:?}");
        }
        let vector_forms: Vec<_> = Kernel::available().split_off(1);
        assert!(vector_forms.windows(2).all(|two| run(two[0], 23) == run(two[1], 23)));
    }

    #[test]
    fn pairs_are_what_windows_are() {
        let (weights, bias) = (numbers(WIDE * 3 * WIDTH, 5), numbers(WIDE, 6));
        let panels = Panels { inputs: 3 * WIDTH, weights: &weights, bias: &bias };
        let pairs = Pairs::of(&weights);
        let input = numbers(92 * WIDTH, 7);
        let (mut expected, mut found) = (vec![0.0; 90 * WIDTH], vec![0.0; 90 * WIDTH]);
        let mut wide = vec![0.0; 90 * WIDE];
        let mut before: Option<Vec<f32>> = None;
        let mut work = Turned::default();
        for kernel in Kernel::available() {
            linear(kernel, panels, &input, WIDTH, 90, &mut wide);
            max_pieces(&wide, &mut expected);
            maxout_pairs(kernel, &pairs, &bias, &input, 45, &mut work, &mut found);
            assert!(close(&found, &expected), "{kernel:?}");
            assert!(kernel == Kernel::Portable || before.is_none_or(|before| before == found));
            before = (kernel != Kernel::Portable).then(|| found.clone());
            for first in [2, 30, 64, 88] {
                let mut few = vec![0.0; (90 - first) * WIDTH];
                let input = &input[first * WIDTH..];
                let count = (90 - first) / 2;
                maxout_pairs(kernel, &pairs, &bias, input, count, &mut work, &mut few);
                assert_eq!(few, found[first * WIDTH..], "{kernel:?}, from {first}");
            }
        }
    }

    #[test]
    fn a_row_is_the_same_in_every_batch() {
        let (weights, bias) = (numbers(96 * PANEL, 1), numbers(PANEL, 2));
        let panels = Panels { inputs: 96, weights: &weights, bias: &bias };
        let input = numbers(20 * 96, 4);
        for kernel in Kernel::available() {
            let mut all = vec![0.0; 20 * PANEL];
            linear(kernel, panels, &input, 96, 20, &mut all);
            for rows in 1..20 {
                let mut few = vec![0.0; rows * PANEL];
                linear(kernel, panels, &input[(20 - rows) * 96..], 96, rows, &mut few);
                assert_eq!(few, all[(20 - rows) * PANEL..], "{kernel:?}, {rows} rows");
            }
        }
    }
}
