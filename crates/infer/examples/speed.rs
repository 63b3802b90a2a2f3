//! Words a second of one thread over the texts of a folder: `speed BUNDLE FOLDER [KERNEL|best] [ROUNDS]`; memory for
//! one very long text: `speed BUNDLE FOLDER long [RUSSIAN BUNDLE]`. One line of JSON. Texts are annotated one after the other, each in batches of its paragraphs.
#![expect(clippy::print_stdout, reason = "an example talks to its user")]
#![expect(clippy::disallowed_methods, reason = "a measurement reads the clock and its texts")]
#![expect(clippy::cast_precision_loss, reason = "counts of words are small")]

use std::fs;
use std::sync::LazyLock;
use std::time::Instant;

use chancery_infer::{English, Kernel, Russian, Scratch};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [bundle, folder, rest @ ..] = arguments.as_slice() else {
        return Err("usage: speed BUNDLE FOLDER [KERNEL|best] [ROUNDS]".into());
    };
    let wanted = rest.first().map_or("best", String::as_str);
    let texts = texts(folder)?;
    if wanted == "long" {
        return long(bundle, &texts, rest.get(1));
    }
    let rounds = rest.get(1).map_or(Ok(5), |rounds| rounds.parse())?;
    let kernel = Kernel::available()
        .into_iter()
        .rfind(|kernel| wanted == "best" || format!("{kernel:?}").eq_ignore_ascii_case(wanted));
    let kernel = kernel.ok_or("this processor has no such kernel")?;
    let words: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();

    let start = Instant::now();
    let english = English::load_with(bundle, kernel)?;
    let load = start.elapsed().as_secs_f64();
    let mut scratch = Scratch::new();
    let start = Instant::now();
    english.analyse(&mut scratch, "Envoys met.");
    let first = start.elapsed().as_secs_f64();
    let cold = measure(&english, &mut scratch, &texts, 1).0;
    let (warm, tokens) = measure(&english, &mut scratch, &texts, rounds);
    let threads = threads(&english, &texts, rounds);
    let json = serde_json::json!({
        "kernel": format!("{kernel:?}"),
        "words": words,
        "tokens": tokens,
        "load_seconds": load,
        "first_text_seconds": first,
        "cold_words_per_second": words as f64 / cold,
        "words_per_second": words as f64 / warm,
        "two_threads_speedup": threads,
        "peak_megabytes": peak_megabytes(),
    });
    println!("{json}");
    Ok(())
}

fn texts(folder: &str) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    let mut paths: Vec<_> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    Ok(paths.into_iter().map(fs::read_to_string).collect::<Result<_, _>>()?)
}

/// The peak of memory after one text of 10 MB without a paragraph, another model loaded beside.
fn long(
    bundle: &str,
    texts: &[String],
    russian: Option<&String>,
) -> Result<(), Box<dyn std::error::Error>> {
    let english = English::load(bundle)?;
    let _russian = russian.map(Russian::load).transpose()?;
    let mut text = String::with_capacity(11_000_000);
    for part in texts.iter().cycle() {
        if text.len() >= 10_000_000 {
            break;
        }
        text.extend(part.split_whitespace().flat_map(|word| [word, " "]));
    }
    let mut tokens = 0;
    let start = seconds();
    english.analyse_parts(&mut Scratch::new(), &text, |_, part| tokens += part.tokens.len());
    let json = serde_json::json!({
        "long_bytes": text.len(),
        "long_tokens": tokens,
        "long_seconds": seconds() - start,
        "long_peak_megabytes": peak_megabytes(),
    });
    println!("{json}");
    Ok(())
}

/// The seconds of the fastest of some rounds, and the tokens of one.
fn measure(
    english: &English,
    scratch: &mut Scratch,
    texts: &[String],
    rounds: usize,
) -> (f64, usize) {
    let round = |scratch: &mut Scratch| {
        let start = seconds();
        let tokens: usize = texts.iter().map(|text| annotate(english, scratch, text)).sum();
        (seconds() - start, tokens)
    };
    let rounds = (0..rounds).map(|_| round(scratch));
    rounds.fold((f64::INFINITY, 0), |best, round| (best.0.min(round.0), round.1))
}

fn annotate(english: &English, scratch: &mut Scratch, text: &str) -> usize {
    let paragraphs: Vec<&str> = text.split("\n\n").collect();
    let annotated = english.analyse_all(scratch, &paragraphs);
    annotated.iter().map(|annotated| annotated.tokens.len()).sum()
}

/// How much faster two threads are than one after the other, each with half the texts, by the clock.
fn threads(english: &English, texts: &[String], rounds: usize) -> f64 {
    let halves = texts.split_at(texts.len() / 2);
    let mut scratches = [Scratch::new(), Scratch::new()];
    let mut run = |together: bool| {
        let [first, second] = &mut scratches;
        let start = Instant::now();
        let half = |scratch: &mut Scratch, texts: &[String]| {
            texts.iter().map(|text| annotate(english, scratch, text)).sum::<usize>()
        };
        if together {
            std::thread::scope(|scope| {
                scope.spawn(|| half(first, halves.0));
                scope.spawn(|| half(second, halves.1));
            });
        } else {
            half(first, halves.0);
            half(second, halves.1);
        }
        start.elapsed().as_secs_f64()
    };
    run(false);
    let mut best = |together| (0..rounds).map(|_| run(together)).fold(f64::INFINITY, f64::min);
    best(false) / best(true)
}

/// Seconds this thread has run, so that other programs on the machine do not count; the clock elsewhere.
fn seconds() -> f64 {
    static BEGIN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let ran = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let ran = ran.and_then(|fields| fields.split(' ').next()?.parse::<f64>().ok());
    ran.map_or_else(|| BEGIN.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

fn peak_megabytes() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse::<f64>().ok().map(|kilobytes| kilobytes / 1024.0)
}
