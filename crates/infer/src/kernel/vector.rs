//! The forms for AVX-512 and AVX2: the code is the same, registers and tiles are not.
//!
//! A tile of rows and columns is summed in registers over all inputs of a block; where it begins and what is done with
//! the sums at last is part of the tile, so that sums go through memory once.

use super::{BLOCK, LANES, PANEL, Panels, STRIP, TURNS, WIDE, WIDTH, rowwise};

/// Rows of input, weights and where the sums begin and go. Pointers move down from tile to tile.
#[derive(Clone, Copy)]
struct Rows {
    x: *const f32,
    stride: usize,
    inputs: usize,
    weights: *const f32,
    /// What sums begin with, and what is added to it or taken from it.
    from: *const f32,
    other: *const f32,
    from_stride: usize,
    out: *mut f32,
    out_stride: usize,
}

impl Rows {
    /// # Safety
    /// The pointers must be good for so many rows.
    unsafe fn down(self, rows: usize) -> Self {
        // SAFETY: the caller vouches for the rows.
        unsafe {
            Self {
                x: self.x.add(rows * self.stride),
                from: self.from.add(rows * self.from_stride),
                other: self.other.add(rows * self.from_stride),
                out: self.out.add(rows * self.out_stride),
                ..self
            }
        }
    }

    /// # Safety
    /// The pointers must be good for so many columns.
    unsafe fn right(self, columns: usize) -> Self {
        // SAFETY: the caller vouches for the columns.
        unsafe {
            Self {
                weights: self.weights.add(columns),
                from: self.from.add(columns),
                other: self.other.add(columns),
                out: self.out.add(columns),
                ..self
            }
        }
    }
}

/// What a tile begins with: a row or what is held; or that and `other`; or that without `other`.
const ALONE: u8 = 0;
const PLUS: u8 = 1;
const MINUS: u8 = 2;

/// Writes the module of one vector width: `$registers` of `$lanes` are the columns of a tile, `$most` its rows.
macro_rules! vector_form {
    ($name:ident, $features:literal, $register:ty, $lanes:literal, $registers:literal,
     $most:literal [$($rows:literal)*], $load:ident, $store:ident, $set:ident, $fma:ident,
     $max:ident, $add:ident, $sub:ident) => {
        pub(super) mod $name {
            use super::{
                ALONE, BLOCK, LANES, MINUS, PANEL, PLUS, Panels, Rows, STRIP, TURNS, WIDE, WIDTH,
                rowwise,
            };
            use std::arch::x86_64::{$add, $fma, $load, $max, $set, $store, $sub};

            const COLUMNS: usize = $registers * $lanes;
            /// Whether the three pieces of a maxout lie in one tile.
            const WHOLE: bool = COLUMNS == PANEL && $lanes == LANES;

            /// # Safety
            /// `Panels::check` must hold for the arguments, and the processor have the instructions.
            #[target_feature(enable = $features)]
            pub(in super::super) unsafe fn layer(
                panels: Panels,
                input: &[f32],
                stride: usize,
                rows: usize,
                out: &mut [f32],
                out_stride: usize,
            ) {
                for panel in 0..panels.count() {
                    for first in (0..rows).step_by(STRIP) {
                        let count = STRIP.min(rows - first);
                        for k in (0..panels.inputs).step_by(BLOCK) {
                            // SAFETY: `Panels::check` holds: weights and bias have a panel of this number, every
                            // row of the input has `inputs` floats, every row of the output `out_stride`.
                            unsafe {
                                let weights = (panel * panels.inputs + k) * PANEL;
                                let out = out.as_mut_ptr().add(first * out_stride + panel * PANEL);
                                let bias = panels.bias.as_ptr().add(panel * PANEL);
                                let (from, from_stride) =
                                    if k == 0 { (bias, 0) } else { (out.cast_const(), out_stride) };
                                let rows = Rows {
                                    x: input.as_ptr().add(first * stride + k),
                                    stride,
                                    inputs: BLOCK.min(panels.inputs - k),
                                    weights: panels.weights.as_ptr().add(weights),
                                    from,
                                    other: from,
                                    from_stride,
                                    out,
                                    out_stride,
                                };
                                products::<ALONE, false>(rows, count);
                            }
                        }
                    }
                }
            }

            /// Pairs of rows: `rows` has room for their four products' rows, `sums` for three panels of each.
            ///
            /// # Safety
            /// The processor must have the instructions.
            #[target_feature(enable = $features)]
            pub(in super::super) unsafe fn pairs(
                weights: &[f32],
                bias: &[f32; WIDE],
                input: &[[f32; WIDTH]],
                rows: &mut [[f32; WIDTH]],
                sums: &mut [[f32; PANEL]],
                out: &mut [[f32; WIDTH]],
            ) {
                const TAP: usize = WIDTH * PANEL;
                let pairs = out.len() / 2;
                assert!(weights.len() == WIDE / PANEL * TURNS * TAP);
                assert!(rows.len() == TURNS * pairs && sums.len() == 3 * pairs);
                rowwise::turn(input, rows);
                let held = sums.as_flattened_mut().as_mut_ptr();
                let none = [0.0f32; PANEL];
                let out = out.as_flattened_mut().as_mut_ptr();
                for panel in 0..WIDE / PANEL {
                    // SAFETY: the sizes were checked above.
                    unsafe {
                        let sums = held;
                        let differences = held.add(pairs * PANEL);
                        let ends = held.add(2 * pairs * PANEL);
                        let turn = |number: usize, from: *const f32, out: *mut f32| Rows {
                            x: rows.as_ptr().add(number * pairs).cast(),
                            stride: WIDTH,
                            inputs: WIDTH,
                            weights: weights.as_ptr().add((panel * TURNS + number) * TAP),
                            from,
                            other: from,
                            from_stride: 0,
                            out,
                            out_stride: PANEL,
                        };
                        let bias = bias.as_ptr().add(panel * PANEL);
                        products::<ALONE, false>(turn(1, bias, sums), pairs);
                        products::<ALONE, false>(turn(2, none.as_ptr(), differences), pairs);
                        let (other, from_stride) = (differences.cast_const(), PANEL);
                        let out = out.add(panel * LANES);
                        if WHOLE {
                            let out_stride = 2 * WIDTH;
                            let first = Rows { other, from_stride, out_stride, ..turn(0, sums, out) };
                            products::<PLUS, true>(first, pairs);
                            let second = turn(3, sums, out.add(WIDTH));
                            products::<MINUS, true>(Rows { other, from_stride, out_stride, ..second }, pairs);
                        } else {
                            let first = turn(0, sums, ends);
                            products::<PLUS, false>(Rows { other, from_stride, ..first }, pairs);
                            max(ends, pairs, out);
                            let second = turn(3, sums, ends);
                            products::<MINUS, false>(Rows { other, from_stride, ..second }, pairs);
                            max(ends, pairs, out.add(WIDTH));
                        }
                    }
                }
            }

            /// The maximum of the three pieces of rows of a panel, every second row of the output.
            ///
            /// # Safety
            /// The pointers must be good for so many rows.
            #[target_feature(enable = $features)]
            unsafe fn max(sums: *const f32, rows: usize, out: *mut f32) {
                for row in 0..rows {
                    for lane in (0..LANES).step_by($lanes) {
                        // SAFETY: the caller vouches for the rows.
                        unsafe {
                            let sums = sums.add(row * PANEL + lane);
                            let larger = $max($load(sums), $load(sums.add(LANES)));
                            let largest = $max(larger, $load(sums.add(2 * LANES)));
                            $store(out.add(row * 2 * WIDTH + lane), largest);
                        }
                    }
                }
            }

            /// The products of all rows, in tiles as even as can be.
            ///
            /// # Safety
            /// All pointers must be good for the rows, inputs and columns they stand for.
            #[target_feature(enable = $features)]
            unsafe fn products<const FROM: u8, const MAX: bool>(rows: Rows, count: usize) {
                for column in (0..PANEL).step_by(COLUMNS) {
                    // SAFETY: the caller vouches for the pointers.
                    unsafe {
                        let mut rows = rows.right(column);
                        let mut left = count;
                        while left > 0 {
                            let taken = left.div_ceil(left.div_ceil($most));
                            match taken {
                                $($rows => tile::<$rows, FROM, MAX>(rows),)*
                                _ => tile::<$most, FROM, MAX>(rows),
                            }
                            rows = rows.down(taken);
                            left -= taken;
                        }
                    }
                }
            }

            /// One tile of so many rows.
            ///
            /// # Safety
            /// All pointers must be good for the rows, inputs and columns they stand for.
            #[target_feature(enable = $features)]
            #[inline]
            unsafe fn tile<const ROWS: usize, const FROM: u8, const MAX: bool>(rows: Rows) {
                let Rows { x, stride, inputs, mut weights, from, other, from_stride, out, out_stride } =
                    rows;
                // SAFETY: the caller vouches for the pointers.
                unsafe {
                    let mut sums: [[$register; $registers]; ROWS] = [[$set(0.0); $registers]; ROWS];
                    for row in 0..ROWS {
                        for n in 0..$registers {
                            let at = row * from_stride + n * $lanes;
                            let held = $load(from.add(at));
                            sums[row][n] = match FROM {
                                PLUS => $add(held, $load(other.add(at))),
                                MINUS => $sub(held, $load(other.add(at))),
                                _ => held,
                            };
                        }
                    }
                    for k in 0..inputs {
                        let mut w = [$set(0.0); $registers];
                        for n in 0..$registers {
                            w[n] = $load(weights.add(n * $lanes));
                        }
                        weights = weights.add(PANEL);
                        for row in 0..ROWS {
                            let x = $set(*x.add(row * stride + k));
                            for n in 0..$registers {
                                sums[row][n] = $fma(x, w[n], sums[row][n]);
                            }
                        }
                    }
                    for row in 0..ROWS {
                        let out = out.add(row * out_stride);
                        if MAX {
                            let largest = sums[row][1..].iter().fold(sums[row][0], |a, &b| $max(a, b));
                            $store(out, largest);
                        } else {
                            for n in 0..$registers {
                                $store(out.add(n * $lanes), sums[row][n]);
                            }
                        }
                    }
                }
            }

            /// # Safety
            /// The sizes must fit each other as `vector` of the parent checks.
            #[target_feature(enable = $features)]
            pub(in super::super) unsafe fn vector(
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

vector_form!(
    avx512, "avx512f,avx2,fma", std::arch::x86_64::__m512, 16, 3, 8 [1 2 3 4 5 6 7],
    _mm512_loadu_ps, _mm512_storeu_ps, _mm512_set1_ps, _mm512_fmadd_ps, _mm512_max_ps,
    _mm512_add_ps, _mm512_sub_ps
);
vector_form!(
    avx2, "avx2,fma", std::arch::x86_64::__m256, 8, 2, 6 [1 2 3 4 5],
    _mm256_loadu_ps, _mm256_storeu_ps, _mm256_set1_ps, _mm256_fmadd_ps, _mm256_max_ps,
    _mm256_add_ps, _mm256_sub_ps
);
