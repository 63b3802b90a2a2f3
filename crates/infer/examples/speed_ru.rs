//! Words a second on one core over the Russian parity texts: `speed_ru BUNDLE FIXTURE.jsonl.gz [KERNEL]`.
#![expect(clippy::print_stdout, reason = "an example talks to its user")]
#![expect(clippy::disallowed_methods, reason = "a measurement reads the clock and its texts")]
#![expect(clippy::cast_precision_loss, reason = "counts of words are small")]

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::sync::LazyLock;
use std::time::Instant;

use chancery_infer::{Kernel, Russian, RussianScratch};
use flate2::read::GzDecoder;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [bundle, fixture, rest @ ..] = arguments.as_slice() else {
        return Err("usage: speed_ru BUNDLE FIXTURE.jsonl.gz [KERNEL]".into());
    };
    let wanted = rest.first().map(String::as_str);
    let kernel = Kernel::available().into_iter().rfind(|kernel| {
        wanted.is_none_or(|wanted| format!("{kernel:?}").eq_ignore_ascii_case(wanted))
    });
    let start = Instant::now();
    let russian = Russian::load_with(bundle, kernel.ok_or("this processor has no such kernel")?)?;
    println!("{kernel:?}: loaded in {:.1?}", start.elapsed());
    let mut texts = Vec::new();
    for line in BufReader::new(GzDecoder::new(File::open(fixture)?)).lines() {
        let line: serde_json::Value = serde_json::from_str(&line?)?;
        texts.push(line["text"].as_str().unwrap_or_default().to_owned());
    }
    // Articles are some twenty-five sentences long.
    let articles: Vec<String> = texts.chunks(25).map(|texts| texts.join(" ")).collect();
    measure("cold, by article", &russian, &mut RussianScratch::new(), &articles, 1);
    let mut scratch = RussianScratch::new();
    measure("cold, by sentence", &russian, &mut scratch, &texts, 1);
    measure("warm, by article", &russian, &mut scratch, &articles, 20);
    measure("warm, by sentence", &russian, &mut scratch, &texts, 20);
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let start = seconds();
    let tokens: usize = (0..20)
        .flat_map(|_| russian.analyse_all(&mut scratch, &texts))
        .map(|annotated| annotated.tokens.len())
        .sum();
    println!("warm, in batches: {:.0} tokens/s", tokens as f64 / (seconds() - start));
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let told = |line: &&str| line.starts_with("VmHWM") || line.starts_with("Rss");
    status.lines().filter(told).for_each(|line| println!("{line}"));
    Ok(())
}

/// Seconds this thread has run, so that other programs on the machine do not count; the clock elsewhere.
fn seconds() -> f64 {
    static BEGIN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let ran = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let ran = ran.and_then(|fields| fields.split(' ').next()?.parse::<f64>().ok());
    ran.map_or_else(|| BEGIN.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

fn measure(
    name: &str,
    russian: &Russian,
    scratch: &mut RussianScratch,
    texts: &[String],
    rounds: usize,
) {
    let start = seconds();
    let (mut tokens, mut words) = (0, 0);
    for text in (0..rounds).flat_map(|_| texts) {
        tokens += russian.analyse(scratch, text).tokens.len();
        words += text.split_whitespace().count();
    }
    let seconds = seconds() - start;
    println!(
        "{name}: {:.0} words/s, {:.0} tokens/s",
        words as f64 / seconds,
        tokens as f64 / seconds
    );
}
