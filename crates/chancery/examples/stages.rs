//! Time of the stages on given texts: files in, seconds of reading, parsing, resolving and coding out, and what resolving
//! adds to parsing. `cargo run --release -p chancery --example stages -- FILE...`

#![expect(
    clippy::disallowed_methods,
    reason = "a measure opens the files it is given and looks at the clock"
)]

use chancery::home;
use chancery_knowledge::{Register, Rules};
use chancery_record::{Page, PageForm};
use std::io::Write;
use std::time::{Duration, Instant};

const ROUNDS: u32 = 5;

fn main() -> anyhow::Result<()> {
    let models = home::models()?;
    let (rules, world) = (Rules::embedded(), Register::default_register());
    let mut spent = [Duration::ZERO; 4];
    let mut texts = Vec::new();
    for path in std::env::args().skip(1) {
        texts.push((path.clone(), std::fs::read(path)?));
    }
    for round in 0..=ROUNDS {
        for (path, body) in &texts {
            let page = Page {
                address: path.clone(),
                url: None,
                form: PageForm::Text,
                title: None,
                date: None,
                body: body.as_slice().into(),
            };
            let begun = Instant::now();
            let Some(document) = chancery_read::read(&page).value else { continue };
            let read = begun.elapsed();
            let analysis = chancery_parse::parse(&models, &document).value;
            let parsed = begun.elapsed();
            let resolution = chancery_resolve::resolve(world, &document, &analysis).value;
            let resolved = begun.elapsed();
            let claims = chancery_code::code(rules, &document, &analysis, &resolution).value;
            let coded = begun.elapsed();
            std::hint::black_box(claims);
            // The first round warms up.
            if round > 0 {
                let ends = [Duration::ZERO, read, parsed, resolved, coded];
                for (stage, sum) in spent.iter_mut().enumerate() {
                    *sum += ends[stage + 1].saturating_sub(ends[stage]);
                }
            }
        }
    }
    let seconds = spent.map(|sum| sum.as_secs_f64() / f64::from(ROUNDS));
    let [read, parse, resolve, code] = seconds;
    let share = 100.0 * resolve / parse;
    writeln!(
        std::io::stdout().lock(),
        "{} texts: read {read:.4} s, parse {parse:.4} s, resolve {resolve:.4} s ({share:.1} % of parsing), code {code:.4} s",
        texts.len()
    )?;
    Ok(())
}
