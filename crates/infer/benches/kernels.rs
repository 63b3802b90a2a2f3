//! The products at the models' shapes: GFLOP/s and the share of what this core can do at most, which a loop that
//! stays in registers measures just before. `cargo bench -p chancery-infer`.
#![expect(unsafe_code, reason = "the peak is measured with vector instructions")]
#![expect(clippy::print_stdout, reason = "a benchmark talks to its user")]
#![expect(clippy::cast_precision_loss, reason = "counts are small")]
#![allow(missing_docs, unreachable_pub, reason = "the macros of criterion write public functions")]

use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

use kernel::{Kernel, Pairs, Panels};

// The kernels are no part of the library's interface, so their source is taken in once more.
#[path = "../src/kernel/mod.rs"]
#[allow(dead_code, unused_imports, reason = "only the products are measured")]
mod kernel;

/// The sizes that the kernels look up.
mod tok2vec {
    pub(crate) const WIDTH: usize = 96;
    pub(crate) const WIDE: usize = 288;
}
mod transition {
    pub(crate) const HIDDEN: usize = 64;
}

/// Rows, inputs and columns of the products, named after what they compute.
const SHAPES: [(&str, usize, usize, usize); 5] = [
    ("tags", 384, 96, 96),
    ("projection", 384, 96, 96),
    ("parser slots", 32, 64, 1056),
    ("entity slots", 32, 64, 384),
    ("first layer of new words", 32, 96, 864),
];
const PAIRS: usize = 192;

fn shapes(criterion: &mut Criterion) {
    for kernel in Kernel::available() {
        let peak = peak(kernel);
        println!("{kernel:?}: at most {:.1} GFLOP/s in registers", peak / 1e9);
        let mut group = criterion.benchmark_group(format!("{kernel:?}"));
        group.sample_size(10).measurement_time(Duration::from_millis(500));
        group.warm_up_time(Duration::from_millis(100));
        for (name, rows, inputs, columns) in SHAPES {
            let (weights, bias) = (vec![0.01; inputs * columns], vec![0.5; columns]);
            let (input, mut out) = (vec![0.1; rows * inputs], vec![0.0; rows * columns]);
            let panels = Panels { inputs, weights: &weights, bias: &bias };
            let mut work = || kernel::linear(kernel, panels, &input, inputs, rows, &mut out);
            let flops = 2 * rows * inputs * columns;
            tell(name, flops, peak, &mut work);
            group.throughput(Throughput::Elements(flops as u64));
            group.bench_function(name, |bencher| bencher.iter(&mut work));
        }
        let weights = Pairs::of(&vec![0.01; 288 * 288]);
        let (bias, input) = (vec![0.5; 288], vec![0.1; (2 * PAIRS + 2) * 96]);
        let mut out = vec![0.0; 2 * PAIRS * 96];
        let mut work = || kernel::maxout_pairs(kernel, &weights, &bias, &input, PAIRS, &mut out);
        let flops = 2 * PAIRS * 4 * 96 * 288;
        tell("layers in pairs", flops, peak, &mut work);
        group.throughput(Throughput::Elements(flops as u64));
        group.bench_function("layers in pairs", |bencher| bencher.iter(&mut work));
        group.finish();
    }
}

/// Prints the rate of the fastest of many calls.
fn tell(name: &str, flops: usize, peak: f64, work: &mut impl FnMut()) {
    let rate = flops as f64 / fastest(work);
    println!("{name}: {:.1} GFLOP/s, {:.0} % of the peak", rate / 1e9, 100.0 * rate / peak);
}

#[expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]
fn fastest(work: &mut impl FnMut()) -> f64 {
    let once = |_| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    };
    (0..300).map(once).fold(f64::INFINITY, f64::min)
}

/// Floating-point operations a second of a loop that reads and writes no memory.
fn peak(kernel: Kernel) -> f64 {
    const TURNS: usize = 20_000;
    let mut seed = std::hint::black_box(1.0f32);
    let operations = match kernel {
        Kernel::Portable => 2 * 8 * 4 * TURNS,
        #[cfg(target_arch = "x86_64")]
        Kernel::Avx2 => 2 * 12 * 8 * TURNS,
        #[cfg(target_arch = "x86_64")]
        Kernel::Avx512 => 2 * 24 * 16 * TURNS,
    };
    let seconds = fastest(&mut || {
        seed = match kernel {
            Kernel::Portable => plain(seed, TURNS),
            // SAFETY: `Kernel::available` found the instructions.
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx2 => unsafe { fused_256(seed, TURNS) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx512 => unsafe { fused_512(seed, TURNS) },
        };
    });
    std::hint::black_box(seed);
    operations as f64 / seconds
}

fn plain(seed: f32, turns: usize) -> f32 {
    let mut sums = [[seed; 4]; 8];
    for _ in 0..turns {
        for sums in &mut sums {
            for sum in sums {
                *sum = *sum * 0.999 + 0.5;
            }
        }
    }
    sums.as_flattened().iter().sum()
}

/// Writes the loop for one vector width.
#[cfg(target_arch = "x86_64")]
macro_rules! fused {
    ($name:ident, $features:literal, $count:literal, $set:ident, $fma:ident, $store:ident, $lanes:literal) => {
        #[target_feature(enable = $features)]
        fn $name(seed: f32, turns: usize) -> f32 {
            use std::arch::x86_64::{$fma, $set, $store};
            let (factor, one) = ($set(0.999), $set(0.5));
            let mut sums = [$set(seed); $count];
            for _ in 0..turns {
                for sum in &mut sums {
                    *sum = $fma(*sum, factor, one);
                }
            }
            let mut out = [0.0; $lanes * $count];
            for (out, sum) in out.chunks_exact_mut($lanes).zip(sums) {
                // SAFETY: a chunk is as long as a register.
                unsafe { $store(out.as_mut_ptr(), sum) };
            }
            out.iter().sum()
        }
    };
}

#[cfg(target_arch = "x86_64")]
fused!(fused_256, "avx2,fma", 12, _mm256_set1_ps, _mm256_fmadd_ps, _mm256_storeu_ps, 8);
#[cfg(target_arch = "x86_64")]
fused!(fused_512, "avx512f", 24, _mm512_set1_ps, _mm512_fmadd_ps, _mm512_storeu_ps, 16);

criterion_group!(benches, shapes);
criterion_main!(benches);
