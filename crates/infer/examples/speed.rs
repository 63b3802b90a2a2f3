//! Words a second of one thread over texts, one a line of JSON: `speed en|ru BUNDLE TEXTS [KERNEL|best] [ROUNDS]`; memory
//! for texts of 10 MB made of them: `speed long EN.BUNDLE TEXTS RU.BUNDLE TEXTS`. One line of JSON comes out; with the
//! feature `stages` it tells where the time goes.
#![expect(clippy::print_stdout, reason = "an example talks to its user")]
#![expect(clippy::disallowed_methods, reason = "a measurement reads the clock and its texts")]
#![expect(clippy::cast_precision_loss, reason = "counts of words are small")]

use std::error::Error;
use std::fs;
use std::sync::LazyLock;
use std::time::Instant;

use chancery_infer::{
    Annotated, English, InferError, Kernel, Russian, RussianScratch, Scratch, Wanted,
};
use serde_json::{Map, Value, json};

type Failure = Box<dyn Error>;

/// A model of either language.
trait Runtime: Sized + Sync {
    type Scratch: Default + Send;

    fn load(path: &str, kernel: Kernel) -> Result<Self, InferError>;
    fn want(scratch: &mut Self::Scratch, wanted: Wanted);
    fn each(&self, scratch: &mut Self::Scratch, texts: &[&str], sink: impl FnMut(Annotated));
}

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let told = match arguments.as_slice() {
        ["en", bundle, texts, rest @ ..] => speed::<English>(bundle, texts, rest)?,
        ["ru", bundle, texts, rest @ ..] => speed::<Russian>(bundle, texts, rest)?,
        ["long", english, texts, russian, russian_texts] => {
            let start = Instant::now();
            let models = (English::load(english)?, Russian::load(russian)?);
            let load = start.elapsed().as_secs_f64();
            json!({
                "load_both_seconds": load,
                "load_both_peak_megabytes": peak_megabytes(),
                "english": long(&models.0, &read(texts)?),
                "russian": long(&models.1, &read(russian_texts)?),
            })
        }
        _ => return Err("usage: speed en|ru BUNDLE TEXTS [KERNEL|best] [ROUNDS]".into()),
    };
    println!("{told}");
    Ok(())
}

fn speed<R: Runtime>(bundle: &str, texts: &str, rest: &[&str]) -> Result<Value, Failure> {
    let wanted = rest.first().copied().unwrap_or("best");
    let rounds: usize = rest.get(1).map_or(Ok(5), |rounds| rounds.parse())?;
    let kernel = Kernel::available()
        .into_iter()
        .rfind(|kernel| wanted == "best" || format!("{kernel:?}").eq_ignore_ascii_case(wanted));
    let kernel = kernel.ok_or("this processor has no such kernel")?;
    let texts = read(texts)?;
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let words: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();

    let start = Instant::now();
    let model = R::load(bundle, kernel)?;
    let load = start.elapsed().as_secs_f64();
    let mut scratch = R::Scratch::default();
    model.each(&mut scratch, &["Envoys met. Послы встретились."], drop);
    let first = start.elapsed().as_secs_f64();
    let (cold, tokens) = measure(&model, &mut scratch, &texts, 1);
    stages();
    let (warm, _) = measure(&model, &mut scratch, &texts, rounds);
    let stages = stages();
    let mut only = |wanted| {
        R::want(&mut scratch, wanted);
        words as f64 / measure(&model, &mut scratch, &texts, rounds).0
    };
    Ok(json!({
        "kernel": format!("{kernel:?}"),
        "texts": texts.len(),
        "words": words,
        "tokens": tokens,
        "load_seconds": load,
        "cold_start_seconds": first,
        "first_round_words_per_second": words as f64 / cold,
        "words_per_second": words as f64 / warm,
        "parser_words_per_second": only(Wanted { tree: true, ..Wanted::NOTHING }),
        "ner_words_per_second": only(Wanted { names: true, ..Wanted::NOTHING }),
        "two_threads_speedup": two_threads(&model, &texts, rounds),
        "peak_megabytes": peak_megabytes(),
        "stages": stages,
    }))
}

/// The text of each line, or each line that is a text.
fn read(path: &str) -> Result<Vec<String>, Failure> {
    let lines = fs::read_to_string(path)?;
    let text = |line| match serde_json::from_str(line)? {
        Value::String(text) => Ok(text),
        line => Ok(line["text"].as_str().ok_or("a line without a text")?.to_owned()),
    };
    lines.lines().map(text).collect()
}

/// The seconds of the fastest of some rounds, and the tokens of one.
fn measure<R: Runtime>(
    model: &R,
    scratch: &mut R::Scratch,
    texts: &[&str],
    rounds: usize,
) -> (f64, usize) {
    let mut best = (f64::INFINITY, 0);
    for _ in 0..rounds {
        let (start, mut tokens) = (seconds(), 0);
        model.each(scratch, texts, |annotated| tokens += annotated.tokens.len());
        best = (best.0.min(seconds() - start), tokens);
    }
    best
}

/// Time and the peak of memory for one text of 10 MB without a paragraph.
fn long<R: Runtime>(model: &R, texts: &[String]) -> Value {
    let mut text = String::with_capacity(11_000_000);
    for part in texts.iter().cycle() {
        if text.len() >= 10_000_000 {
            break;
        }
        text.extend(part.split_whitespace().flat_map(|word| [word, " "]));
    }
    let (start, mut tokens) = (seconds(), 0);
    model.each(&mut R::Scratch::default(), &[&text], |part| tokens += part.tokens.len());
    json!({
        "bytes": text.len(),
        "tokens": tokens,
        "seconds": seconds() - start,
        "peak_megabytes": peak_megabytes(),
    })
}

/// How much faster two threads are than one after the other, each with half the texts, by the clock; the best of each,
/// taken in turns.
fn two_threads<R: Runtime>(model: &R, texts: &[&str], rounds: usize) -> f64 {
    let halves: [Vec<&str>; 2] =
        [0, 1].map(|half| texts.iter().skip(half).step_by(2).copied().collect());
    let [one, two] = &halves;
    let mut scratches = (R::Scratch::default(), R::Scratch::default());
    let mut run = |together: bool| {
        let (first, second) = &mut scratches;
        let start = Instant::now();
        if together {
            std::thread::scope(|scope| {
                scope.spawn(|| model.each(first, one, drop));
                scope.spawn(|| model.each(second, two, drop));
            });
        } else {
            model.each(first, one, drop);
            model.each(second, two, drop);
        }
        start.elapsed().as_secs_f64()
    };
    run(false);
    let mut best = (f64::INFINITY, f64::INFINITY);
    for _ in 0..3 * rounds {
        best = (best.0.min(run(false)), best.1.min(run(true)));
    }
    best.0 / best.1
}

impl Runtime for English {
    type Scratch = Scratch;

    fn load(path: &str, kernel: Kernel) -> Result<Self, InferError> {
        English::load_with(path, kernel)
    }

    fn want(scratch: &mut Scratch, wanted: Wanted) {
        scratch.wanted = wanted;
    }

    fn each(&self, scratch: &mut Scratch, texts: &[&str], mut sink: impl FnMut(Annotated)) {
        self.analyse_each(scratch, texts, |_, _, annotated| sink(annotated));
    }
}

impl Runtime for Russian {
    type Scratch = RussianScratch;

    fn load(path: &str, kernel: Kernel) -> Result<Self, InferError> {
        Russian::load_with(path, kernel)
    }

    fn want(scratch: &mut RussianScratch, wanted: Wanted) {
        scratch.wanted = wanted;
    }

    fn each(&self, scratch: &mut RussianScratch, texts: &[&str], mut sink: impl FnMut(Annotated)) {
        self.analyse_each(scratch, texts, |_, _, annotated| sink(annotated));
    }
}

/// The share of each stage since the last call; nothing without the feature.
fn stages() -> Map<String, Value> {
    #[cfg(feature = "stages")]
    {
        let stages = chancery_infer::take_stages();
        let total: f64 = stages.iter().skip(1).map(|(_, seconds)| seconds).sum();
        let share =
            |(stage, seconds)| (format!("{stage:?}").to_lowercase(), json!(seconds / total));
        stages.into_iter().skip(1).map(share).collect()
    }
    #[cfg(not(feature = "stages"))]
    Map::new()
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
