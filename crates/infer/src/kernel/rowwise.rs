//! What the compiler vectorizes well by itself: written once, compiled for each kernel. No fused
//! operation is used, so all kernels give the same bits.
#![expect(clippy::inline_always, reason = "only an inlined body is compiled for the caller's CPU")]

/// Floats of a vector, as a float.
const COUNT: f32 = 96.0;

use super::{HIDDEN, LANES, PANEL, TURNS, WIDE, WIDTH};

#[inline(always)]
pub(super) fn add(sums: &mut [f32], row: &[f32]) {
    for (sum, x) in sums.iter_mut().zip(row) {
        *sum += x;
    }
}

/// The rows as the products of a pair take them, those of the first product first.
#[inline(always)]
pub(super) fn turn(input: &[[f32; WIDTH]], turned: &mut [[f32; WIDTH]]) {
    let pairs = turned.len() / TURNS;
    let (first, rest) = turned.split_at_mut(pairs);
    let (second, rest) = rest.split_at_mut(pairs);
    let (third, fourth) = rest.split_at_mut(pairs);
    for pair in 0..pairs {
        let [one, two, three, four] = &input.as_chunks::<2>().0[pair..pair + 2].as_flattened()
        else {
            unreachable!("two pairs are four rows");
        };
        for i in 0..WIDTH {
            first[pair][i] = one[i] - three[i];
            second[pair][i] = two[i] + three[i];
            third[pair][i] = three[i] - two[i];
            fourth[pair][i] = four[i] - two[i];
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
