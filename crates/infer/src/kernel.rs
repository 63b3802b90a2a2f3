//! The arithmetic, in three forms chosen at run time: AVX-512, AVX2 with FMA, and portable.
//!
//! Every output is summed over its inputs in the same order, whatever rows are computed beside it, so
//! a result depends neither on the batch nor on its place in it. The two vector forms give the same bits; the
//! portable one rounds each product, which differs in the last places.
#![expect(unsafe_code, reason = "vector instructions are reached through raw pointers")]

use crate::tok2vec::{WIDE, WIDTH};
use crate::transition::HIDDEN;

/// Columns of a panel: the weights that a kernel works through together.
pub(crate) const PANEL: usize = 48;
/// Floats of the widest register; tables are padded to it.
pub(crate) const LANES: usize = 16;

/// Rows and inputs worked through together by the vector kernels: a block of weights is 18 kB, the rows
/// and their sums as much again, which the nearest cache of all common processors holds.
const STRIP: usize = 32;
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
const TURNED: usize = TURNS * WIDTH;

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

/// A maxout layer over each row and its two neighbours, two rows at a time. The first row of the input
/// stands before the first pair, the last one after the last; how a row is summed depends on its place in the
/// pair, so a text must always begin with a pair.
pub(crate) fn maxout_pairs(
    kernel: Kernel,
    weights: &Pairs,
    bias: &[f32],
    input: &[f32],
    pairs: usize,
    out: &mut [f32],
) {
    let bias: &[f32; WIDE] = bias.try_into().expect("the length was checked at loading");
    let input = &input.as_chunks::<WIDTH>().0[..2 * pairs + 2];
    let out = &mut out.as_chunks_mut::<WIDTH>().0[..2 * pairs];
    for (strip, out) in out.chunks_mut(2 * STRIP).enumerate() {
        let input = &input[2 * STRIP * strip..][..out.len() + 2];
        match kernel {
            Kernel::Portable => portable::pairs(&weights.0, bias, input, out),
            // SAFETY: the sizes follow from the types, and `Kernel::available` found the instructions.
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx2 => unsafe { avx2::pairs(&weights.0, bias, input, out) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx512 => unsafe { avx512::pairs(&weights.0, bias, input, out) },
        }
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

/// What the compiler vectorizes well by itself: written once, compiled for each kernel. No fused
/// operation is used, so all kernels give the same bits.
#[expect(clippy::inline_always, reason = "only an inlined body is compiled for the caller's CPU")]
mod rowwise {
    /// Floats of a vector, as a float.
    const COUNT: f32 = 96.0;

    use super::{HIDDEN, LANES, PANEL, STRIP, TURNED, WIDE, WIDTH};

    #[inline(always)]
    pub(super) fn add(sums: &mut [f32], row: &[f32]) {
        for (sum, x) in sums.iter_mut().zip(row) {
            *sum += x;
        }
    }

    /// The rows as the products of a pair take them.
    #[inline(always)]
    pub(super) fn turn(input: &[[f32; WIDTH]], turned: &mut [f32; STRIP * TURNED]) {
        let pairs = input[2..].as_chunks::<2>().0.iter().zip(input.as_chunks::<2>().0);
        for ((after, before), out) in pairs.zip(turned.as_chunks_mut::<TURNED>().0) {
            let (out, _) = out.as_chunks_mut::<WIDTH>();
            for i in 0..WIDTH {
                out[0][i] = before[0][i] - after[0][i];
                out[1][i] = before[1][i] + after[0][i];
                out[2][i] = after[0][i] - before[1][i];
                out[3][i] = after[1][i] - before[1][i];
            }
        }
    }

    #[inline(always)]
    fn larger(a: f32, b: f32) -> f32 {
        if a > b { a } else { b }
    }

    #[inline(always)]
    pub(super) fn max_of_panel(panel: &[f32; PANEL]) -> [f32; LANES] {
        let mut out = [0.0; LANES];
        for lane in 0..LANES {
            out[lane] = larger(larger(panel[lane], panel[lane + LANES]), panel[lane + 2 * LANES]);
        }
        out
    }

    #[inline(always)]
    fn sum(mut lanes: [f32; LANES]) -> f32 {
        for half in [8, 4, 2, 1] {
            for lane in 0..half {
                lanes[lane] += lanes[lane + half];
            }
        }
        lanes[0]
    }

    #[inline(always)]
    pub(super) fn normed(row: &[f32; WIDTH], norm: &[f32]) -> [f32; WIDTH] {
        let (gain, bias) = norm.split_at(WIDTH);
        let (gain, bias) = (&gain[..WIDTH], &bias[..WIDTH]);
        let mut lanes = [0.0; LANES];
        for part in row.as_chunks::<LANES>().0 {
            for lane in 0..LANES {
                lanes[lane] += part[lane];
            }
        }
        let mean = sum(lanes) / COUNT;
        let mut lanes = [0.0; LANES];
        for part in row.as_chunks::<LANES>().0 {
            for lane in 0..LANES {
                lanes[lane] += (part[lane] - mean) * (part[lane] - mean);
            }
        }
        let scale = 1.0 / (sum(lanes) / COUNT + 1e-8).sqrt();
        let mut out = [0.0; WIDTH];
        for i in 0..WIDTH {
            out[i] = (row[i] - mean) * scale * gain[i] + bias[i];
        }
        out
    }

    #[inline(always)]
    pub(super) fn add_normed(sums: &[[f32; WIDTH]], norm: &[f32], out: &mut [[f32; WIDTH]]) {
        for (sums, out) in sums.iter().zip(out) {
            add(out, &normed(sums, norm));
        }
    }

    #[inline(always)]
    pub(super) fn first_layer(
        parts: &[[f32; WIDE]],
        places: &[u32],
        bias: &[f32; WIDE],
        out: &mut [[f32; WIDTH]],
    ) {
        for (window, out) in places.windows(3).zip(out) {
            let left = &parts[window[0] as usize * 3];
            let centre = &parts[window[1] as usize * 3 + 1];
            let right = &parts[window[2] as usize * 3 + 2];
            for (panel, out) in out.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
                let range = panel * PANEL..(panel + 1) * PANEL;
                let (left, centre) = (&left[range.clone()], &centre[range.clone()]);
                let (right, bias) = (&right[range.clone()], &bias[range]);
                let mut sums = [0.0; PANEL];
                for i in 0..PANEL {
                    sums[i] = (left[i] + centre[i]) + (right[i] + bias[i]);
                }
                *out = max_of_panel(&sums);
            }
        }
    }

    #[inline(always)]
    pub(super) fn state(rows: &[&[f32]], bias: &[f32; 2 * HIDDEN], out: &mut [f32; HIDDEN]) {
        let mut sums = *bias;
        for row in rows {
            add(&mut sums, &row[..2 * HIDDEN]);
        }
        for i in 0..HIDDEN {
            out[i] = larger(sums[i], sums[i + HIDDEN]);
        }
    }

    /// The same functions again, compiled for other instructions.
    #[cfg(target_arch = "x86_64")]
    macro_rules! compiled_for {
        ($name:ident, $features:literal) => {
            pub(super) mod $name {
                use super::{HIDDEN, WIDE, WIDTH};

                #[target_feature(enable = $features)]
                pub(in super::super) fn add(sums: &mut [f32], row: &[f32]) {
                    super::add(sums, row);
                }

                #[target_feature(enable = $features)]
                pub(in super::super) fn add_normed(
                    sums: &[[f32; WIDTH]],
                    norm: &[f32],
                    out: &mut [[f32; WIDTH]],
                ) {
                    super::add_normed(sums, norm, out);
                }

                #[target_feature(enable = $features)]
                pub(in super::super) fn first_layer(
                    parts: &[[f32; WIDE]],
                    places: &[u32],
                    bias: &[f32; WIDE],
                    out: &mut [[f32; WIDTH]],
                ) {
                    super::first_layer(parts, places, bias, out);
                }

                #[target_feature(enable = $features)]
                pub(in super::super) fn state(
                    rows: &[&[f32]],
                    bias: &[f32; 2 * HIDDEN],
                    out: &mut [f32; HIDDEN],
                ) {
                    super::state(rows, bias, out);
                }
            }
        };
    }

    #[cfg(target_arch = "x86_64")]
    compiled_for!(avx512, "avx512f,avx2,fma");
    #[cfg(target_arch = "x86_64")]
    compiled_for!(avx2, "avx2,fma");
}

mod portable {
    use super::rowwise::{max_of_panel, turn};
    use super::{BLOCK, LANES, PANEL, Panels, STRIP, TURNED, WIDE, WIDTH};

    /// A tile is small enough for the registers of any processor.
    const ROWS: usize = 4;
    const COLUMNS: usize = 8;

    pub(super) fn layer(
        panels: Panels,
        input: &[f32],
        stride: usize,
        rows: usize,
        out: &mut [f32],
        out_stride: usize,
    ) {
        let weights = panels.weights.chunks_exact(panels.inputs * PANEL);
        let mut held = [[0.0; PANEL]; STRIP];
        for (panel, (weights, bias)) in weights.zip(panels.bias.as_chunks::<PANEL>().0).enumerate()
        {
            for first in (0..rows).step_by(STRIP) {
                let held = &mut held[..STRIP.min(rows - first)];
                held.fill(*bias);
                for (block, weights) in weights.chunks(BLOCK * PANEL).enumerate() {
                    let input = &input[first * stride + block * BLOCK..];
                    products(input, stride, weights.as_chunks().0, held);
                }
                for (row, held) in held.iter().enumerate() {
                    let out = &mut out[(first + row) * out_stride + panel * PANEL..][..PANEL];
                    out.copy_from_slice(held);
                }
            }
        }
    }

    #[expect(
        clippy::large_stack_arrays,
        reason = "a strip of rows, which every thread has room for"
    )]
    pub(super) fn pairs(
        weights: &[f32],
        bias: &[f32; WIDE],
        input: &[[f32; WIDTH]],
        out: &mut [[f32; WIDTH]],
    ) {
        let mut turned = [0.0; STRIP * TURNED];
        turn(input, &mut turned);
        let (weights, _) = weights.as_chunks::<PANEL>().0.as_chunks::<WIDTH>();
        let (weights, _) = weights.as_chunks::<4>();
        let (mut first, mut second) = ([[0.0; PANEL]; STRIP], [[0.0; PANEL]; STRIP]);
        let (first, second) = (&mut first[..out.len() / 2], &mut second[..out.len() / 2]);
        for (panel, (weights, bias)) in weights.iter().zip(bias.as_chunks().0).enumerate() {
            first.fill(*bias);
            second.fill([0.0; PANEL]);
            products(&turned[WIDTH..], TURNED, &weights[1], first);
            products(&turned[2 * WIDTH..], TURNED, &weights[2], second);
            for (a, b) in first.as_flattened_mut().iter_mut().zip(second.as_flattened_mut()) {
                (*a, *b) = (*a + *b, *a - *b);
            }
            products(&turned, TURNED, &weights[0], first);
            products(&turned[3 * WIDTH..], TURNED, &weights[3], second);
            let sums = first.iter().zip(second.iter());
            for (sums, out) in sums.zip(out.as_chunks_mut::<2>().0) {
                for (sums, out) in [sums.0, sums.1].into_iter().zip(out) {
                    out.as_chunks_mut::<LANES>().0[panel] = max_of_panel(sums);
                }
            }
        }
    }

    /// Adds the products of all rows to what is held.
    fn products(input: &[f32], stride: usize, weights: &[[f32; PANEL]], held: &mut [[f32; PANEL]]) {
        for (tile, held) in held.chunks_mut(ROWS).enumerate() {
            let row = |row: usize| &input[(tile * ROWS + row) * stride..][..weights.len()];
            if let Some(held) = held.as_mut_array::<ROWS>() {
                let rows = std::array::from_fn(row);
                tiles(rows, weights, held);
            } else {
                for (at, held) in held.iter_mut().enumerate() {
                    tiles([row(at)], weights, std::array::from_mut(held));
                }
            }
        }
    }

    fn tiles<const ROWS: usize>(
        rows: [&[f32]; ROWS],
        weights: &[[f32; PANEL]],
        held: &mut [[f32; PANEL]; ROWS],
    ) {
        let rows = rows.map(|row| &row[..weights.len()]);
        for column in (0..PANEL).step_by(COLUMNS) {
            let mut sums = [[0.0; COLUMNS]; ROWS];
            for (sums, held) in sums.iter_mut().zip(held.iter()) {
                sums.copy_from_slice(&held[column..column + COLUMNS]);
            }
            for (k, weights) in weights.iter().enumerate() {
                let weights = &weights[column..column + COLUMNS];
                for row in 0..ROWS {
                    let x = rows[row][k];
                    for lane in 0..COLUMNS {
                        sums[row][lane] += x * weights[lane];
                    }
                }
            }
            for (sums, held) in sums.iter().zip(held.iter_mut()) {
                held[column..column + COLUMNS].copy_from_slice(sums);
            }
        }
    }

    pub(super) fn vector(x: &[f32], weights: &[f32], bias: &[f32], out: &mut [f32]) {
        const STRIP: usize = LANES;
        for column in (0..bias.len()).step_by(STRIP) {
            let mut sums = [0.0; STRIP];
            sums.copy_from_slice(&bias[column..column + STRIP]);
            for (x, weights) in x.iter().zip(weights.chunks_exact(bias.len())) {
                let weights = &weights[column..column + STRIP];
                for lane in 0..STRIP {
                    sums[lane] += x * weights[lane];
                }
            }
            out[column..column + STRIP].copy_from_slice(&sums);
        }
    }
}

/// Writes the module of one vector width: the code is the same, the registers are not.
#[cfg(target_arch = "x86_64")]
macro_rules! vector_form {
    ($name:ident, $features:literal, $register:ty, $lanes:literal, $rows:literal,
     [$($rest:literal)*], $load:ident, $store:ident, $set:ident, $fma:ident, $max:ident,
     $add:ident, $sub:ident) => {
        mod $name {
            use super::{BLOCK, LANES, PANEL, Panels, STRIP, TURNED, WIDE, WIDTH, rowwise};
            use std::arch::x86_64::{$add, $fma, $load, $max, $set, $store, $sub};

            /// # Safety
            /// `Panels::check` must hold for the arguments, and the processor have the instructions.
            #[target_feature(enable = $features)]
            pub(super) unsafe fn layer(
                panels: Panels,
                input: &[f32],
                stride: usize,
                rows: usize,
                out: &mut [f32],
                out_stride: usize,
            ) {
                for panel in 0..panels.count() {
                    for first in (0..rows).step_by(STRIP) {
                        // SAFETY: `Panels::check` holds: weights and bias have a panel of this number, every
                        // row of the input has `inputs` floats, every row of the output `out_stride`.
                        unsafe {
                            let weights = panels.weights.as_ptr().add(panel * panels.inputs * PANEL);
                            let bias = panels.bias.as_ptr().add(panel * PANEL);
                            let x = input.as_ptr().add(first * stride);
                            let out = out.as_mut_ptr().add(first * out_stride + panel * PANEL);
                            let rows = STRIP.min(rows - first);
                            strip_of_rows(
                                x, stride, panels.inputs, weights, bias, rows, out, out_stride,
                            );
                        }
                    }
                }
            }

            /// Up to [`STRIP`] rows through one panel, a block of inputs after the other, so that the
            /// weights of a block are read from the nearest cache by all rows but the first.
            ///
            /// # Safety
            /// All pointers must be good for the rows, inputs and columns they stand for.
            #[target_feature(enable = $features)]
            #[expect(clippy::too_many_arguments, reason = "the shape of a product, spelled out")]
            unsafe fn strip_of_rows(
                x: *const f32,
                stride: usize,
                inputs: usize,
                weights: *const f32,
                bias: *const f32,
                rows: usize,
                out: *mut f32,
                out_stride: usize,
            ) {
                let mut held = [0.0f32; STRIP * PANEL];
                // SAFETY: the caller vouches for the pointers, and `held` has a panel for every row.
                unsafe {
                    for lane in (0..LANES).step_by($lanes) {
                        let held = held.as_mut_ptr().add(lane);
                        for row in 0..rows {
                            for piece in 0..3 {
                                let bias = $load(bias.add(lane + piece * LANES));
                                $store(held.add(row * PANEL + piece * LANES), bias);
                            }
                        }
                        for k in (0..inputs).step_by(BLOCK) {
                            let count = BLOCK.min(inputs - k);
                            let weights = weights.add(k * PANEL + lane);
                            products(x.add(k), stride, count, weights, rows, held);
                        }
                        for row in 0..rows {
                            let held = held.add(row * PANEL);
                            let out = out.add(row * out_stride + lane);
                            let [a, b, c] =
                                [$load(held), $load(held.add(LANES)), $load(held.add(2 * LANES))];
                            $store(out, a);
                                $store(out.add(LANES), b);
                                $store(out.add(2 * LANES), c);
                        }
                    }
                }
            }

            /// Up to [`STRIP`] pairs of rows.
            ///
            /// # Safety
            /// The processor must have the instructions.
            #[target_feature(enable = $features)]
            #[expect(clippy::large_stack_arrays, reason = "a strip of rows, which every thread has room for")]
            pub(super) unsafe fn pairs(
                weights: &[f32],
                bias: &[f32; WIDE],
                input: &[[f32; WIDTH]],
                out: &mut [[f32; WIDTH]],
            ) {
                const TAP: usize = WIDTH * PANEL;
                let pairs = out.len() / 2;
                assert!(pairs <= STRIP && weights.len() == WIDE / PANEL * 4 * TAP);
                let mut turned = [0.0f32; STRIP * TURNED];
                rowwise::turn(input, &mut turned);
                let mut held = [[0.0f32; STRIP * PANEL]; 2];
                let x = turned.as_ptr();
                let [first, second] = &mut held;
                let out = out.as_flattened_mut().as_mut_ptr();
                for panel in 0..WIDE / PANEL {
                    for lane in (0..LANES).step_by($lanes) {
                        // SAFETY: the sizes were checked above; `turned` and `held` hold a strip.
                        unsafe {
                            let weights = weights.as_ptr().add(panel * 4 * TAP + lane);
                            let bias = bias.as_ptr().add(panel * PANEL + lane);
                            let (a, b) = (first.as_mut_ptr().add(lane), second.as_mut_ptr().add(lane));
                            for pair in 0..pairs {
                                for piece in (0..PANEL).step_by(LANES) {
                                    $store(a.add(pair * PANEL + piece), $load(bias.add(piece)));
                                    $store(b.add(pair * PANEL + piece), $set(0.0));
                                }
                            }
                            products(x.add(WIDTH), TURNED, WIDTH, weights.add(TAP), pairs, a);
                            products(x.add(2 * WIDTH), TURNED, WIDTH, weights.add(2 * TAP), pairs, b);
                            for pair in 0..pairs {
                                for piece in (0..PANEL).step_by(LANES) {
                                    let at = pair * PANEL + piece;
                                    let (sum, other) = ($load(a.add(at)), $load(b.add(at)));
                                    $store(a.add(at), $add(sum, other));
                                    $store(b.add(at), $sub(sum, other));
                                }
                            }
                            products(x, TURNED, WIDTH, weights, pairs, a);
                            products(x.add(3 * WIDTH), TURNED, WIDTH, weights.add(3 * TAP), pairs, b);
                            let out = out.add(panel * LANES + lane);
                            for pair in 0..pairs {
                                for (half, held) in [a, b].into_iter().enumerate() {
                                    let held = held.add(pair * PANEL);
                                    let larger = $max($load(held), $load(held.add(LANES)));
                                    let largest = $max(larger, $load(held.add(2 * LANES)));
                                    $store(out.add((2 * pair + half) * WIDTH), largest);
                                }
                            }
                        }
                    }
                }
            }

            /// Adds the products of all rows to what is held.
            ///
            /// # Safety
            /// All pointers must be good for the rows, inputs and columns they stand for.
            #[target_feature(enable = $features)]
            unsafe fn products(
                x: *const f32,
                stride: usize,
                inputs: usize,
                weights: *const f32,
                rows: usize,
                held: *mut f32,
            ) {
                let mut row = 0;
                while row < rows {
                    // SAFETY: the caller vouches for the pointers, and `row` is below `rows`.
                    unsafe {
                        let x = x.add(row * stride);
                        let held = held.add(row * PANEL);
                        match rows - row {
                            $($rest => {
                                tile::<$rest>(x, stride, inputs, weights, held);
                                row += $rest;
                            })*
                            _ => {
                                tile::<$rows>(x, stride, inputs, weights, held);
                                row += $rows;
                            }
                        }
                    }
                }
            }

            /// `ROWS` rows by three registers of columns, added to what is held.
            ///
            /// # Safety
            /// All pointers must be good for the rows, inputs and columns they stand for.
            #[target_feature(enable = $features)]
            #[inline]
            unsafe fn tile<const ROWS: usize>(
                x: *const f32,
                stride: usize,
                inputs: usize,
                mut weights: *const f32,
                held: *mut f32,
            ) {
                // SAFETY: the caller vouches for the pointers.
                unsafe {
                    let mut sums: [[$register; 3]; ROWS] = [[$set(0.0); 3]; ROWS];
                    for row in 0..ROWS {
                        for piece in 0..3 {
                            sums[row][piece] = $load(held.add(row * PANEL + piece * LANES));
                        }
                    }
                    for k in 0..inputs {
                        let w0 = $load(weights);
                        let w1 = $load(weights.add(LANES));
                        let w2 = $load(weights.add(2 * LANES));
                        weights = weights.add(PANEL);
                        for row in 0..ROWS {
                            let x = $set(*x.add(row * stride + k));
                            sums[row][0] = $fma(x, w0, sums[row][0]);
                            sums[row][1] = $fma(x, w1, sums[row][1]);
                            sums[row][2] = $fma(x, w2, sums[row][2]);
                        }
                    }
                    for row in 0..ROWS {
                        for piece in 0..3 {
                            $store(held.add(row * PANEL + piece * LANES), sums[row][piece]);
                        }
                    }
                }
            }

            /// # Safety
            /// The sizes must fit each other as `vector` of the parent checks.
            #[target_feature(enable = $features)]
            pub(super) unsafe fn vector(
                x: &[f32],
                weights: &[f32],
                bias: &[f32],
                out: &mut [f32],
            ) {
                let columns = bias.len();
                let mut column = 0;
                while column < columns {
                    // SAFETY: columns come in whole registers, and every input has a row of them.
                    unsafe {
                        let weights = weights.as_ptr().add(column);
                        let (bias, out) = (bias.as_ptr().add(column), out.as_mut_ptr().add(column));
                        match (columns - column) / $lanes {
                            1 => strip::<1>(x, weights, columns, bias, out),
                            2 => strip::<2>(x, weights, columns, bias, out),
                            3 => strip::<3>(x, weights, columns, bias, out),
                            4 => strip::<4>(x, weights, columns, bias, out),
                            5 => strip::<5>(x, weights, columns, bias, out),
                            6 => strip::<6>(x, weights, columns, bias, out),
                            7 => strip::<7>(x, weights, columns, bias, out),
                            _ => strip::<8>(x, weights, columns, bias, out),
                        }
                    }
                    column += 8 * $lanes;
                }
            }

            /// # Safety
            /// The pointers must be good for `N` registers of columns, the weights for every input.
            #[target_feature(enable = $features)]
            #[inline]
            unsafe fn strip<const N: usize>(
                x: &[f32],
                weights: *const f32,
                columns: usize,
                bias: *const f32,
                out: *mut f32,
            ) {
                // SAFETY: the caller vouches for the pointers.
                unsafe {
                    let mut sums = [$set(0.0); N];
                    for n in 0..N {
                        sums[n] = $load(bias.add(n * $lanes));
                    }
                    for (k, x) in x.iter().enumerate() {
                        let x = $set(*x);
                        for n in 0..N {
                            let weight = $load(weights.add(k * columns + n * $lanes));
                            sums[n] = $fma(x, weight, sums[n]);
                        }
                    }
                    for n in 0..N {
                        $store(out.add(n * $lanes), sums[n]);
                    }
                }
            }
        }
    };
}

#[cfg(target_arch = "x86_64")]
vector_form!(
    avx512, "avx512f,avx2,fma", std::arch::x86_64::__m512, 16, 8, [1 2 3 4 5 6 7],
    _mm512_loadu_ps, _mm512_storeu_ps, _mm512_set1_ps, _mm512_fmadd_ps, _mm512_max_ps,
    _mm512_add_ps, _mm512_sub_ps
);
#[cfg(target_arch = "x86_64")]
vector_form!(
    avx2, "avx2,fma", std::arch::x86_64::__m256, 8, 4, [1 2 3],
    _mm256_loadu_ps, _mm256_storeu_ps, _mm256_set1_ps, _mm256_fmadd_ps, _mm256_max_ps,
    _mm256_add_ps, _mm256_sub_ps
);

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
        for kernel in Kernel::available() {
            linear(kernel, panels, &input, WIDTH, 90, &mut wide);
            max_pieces(&wide, &mut expected);
            maxout_pairs(kernel, &pairs, &bias, &input, 45, &mut found);
            assert!(close(&found, &expected), "{kernel:?}");
            assert!(kernel == Kernel::Portable || before.is_none_or(|before| before == found));
            before = (kernel != Kernel::Portable).then(|| found.clone());
            for first in [2, 30, 64, 88] {
                let mut few = vec![0.0; (90 - first) * WIDTH];
                let input = &input[first * WIDTH..];
                maxout_pairs(kernel, &pairs, &bias, input, (90 - first) / 2, &mut few);
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
