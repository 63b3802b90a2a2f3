//! Measures what the register costs: the time to load it, the memory it takes, the time of a look-up. Times are those of the processor
//! where the system tells them, so that other work on the machine does not count.
//!
//! `cargo run --release -p chancery-knowledge --example figures`

use chancery_knowledge::{Register, roles};
use chancery_record::World;
use std::hint::black_box;
use std::io::Write;
use std::time::Instant;

fn main() -> std::io::Result<()> {
    let before = resident();
    let (first, register) = timed(Register::default_register);
    let loaded = resident();
    let mut loads: Vec<f64> = (0..21).map(|_| timed(Register::load).0).collect();
    loads.sort_by(f64::total_cmp);
    let (words, _) = timed(|| roles::longest_match(&["prime", "minister"]));

    let names: Vec<String> = register.names().into_iter().map(|(name, _)| name).collect();
    let unknown: Vec<String> = names.iter().map(|name| format!("{name}q")).collect();
    let ids: Vec<_> = register.entries().map(|entry| entry.id.clone()).collect();
    let posts: Vec<_> = register.tenure_rows().iter().map(|tenure| tenure.post.clone()).collect();
    let mut out = std::io::stdout().lock();
    let (tenures, entries) = (posts.len(), ids.len());
    writeln!(out, "{} names, {entries} entries, {tenures} tenures", names.len())?;
    writeln!(out, "first load              {:>9.2} ms", first / 1e6)?;
    writeln!(out, "load, median of 21      {:>9.2} ms", loads[10] / 1e6)?;
    writeln!(out, "words of posts, once    {:>9.2} ms", words / 1e6)?;
    writeln!(out, "memory of the register  {:>9.2} MB", loaded - before)?;
    let look_ups: [(&str, f64); 5] = [
        ("named", mean(&names, |name| register.named(name).len())),
        ("named, unknown", mean(&unknown, |name| register.named(name).len())),
        ("entry", mean(&ids, |id| usize::from(register.entry(id).is_some()))),
        ("holders", mean(&posts, |post| register.holders(post, None).len())),
        ("places", mean(&names, |name| register.places(name).len())),
    ];
    for (what, time) in look_ups {
        writeln!(out, "{what:<23} {time:>9.0} ns")?;
    }
    writeln!(out, "memory after all that   {:>9.2} MB", resident() - before)
}

/// Nanoseconds a call, over all the keys.
#[expect(clippy::cast_precision_loss, reason = "some ten thousand keys")]
fn mean<K>(keys: &[K], call: impl Fn(&K) -> usize) -> f64 {
    let (time, _) = timed(|| keys.iter().map(|key| call(black_box(key))).sum::<usize>());
    time / keys.len() as f64
}

/// Nanoseconds that a call took, and what it gave.
#[expect(clippy::disallowed_methods, reason = "it measures")]
fn timed<T>(call: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let processor = on_processor();
    let given = black_box(call());
    let taken = on_processor().zip(processor).map(|(now, then)| now - then);
    (taken.unwrap_or(start.elapsed().as_secs_f64() * 1e9), given)
}

/// Nanoseconds this process has run, where the system tells.
#[expect(clippy::disallowed_methods, reason = "it measures")]
fn on_processor() -> Option<f64> {
    std::fs::read_to_string("/proc/self/schedstat").ok()?.split(' ').next()?.parse().ok()
}

/// Megabytes of memory in use, where the system tells.
#[expect(clippy::disallowed_methods, reason = "it measures")]
fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<f64>().ok()).unwrap_or_default() / 1e3
}
