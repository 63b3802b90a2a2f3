//! Time of the stages on given texts: files in, seconds of reading, parsing, resolving and coding out, and what resolving
//! adds to parsing. Of each text and stage the least of several rounds counts, so that other work on the machine does not.
//! `cargo run --release -p chancery --example stages -- FILE...`

#![expect(
    clippy::disallowed_methods,
    reason = "a measure opens the files it is given and looks at the clock"
)]

use chancery::home;
use chancery_knowledge::{Register, Rules};
use chancery_parse::Models;
use chancery_record::{Page, PageForm};
use std::io::Write;
use std::time::Instant;

const ROUNDS: u32 = 16;

fn main() -> anyhow::Result<()> {
    let models = home::models()?;
    let (mut seconds, mut words, mut texts) = ([0.0; 4], 0, 0);
    for path in std::env::args().skip(1) {
        let body = std::fs::read(&path)?;
        words += String::from_utf8_lossy(&body).split_whitespace().count();
        texts += 1;
        let mut least = [f64::MAX; 4];
        for _ in 0..ROUNDS {
            let Some(round) = stages(&models, &path, &body) else { continue };
            least.iter_mut().zip(round).for_each(|(least, spent)| *least = least.min(spent));
        }
        seconds.iter_mut().zip(least).for_each(|(sum, spent)| *sum += spent);
    }
    let [read, parse, resolve, code] = seconds;
    let share = 100.0 * resolve / parse;
    writeln!(
        std::io::stdout().lock(),
        "{texts} texts of {words} words: read {read:.4} s, parse {parse:.4} s, resolve {resolve:.4} s \
         ({share:.1} % of parsing), code {code:.4} s"
    )?;
    Ok(())
}

/// Seconds of each stage; nothing for a text that is none.
fn stages(models: &Models, path: &str, body: &[u8]) -> Option<[f64; 4]> {
    let (rules, world) = (Rules::embedded(), Register::default_register());
    let page = Page {
        address: path.to_owned(),
        url: None,
        form: PageForm::Text,
        title: None,
        date: None,
        body: body.into(),
    };
    let mut ends = [Instant::now(); 5];
    let document = chancery_read::read(&page).value?;
    ends[1] = Instant::now();
    let analysis = chancery_parse::parse(models, &document).value;
    ends[2] = Instant::now();
    let resolution = chancery_resolve::resolve(world, &document, &analysis).value;
    ends[3] = Instant::now();
    std::hint::black_box(chancery_code::code(rules, &document, &analysis, &resolution));
    ends[4] = Instant::now();
    Some(std::array::from_fn(|stage| (ends[stage + 1] - ends[stage]).as_secs_f64()))
}
