//! The products at the models' shapes: GFLOP/s and the share of what this core can do at most, which a loop that stays
//! in registers measures in turns with them. `cargo bench -p chancery-infer`.
#![expect(unsafe_code, reason = "the peak is measured with vector instructions")]
#![expect(clippy::print_stdout, reason = "a benchmark talks to its user")]
#![expect(clippy::cast_precision_loss, reason = "counts are small")]
#![allow(missing_docs, unreachable_pub, reason = "the macros of criterion write public functions")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};

use kernel::{Kernel, Pairs, Panels, Turned};

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
/// The measurement of stages, which is off here.
#[path = "../src/stages.rs"]
#[allow(dead_code, unused_imports, reason = "only the products are measured")]
mod stages;

/// Products: rows, inputs, columns and the floats from one row of the input to the next, named after what they compute.
const SHAPES: [(&str, usize, usize, usize, usize); 12] = [
    ("en tags", 384, 96, 96, 96),
    ("en projection", 384, 96, 96, 96),
    ("en parser slots", 32, 64, 1056, 96),
    ("en entity slots", 32, 64, 384, 96),
    ("en first layer of new words", 32, 96, 864, 96),
    ("ru first layer of new words", 64, 300, 2304, 300),
    ("ru second layer", 256, 768, 144, 256),
    ("ru third layer", 256, 384, 96, 128),
    ("ru tags", 256, 64, 768, 64),
    ("ru syntax projection", 256, 64, 144, 64),
    ("ru relations", 64, 32, 1536, 32),
    ("ru names", 256, 64, 48, 64),
];
/// Pairs of rows in a block of the English layers.
const PAIRS: usize = 192;
/// How long a product and the peak are measured in turns, and for how long each at a time.
const MEASURED: Duration = Duration::from_secs(3);
const SAMPLE: Duration = Duration::from_micros(60);

fn shapes(criterion: &mut Criterion) {
    for kernel in Kernel::available() {
        let mut group = criterion.benchmark_group(format!("{kernel:?}"));
        group.sample_size(10).measurement_time(Duration::from_millis(500));
        group.warm_up_time(Duration::from_millis(100));
        for (name, rows, inputs, columns, stride) in SHAPES {
            let (weights, bias) = (vec![0.01; inputs * columns], vec![0.5; columns]);
            let (input, mut out) = (vec![0.1; rows * stride + inputs], vec![0.0; rows * columns]);
            let panels = Panels { inputs, weights: &weights, bias: &bias };
            let flops = 2 * rows * inputs * columns;
            measure(&mut group, kernel, (name, flops, flops), &mut || {
                kernel::linear(kernel, panels, &input, stride, rows, &mut out);
            });
        }
        let weights = Pairs::of(&vec![0.01; 288 * 288]);
        let (bias, input) = (vec![0.5; 288], vec![0.1; (2 * PAIRS + 2) * 96]);
        let (mut out, mut turned) = (vec![0.0; 2 * PAIRS * 96], Turned::default());
        // Four products for a pair of rows, where without the turn there would be six.
        let (flops, direct) = (2 * PAIRS * 4 * 96 * 288, 2 * PAIRS * 6 * 96 * 288);
        measure(&mut group, kernel, ("en layers in pairs", flops, direct), &mut || {
            kernel::maxout_pairs(kernel, &weights, &bias, &input, PAIRS, &mut turned, &mut out);
        });
        group.finish();
    }
}

/// Prints rate, peak and share, then lets criterion take its samples. The core may be shared with strangers who take
/// turns of milliseconds, so product and peak run for the same short time one after the other, and the fastest sample
/// of each counts: only what ran undisturbed tells of the code. Where fewer operations are done than the plain way
/// would take, the rate of the plain way is told apart.
fn measure(
    group: &mut BenchmarkGroup<WallTime>,
    kernel: Kernel,
    (name, flops, direct): (&str, usize, usize),
    work: &mut impl FnMut(),
) {
    let (mut fastest, mut peak) = (f64::INFINITY, f64::INFINITY);
    let begin = now();
    while begin.elapsed() < MEASURED {
        peak = peak.min(a_time(&mut || stay_in_registers(kernel)));
        fastest = fastest.min(a_time(work));
    }
    let (rate, most) = (flops as f64 / fastest / 1e9, peak_operations(kernel) / peak / 1e9);
    let share = 100.0 * rate / most;
    print!("{kernel:?}, {name}: {rate:.1} GFLOP/s, peak {most:.1}, {share:.0} %");
    if direct > flops {
        let ratio = direct as f64 / flops as f64;
        print!(" (as plain products {:.1}, {:.0} %)", rate * ratio, share * ratio);
    }
    println!();
    group.throughput(Throughput::Elements(flops as u64));
    group.bench_function(name, |bencher| bencher.iter(&mut *work));
}

/// Seconds of one run, over as many as fit into a sample.
fn a_time(work: &mut impl FnMut()) -> f64 {
    let (start, mut runs) = (now(), 0);
    loop {
        work();
        runs += 1;
        let spent = start.elapsed();
        if spent >= SAMPLE {
            return spent.as_secs_f64() / f64::from(runs);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]
fn now() -> Instant {
    Instant::now()
}

/// Turns of the loop that reads and writes no memory.
const TURNS: usize = 1500;

fn stay_in_registers(kernel: Kernel) {
    let seed = black_box(1.0f32);
    black_box(match kernel {
        // SAFETY: every processor of this architecture has the instructions.
        #[cfg(target_arch = "x86_64")]
        Kernel::Portable => unsafe { plain(seed, TURNS) },
        #[cfg(not(target_arch = "x86_64"))]
        Kernel::Portable => plain(seed, TURNS),
        // SAFETY: `Kernel::available` found the instructions.
        #[cfg(target_arch = "x86_64")]
        Kernel::Avx2 => unsafe { fused_256(seed, TURNS) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Kernel::Avx512 => unsafe { fused_512(seed, TURNS) },
    });
}

/// Floating-point operations of that loop.
fn peak_operations(kernel: Kernel) -> f64 {
    let operations = match kernel {
        Kernel::Portable => 2 * 48 * TURNS,
        #[cfg(target_arch = "x86_64")]
        Kernel::Avx2 => 2 * 12 * 8 * TURNS,
        #[cfg(target_arch = "x86_64")]
        Kernel::Avx512 => 2 * 24 * 16 * TURNS,
    };
    operations as f64
}

/// As many sums as the registers of any processor hold; each product is rounded before it is added.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "sse2")]
fn plain(seed: f32, turns: usize) -> f32 {
    use std::arch::x86_64::{_mm_add_ps, _mm_mul_ps, _mm_set1_ps, _mm_storeu_ps};
    let (factor, one) = (_mm_set1_ps(0.999), _mm_set1_ps(0.5));
    let mut sums = [_mm_set1_ps(seed); 12];
    for _ in 0..turns {
        for sum in &mut sums {
            *sum = _mm_add_ps(_mm_mul_ps(*sum, factor), one);
        }
    }
    let mut out = [0.0; 48];
    for (out, sum) in out.chunks_exact_mut(4).zip(sums) {
        // SAFETY: a chunk is as long as a register.
        unsafe { _mm_storeu_ps(out.as_mut_ptr(), sum) };
    }
    out.iter().sum()
}

/// The same for other processors, left to the compiler.
#[cfg(not(target_arch = "x86_64"))]
fn plain(seed: f32, turns: usize) -> f32 {
    let mut sums = [seed; 48];
    for _ in 0..turns {
        for sum in &mut sums {
            *sum = *sum * 0.999 + 0.5;
        }
    }
    sums.iter().sum()
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
