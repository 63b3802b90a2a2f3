//! The form for any processor, written so that the compiler vectorizes it.

use super::rowwise::{max_of_panel, turn};
use super::{BLOCK, LANES, PANEL, Panels, STRIP, TURNS, WIDE, WIDTH};

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
    for (panel, (weights, bias)) in weights.zip(panels.bias.as_chunks::<PANEL>().0).enumerate() {
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

pub(super) fn pairs(
    weights: &[f32],
    bias: &[f32; WIDE],
    input: &[[f32; WIDTH]],
    rows: &mut [[f32; WIDTH]],
    sums: &mut [[f32; PANEL]],
    out: &mut [[f32; WIDTH]],
) {
    turn(input, rows);
    let pairs = out.len() / 2;
    let rows = rows.as_flattened();
    let (first, rest) = sums.split_at_mut(pairs);
    let second = &mut rest[..pairs];
    let (weights, _) = weights.as_chunks::<PANEL>().0.as_chunks::<WIDTH>();
    let (weights, _) = weights.as_chunks::<TURNS>();
    for (panel, (weights, bias)) in weights.iter().zip(bias.as_chunks().0).enumerate() {
        let add = |turn: usize, held: &mut [[f32; PANEL]]| {
            products(&rows[turn * pairs * WIDTH..], WIDTH, &weights[turn], held);
        };
        first.fill(*bias);
        second.fill([0.0; PANEL]);
        add(1, first);
        add(2, second);
        for (a, b) in first.as_flattened_mut().iter_mut().zip(second.as_flattened_mut()) {
            (*a, *b) = (*a + *b, *a - *b);
        }
        add(0, first);
        add(3, second);
        let sums = first.iter().zip(second.iter());
        for (sums, out) in sums.zip(out.as_chunks_mut::<2>().0) {
            for (sums, out) in [sums.0, sums.1].into_iter().zip(out) {
                out.as_chunks_mut::<LANES>().0[panel] = max_of_panel(sums);
            }
        }
    }
}

/// Adds the products of all rows to what is held. A row of sums is as much as the registers of any processor hold.
fn products(input: &[f32], stride: usize, weights: &[[f32; PANEL]], held: &mut [[f32; PANEL]]) {
    for (row, held) in held.iter_mut().enumerate() {
        let mut sums = *held;
        for (x, weights) in input[row * stride..].iter().zip(weights) {
            for column in 0..PANEL {
                sums[column] += x * weights[column];
            }
        }
        *held = sums;
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
